"""Waiting for an event, but not for ever, and for the end of a task.

Not by asyncio's own wait_for: before Python 3.12 it forgets a cancellation that comes in the same
moment, and the loop that was told to end goes on.
"""

from __future__ import annotations

import asyncio
import contextlib


async def happens(event: asyncio.Event, within: float) -> bool:
    """Wait for an event so many seconds at most; whether it is there."""
    try:
        async with asyncio.timeout(within):
            await event.wait()
    except TimeoutError:
        return False
    return True


async def end(task: asyncio.Task[None] | None) -> None:
    """Cancel a task, if it was started, and wait until it has ended. Raises what it failed with."""
    if task is not None:
        task.cancel()
        with contextlib.suppress(asyncio.CancelledError):
            await task
