"""With whom an idea could be done: shared by the yes, the introductions and the card.

The partners in memory are proposed, the database says who may be asked, people choose. Must not
show the name of a private person: only their number is told.
"""

from __future__ import annotations

from collections.abc import Container, Sequence
from dataclasses import dataclass
from datetime import datetime

from handlers.conversation.flow import Choice
from handlers.conversation.texts import Key, Value, Values
from handlers.conversation.values import Context, Row
from handlers.library import Library
from handlers.library.words import quoted
from storage.cases.rules import CaseKind, first_name
from storage.cases.tables import Case
from storage.database import Transaction
from storage.ideas.queries import StaffCase, case_for_group, case_for_staff
from storage.ideas.shelf import Shelf
from storage.ideas.tables import Idea
from storage.introductions.actions import Choice as Lesson
from storage.introductions.actions import Proposal, plan, plan_lesson
from storage.introductions.queries import Overseen, came_to_a_no, may_be_asked, of_case_for_group
from storage.introductions.rules import AlreadyAsked, NotThere, Shared
from storage.introductions.tables import Introduction
from storage.partners.actions.learning import learn
from storage.partners.proposing import Reason, Suggestion, suggest, topics_of
from storage.partners.rules import PartnerKind
from storage.people.queries import Colleague

CITIZENS = "citizens"
"""The choice of private persons: they are asked without being named."""


@dataclass(frozen=True)
class Proposed:
    """Those who fit an idea: partners by name, and how many private persons."""

    named: tuple[Suggestion, ...]
    private: tuple[Suggestion, ...]

    def __bool__(self) -> bool:
        """Whether anybody fits."""
        return bool(self.named or self.private)

    def without(self, asked: Container[int]) -> Proposed:
        """The same without those who were asked already."""
        return Proposed(
            tuple(one for one in self.named if one.partner not in asked),
            tuple(one for one in self.private if one.partner not in asked),
        )

    def numbers(self, chosen: Sequence[str]) -> list[int]:
        """The partners of the chosen options."""
        private = self.private if CITIZENS in chosen else ()
        return [
            *(one.partner for one in self.named if str(one.partner) in chosen),
            *(one.partner for one in private),
        ]


async def proposed(
    tx: Transaction, shelf: Shelf, case: Case, idea: Idea, now: datetime
) -> Proposed:
    """At most five who fit an idea, best first; nobody with whom an introduction for it came to a
    no.
    """
    about = f"{case.title or ''}\n{idea.text}".strip()
    found = await suggest(
        tx, shelf.partners, about, branch=case.branch, whom=idea.benefit or "", now=now
    )
    no = await came_to_a_no(tx, case.number) if found else frozenset[int]()
    found = tuple(one for one in found if one.partner not in no)
    private = tuple(one for one in found if one.kind is PartnerKind.CITIZEN)
    return Proposed(tuple(one for one in found if one not in private), private)


async def together_rows(tx: Transaction, shelf: Shelf, case: StaffCase) -> tuple[Row, ...]:
    """What a card of the desk says: who would fit, while the idea is open, and who was asked."""
    head, rows = case.case, []
    if head.kind != CaseKind.IDEA:
        return ()
    asked = await of_case_for_group(tx, head.number)
    found = await proposed(tx, shelf, head, case.idea, head.changed_at) if _wanted(case) else None
    if found and not asked:
        names: list[str | Key] = [str(one.name) for one in found.named]
        if found.private:
            names.append(Key("together.kind_citizen"))
        rows.append(Row("card.fitting", text_key="together.names", values={"names": names}))
    for one in asked:
        values: Values = {"who": who(one), "state": Key(f"together.{one.stand}")}
        rows.append(Row("card.asked", text_key="together.stands", values=values))
    return tuple(rows)


def _wanted(case: StaffCase) -> bool:
    """Whether partners are still looked for."""
    return case.case.closed_at is None and not case.idea.partners


def who(one: Overseen) -> str | Key:
    """The name of the other side of an introduction at the desk."""
    if one.kind is None:
        return Key("together.also" if one.row.other_case is None else "together.author")
    return one.name or kind_word(one.kind)


