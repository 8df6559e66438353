"""A running library for each test, on both engines."""

from __future__ import annotations

from collections.abc import AsyncIterator

import pytest

from tests.online import Library, running


@pytest.fixture
async def library(database_url: str) -> AsyncIterator[Library]:
    async with running(database_url) as library:
        yield library
