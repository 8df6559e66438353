"""Limits how fast a visitor, and everybody behind one address, may send requests. Pure, in memory,
bounded.

This protects one process from overload. What must hold across processes (codes tried in a row) is
counted in the database. A whole school class may use one address, so an address has room for many
visitors at once; only somebody who keeps inventing visitors reaches its limit.
"""

from __future__ import annotations

from collections import Counter, OrderedDict
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass

MOST_KEPT = 20_000
"""How many visitors, and how many addresses, are remembered: this takes a few megabytes."""


@dataclass(frozen=True, slots=True)
class Limit:
    """`burst` requests at once, and after that one every `every` seconds."""

    burst: int
    every: float


VISITOR = Limit(burst=20, every=1.0)
ADDRESS = Limit(burst=600, every=1 / 30)
"""Thirty children who each answer once a second, and who all start together."""

MOST_LISTENING = 300
"""How many pages behind one address may wait for news: ten classes, or all screens of a library."""


class Buckets:
    """A token bucket for each key, stored as the moment at which it will be full again."""

    def __init__(self, limit: Limit, most: int = MOST_KEPT) -> None:
        self._limit = limit
        self._most = most
        self._full_at: OrderedDict[str, float] = OrderedDict()

    def __len__(self) -> int:
        return len(self._full_at)

    def wait(self, key: str, now: float) -> float:
        """Seconds until this key may send again; 0.0 for now. Counts nothing."""
        ahead = self._full_at.get(key, now) - now
        return max(0.0, ahead - (self._limit.burst - 1) * self._limit.every)

    def take(self, key: str, now: float) -> None:
        """Count one request. With too many keys, the one unused for longest is forgotten."""
        full_at = max(self._full_at.pop(key, now), now)
        self._full_at[key] = full_at + self._limit.every
        if len(self._full_at) > self._most:
            self._full_at.popitem(last=False)


class Rates:
    """Both limits together: a request counts for the visitor and the address, or for neither."""

    def __init__(
        self, visitor: Limit = VISITOR, address: Limit = ADDRESS, most: int = MOST_KEPT
    ) -> None:
        self._visitors = Buckets(visitor, most)
        self._addresses = Buckets(address, most)
        self._listening: Counter[str] = Counter()

    def knock(self, visitor: str | None, address: str, now: float) -> float:
        """Seconds to wait, 0.0 when the request may pass. A refused request is not counted.

        `visitor` is None for a browser without a cookie. `now` is in seconds of a monotonic clock.
        """
        wait = self._addresses.wait(address, now)
        if visitor is not None:
            wait = max(wait, self._visitors.wait(visitor, now))
        if wait > 0:
            return wait
        self._addresses.take(address, now)
        if visitor is not None:
            self._visitors.take(visitor, now)
        return 0.0

    @contextmanager
    def listening(self, address: str) -> Iterator[bool]:
        """Whether one more page of this address may wait for news. It is counted while this is
        open.
        """
        self._listening[address] += 1
        try:
            yield self._listening[address] <= MOST_LISTENING
        finally:
            self._listening[address] -= 1
            if not self._listening[address]:
                del self._listening[address]
