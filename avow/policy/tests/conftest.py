"""A small pack on which the engine is tried (`small_pack/`): two kinds, three clauses; tests change it and load it."""

import shutil
from pathlib import Path

import pytest
from hypothesis import settings

from avow.policy import Pack, PackError, Problem, load

settings.register_profile("policy", deadline=None)  # a busy machine is no mistake
settings.load_profile("policy")

FOLDER = Path(__file__).parent / "small_pack"


class SmallPack:
    """The files of the small pack in a folder of their own."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        shutil.copytree(FOLDER, folder)

    def write(self, name: str, content: str | bytes) -> None:
        file = self.folder / name
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_bytes(content if isinstance(content, bytes) else content.encode())

    def change(self, name: str, old: str, new: str) -> None:
        """Replace the one place in a file."""
        text = (self.folder / name).read_text()
        assert text.count(old) >= 1, f"{old!r} is not in {name}"
        self.write(name, text.replace(old, new, 1))

    def load(self) -> Pack:
        return load(self.folder)

    def problems(self) -> list[Problem]:
        """What is wrong with it now; at least one thing must be."""
        with pytest.raises(PackError) as error:
            load(self.folder)
        return error.value.problems

    def place(self, name: str, text: str, after: str = "") -> tuple[int, int]:
        """Line and column at which some text stands in a file, the first time after some other text."""
        whole = (self.folder / name).read_text()
        at = whole.index(text, whole.index(after))
        before = whole[:at]
        return before.count("\n") + 1, at - (before.rfind("\n") + 1) + 1


@pytest.fixture
def small(tmp_path: Path) -> SmallPack:
    return SmallPack(tmp_path / "small")


@pytest.fixture(scope="session")
def pack() -> Pack:
    """The small pack as it is."""
    return load(FOLDER)
