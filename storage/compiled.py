"""A cache of compiled statements that all engines of a process share.

The reader and the writer of a SQLite file, and every database that a test opens, run the same
statements; compiling them for each engine took a fifth of the CPU time of all tests. Must not know
a table.
"""

from __future__ import annotations

from typing import Any

MOST = 3000
"""The most statements kept. The program has some hundred; beyond this the cache begins anew."""


class Compiled(dict[tuple[Any, ...], Any]):
    """SQLAlchemy's `compiled_cache`. SQLAlchemy's keys begin with the engine's own dialect object;
    here they begin with its name, because engines of one dialect write the same SQL.
    """

    def get(self, key: tuple[Any, ...], default: Any = None) -> Any:
        """The compiled form of a statement, made by any engine."""
        return super().get(_named(key), default)

    def __setitem__(self, key: tuple[Any, ...], made: Any) -> None:
        """Keep it; empty the cache first when it is full."""
        if len(self) >= MOST:
            self.clear()
        super().__setitem__(_named(key), made)


def _named(key: tuple[Any, ...]) -> tuple[Any, ...]:
    dialect, *rest = key
    return dialect.name, *rest


COMPILED = Compiled()
