"""The results as a table, and as the page docs/benchmarks.md. Names no machine."""

from __future__ import annotations

import os
import platform
from collections.abc import Sequence
from datetime import date
from importlib.metadata import version
from pathlib import Path
from statistics import median

from tools.bench.citizens import IDEA
from tools.bench.drawn import drawn
from tools.bench.pace import WANTED, Paced
from tools.bench.rounds import Results, Size
from tools.bench.systems import System

PACKAGES = ("aiogram", "aiohttp", "python-telegram-bot", "SQLAlchemy", "asyncpg", "aiosqlite")
PACE = ("who sends", "processes", "notices", "a second", "of its pace", "429s", "lost", "doubled")
HEAD = ("bot", "keeps", "CPU ms a message", "CPU x echo", "messages/s", "p50 ms", "p99 ms", "MB")

PAGE = Path(__file__).with_name("page.md").read_text(encoding="utf-8")


def table(results: Results) -> str:
    """All rounds as one table: Markdown, and in straight columns for a terminal."""
    return drawn(HEAD, [_row(results, system) for system in results.systems])


def pace_table(found: Sequence[Paced]) -> str:
    """How fast queues of notices were emptied."""
    return drawn(PACE, [_pace_row(paced) for paced in found])


def page(
    results: Results, paced: Sequence[Paced], size: Size, day: date, server: str | None
) -> str:
    """The whole page. `server` is the version of PostgreSQL, if it was used."""
    packages = [f"{name} {version(name)}" for name in PACKAGES]
    return PAGE.format(
        day=day.isoformat(),
        rounds=len(results.rounds),
        python=platform.python_version(),
        cores=os.cpu_count(),
        packages=", ".join([*packages, f"PostgreSQL {server}"] if server else packages),
        table=table(results),
        pace=pace_table(paced),
        wanted=f"{WANTED:.0f}",
        conversations=size.conversations,
        at_once=size.at_once,
        warm_up=size.warm_up,
        messages=len(IDEA),
    )


def _row(results: Results, system: System) -> tuple[str, ...]:
    own = [measured[system.name] for measured in results.rounds]
    echo = [measured[results.systems[0].name] for measured in results.rounds]
    times_echo = [mine.cpu / theirs.cpu for mine, theirs in zip(own, echo, strict=True)]
    return (
        system.name,
        system.keeps,
        _spread([m.cpu for m in own]),
        _spread(times_echo),
        f"{median(m.pace for m in own):.0f}",
        f"{median(m.p50 for m in own):.0f}",
        f"{median(m.p99 for m in own):.0f}",
        f"{median(m.memory for m in own):.0f}",
    )


def _pace_row(paced: Paced) -> tuple[str, ...]:
    return (
        paced.system.name,
        str(paced.processes),
        str(paced.notices),
        f"{paced.pace:.1f}",
        f"{paced.share:.2f}",
        str(paced.refused),
        str(paced.lost),
        str(paced.doubled),
    )


def _spread(values: list[float]) -> str:
    middle = f"{median(values):.2f}"
    return middle if len(values) == 1 else f"{middle} ({min(values):.2f}-{max(values):.2f})"