def listed(context: Context, found: Proposed) -> str:
    """All of them, each on a line with its reason."""
    named = [(str(one.name), one) for one in found.named]
    private = [(citizens(context, len(found.private)), one) for one in found.private[:1]]
    return "\n".join(
        _text(context, "together.one", {"who": who, "why": reasons(context, one)})
        for who, one in (*named, *private)
    )


def reasons(context: Context, one: Suggestion) -> str:
    """Why somebody is proposed, in plain words: at most two reasons."""
    return " ".join(_reason(context, reason) for reason in one.reasons[:2])


def _reason(context: Context, reason: Reason) -> str:
    """One reason. Two words for one subject are shown together; with the subject's name, both wrote
    about it.
    """
    words = quoted(", ".join(reason.words), reason.subjects)
    by_name = words.spoken(context.language) != words.da
    kind = "same" if by_name and reason.kind == "related" else reason.kind
    return _text(context, f"why.{kind}", {"words": words})


def choices(context: Context, found: Proposed) -> tuple[Choice, ...]:
    """A choice for each partner, and one for all private persons together."""
    named = tuple(Choice(str(one.partner), one.name) for one in found.named)
    if not found.private:
        return named
    return (*named, Choice(CITIZENS, citizens(context, len(found.private))))


def citizens(context: Context, n: int) -> str:
    """How many private persons have said that they can do something."""
    return _text(context, "together.citizens", {"n": n})


def kind_word(kind: str | None) -> Key:
    """What kind of partner it is, where its name is not shown."""
    return Key(f"together.kind_{kind or PartnerKind.CITIZEN}")


async def spoken_for(
    context: Context, by: Colleague, author: int | None, wanted: Library
) -> Shared | None:
    """What a colleague shows for a citizen who cannot be asked: a child, or somebody who is gone.
    None when the citizen is asked.
    """
    if await may_be_asked(context.tx, author, context.now):
        return None
    name = f"{first_name(by.name)}, {wanted.name}"
    return Shared(name, wanted.phone[:20] or None, wanted.mail or by.mail)


async def teach_began(context: Context, number: int, partner: int) -> None:
    """Let the matching learn that an idea and a partner began something."""
    case = await case_for_group(context.tx, number)
    if case is not None:
        topics = topics_of(context.shelf.partners, case.idea.text)
        await learn(context.tx, partner, topics, True, context.now)


async def plan_all(
    context: Context,
    by: Colleague,
    proposals: Sequence[Proposal],
    author: int | None,
    *,
    event_id: int | None = None,
) -> int:
    """Plan to ask those who can be asked now; returns how many."""
    shared = await spoken_for(context, by, author, context.library)
    begun: list[Introduction] = []
    for proposal in proposals:
        try:
            begun.append(
                await plan(
                    context.tx, proposal, context.now, by=by, shared=shared, event_id=event_id
                )
            )
        except (AlreadyAsked, NotThere):
            continue
    if begun:
        await teach(context, by, proposals[0].case, begun, event_id)
    return len(begun)


async def teach(
    context: Context,
    by: Colleague,
    number: int,
    begun: Sequence[Introduction],
    event_id: int | None,
) -> None:
    """Let the matching learn whom staff chose and whom they passed over, once that can no longer be
    taken back. If nobody was chosen, all proposed were passed over.
    """
    case = await case_for_staff(context.tx, by, number)
    chosen = {one.partner for one in begun} - {None}
    if case is None or (begun and not chosen):
        return
    offered = await proposed(context.tx, context.shelf, case.case, case.idea, context.now)
    passed = [one.partner for one in (*offered.named, *offered.private)]
    lesson = Lesson(
        number,
        topics_of(context.shelf.partners, case.idea.text),
        [one.id for one in begun if one.partner is not None],
        [partner for partner in passed if partner not in chosen],
        event_id,
    )
    await plan_lesson(context.tx, lesson, context.now)


def _text(context: Context, key: str, values: dict[str, Value]) -> str:
    return context.pen(key, **values)
