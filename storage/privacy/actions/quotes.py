"""Blanks a person's words in the talks of others: on the staff's cards, in lists, with other
readers of the case. The messages are taken back in Telegram as far as that is possible.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import ColumnElement, String, and_, cast, or_, select, update

from storage.agreements.queries import words_by
from storage.cases.tables import Case, Event, Reader
from storage.database import Transaction
from storage.ideas.tables import Idea
from storage.partners.tables import Contact, Partner
from storage.people.rules import Channel
from storage.people.tables import Address, Staff
from storage.privacy.actions.topics import unsay_lines
from storage.talk.rules import PRIVATE, Who, case_place
from storage.talk.tables import Draft, Line, Talk
from storage.volunteers.tables import Volunteer

SHORTEST = 5
EXCERPT = 24
"""A quotation is recognised by this many characters: titles cut what was said, but never before
this.
"""

AT_THE_COUNTER = timedelta(hours=2)
"""Words of a case may stand with the colleague who wrote them down this long before it began."""


_LINKED = re.compile(r"^/desk/(?:sag|frivillig)/(\d+)")


@dataclass(frozen=True)
class Quoted:
    """A case, and the words by which its quotations are recognised. `whole`: every card and line of
    the case counts, whatever its words. `said`: the person wrote something about it.
    """

    number: int
    since: datetime
    marks: tuple[str, ...]
    whole: bool
    said: bool


async def words_of(tx: Transaction, case: Case, person_id: int, *, own: bool) -> Quoted:
    """Collect what to look for, before it is erased: what the person said about the case, and when
    it is their `own`, its content.
    """
    said = await tx.connection.execute(
        select(Line.text)
        .join(Talk, Talk.id == Line.talk_id)
        .where(Line.case_number == case.number, Line.who == Who.YOU, Talk.person_id == person_id)
    )
    texts: list[str | None] = list(said.scalars())
    spoke = bool(texts)
    idea = await tx.session.get(Idea, case.number) if own else None
    if idea is not None:
        texts += [idea.text, idea.benefit, idea.phone]
        texts += [idea.value, idea.own_part, idea.together_with]
    volunteer = await tx.session.get(Volunteer, case.number) if own else None
    if volunteer is not None:
        texts += [volunteer.wish, volunteer.skills, volunteer.hope, volunteer.adult_name]
        texts += [f"{volunteer.name} ({case.number})", f"{case.number} · {volunteer.name}"]
    partner = await tx.session.get(Partner, case.number) if own else None
    if partner is not None:
        texts += [partner.name, partner.does, partner.gives, partner.gets, partner.audience]
        texts += await _of_contacts(tx, case.number)
    else:
        texts += await _of_contacts(tx, case.number, person_id)
        texts += await words_by(tx, person_id, case.number)
    return Quoted(case.number, case.created_at, tuple(_marks(texts)), whole=own, said=spoke)


async def _of_contacts(
    tx: Transaction, number: int, person_id: int | None = None
) -> list[str | None]:
    """What is known about the contact persons of a partner, or one of them."""
    wanted = select(Contact).where(Contact.partner == number)
    if person_id is not None:
        wanted = wanted.where(Contact.person_id == person_id)
    found = await tx.session.scalars(wanted)
    return [words for each in found for words in (each.name, each.mail, each.phone)]


def _marks(texts: Iterable[str | None]) -> Iterable[str]:
    for text in texts:
        first = (text or "").strip().split("\n")[0].rstrip(".")[:EXCERPT]
        if len(first) >= SHORTEST:
            yield first


async def blank_quotes(tx: Transaction, quoted: Quoted, person_id: int, now: datetime) -> None:
    """Blank the lines that show or quote a case, in all talks but the person's own."""
    found = await tx.connection.execute(
        select(
            Line.talk_id,
            Line.seq,
            Line.text,
            Line.card,
            Line.buttons,
            Line.case_number,
            Talk.place,
        )
        .join(Talk, Talk.id == Line.talk_id)
        .where(_may_quote(quoted), Talk.person_id != person_id)
    )
    lines: dict[int, list[int]] = {}
    for row in found:
        live = quoted.whole and row.case_number == quoted.number and row.place != PRIVATE
        if live or _quotes(row.text, row.card, row.buttons, quoted):
            lines.setdefault(row.talk_id, []).append(row.seq)
    await blank_lines(tx, lines, now)
    await _drop_unfinished(tx, quoted, person_id)


