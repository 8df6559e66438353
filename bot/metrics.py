"""What a program counts for its supervisor, read at `/metrics` in Prometheus' text format.

Each App has a registry of its own. Labels hold channels and results, never a person, a chat, a case
or a word. To count costs a few microseconds.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import AbstractContextManager
from dataclasses import asdict
from typing import TypeVar

from prometheus_client import (
    CollectorRegistry,
    Counter,
    Gauge,
    Histogram,
    Metric,
    ProcessCollector,
    generate_latest,
)
from prometheus_client.core import CounterMetricFamily

from bot.settling import Counts
from storage.people.rules import Channel

BUCKETS = (0.002, 0.005, 0.01, 0.02, 0.05, 0.1, 0.2, 0.5, 1, 2, 5, 10)
"""Seconds from receiving a message to its commit: a few milliseconds when all is well."""


Sends = Callable[[], Mapping[Channel, Counts]]
"""Returns what each channel sent, and what became of the rest."""

Family = TypeVar("Family", Counter, Histogram)


class _Of(dict[tuple[str, ...], Family]):
    """The members of a metric family by the values of their labels, looked up once: the package's
    own lookup takes several times as long as counting.
    """

    def __init__(self, family: Family) -> None:
        super().__init__()
        self._family: Family = family

    def __missing__(self, values: tuple[str, ...]) -> Family:
        found: Family = self._family.labels(*values)
        self[values] = found
        return found


class Metrics:
    """The counts of one program."""

    def __init__(self) -> None:
        own = self._registry = CollectorRegistry()
        ProcessCollector(registry=own)
        self._messages = _Of(
            Counter("sammen_messages", "Messages taken in.", ("channel", "result"), registry=own)
        )
        self._again = _Of(
            Counter(
                "sammen_messages_retried",
                "Messages rolled back and handled again.",
                ("channel", "why"),
                registry=own,
            )
        )
        self._seconds = _Of(
            Histogram(
                "sammen_message_seconds",
                "Seconds from taking a message in until its answer was committed.",
                ("channel",),
                buckets=BUCKETS,
                registry=own,
            )
        )
        self._sends: Sends = dict
        self._cards: Callable[[], int] = int
        self._responses = _Of(
            Counter("sammen_responses", "HTTP answers.", ("status",), registry=own)
        )
        self._streams = Gauge("sammen_streams_open", "Pages that wait for news.", registry=own)

    def message(self, channel: str, result: str, seconds: float | None = None) -> None:
        """Count a message by its result: answered, repeated, dead_letter or unavailable."""
        self._messages[channel, result].inc()
        if seconds is not None:
            self._seconds[(channel,)].observe(seconds)

    def message_again(self, channel: str, why: str) -> None:
        """Count a message that was rolled back and is handled again, because of a conflict or
        failure.
        """
        self._again[channel, why].inc()

    def count_sends(self, sends: Sends) -> None:
        """Include the sender's own counts in every reading."""
        self._sends = sends

    def count_cards(self, drawn: Callable[[], int]) -> None:
        """Include the number of drawn staff cards in every reading."""
        self._cards = drawn

    def response(self, status: int) -> None:
        """Count an answered HTTP request."""
        self._responses[(f"{status // 100}xx",)].inc()

    def streaming(self) -> AbstractContextManager[None]:
        """Count a page that waits for news while this is open."""
        return self._streams.track_inprogress()

    def text(self, read: Iterable[Metric]) -> bytes:
        """All counts as text, with the values that are looked up at this moment."""
        return generate_latest(_Told(self._registry, [self._sent(), self._drawn(), *read]))

    def _sent(self) -> Metric:
        told = CounterMetricFamily("sammen_sends", "Tries to send.", labels=("channel", "result"))
        for channel, counts in self._sends().items():
            for result, count in asdict(counts).items():
                told.add_metric((channel, result), count)
        return told

    def _drawn(self) -> Metric:
        return CounterMetricFamily("sammen_cards_drawn", "Staff cards drawn.", self._cards())


class _Told:
    """What one reading of `/metrics` gives: the counts (without the time at which counting began),
    and the values that are looked up at this moment.
    """

    def __init__(self, counted: CollectorRegistry, read: Iterable[Metric]) -> None:
        self._counted = counted
        self._read = read

    def collect(self) -> Iterator[Metric]:
        """The families, one by one."""
        for family in self._counted.collect():
            family.samples = [s for s in family.samples if not s.name.endswith("_created")]
            yield family
        yield from self._read
