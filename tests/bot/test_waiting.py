"""Whoever waits for something can be stopped, also in the moment in which it happens."""

from __future__ import annotations

import asyncio

import pytest

from bot.waiting import happens


async def test_it_happens_or_it_does_not() -> None:
    event = asyncio.Event()
    assert not await happens(event, 0.01)
    event.set()
    assert await happens(event, 10)


@pytest.mark.parametrize("steps", range(5))
async def test_a_loop_ends_though_what_it_waits_for_happens_just_then(steps: int) -> None:
    event = asyncio.Event()

    async def loop() -> None:
        while True:
            await happens(event, 10)
            event.clear()

    task = asyncio.create_task(loop())
    await asyncio.sleep(0.01)
    event.set()
    for _ in range(steps):
        await asyncio.sleep(0)
    task.cancel()
    await asyncio.wait({task}, timeout=5)
    assert task.cancelled()