async def _drop_unfinished(tx: Transaction, quoted: Quoted, person_id: int) -> None:
    """Let go of what others have begun to write about the case: at its open question, or put by.
    Their version stays: the administrator who erases is in the middle of saying so.
    """

    def named(table: type[Talk | Draft]) -> ColumnElement[bool]:
        return cast(table.answers, String).contains(str(quoted.number))

    def about(answers: Mapping[str, Any]) -> bool:
        its = answers.get("args", {}).get("case") == quoted.number
        return its and (quoted.whole or _quotes("", answers, (), quoted))

    others = select(Talk.id).where(Talk.person_id != person_id)
    drafts = select(Draft).where(named(Draft), Draft.talk_id.in_(others))
    for draft in await tx.session.scalars(drafts):
        if about(draft.answers):
            await tx.session.delete(draft)
    talks = select(Talk).where(named(Talk), Talk.person_id != person_id).order_by(Talk.id)
    for talk in await tx.session.scalars(talks.with_for_update()):
        if about(talk.answers):
            talk.flow = talk.step = None
            talk.answers = {}
    await tx.session.flush()


async def blank_lines(tx: Transaction, lines: Mapping[int, Sequence[int]], now: datetime) -> None:
    """Blank lines, given by talk and number, and take them back in Telegram. The last words of the
    talk, which are kept apart, may be among them.
    """
    for talk_id, numbers in sorted(lines.items()):
        await tx.connection.execute(update(Talk).where(Talk.id == talk_id).values(tail=""))
        await tx.connection.execute(
            update(Line)
            .where(Line.talk_id == talk_id, Line.seq.in_(numbers))
            .values(text="", card=None, buttons=[])
        )
        await unsay_lines(tx, talk_id, list(numbers), now)


def _may_quote(quoted: Quoted) -> ColumnElement[bool]:
    """Lines that name the case, in the talks of those who see it: staff, their group, its other
    people.
    """
    number = str(quoted.number)
    named = or_(
        Talk.place == case_place(quoted.number),
        Line.case_number == quoted.number,
        *(cast(column, String).contains(number) for column in (Line.text, Line.card, Line.buttons)),
    )
    groups = select(Address.person_id).where(
        Address.channel == Channel.TELEGRAM, Address.address.startswith("-")
    )
    sees = or_(
        Talk.person_id.in_(select(Staff.person_id)),
        Talk.person_id.in_(groups),
        Talk.person_id.in_(select(Reader.person_id).where(Reader.case_number == quoted.number)),
        Talk.person_id.in_(select(Contact.person_id).where(Contact.partner == quoted.number)),
    )
    recorder = select(Event.by).where(
        Event.case_number == quoted.number, Event.by_name.is_not(None), Event.from_state.is_(None)
    )
    written_down = and_(
        Talk.person_id.in_(recorder),
        Line.at.between(quoted.since - AT_THE_COUNTER, quoted.since),
    )
    return or_(and_(sees, named, Line.at >= quoted.since), written_down)


def _quotes(text: str, card: Any, buttons: Sequence[dict[str, Any]], quoted: Quoted) -> bool:
    if quoted.whole and card and _LINKED.findall(str(card.get("link"))) == [str(quoted.number)]:
        return True
    heap = "\n".join([text, *_strings(card), *_strings(buttons)])
    return any(mark in heap for mark in quoted.marks)


def _strings(value: Any) -> Iterable[str]:
    """All strings inside a value of JSON."""
    if isinstance(value, str):
        yield value
    elif isinstance(value, dict):
        for each in value.values():
            yield from _strings(each)
    elif isinstance(value, list):
        for each in value:
            yield from _strings(each)
