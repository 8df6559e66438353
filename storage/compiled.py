"""What SQLAlchemy made of a statement, kept for all engines of a process and not for each anew.

Reader and writer of an SQLite, and every database that a test opens, ask for the same statements;
making SQL of them was a fifth of the CPU time of all tests. Must not know a table.
"""

from __future__ import annotations

from typing import Any

MOST = 3000
"""Statements. The program has some hundred; more than these are made up anew."""


class Compiled(dict[tuple[Any, ...], Any]):
    """SQLAlchemy's `compiled_cache`. Its keys begin with the engine's own dialect; here they begin
    with the dialect's name, for two engines of one name write the same SQL.
    """

    def get(self, key: tuple[Any, ...], default: Any = None) -> Any:
        """What was made of a statement, by whichever engine."""
        return super().get(_named(key), default)

    def __setitem__(self, key: tuple[Any, ...], made: Any) -> None:
        """Keep it; begin anew when there are too many."""
        if len(self) >= MOST:
            self.clear()
        super().__setitem__(_named(key), made)


def _named(key: tuple[Any, ...]) -> tuple[Any, ...]:
    dialect, *rest = key
    return dialect.name, *rest


COMPILED = Compiled()
