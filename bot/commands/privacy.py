"""`sammen export`, `sammen erase` and `sammen purge`: export or erase somebody's data, delete what
has expired.

The citizen is named by the number of one of their cases: nobody is known by name here.
"""

from __future__ import annotations

import argparse
import sys

import orjson

from bot.app import now
from bot.config import ConfigError, Settings
from bot.web.rendering import TEXTS
from handlers.conversation.texts import HANDLERS, Texts
from handlers.privacy.shown import as_data
from storage.database import Database, Transaction
from storage.people.actions import record
from storage.people.rules import Language, StaffAct
from storage.privacy.actions import Report, erase, purge, rehearse
from storage.privacy.queries import held, whose_case


async def export(settings: Settings, given: argparse.Namespace) -> int:
    """Print all that is kept about the citizen whose case this is, as JSON."""
    async with Database(settings.database_url) as database, database.reading() as tx:
        found = as_data(await held(tx, await _person(tx, given.case)))
    print(orjson.dumps(found, option=orjson.OPT_INDENT_2).decode())
    return 0


async def forget(settings: Settings, given: argparse.Namespace) -> int:
    """Erase the citizen whose case this is; what stays is printed."""
    async with Database(settings.database_url) as database, database.transaction() as tx:
        person_id = await _person(tx, given.case)
        if not given.yes:
            raise ConfigError("Nothing was erased: it cannot be undone. Say it with --yes.")
        erased = await erase(tx, person_id, now())
        await record(tx, StaffAct.ERASED, now(), by=None, what=str(given.case))
    print(f"Erased: {_numbers(erased.gone)}. Kept without the citizen: {_numbers(erased.records)}.")
    if erased.held:
        print(f"Held, and erased when the hold is lifted: {_numbers(erased.held)}.")
    if erased.silenced:
        print(f"Silenced, and known for that alone until {erased.silenced}.")
    return 0


async def end_old(settings: Settings, given: argparse.Namespace) -> int:
    """Delete what has expired, as every night. With --dry-run only say what would go."""
    async with Database(settings.database_url) as database:
        work = rehearse if given.dry_run else purge
        report = await work(database, now())
    for line in _lines(report):
        print(line)
    if given.dry_run:
        print("Nothing was erased: this was a rehearsal.", file=sys.stderr)
    return 0


def _lines(report: Report) -> list[str]:
    texts = Texts.load(HANDLERS, TEXTS)
    went = [
        f"{count:>8}  {texts.render(f'purged.{sweep.what}', Language.EN)} ({sweep.period.name})"
        for sweep, count in report.items()
        if count
    ]
    return went or ["Nothing."]


async def _person(tx: Transaction, number: int) -> int:
    found = await whose_case(tx, number)
    if found is None:
        raise ConfigError(f"Case {number} is nobody's (any more): look for the number at /desk.")
    return found


def _numbers(numbers: list[int]) -> str:
    return ", ".join(map(str, numbers)) or "no case"
