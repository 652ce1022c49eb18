"""Ctrl-C while DuckDB works."""

import duckdb


def passed_on(error: Exception) -> None:
    """Raises KeyboardInterrupt where `error` is Ctrl-C in other words.

    DuckDB says so in three ways: with an exception of its own; with a RuntimeError, when its Python package noticed
    the signal; and with the words of ours in an error of its own, when the signal met the stream that feeds it.
    """
    if isinstance(error, duckdb.InterruptException) or str(error) == "Query interrupted" or _OURS in str(error):
        raise KeyboardInterrupt from None


_OURS = "KeyboardInterrupt"
