"""Waiting for an event with a time limit, and for the end of a task.

asyncio's own wait_for is not used: before Python 3.12 it loses a cancellation that comes at the
same moment, and the cancelled loop goes on.
"""

from __future__ import annotations

import asyncio
import contextlib


async def happens(event: asyncio.Event, within: float) -> bool:
    """Wait for an event, at most so many seconds. Returns whether it has happened."""
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
