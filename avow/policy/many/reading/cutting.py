"""A text file cut into records: UTF-8, lines that end in any of the usual ways, and, for CSV, quoted line breaks.

The work is done on whole blocks of the file, so that neither its size nor the number of its rows matters. Line numbers
are those an editor shows. A CSV record ends at a line end outside quotation marks; a mark opens only at the beginning
of a field. So a stray mark inside a field (27" wide) is a mark and swallows nothing.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import BinaryIO

import pyarrow as pa
import pyarrow.compute as pc

from avow.policy.many.reading.problems import BadFile

BLOCK = 8 << 20
LONGEST = 16 << 20  # bytes of one record; what is longer is no record but a mistake
SCHEMA = pa.schema([("record", pa.int64()), ("line", pa.int64()), ("text", pa.large_utf8())])
BOM = b"\xef\xbb\xbf"


class Cutter:
    """Reads a text file once, as batches of (record, line, text). `records` counts what was handed on.

    `delimiter` is that of a CSV file; without one, every line is a record. The first `skip` records are left out
    (a heading). `heard` is told how many bytes have been read.
    """

    def __init__(
        self, path: Path, delimiter: str | None, skip: int = 0, heard: Callable[[int], None] = lambda count: None
    ) -> None:
        self.path, self.skip, self.heard = path, skip, heard
        self.records = 0
        self.error: BadFile | None = None
        self._quotes = _Quotes(delimiter) if delimiter else None
        self._line = 1
        self._byte = 0

    def reader(self) -> pa.RecordBatchReader:
        """The batches as a stream that DuckDB reads; `error` is set when the stream breaks off."""
        return pa.RecordBatchReader.from_batches(SCHEMA, self.guarded())

    def guarded(self) -> Iterator[pa.RecordBatch]:
        """The same as `batches`; what is raised is kept in `error` too, since DuckDB gives back only words."""
        try:
            yield from self.batches()
        except BadFile as bad:
            self.error = bad
            raise
        except OSError as error:
            self.error = BadFile(f"{self.path} cannot be read: {error.strerror}.")
            raise

    def batches(self) -> Iterator[pa.RecordBatch]:
        """The records of the file. Raises BadFile."""
        left_out = 0
        for starts, texts in self._cut():
            whole = pc.not_equal(pc.binary_length(texts), 0)
            starts, texts = starts.filter(whole), texts.filter(whole)
            drop = min(self.skip - left_out, len(texts))
            left_out += drop
            starts, texts = starts.slice(drop), texts.slice(drop)
            if len(texts):
                numbers = _from(self.records + 1, len(texts))
                self.records += len(texts)
                yield pa.record_batch([numbers, starts, texts], schema=SCHEMA)

    def _cut(self) -> Iterator[tuple[pa.Array, pa.Array]]:
        """(line on which it begins, text) of each record, blank ones too."""
        open_line, open_text = 0, ""
        for block, last in self._blocks():
            lines = self._lines(block)
            first = self._line
            self._line += len(lines)
            numbers = _from(first, len(lines))
            if self._quotes is None:
                yield numbers, lines
                continue
            if open_text:
                lines = pa.concat_arrays([pa.array([open_text], pa.large_utf8()), lines])
                numbers = pa.concat_arrays([pa.array([open_line], pa.int64()), numbers])
            starts, texts, still_open = self._quotes.join(numbers, lines)
            open_text = ""
            if still_open and not last:
                open_line, open_text = starts[-1].as_py(), texts[-1].as_py()
                starts, texts = starts.slice(0, len(starts) - 1), texts.slice(0, len(texts) - 1)
                if len(open_text) > LONGEST:
                    raise BadFile(
                        f"{self.path}:{open_line}: a quotation mark on this line is opened and not closed in the "
                        f"{self._line - open_line:,} lines after it. Close it and read the file again."
                    )
            yield starts, texts

    def _blocks(self) -> Iterator[tuple[bytes, bool]]:
        """Whole lines, and whether they are the last ones."""
        with self.path.open("rb") as file:
            rest, done = self._beginning(file), False
            while not done:
                more = file.read(BLOCK)
                self.heard(len(more))
                done = not more
                block = rest + more
                end = len(block) if done else _end(block)
                if not end and len(block) > LONGEST:
                    raise BadFile(f"{self.path}:{self._line}: this line is longer than {LONGEST >> 20} MB; no row is.")
                rest = block[end:]
                if end or done:
                    yield block[:end], done
                    self._byte += end

    def _beginning(self, file: BinaryIO) -> bytes:
        start = file.read(len(BOM))
        if start == BOM:
            self._byte = len(BOM)
            return b""
        return start

    def _lines(self, block: bytes) -> pa.Array:
        if b"\r" in block:
            block = block.replace(b"\r\n", b"\n").replace(b"\r", b"\n") if self._valid(block) else block
        text = pa.scalar(block.removesuffix(b"\n"), pa.large_binary())
        try:
            return pc.split_pattern(text.cast(pa.large_utf8()), "\n").values if block else pa.array([], pa.large_utf8())
        except pa.ArrowInvalid:
            self._valid(block)
            raise

    def _valid(self, block: bytes) -> bool:
        """Raises BadFile naming byte and line where the block is not UTF-8."""
        try:
            block.decode()
        except UnicodeDecodeError as error:
            before = block[: error.start].replace(b"\r\n", b"\n").replace(b"\r", b"\n")
            line = self._line + before.count(b"\n")
            byte = self._byte + error.start + 1
            raise BadFile(
                f"{self.path}:{line}: byte {byte:,} of the file (0x{block[error.start]:02x}) is not UTF-8. "
                "Save the file as UTF-8 (in a spreadsheet: “CSV UTF-8”) and read it again."
            ) from None
        return True


class _Quotes:
    """Which lines of a CSV file belong to one record."""

    def __init__(self, delimiter: str) -> None:
        d = re.escape(delimiter)
        closed = f'(?:"(?:[^"]|"")*"(?:[^"{d}][^{d}]*)?|[^"{d}][^{d}]*|)'  # a field that is whole
        opened = '"(?:[^"]|"")*'  # one that goes on in the next line
        self._opens = f"^(?:{closed}{d})*{opened}$"
        self._stays = '^(?:[^"]|"")*$'
        self._opens_again = f'^(?:[^"]|"")*"(?:[^"{d}][^{d}]*)?{d}(?:{closed}{d})*{opened}$'

    def join(self, numbers: pa.Array, lines: pa.Array) -> tuple[pa.Array, pa.Array, bool]:
        """The records as (first line, text), and whether the last one is still open. Begins outside of quotes.

        What a line does to being inside quotes is one of four: leave it, turn it, end it, or begin it. So the state
        after each line is the number of turns since the last line that settled it.
        """
        marked = pc.match_substring(lines, '"')
        if not pc.any(marked).as_py():
            return numbers, lines, False
        out_to_in = pc.match_substring_regex(lines, self._opens)
        if not pc.any(out_to_in).as_py():
            return numbers, lines, False
        in_to_in = pc.or_(
            pc.match_substring_regex(lines, self._stays), pc.match_substring_regex(lines, self._opens_again)
        )
        turns = pc.and_(out_to_in, pc.invert(in_to_in))
        settles = pc.equal(out_to_in, in_to_in)
        place = _from(0, len(lines))
        last_settled = pc.cumulative_max(pc.if_else(settles, place, -1))
        turned = pc.cumulative_sum(pc.cast(turns, pa.int64()))
        anew = pc.greater_equal(last_settled, 0)
        at = pc.max_element_wise(last_settled, 0)
        base = pc.if_else(anew, turned.take(at), 0)
        settled_in = pc.and_(anew, out_to_in.take(at))
        odd = pc.equal(pc.bit_wise_and(pc.subtract(turned, base), 1), 1)
        inside = pc.xor(odd, settled_in)
        begins = pc.invert(pa.concat_arrays([pa.array([False]), inside.slice(0, len(lines) - 1)]))
        starts = pc.indices_nonzero(begins).cast(pa.int64())
        offsets = pa.concat_arrays([starts, pa.array([len(lines)], pa.int64())]).cast(pa.int32())
        texts = pc.binary_join(pa.ListArray.from_arrays(offsets, lines), pa.scalar("\n", pa.large_utf8()))
        return numbers.take(starts), texts, inside[-1].as_py()


def _from(first: int, count: int) -> pa.Array:
    """first, first + 1, …"""
    ones = pa.repeat(pa.scalar(1, pa.int64()), count)
    return pc.add(pc.cumulative_sum(ones), first - 1)


def _end(block: bytes) -> int:
    """Where the last whole line of the block ends."""
    end = block.rfind(b"\n") + 1
    return end or block.rfind(b"\r", 0, len(block) - 1) + 1
