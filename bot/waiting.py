"""Waiting for something to happen, but not for ever.

Not by asyncio's own wait_for: before Python 3.12 it forgets a cancellation that comes in the same
moment, and the loop that was told to end goes on.
"""

from __future__ import annotations

import asyncio


async def happens(event: asyncio.Event, within: float) -> bool:
    """Wait for an event so many seconds at most; whether it is there."""
    try:
        async with asyncio.timeout(within):
            await event.wait()
    except TimeoutError:
        return False
    return True
