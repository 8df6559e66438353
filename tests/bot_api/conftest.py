from __future__ import annotations

from collections.abc import AsyncIterator

import pytest

from tests.bot_api import StandIn, stand_in
from tests.bot_api.libraries import LIBRARIES, Library


@pytest.fixture
async def api() -> AsyncIterator[StandIn]:
    """A stand-in whose clock stands still until it is moved."""
    async with stand_in(speed=0) as running:
        yield running


@pytest.fixture(params=LIBRARIES)
async def library(request: pytest.FixtureRequest, api: StandIn) -> AsyncIterator[Library]:
    """A client of each library, pointed at the stand-in."""
    async with LIBRARIES[request.param](api) as client:
        yield client
