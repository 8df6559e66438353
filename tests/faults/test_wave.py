"""A thousand reminders are due at once, and fewer where there is no time: each is sent once, in its
chat's order, at the pace that Telegram takes; whoever is killed on the way doubles at most what was
just being sent.

The stand-in's clock runs a little faster than ours: a busy machine is no fault. Twice the pace
would still be refused.
"""

from __future__ import annotations

import asyncio
import random
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from datetime import UTC, datetime
from pathlib import Path

import pytest

from bot.delivery import AT_ONCE
from storage.database import Database
from tests.bot_api import Limits, StandIn, stand_in
from tests.faults.telegrams import a_minute_passes, programs
from tests.faults.wave import Wave, a_wave
from tests.programs import Program

SPEED = 1 / 0.7

SMALL = (10, 4)
THOUSAND = (100, 10)
SIZES = [
    pytest.param(SMALL, id="forty"),
    pytest.param(THOUSAND, id="a thousand", marks=pytest.mark.thorough),
]
KILLS = 5


@asynccontextmanager
async def a_busy_library(
    database: Database, folder: Path, size: tuple[int, int]
) -> AsyncIterator[tuple[Wave, list[Program]]]:
    """A wave that is due, and the programs that work it off: two where the database lets two."""
    async with stand_in(speed=SPEED) as api:
        wave = await a_wave(api, database, *size, datetime.now(UTC))
        api.pace = Limits()
        async with programs(api, folder, database, "polling") as running:
            yield wave, running
            assert "Traceback" not in "".join(program.log for program in running)


def refused(api: StandIn) -> list[float]:
    """How long after the first message each came that was too fast, but for the first second."""
    sends = api.called("sendMessage")
    after = [call.at - sends[0].at for call in sends if call.status == 429]
    return [seconds for seconds in after if seconds > 1]


@pytest.mark.timeout(900)
@pytest.mark.parametrize("size", SIZES)
async def test_each_goes_out_once_in_order_and_not_too_fast(
    database: Database, tmp_path: Path, size: tuple[int, int]
) -> None:
    async with a_busy_library(database, tmp_path, size) as (wave, _):
        await wave.is_over()
        assert await wave.expect_all() == 0
        assert wave.came == wave.size
        assert refused(wave.api) == []


@pytest.mark.timeout(900)
@pytest.mark.thorough
async def test_who_is_killed_loses_nothing_and_doubles_what_was_on_its_way(
    database: Database, tmp_path: Path
) -> None:
    dice = random.Random(11)
    async with a_busy_library(database, tmp_path, THOUSAND) as (wave, running):
        for turn in range(KILLS):
            least = wave.size * turn // KILLS + dice.randint(1, 12)
            await wave.api.until(lambda: wave.came >= least, 120)  # noqa: B023 - waited for here
            for program in running:
                await asyncio.sleep(dice.uniform(0, 0.1))
                await program.kill()
            await a_minute_passes(database)
            for program in running:
                await program.start()
        await wave.is_over()
        assert await wave.expect_all() <= AT_ONCE * KILLS * len(running)
        assert refused(wave.api) == []
