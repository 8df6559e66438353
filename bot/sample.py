"""The sample library: a made-up municipality to look around in, written in bot/sample.toml.

It goes through the subjects' own actions, so it obeys every rule that real cases do.
"""

from __future__ import annotations

import tomllib
from collections.abc import Awaitable, Callable
from dataclasses import replace
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

from bot.config import Settings, branches_of
from bot.sample_shifts import fill_shifts
from handlers.library import UNNAMED, Library
from storage.cases.actions import TemplateText, save_template
from storage.database import Database, Transaction
from storage.ideas import actions
from storage.ideas.actions import Approval, NewIdea
from storage.ideas.rules import HearBack, InfluenceProfile, Kind, LegalPurpose
from storage.partners.actions import NewPartner, register
from storage.people import actions as people
from storage.people import queries
from storage.people.queries import Colleague
from storage.people.rules import Channel, Language, Role
from storage.sample import mark_as_sample

SCRIPT = Path(__file__).with_name("sample.toml")
MORE = ("own_part", "together_with", "theme")


def library(settings: Settings) -> Library:
    """The sample's own name, branches and contacts, where the settings give none."""
    made_up = _script()["library"]
    given = settings.library
    return replace(
        given,
        name=given.name if given.name != UNNAMED else made_up["name"],
        branches=given.branches or branches_of(made_up["branches"]),
        phone=given.phone or made_up["phone"],
        mail=given.mail or made_up["mail"],
        address=given.address or made_up["address"],
        hours=given.hours or made_up["hours"],
        dpo=given.dpo or made_up["dpo"],
        strategy_period=given.strategy_period or made_up["period"],
    )


async def fill(settings: Settings, now: datetime) -> None:
    """Fill an empty database, in one transaction."""
    script = _script()
    days = settings.days_to_answer
    async with Database(settings.database_url) as database, database.transaction() as tx:
        await mark_as_sample(tx, now)
        staff = [await _colleague(tx, each, now) for each in script["staff"]]
        for text in script["template"]:
            await save_template(
                tx, staff[0], TemplateText(text["title"], text["da"], text["en"]), now
            )
        for number, idea in enumerate(script["idea"]):
            await _idea(tx, number, idea, script["said"], staff[0], now, days)
        for partner in script["partner"]:
            await register(tx, None, NewPartner(**partner), now, days, by=staff[0])
        await fill_shifts(tx, script["shifts"], staff[0], now, days)


async def _colleague(tx: Transaction, wanted: dict[str, str], now: datetime) -> Colleague:
    """Somebody made up, who joins as everybody does; their sign-in ends at once."""
    secret = await people.invite(tx, Role(wanted["role"]), now)
    await tx.flush()
    cookie = await people.join(tx, secret, now, name=wanted["name"], mail=None, device="")
    found = await queries.live_address(tx, Channel.DESK, cookie or "", now)
    if found is None:
        raise RuntimeError("the sample's colleague did not join")
    joined = await queries.colleague(tx, found.person_id)
    await people.end_address(tx, Channel.DESK, cookie or "", now)
    if joined is None:
        raise RuntimeError("the sample's colleague is not there")
    return joined


async def _idea(
    tx: Transaction,
    number: int,
    idea: dict[str, Any],
    said: dict[str, str],
    staff: Colleague,
    now: datetime,
    days: int,
) -> None:
    given = now - timedelta(days=idea["days_ago"])
    person = await people.arrive(
        tx,
        Channel.WEB,
        f"sample-{number}",
        given,
        language=Language.DA,
        lasts=timedelta(days=400),
    )
    new = NewIdea(
        text=idea["text"],
        benefit=idea["benefit"],
        hear_back=HearBack.PAGE,
        branch=idea.get("branch"),
        kind=Kind(idea["kind"]),
    )
    case = await actions.submit_idea(tx, person, new, given, days)
    for field in MORE:
        if field in idea:
            await actions.tell_more(tx, person, case.number, field, idea[field], given)
    for later, act in enumerate(idea.get("acts", ()), start=1):
        await _ACTS[act](tx, staff, case.number, said, given + timedelta(hours=later))


Act = Callable[[Transaction, Colleague, int, dict[str, str], datetime], Awaitable[None]]


async def _take(
    tx: Transaction, by: Colleague, number: int, _: dict[str, str], at: datetime
) -> None:
    await actions.take(tx, by, number, at)


async def _ask(
    tx: Transaction, by: Colleague, number: int, said: dict[str, str], at: datetime
) -> None:
    await actions.ask(tx, by, number, said["question"], at)


async def _approve(
    tx: Transaction, by: Colleague, number: int, said: dict[str, str], at: datetime
) -> None:
    approval = Approval(
        title=said["title"],
        partners=said["partners"],
        no_partner_reason=None,
        wider_benefit=said["benefit"],
        purpose=LegalPurpose.CULTURE,
        influence=InfluenceProfile(3, 3, 3),
    )
    await actions.approve(tx, by, number, approval, at)


async def _decline(
    tx: Transaction, by: Colleague, number: int, said: dict[str, str], at: datetime
) -> None:
    reason, alternative = said["reason"], said["alternative"]
    await actions.decline(tx, by, number, reason, at, alternative=alternative)


_ACTS: dict[str, Act] = {"take": _take, "ask": _ask, "approve": _approve, "decline": _decline}


def _script() -> dict[str, Any]:
    return tomllib.loads(SCRIPT.read_text(encoding="utf-8"))
