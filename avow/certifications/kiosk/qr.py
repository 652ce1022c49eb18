"""An address as a QR code (ISO/IEC 18004), made by segno: dark on light whatever the colours around it."""

import segno

LARGEST = 10
"""The largest version (57 modules wide) that a telephone still reads from a slip."""


class TooLong(ValueError):
    """The code would be too fine to be read."""


def svg(text: str) -> str:
    """The picture as a file. Raises TooLong."""
    side, paths = picture(text)
    return f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {side} {side}">{paths}</svg>'


def picture(text: str) -> tuple[int, str]:
    """How many units wide and high it is with its quiet zone, and what is in it. Raises TooLong."""
    try:
        code = segno.make(text, error="m", micro=False)
    except segno.DataOverflowError:
        raise TooLong from None
    if int(code.version) > LARGEST:
        raise TooLong
    side, quiet = code.symbol_size()[0], code.default_border_size
    dark = "".join(
        f"M{column + quiet} {row + quiet}h1v1h-1z"
        for row, cells in enumerate(code.matrix)
        for column, cell in enumerate(cells)
        if cell
    )
    light = f'<path fill="#fff" d="M0 0h{side}v{side}H0z"/>'
    return side, f'{light}<path fill="#000" shape-rendering="crispEdges" d="{dark}"/>'
