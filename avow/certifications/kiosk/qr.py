"""A QR code as SVG (ISO/IEC 18004): bytes, correction level M, versions 1 to 6. That is an address of up to 106 bytes;
no library of ours makes one, and this much is small."""

from collections.abc import Iterator
from itertools import groupby

Matrix = list[list[bool]]

BLOCKS = {1: (10, [16]), 2: (16, [28]), 3: (26, [44]), 4: (18, [32] * 2), 5: (24, [43] * 2), 6: (16, [27] * 4)}
"""By version: correction bytes of each block, and data bytes of each."""
LONGEST = sum(BLOCKS[6][1]) - 2
"""Bytes."""
QUIET = 4
MASKS = (
    lambda r, c: (r + c) % 2 == 0,
    lambda r, c: r % 2 == 0,
    lambda r, c: c % 3 == 0,
    lambda r, c: (r + c) % 3 == 0,
    lambda r, c: (r // 2 + c // 3) % 2 == 0,
    lambda r, c: r * c % 2 + r * c % 3 == 0,
    lambda r, c: (r * c % 2 + r * c % 3) % 2 == 0,
    lambda r, c: ((r + c) % 2 + r * c % 3) % 2 == 0,
)


class TooLong(ValueError):
    """More than LONGEST bytes."""


def svg(text: str) -> str:
    """The picture as a file. Raises TooLong."""
    side, paths = picture(text)
    return f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {side} {side}">{paths}</svg>'


def picture(text: str) -> tuple[int, str]:
    """How many units wide and high, and what is in it: dark on light whatever the colours around it. Raises TooLong."""
    matrix = best(text)
    side = len(matrix) + 2 * QUIET
    dark = []
    for row, cells in enumerate(matrix):
        column = QUIET
        for is_dark, run in groupby(cells):
            length = len(list(run))
            if is_dark:
                dark.append(f"M{column} {row + QUIET}h{length}v1h-{length}z")
            column += length
    light = f'<path fill="#fff" d="M0 0h{side}v{side}H0z"/>'
    return side, f'{light}<path fill="#000" shape-rendering="crispEdges" d="{"".join(dark)}"/>'


def best(text: str) -> Matrix:
    """The matrix with the mask that is easiest to read. Raises TooLong."""
    return min((matrix(text, mask) for mask in range(len(MASKS))), key=penalty)


def matrix(text: str, mask: int) -> Matrix:
    """Rows of modules, True is dark. Raises TooLong."""
    data = text.encode()
    version = next((one for one, (_, blocks) in BLOCKS.items() if len(data) <= sum(blocks) - 2), None)
    if version is None:
        raise TooLong(f"{len(data)} bytes; {LONGEST} are possible")
    cells, taken = _patterns(version)
    bits = _bits(_codewords(data, version))
    for row, column in _path(len(cells), taken):
        cells[row][column] = next(bits, False) ^ MASKS[mask](row, column)
    _format(cells, mask)
    return cells


def _codewords(data: bytes, version: int) -> list[int]:
    """Data and correction, interleaved over the blocks."""
    correction, sizes = BLOCKS[version]
    bits = f"0100{len(data):08b}" + "".join(f"{byte:08b}" for byte in data) + "0000"
    words = [int(bits[at : at + 8].ljust(8, "0"), 2) for at in range(0, len(bits), 8)][: sum(sizes)]
    words += [0xEC if place % 2 == 0 else 0x11 for place in range(sum(sizes) - len(words))]
    blocks, at = [], 0
    for size in sizes:
        blocks.append(words[at : at + size])
        at += size
    checks = [remainder(block, correction) for block in blocks]
    return [word for column in zip(*blocks, strict=True) for word in column] + [
        word for column in zip(*checks, strict=True) for word in column
    ]


def multiply(one: int, other: int) -> int:
    """In the field of 256 elements over x^8 + x^4 + x^3 + x^2 + 1."""
    product = 0
    while other:
        product ^= one if other & 1 else 0
        one = one << 1 ^ (0x11D if one & 0x80 else 0)
        other >>= 1
    return product


def remainder(block: list[int], count: int) -> list[int]:
    """The Reed-Solomon correction bytes of a block."""
    generator, root = [1], 1
    for _ in range(count):
        raised, scaled = [*generator, 0], [0, *(multiply(one, root) for one in generator)]
        generator = [one ^ other for one, other in zip(raised, scaled, strict=True)]
        root = multiply(root, 2)
    left = [*block, *[0] * count]
    for place in range(len(block)):
        if factor := left[place]:
            for offset, one in enumerate(generator):
                left[place + offset] ^= multiply(one, factor)
    return left[len(block) :]


def _bits(words: list[int]) -> Iterator[bool]:
    return (bool(word >> place & 1) for word in words for place in range(7, -1, -1))


def _patterns(version: int) -> tuple[Matrix, Matrix]:
    """The fixed patterns, and which cells they take, those of the format with them."""
    side = 17 + 4 * version
    cells, taken = ([[False] * side for _ in range(side)] for _ in range(2))

    def put(row: int, column: int, dark: bool) -> None:
        if 0 <= row < side and 0 <= column < side:
            cells[row][column], taken[row][column] = dark, True

    for place in range(side):
        put(6, place, place % 2 == 0)
        put(place, 6, place % 2 == 0)
    for top, left in ((0, 0), (0, side - 7), (side - 7, 0)):
        for row in range(-1, 8):
            for column in range(-1, 8):
                ring = max(abs(row - 3), abs(column - 3))
                put(top + row, left + column, ring not in (2, 4))
    if version > 1:
        for row in range(-2, 3):
            for column in range(-2, 3):
                put(side - 7 + row, side - 7 + column, max(abs(row), abs(column)) != 1)
    for place in (*range(9), *range(side - 8, side)):
        taken[8][place] = taken[place][8] = True
    return cells, taken


def _path(side: int, taken: Matrix) -> Iterator[tuple[int, int]]:
    """The free cells in the order in which they are filled: two columns at a time, upwards and downwards by turns."""
    upwards = True
    for right in range(side - 1, 0, -2):
        right -= right <= 6
        for row in range(side - 1, -1, -1) if upwards else range(side):
            for column in (right, right - 1):
                if not taken[row][column]:
                    yield row, column
        upwards = not upwards


def _format(cells: Matrix, mask: int) -> None:
    """Level M and the mask, twice, with their own correction."""
    code = mask << 10
    for place in range(14, 9, -1):
        if code >> place & 1:
            code ^= 0x537 << place - 10
    code = (mask << 10 | code) ^ 0x5412
    side = len(cells)
    first = [(8, column) for column in (0, 1, 2, 3, 4, 5, 7, 8)] + [(row, 8) for row in (7, 5, 4, 3, 2, 1, 0)]
    second = [(row, 8) for row in range(side - 1, side - 8, -1)] + [(8, column) for column in range(side - 8, side)]
    for places in (first, second):
        for place, (row, column) in enumerate(places):
            cells[row][column] = bool(code >> 14 - place & 1)
    cells[side - 8][8] = True


def penalty(cells: Matrix) -> int:
    """How hard it is to read: long runs, squares, what looks like a corner, and more dark than light or less."""
    lines = [*cells, *(list(column) for column in zip(*cells, strict=True))]
    runs = [len(list(run)) for line in lines for _, run in groupby(line)]
    found = sum(length - 2 for length in runs if length >= 5)
    side = range(len(cells) - 1)
    found += 3 * sum(
        cells[r][c] == cells[r][c + 1] == cells[r + 1][c] == cells[r + 1][c + 1] for r in side for c in side
    )
    corner, light = [True, False, True, True, True, False, True], [False] * 4
    for line in lines:
        for at in range(len(line) - 10):
            found += 40 * (line[at : at + 11] in ([*corner, *light], [*light, *corner]))
    share = sum(map(sum, cells)) * 20 // len(cells) ** 2
    return found + 10 * abs(share - 10)
