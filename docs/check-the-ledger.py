"""Checks signed heads, entries and document hashes of an Avow ledger without any of Avow's code.

    python check-the-ledger.py KEY.pem heads.log [entries.csv [documents.csv]]

KEY.pem and heads.log are copies that were kept elsewhere; the two CSV files are exported from the database, as
docs/auditing.md says. Needs Python 3.11 and the package `cryptography`. Exit status: 0 all fits, 1 something does not.
"""

import csv
import json
import sys
from datetime import UTC, datetime
from hashlib import sha256
from itertools import groupby

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.serialization import load_pem_public_key


def canonical(value: dict) -> bytes:
    """RFC 8785 for what stands here: ASCII keys, texts, whole numbers."""
    return json.dumps(value, sort_keys=True, separators=(",", ":"), ensure_ascii=False).encode()


def leaf(data: bytes) -> bytes:
    """The hash of one leaf (RFC 9162, 2.1)."""
    return sha256(b"\x00" + data).digest()


class Tree:
    """A Merkle tree to which leaf hashes are added; it keeps the roots of its complete subtrees, largest first."""

    def __init__(self) -> None:
        self.size, self.parts = 0, []

    def add(self, node: bytes) -> None:
        """One more leaf."""
        size, self.size = self.size, self.size + 1
        while size & 1:
            node, size = sha256(b"\x01" + self.parts.pop() + node).digest(), size >> 1
        self.parts.append(node)

    def root(self) -> str:
        """The root over all leaves so far, in hexadecimal."""
        node = self.parts[-1] if self.parts else sha256(b"").digest()
        for left in reversed(self.parts[:-1]):
            node = sha256(b"\x01" + left + node).digest()
        return node.hex()


def read_heads(key_file: str, log_file: str, wrong: list[str]) -> list[str]:
    """The leaf hash of each entry, from lines whose signature holds and whose root fits what came before."""
    with open(key_file, "rb") as file:  # noqa: PTH123
        public = load_pem_public_key(file.read())
    leaves: list[str] = []
    tree = Tree()
    with open(log_file, encoding="utf-8") as lines:  # noqa: PTH123
        for number, line in enumerate(lines, start=1):
            try:
                head = json.loads(line)
            except ValueError:
                print(f"line {number} of the heads cannot be read (a crash while it was written?); the next covers it")
                continue
            signature = bytes.fromhex(head.pop("signature"))
            try:
                public.verify(signature, canonical({**head, "form": "avow.head.1"}))
            except InvalidSignature:
                wrong.append(f"line {number} of the heads: its signature does not fit")
                continue
            if head["since"] != len(leaves) or head["size"] != len(leaves) + len(head["leaves"]):
                wrong.append(f"line {number} of the heads: does not give the entries from {len(leaves) + 1} on")
                break
            for found in head["leaves"]:
                leaves.append(found)
                tree.add(bytes.fromhex(found))
            if tree.root() != head["root"]:
                wrong.append(f"line {number} of the heads: its root does not fit its leaves")
    print(f"{len(leaves)} entries are signed; root {tree.root()}")
    return leaves


def leaf_of(row: dict[str, str]) -> str:
    """The leaf hash that an exported entry gives."""
    at = datetime.fromisoformat(row["at"])
    at = at.astimezone(UTC) if at.tzinfo else at
    said = {"at": at.strftime("%Y-%m-%dT%H:%M:%S.%fZ"), "number": int(row["number"])}
    said |= {name: row[name] for name in ("actor", "acting_as", "verb", "subject", "content")}
    said |= {"documents": int(row["document_count"]), "form": "avow.entry.1"}
    return leaf(canonical(said)).hex()


def check_entries(path: str, leaves: list[str], wrong: list[str]) -> dict[int, tuple[str, int]]:
    """Each exported entry against its signed leaf; gives what each holds for its documents, and their number."""
    contents = {}
    with open(path, encoding="utf-8", newline="") as file:  # noqa: PTH123
        for expected, row in enumerate(csv.DictReader(file), start=1):
            number = int(row["number"])
            if number != expected:
                wrong.append(f"entry {expected} is missing")
                break
            if number <= len(leaves) and leaf_of(row) != leaves[number - 1]:
                wrong.append(f"entry {number} is not as it was signed")
            contents[number] = (row["content"], int(row["document_count"]))
    if len(contents) < len(leaves):
        wrong.append(f"the entries end at {len(contents)}; {len(leaves)} were signed")
    print(f"{len(contents)} entries were read")
    return contents


def check_documents(path: str, contents: dict[int, tuple[str, int]], wrong: list[str]) -> None:
    """The document hashes of each entry against what the entry holds."""
    with open(path, encoding="utf-8", newline="") as file:  # noqa: PTH123
        rows = sorted(csv.DictReader(file), key=lambda row: (int(row["entry_id"]), int(row["position"])))
    hashes = {n: [row["content_hash"] for row in g] for n, g in groupby(rows, key=lambda row: int(row["entry_id"]))}
    for number, (content, count) in contents.items():
        own, tree = hashes.get(number, []), Tree()
        for digest in own:
            tree.add(leaf(bytes.fromhex(digest)))
        if len(own) != count or content != (own[0] if len(own) == 1 else tree.root()):
            wrong.append(f"the documents of entry {number} are not those it was recorded with")
    print(f"{len(rows)} documents were read")


def main(words: list[str]) -> int:
    """Check what was given, say what does not fit."""
    if not 2 <= len(words) <= 4:
        print(__doc__, file=sys.stderr)
        return 2
    wrong: list[str] = []
    leaves = read_heads(words[0], words[1], wrong)
    contents = check_entries(words[2], leaves, wrong) if len(words) > 2 else {}
    if len(words) > 3:
        check_documents(words[3], contents, wrong)
    print("\n".join(wrong) or "All fits.")
    return 1 if wrong else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
