"""A case as a document for whoever asks to see it, the same as a PDF and as data.

Storage decides what may be handed out; this module gives it words.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Literal

from handlers.conversation.pen import Pen
from handlers.library import Library
from storage.cases.rules import CaseAct, CaseKind
from storage.cases.tables import Event
from storage.ideas.rules import Act
from storage.privacy.queries import Document, Said

Pair = tuple[str, str]
STATES: dict[str, str] = {
    CaseKind.TALK: "held.shown_state_",
    CaseKind.PARTNER: "partner_state.",
    CaseKind.AGREEMENT: "agreement_state.",
    CaseKind.VOLUNTEER: "vol_state.",
}
"""The tables of texts for the states of a case that is neither idea nor note."""

NOBODYS: dict[str, str] = {
    Act.WAKE: "time",
    Act.LATE: "time",
    CaseAct.WARN: "time",
    CaseAct.UNANSWERED: "time",
    CaseAct.ERASE: "either",
}
"""Who acted, for acts without a colleague; for others it was the citizen."""

SAID = ("question", "title", "reason", "reply", "alternative", "where", "became")


@dataclass(frozen=True)
class Part:
    """A part of the document: facts (label and words), or what was said (who and words)."""

    title: str
    kind: Literal["rows", "said"]
    rows: tuple[Pair, ...]
    remark: str | None = None


def parts(found: Document, library: Library, pen: Pen) -> list[Part]:
    """The whole document, in order, without empty parts."""
    left_out = pen("law_case.left_out", n=found.notes)
    return [
        part
        for part in (
            Part(pen("law_case.facts"), "rows", tuple(_facts(found, library, pen))),
            Part(pen("law_case.given"), "rows", tuple(_given(found, pen))),
            Part(pen("law_case.decided"), "rows", tuple(_decided(found, pen))),
            Part(pen("law_case.said"), "said", tuple(_said(each, pen) for each in found.said)),
            Part(pen("law_case.history"), "said", tuple(_did(e, pen) for e in found.events)),
            Part(pen("law_case.missing"), "rows", (), left_out),
        )
        if part.rows or part.remark
    ]


def _facts(found: Document, library: Library, pen: Pen) -> Iterator[Pair]:
    case = found.case
    yield pen("card.number"), str(case.number)
    yield pen("card.state"), pen(f"{STATES.get(case.kind, 'state.')}{case.shown_state}")
    yield pen("law_case.begun"), pen("held.moment", at=case.created_at)
    if case.closed_at is not None:
        yield pen("law_case.closed"), pen("held.moment", at=case.closed_at)
    if case.shown_title:
        yield pen("held.shown_title"), case.shown_title
    if branch := library.branch(case.branch):
        yield pen("card.branch"), branch.name
    if found.merged:
        yield pen("card.behind"), ", ".join(str(number) for number in found.merged)
    if found.files:
        yield pen("card.files"), pen("card.files_kept", n=found.files)


def _given(found: Document, pen: Pen) -> Iterator[Pair]:
    for name in ("name", "does", "gives", "gets", "audience", "together"):
        if words := getattr(found.partner, name, None):
            yield pen(f"partners.{name}"), words
    idea = found.idea
    if idea is None:
        return
    if not idea.text:
        yield pen("card.text"), pen("card.erased")
    for name in ("text", "benefit", "value", "own_part", "together_with"):
        if words := getattr(idea, name):
            yield pen(f"card.{name}"), words
    for name in ("kind", "theme"):
        if value := getattr(idea, name):
            yield pen(f"card.{name}"), pen(f"{name}.{value}")


def _decided(found: Document, pen: Pen) -> Iterator[Pair]:
    """What the library decided, once its citizen knows of it."""
    if found.idea is None or found.case.state != found.case.shown_state:
        return
    for name in (
        "partners",
        "no_partner_reason",
        "wider_benefit",
        "reason",
        "alternative",
        "became",
    ):
        if words := getattr(found.idea, name):
            yield pen(f"card.{name}"), words
    if found.idea.purpose:
        yield pen("card.purpose"), pen(f"purpose.{found.idea.purpose}")


def _said(said: Said, pen: Pen) -> Pair:
    who = said.name or pen(f"law_case.who_{said.who}")
    words = pen("law_case.anothers") if said.text is None else said.text
    return f"{who} · {pen('held.moment', at=said.at)}", words or pen("law_case.blank")


def _did(event: Event, pen: Pen) -> Pair:
    who = event.by_name or pen(f"law_case.by_{NOBODYS.get(event.act, 'citizen')}")
    words = [str(event.public[name]) for name in SAID if event.public.get(name)]
    return f"{who} · {pen('held.moment', at=event.at)}", "\n".join([_act(event, pen), *words])


def _act(event: Event, pen: Pen) -> str:
    if event.act == "merge" and "into" in event.public:
        return pen("did.merge", into=int(event.public["into"]))
    if event.act == "park" and "until" in event.public:
        return pen("did.park", until=datetime.fromisoformat(event.public["until"]).date())
    known = {"merge": "law_case.merged", "park": "law_case.parked"}
    return pen(known.get(event.act, f"did.{event.act}"))


def as_data(found: Document, made: list[Part]) -> dict[str, Any]:
    """The document as data: the same parts, by number."""
    return {
        "case": found.case.number,
        "parts": [
            {"title": part.title, "remark": part.remark, "rows": [list(row) for row in part.rows]}
            for part in made
        ],
    }
