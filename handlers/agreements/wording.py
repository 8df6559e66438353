"""An agreement in words: the same for the page, the PDF and the Word file.

Knows no HTML and no document format. The text of an agreement is its people's words, as data.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from handlers.conversation.pen import Pen
from handlers.library import Library
from storage.agreements.levels import AgreementLevel, Section
from storage.agreements.queries import Listed, Whole
from storage.agreements.rules import (
    LOOKING_BACK,
    SHOWN_MARK,
    AgreementState,
    Dates,
    Party,
    VoiceKind,
)
from storage.agreements.tables import Consent

Pair = tuple[str, str]
HOLDS = frozenset({AgreementState.IN_FORCE, AgreementState.STOPPING, AgreementState.ENDED})
TASKS = (Section.TASKS_LIBRARY, Section.TASKS_PARTNER)


@dataclass(frozen=True)
class Part:
    """A numbered part: text, or a table of who does what, or what both sides expect."""

    title: str
    words: str = ""
    rows: tuple[Pair, ...] = ()


@dataclass(frozen=True)
class Signature:
    """One side's yes: its heading, who and when; before the yes a line to sign on."""

    side: str
    name: str
    role: str
    when: str


@dataclass(frozen=True)
class Paper:
    """A whole agreement, ready for layout."""

    title: str
    kicker: str
    between: str
    remark: str
    parts: tuple[Part, ...]
    closing: str
    signatures: tuple[Signature, ...]
    footer: str


def level_key(one: Whole | Listed) -> str:
    """The key of its level's name; what a partner only wants has no level yet."""
    return "level.wanted" if one.state is AgreementState.WANTED else f"level.{one.level.word}"


def paper(whole: Whole, pen: Pen, library: Library) -> Paper:
    """The agreement as it is handed out: the version in force, even while a new one is drafted."""
    words, dates, version, mark, given = _what_holds(whole)
    contract = whole.level is AgreementLevel.CONTRACT
    draft = whole.state not in HOLDS | {AgreementState.REVISING}
    form = "facts" if contract else "draft" if draft else "agreed"
    parts = [*_parts(whole, words, pen, library), *_days(dates, pen)]
    numbered = tuple(
        Part(f"{n}. {part.title}", part.words, part.rows) for n, part in enumerate(parts, 1)
    )
    return Paper(
        title=_title(whole, pen),
        kicker=pen(f"paper.{form}", ref=whole.number, version=version),
        between=pen("paper.between", library=library.name, partner=whole.partner.name),
        remark=pen("paper.lawyer") if contract else "",
        parts=numbered if not contract else (*numbered, *_for_the_lawyer(whole, words, pen)),
        closing="" if contract else pen(f"paper.closing_{'note' if _short(whole) else 'usual'}"),
        signatures=() if contract else tuple(_signatures(whole, pen, library, given)),
        footer=pen("paper.footer", ref=whole.number, version=version, mark=mark[:SHOWN_MARK]),
    )


def _short(whole: Whole) -> bool:
    return whole.level <= AgreementLevel.NOTE


def _title(whole: Whole, pen: Pen) -> str:
    if whole.level is AgreementLevel.CONTRACT:
        return pen("paper.facts_title")
    return pen(f"level.{whole.level.word}")


def mark_of(whole: Whole) -> str:
    """The digest, short enough for people to compare."""
    held = whole.agreement.agreed_mark if whole.state in HOLDS else None
    return (held or whole.mark)[:SHOWN_MARK]


def yeses(whole: Whole, pen: Pen, library: Library) -> list[Signature]:
    """Who has said yes to the text shown; while it is drafted anew, to the new text."""
    if whole.level is AgreementLevel.CONTRACT:
        return []
    given = whole.held if whole.state in HOLDS else whole.consents
    return list(_signatures(whole, pen, library, given))


def _what_holds(whole: Whole) -> tuple[dict[str, str], Dates, int, str, Mapping[str, Consent]]:
    """The text, days, version, digest and yeses of what is handed out."""
    agreed, mark = whole.agreement.agreed, whole.agreement.agreed_mark or whole.mark
    if whole.state is AgreementState.REVISING and agreed:
        dates = whole.dates_that_hold
        return agreed["words"], dates, int(agreed["version"]), mark, whole.held
    if whole.state in HOLDS:
        return whole.words, whole.dates, whole.agreement.version, mark, whole.held
    return whole.words, whole.dates, whole.agreement.version, whole.mark, whole.consents


def _parts(whole: Whole, words: dict[str, str], pen: Pen, library: Library) -> Iterator[Part]:
    for section in Section:
        if section is Section.TASKS_LIBRARY and set(TASKS) & words.keys():
            sides = ((library.name, TASKS[0]), (whole.partner.name, TASKS[1]))
            rows = tuple((name, words.get(task, "")) for name, task in sides)
            yield Part(pen("clause.tasks"), rows=rows)
        elif section not in TASKS and section in words:
            yield Part(pen(f"clause.{section}"), words[section])


def _days(dates: Dates, pen: Pen) -> Iterator[Part]:
    said = [
        pen(f"paper.{name}", day=day)
        for name, day in (("from", dates.starts_on), ("until", dates.ends_on))
        if day is not None
    ]
    if dates.evaluate_on is not None:
        said.append(pen("paper.status", day=dates.evaluate_on))
    if said:
        yield Part(pen("clause.dates"), "\n".join(said))


def _for_the_lawyer(whole: Whole, words: dict[str, str], pen: Pen) -> Iterator[Part]:
    """For the lawyer: why it is a contract, what both expected, and what is still missing."""
    reasons = [pen(f"point.{point}") for point in whole.agreement.points]
    yield Part(pen("paper.why"), "\n".join(f"· {reason}" for reason in reasons))
    told = whole.told(VoiceKind.EXPECTATION)
    rows = tuple((f"{voice_of(v.party, whole, pen)}: {topic(v.topic, pen)}", v.text) for v in told)
    yield Part(pen("paper.expected"), rows=rows)
    lacks = [pen(f"clause.{section}") for section in whole.sections if section not in words]
    if lacks:
        yield Part(pen("paper.lacks"), "\n".join(f"· {name}" for name in lacks))


def voice_of(party: str, whole: Whole, pen: Pen) -> str:
    """The name of a side."""
    return whole.partner.name if party == Party.PARTNER else pen("agreement.library")


def topic(name: str, pen: Pen) -> str:
    """The label of what a side was asked about."""
    return pen(f"{'look_back' if name in LOOKING_BACK else 'expect'}.{name}_label")


def _signatures(
    whole: Whole, pen: Pen, library: Library, given: Mapping[str, Consent]
) -> Iterator[Signature]:
    names = {Party.LIBRARY: library.name, Party.PARTNER: whole.partner.name}
    signer = whole.agreement.signatory or ""
    for party in Party:
        side = pen("paper.yes_from", side=names[party])
        yes = given.get(party)
        if yes is None:
            yield Signature(side, signer if party is Party.LIBRARY else "", "", "")
            continue
        noted = f" ({pen('paper.noted', name=yes.noted_by)})" if yes.noted_by else ""
        yield Signature(side, yes.name, yes.role, pen("paper.when", at=yes.at) + noted)
