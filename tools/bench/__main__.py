"""`make bench`: all rounds, the table, docs/benchmarks.md. One round is a look, and writes nothing.

`--part understanding` makes only the part about free text, `--part matching` that about partners.

.venv/bin/python -m tools.bench --rounds 1
"""

from __future__ import annotations

import argparse
import asyncio
import sys
from datetime import UTC, datetime

import asyncpg

from tests.needs import POSTGRES, ROOT, without_postgres
from tools.bench import matching, meaning
from tools.bench.pace import every_pace
from tools.bench.report import pace_table, page, table
from tools.bench.rounds import Size, compare
from tools.bench.systems import systems

FILE = ROOT / "docs" / "benchmarks.md"
A_FEW, MANY = 150, 900
"""How many notices are in a queue: a few for a look, many for half a minute's worth."""


def _say(words: str) -> None:
    sys.stdout.write(words)
    sys.stdout.flush()


async def _server() -> str | None:
    """The version of PostgreSQL, if it was used."""
    if without := await asyncio.to_thread(without_postgres):
        _say(f"Left out: Sammen on PostgreSQL, {without}.\n")
        return None
    connection = await asyncpg.connect(POSTGRES.replace("+asyncpg", ""))
    try:
        found = connection.get_server_version()
        return f"{found.major}.{found.minor}"
    finally:
        await connection.close()


def _free_text(measured: str) -> str:
    """What was measured, with the part about free text after it."""
    part = meaning.section()
    _say(f"\n{part}\n")
    return meaning.put(measured, part)


def _matching(measured: str) -> str:
    """What was measured, with the part about matching before that about free text."""
    part = matching.section()
    _say(f"\n{part}\n")
    return matching.put(measured, part, meaning.HEADING)


PARTS = {"understanding": _free_text, "matching": _matching}


def _keep(page: str) -> None:
    FILE.write_text(page, encoding="utf-8")
    _say(f"Written to {FILE.relative_to(ROOT)}.\n")


async def main() -> None:
    """Compare, show, and keep what more than one round has found."""
    parser = argparse.ArgumentParser(prog="make bench", description=__doc__)
    parser.add_argument("--rounds", type=int, default=5)
    parser.add_argument("--conversations", type=int, default=Size.conversations)
    parser.add_argument("--part", choices=sorted(PARTS))
    given = parser.parse_args()
    if given.part:
        _keep(PARTS[given.part](FILE.read_text(encoding="utf-8") if FILE.exists() else ""))
        return
    size = Size(conversations=given.conversations)
    a_look = given.rounds == 1
    server = await _server()
    results = await compare(systems(), given.rounds, size, _say)
    _say(f"\n{table(results)}\n\nA queue of notices, at the real pace:\n")
    paced = await every_pace(A_FEW if a_look else MANY)
    _say(f"{pace_table(paced)}\n")
    if not a_look:
        found = page(results, paced, size, datetime.now(UTC).date(), server)
        _keep(_matching(_free_text(found)))


if __name__ == "__main__":
    asyncio.run(main())
