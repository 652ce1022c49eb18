"""Reads `table.txt`: one line per address and act, one column per role."""

from dataclasses import dataclass
from pathlib import Path

TABLE = Path(__file__).with_name("table.txt")


@dataclass(frozen=True)
class Row:
    """What each role gets at one address for one act. `act` is GET, or POST with a word that tells acts apart."""

    name: str
    act: str
    expected: dict[str, str]
    line: int

    @property
    def method(self) -> str:
        return self.act.split(":")[0]


def rows() -> list[Row]:
    """The table. Raises ValueError with the line number where it cannot be read."""
    roles: list[str] = []
    found: list[Row] = []
    for number, text in enumerate(TABLE.read_text().splitlines(), start=1):
        words = text.split()
        if not words or words[0].startswith("#"):
            continue
        if words[0] == "address":
            roles = words[2:]
            continue
        if len(words) != len(roles) + 2:
            raise ValueError(f"{TABLE.name}:{number}: {len(words) - 2} answers for {len(roles)} roles")
        found.append(Row(words[0], words[1], dict(zip(roles, words[2:], strict=True)), number))
    return found
