"""The counts of this program, and what waits in the database, for the supervisor's machine only.

Must not tell anything about a person.
"""

from __future__ import annotations

import asyncio
from collections.abc import Iterator
from datetime import datetime

from aiohttp import web
from prometheus_client import Metric
from prometheus_client.core import CounterMetricFamily, GaugeMetricFamily

from bot.network import comes_straight, networks
from bot.web.health import PATIENCE
from bot.web.house import HOUSE, House
from storage.database import Unavailable
from storage.talk.queries import Totals, totals

routes = web.RouteTableDef()

TEXT = "text/plain; version=0.0.4; charset=utf-8"


@routes.get("/metrics")
async def metrics(request: web.Request) -> web.StreamResponse:
    """The counts of this program in Prometheus' text format, for the networks in METRICS_FROM.

    A request that came through a proxy is refused, wherever the proxy is: it may carry anybody's
    request.
    """
    house = request.app[HOUSE]
    allowed = networks(house.settings.metrics_from)
    if not comes_straight(request.remote, request.headers, allowed):
        raise web.HTTPForbidden
    now = house.clock()
    found = await _asked(house, now)
    text = house.metrics.text([*_of_loops(house), *_of_rows(found, now)])
    return web.Response(body=text, headers={"Content-Type": TEXT, "Cache-Control": "no-store"})


async def _asked(house: House, now: datetime) -> Totals | None:
    """The counts from the database; None when it is away."""
    try:
        async with asyncio.timeout(PATIENCE), house.database.reading() as tx:
            return await totals(tx, now)
    except (Unavailable, TimeoutError):
        return None


def _of_loops(house: House) -> Iterator[Metric]:
    age = GaugeMetricFamily(
        "sammen_tick_age_seconds", "Seconds since a loop came round.", labels=("tick",)
    )
    for name, seconds in house.pulse.ages().items():
        age.add_metric((name,), seconds)
    yield age
    yield CounterMetricFamily(
        "sammen_database_unavailable",
        "Times that the database was away, or had more to do than it can.",
        house.database.unavailable,
    )


def _of_rows(found: Totals | None, now: datetime) -> Iterator[Metric]:
    up = 0 if found is None else 1
    yield GaugeMetricFamily("sammen_database_up", "Whether the database answered just now.", up)
    if found is None:
        return
    for name, meaning, value in (
        ("unsent", "Messages that should have been sent by now.", found.unsent),
        ("unsent_oldest_seconds", "Age of the oldest of them.", _age(found.oldest_unsent, now)),
        ("given_up", "Messages not sent that nobody has looked at yet.", found.given_up),
        ("due", "Things for later whose time has come.", found.due),
        ("due_oldest_seconds", "Age of the oldest of them.", _age(found.oldest_due, now)),
        ("dead_letters", "Messages not handled that nobody has looked at yet.", found.letters),
    ):
        yield GaugeMetricFamily(f"sammen_{name}", meaning, value)


def _age(since: datetime | None, now: datetime) -> float:
    return (now - since).total_seconds() if since else 0.0
