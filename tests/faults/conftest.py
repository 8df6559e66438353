"""A running library for each test, on both engines."""

from __future__ import annotations

from collections.abc import AsyncIterator, Callable

import pytest

from tests.online import Library, running


@pytest.fixture
async def library(database_url: str) -> AsyncIterator[Library]:
    async with running(database_url) as library:
        yield library


@pytest.fixture
async def embedded(fresh_sqlite: Callable[[], str]) -> AsyncIterator[Library]:
    """A library on SQLite, where the engine makes no difference."""
    async with running(fresh_sqlite()) as library:
        yield library


@pytest.fixture
def on_postgres(fresh_postgres: Callable[[], str]) -> str:
    """The address of a database that two connections can write to at the same time."""
    return fresh_postgres()
