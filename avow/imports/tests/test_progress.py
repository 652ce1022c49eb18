"""How far an import is: on a terminal, and nowhere else."""

import io

from avow.imports import progress


class Terminal(io.StringIO):
    def isatty(self):
        return True


def test_a_terminal_sees_the_stages_and_the_rows(monkeypatch):
    monkeypatch.setattr("sys.stderr", Terminal())
    monkeypatch.setenv("TERM", "xterm")
    with progress.shown() as bar, bar.stage("Reading rows") as advance:
        for _ in range(1000):
            advance()
        bar.rich.refresh()
        seen = bar.rich.console.file.getvalue()
    assert "Reading rows" in seen and "1,000 rows" in seen


def test_a_file_or_pipe_sees_nothing(monkeypatch):
    monkeypatch.setattr("sys.stderr", io.StringIO())
    with progress.shown() as bar, bar.stage("Reading rows") as advance:
        advance()
    assert isinstance(bar, progress.Silent)
