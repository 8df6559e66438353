"""What a citizen hears: every act has its words in both languages, with all that belongs to it."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest

from handlers.ideas.news import news
from handlers.ideas.wording import happened, next_step, state_word, status_word, steps
from storage.cases.rules import CaseAct, CaseKind
from storage.ideas.queries import Named, Told
from storage.ideas.rules import JOINED, LIFECYCLE, NOTE_LIFE, SUBMIT, TOLD, Act, Other, State
from storage.people.rules import Language
from tests.harness import LIBRARY, TEXTS

AT = datetime(2026, 5, 4, 9, 0, tzinfo=UTC)
FACTS: dict[str, dict[str, Any]] = {
    Act.ASK: {"question": "Hvornår?"},
    Act.SEARCH: {"promised_on": "2026-05-19"},
    Act.APPROVE: {"title": "Lyd", "influence": [4, 1, 3], "level": 2, "promised_on": None},
    Act.REALISE: {"became": "En klub"},
    Act.PARK: {"until": "2026-06-01", "reason": "Vi bygger om"},
    Act.DECLINE: {"reason": "Ingen plads"},
    Act.REDIRECT: {"reason": "En vej", "where": "Vej og Park"},
    Act.MERGE: {"into": 7},
    Act.SEPARATE: {"promised_on": "2026-05-19"},
    Act.JOIN: {"into": 7},
    JOINED: {"number": 8},
    Act.REOPEN: {"reason": "Nu er der plads", "promised_on": "2026-05-19"},
    Act.RENAME: {"title": "Lyd for alle"},
    Act.REPLY: {"reply": "Kom på torsdag"},
    Act.WAKE: {"promised_on": "2026-05-19"},
    Act.LATE: {"promised_on": "2026-05-27", "was": "2026-05-19"},
}
WORDS = "En klub for lydbøger om torsdagen, og gerne med kaffe til alle"
TWELVE = Named(12, CaseKind.IDEA, None, WORDS)
HEARD = sorted(TOLD | {Act.TAKE})


@pytest.mark.parametrize("language", Language)
@pytest.mark.parametrize("act", HEARD)
def test_every_act_is_told_with_its_facts(act: Act, language: Language) -> None:
    facts = FACTS.get(act, {})
    message = news(act, facts, "Anna", TWELVE, LIBRARY)
    said = TEXTS.render(message.key, language, message.values)
    words = [fact for name, fact in facts.items() if isinstance(fact, str) and name != "title"]
    for fact in (fact for fact in words if not fact.startswith("2026")):
        assert fact in said
    assert "12" in said
    assert [button.value for button in message.buttons][-1].endswith(" 12")


def test_an_approval_promises_no_more_than_the_lowest_of_three() -> None:
    said = news(Act.APPROVE, FACTS[Act.APPROVE], "Anna", TWELVE, LIBRARY)
    assert "Vi har valgt, hvad vi spørger om." in TEXTS.render(said.key, Language.DA, said.values)


@pytest.mark.parametrize("language", Language)
@pytest.mark.parametrize("act", sorted({move.act for move in NOTE_LIFE.moves} & set(HEARD)))
def test_a_note_is_not_called_an_idea(act: Act, language: Language) -> None:
    told = news(act, {**FACTS.get(act, {}), "kind": "note"}, "Anna", TWELVE, LIBRARY)
    said = TEXTS.render(told.key, language, told.values)
    assert not {"idé", "idea"} & set(re.findall(r"\w+", said))


def test_a_no_can_have_an_alternative() -> None:
    facts = {"reason": "Ingen plads", "alternative": "Kom om tirsdagen"}
    said = news(Act.DECLINE, facts, "Anna", TWELVE, LIBRARY)
    assert "Kom om tirsdagen" in TEXTS.render(said.key, Language.DA, said.values)


def told(act: Act, named: Named, **facts: Any) -> str:
    """What is said in Danish of a case that has a name."""
    message = news(act, facts, "Anna", named, LIBRARY)
    return TEXTS.render(message.key, Language.DA, message.values)


def test_the_idea_is_named_for_who_gave_several() -> None:
    """By the title that staff gave, or else by as many of one's own words as a telephone shows."""
    own = "Anna har læst din idé, nummer 12, «En klub for lydbøger om torsdagen, og gerne med…», og"
    assert told(Act.TAKE, TWELVE).startswith(own)
    titled = replace(TWELVE, title="Lydbogsklub")
    assert "nummer 12, «Lydbogsklub». Vi siger nej" in told(Act.DECLINE, titled, reason="Nej")
    approved = told(Act.APPROVE, titled, **FACTS[Act.APPROVE])
    assert "din idé, nummer 12, «Lyd»." in approved, "a new title, when it comes with the news"
    assert "din idé, nummer 12, for «Ny»" in told(Act.RENAME, titled, title="Ny")
    assert "din idé, nummer 12, og" in told(Act.TAKE, replace(TWELVE, text=""))


def test_a_note_is_named_by_its_number() -> None:
    """It may have been written in need, and a telephone that lies on the table reads it out."""
    note = replace(TWELVE, kind=CaseKind.NOTE, text="Min mand slår mig")
    assert "Her er svaret på din besked, nummer 12:" in told(Act.REPLY, note, reply="Ring")


OF_VOLUNTEERS = {CaseAct.SHIFT_GIVEN, CaseAct.SHIFT_BACK}
"""What only happens to volunteers, and is told with what else does."""


@pytest.mark.parametrize("language", Language)
def test_every_state_and_every_act_has_its_words(language: Language) -> None:
    for state in State:
        TEXTS.render(state_word(state), language)
        TEXTS.render(status_word(state), language)
        for promised in (None, AT.date(), AT.date().replace(year=2025)):
            phrase = next_step(state, promised, AT)
            TEXTS.render(phrase.key, language, phrase.values)
    for act in {SUBMIT, JOINED, *Act, *CaseAct} - OF_VOLUNTEERS:
        phrase = happened(act, FACTS.get(act, {}))
        TEXTS.render(phrase.key, language, phrase.values)


@pytest.mark.parametrize("state", State)
def test_an_ideas_way_has_one_step_that_is_now(state: State) -> None:
    told = (Told("take", AT, "Anna", State.READ, {}), Told("x", AT, "Anna", state, {}))
    way = steps(state, AT, told)
    statuses = [step.status for step in way]
    assert statuses.count("now") == 1
    assert way[0].key == "status.received"
    assert statuses == sorted(statuses, key=["done", "now", "next"].index)
    assert all((step.at is None) == (step.status == "next") for step in way)


def test_a_step_has_the_day_on_which_it_was_reached() -> None:
    """What is told of an idea that stays where it is (a broken promise, a title) is no new step."""
    day = timedelta(days=1)
    told = (
        Told("late", AT + day, None, State.RECEIVED, {}),
        Told("take", AT + 2 * day, "Anna", State.READ, {}),
        Told("rename", AT + 3 * day, "Anna", State.READ, {}),
        Told("decline", AT + 4 * day, "Anna", State.DECLINED, {}),
        Told("reopen", AT + 5 * day, "Anna", State.READ, {}),
    )
    assert steps(State.RECEIVED, AT, told[:1])[0].at == AT
    assert [step.at for step in steps(State.READ, AT, told[:3])][:2] == [AT, AT + 2 * day]
    assert steps(State.READ, AT, told)[1].at == AT + 5 * day


def test_whoever_is_told_of_an_act_it_is_one_that_somebody_else_did() -> None:
    mine = {move.act for move in LIFECYCLE.moves if move.by is Other.CITIZEN}
    assert not mine & set(HEARD)
