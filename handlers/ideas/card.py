"""One case at a glance for staff, with the decisions that they may make.

Data only, the same on the page and in the chat. Never shown to a citizen.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import timedelta

from handlers.conversation.texts import Values
from handlers.conversation.values import Button, Card, Row
from handlers.ideas.wording import level_sentence, state_word, title_of
from handlers.library import Both, Library
from handlers.library.words import quoted
from storage.cases.rules import CaseKind
from storage.ideas.queries import StaffCase
from storage.ideas.rules import Act, HearBack, InfluenceProfile, State
from storage.matching import Alike
from storage.people.rules import Language

COMMANDS = {
    Act.TAKE: "tag",
    Act.HAND_ON: "giv",
    Act.ASK: "spoerg",
    Act.SEARCH: "soeg",
    Act.APPROVE: "godkend",
    Act.START: "igang",
    Act.REALISE: "blevtil",
    Act.PARK: "parker",
    Act.DECLINE: "afvis",
    Act.REDIRECT: "henvis",
    Act.MERGE: "slaasammen",
    Act.SEPARATE: "skil",
    Act.REOPEN: "genaabn",
    Act.RENAME: "titel",
    Act.REPLY: "besvar",
    Act.HIDE: "skjul",
    Act.SORT: "tema",
}
"""The command of each act that is a decision; a note is none."""

LIKELY = {
    State.READ: Act.APPROVE,
    State.PARTNERING: Act.APPROVE,
    State.APPROVED: Act.START,
    State.IN_PROGRESS: Act.REALISE,
    State.PARKED: Act.REOPEN,
}
"""The likely next decision, once somebody has the case."""

MOMENT = timedelta(seconds=1)
"""A silence ends at midnight; this much earlier is its last day."""

SAID = {
    State.PARKED: ("reason",),
    State.DECLINED: ("reason", "alternative"),
    State.OUT_OF_SCOPE: ("reason", "alternative"),
    State.REALISED: ("became",),
}
"""Facts that were told with a state. The card shows them while the state lasts."""


def case_card(
    case: StaffCase, library: Library, like: Sequence[Alike] = (), together: Sequence[Row] = ()
) -> Card:
    """The card of a case: its facts, similar cases, who could take part, and a button for each
    decision.
    """
    head = case.case
    return Card(
        title_of(head.title, case.idea.text),
        (*_rows(case, library), *together, *_like(like)),
        decisions(case),
        link=f"/desk/sag/{head.number}",
    )


def decisions(case: StaffCase) -> tuple[Button, ...]:
    """The decisions that this colleague may make now, the likely one first."""
    likely = Act.TAKE if Act.TAKE in case.acts else LIKELY.get(State(case.case.state))
    if likely is not Act.TAKE and Act.REPLY in case.acts:
        likely = Act.REPLY
    acts = sorted((act for act in case.acts if act in COMMANDS), key=lambda act: act != likely)
    return tuple(Button.to(COMMANDS[act], case.case.number) for act in acts)


def _rows(case: StaffCase, library: Library) -> Iterator[Row]:
    yield from _given(case, library)
    yield from _standing(case)
    yield from _decided(case)


def _given(case: StaffCase, library: Library) -> Iterator[Row]:
    """What the citizen has said (S18, S39)."""
    idea = case.idea
    note = case.case.kind == CaseKind.NOTE
    label = "card.note" if note else "card.text"
    yield Row(label, idea.text) if idea.text else Row(label, text_key="card.erased")
    if idea.about:
        yield Row("card.about", text_key=f"meaning.{idea.about}")
    if idea.benefit:
        yield Row("card.benefit", idea.benefit)
    yield from _words(value=idea.value, own_part=idea.own_part, together_with=idea.together_with)
    yield from _chosen(kind=idea.kind, theme=idea.theme, context=idea.context)
    if branch := library.branch(case.case.branch):
        yield Row("card.branch", branch.name)
    yield _hears(case)
    if case.files:
        yield Row("card.files", text_key="card.files_kept", values={"n": len(case.files)})


def _hears(case: StaffCase) -> Row:
    """How the citizen hears the answer. Of a mail address only whether there is one."""
    idea = case.idea
    if idea.hear_back == HearBack.PHONE and idea.phone:
        return Row("card.hear", text_key="hear.phone", values={"phone": idea.phone})
    if case.mailed:
        return Row("card.hear", text_key="hear.mail")
    if idea.hear_back == HearBack.MAIL:
        return Row("card.hear", text_key="hear.mail_unconfirmed")
    none = idea.hear_back == HearBack.NONE
    return Row("card.hear", text_key="hear.none" if none else "hear.page")


def _standing(case: StaffCase) -> Iterator[Row]:
    head = case.case
    yield Row("card.state", text_key=state_word(head.state))
    if case.assigned_name:
        yield Row("card.assigned", case.assigned_name)
    yield from _days(case)
    if case.silenced_until is not None:
        ends: Values = {"until": case.silenced_until - MOMENT}
        yield Row("card.silenced", text_key="card.silenced_until", values=ends)
    if case.company.numbers:
        numbers = [str(number) for number in case.company.numbers]
        values: Values = {"n": case.company.citizens, "numbers": numbers}
        yield Row("card.behind", text_key="card.citizens", values=values)
    if case.wanting:
        yield Row("card.wanting", text_key="card.citizens_wanting", values={"n": case.wanting})


def _like(like: Sequence[Alike]) -> Iterator[Row]:
    """Similar cases, each with what both name. The words are of this case only, because the card
    may outlive the other case's words.
    """
    if like:
        cases = [_numbered(one) for one in like]
        yield Row("card.like", text_key="card.like_numbers", values={"numbers": cases})


def _numbered(like: Alike) -> Both:
    """A similar case, with what both name, in the words of this one."""
    own = ", ".join(both.one for both in like.why)
    why = quoted(own, [both.subject for both in like.why])
    if not why:
        return Both(f"{like.key}")
    return Both(f"{like.key} ({why.da})", f"{like.key} ({why.spoken(Language.EN)})")


def reason(like: Alike) -> Both:
    """Why two cases are similar: what both name, in the words of each."""
    written = ", ".join(
        both.one if both.one == both.other else f"{both.one}/{both.other}" for both in like.why
    )
    return quoted(written, [both.subject for both in like.why])


def _days(case: StaffCase) -> Iterator[Row]:
    head = case.case
    if head.promised_on is not None and head.late_since is not None:
        days: Values = {"date": head.promised_on, "was": head.late_since}
        yield Row("card.promised", text_key="card.day_again", values=days)
    elif head.promised_on is not None:
        yield Row("card.promised", text_key="card.day", values={"date": head.promised_on})
    if head.parked_until is not None:
        yield Row("card.parked", text_key="card.day", values={"date": head.parked_until})


def _decided(case: StaffCase) -> Iterator[Row]:
    """What the library has decided, and why."""
    idea = case.idea
    yield from _words(
        partners=idea.partners,
        no_partner_reason=idea.no_partner_reason,
        wider_benefit=idea.wider_benefit,
    )
    yield from _chosen(purpose=idea.purpose)
    task, process, result = idea.influence_task, idea.influence_process, idea.influence_result
    if task is not None and process is not None and result is not None:
        level = InfluenceProfile(task, process, result).level
        yield Row("card.influence", text_key=level_sentence(level).name)
    said = SAID.get(State(case.case.state), ())
    yield from _words(**{name: getattr(idea, name) for name in said})


def _words(**words: str | None) -> Iterator[Row]:
    for name, text in words.items():
        if text:
            yield Row(f"card.{name}", text)


def _chosen(**choices: str | None) -> Iterator[Row]:
    for name, value in choices.items():
        if value:
            yield Row(f"card.{name}", text_key=f"{name}.{value}")
