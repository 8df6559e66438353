"""What the kernel promises everybody, whatever is being talked about."""

from __future__ import annotations

import json
from collections.abc import AsyncIterator
from dataclasses import replace

import pytest

from handlers import ideas
from handlers.conversation import engine
from handlers.conversation.flow import (
    Answer,
    Answers,
    Flow,
    ManyOf,
    NumberStep,
    OneOf,
    TextStep,
)
from handlers.conversation.parsers import pick
from handlers.conversation.values import Begin, Context, Message, Press, Reply, Said, Text
from handlers.conversation.walk import Turn, Walk, restored
from handlers.dialogue import FLOWS
from storage.people.rules import AgeBand, Language
from storage.talk.actions import Position, open_talk
from storage.talk.rules import PRIVATE
from tests.harness import LIBRARY, MONDAY, TEXTS, House, Talker

TEXT = "En klub for lydbøger"


@pytest.fixture
async def eva(house: House) -> Talker:
    return await house.citizen()


async def to_the_last_question(eva: Talker) -> None:
    await eva.says("/ide")
    await eva.says(TEXT)
    await eva.says("Alle, der lytter")


@pytest.mark.parametrize(
    "typed",
    ["Her i samtalen", "her i samtalenn", "1", "her i smtalen", "HER", "her i samtalen, er du sød"],
)
async def test_a_typed_answer_counts_as_a_press(eva: Talker, typed: str) -> None:
    await to_the_last_question(eva)
    await eva.says(typed)
    assert "Din idé har nummer 1" in eva.heard


@pytest.mark.parametrize(
    "typed", ["måske", "7", "ring ikke på siden", "her i samtalen er jeg ikke"]
)
async def test_nobody_guesses_what_an_answer_means(eva: Talker, typed: str) -> None:
    await to_the_last_question(eva)
    await eva.says(typed)
    assert "Tryk på et af dem, eller skriv dets nummer." in eva.heard
    assert "Hvordan vil du høre fra os?" in eva.question


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("weekend", "I weekenden"),
        ("aften", "Om aftenen"),
        ("eftermiddagen", "Om eftermiddagen"),
        ("gang imellem", "En gang imellem"),
        ("mid", None),
        ("imellem", None),
    ],
)
def test_small_words_in_front_need_not_be_typed(typed: str, meant: str | None) -> None:
    labels = ["Om formiddagen", "Om eftermiddagen", "Om aftenen", "I weekenden", "En gang imellem"]
    found = pick(labels, typed)
    assert (None if found is None else labels[found]) == meant


async def test_too_short_and_too_long_say_what_to_do(eva: Talker) -> None:
    await eva.says("/ide")
    await eva.says("skak")
    assert "Skriv mindst 5 tegn" in eva.heard
    await eva.says("skak " * 1000)
    assert "4999 tegn. Der er plads til 4000" in eva.heard
    assert eva.question.startswith("Dejligt!")


async def test_a_picture_where_words_are_wanted(eva: Talker) -> None:
    await eva.says("/ide")
    await eva.sends()
    assert "Skriv det med ord" in eva.heard


async def test_back_takes_the_last_answer_away(eva: Talker) -> None:
    await to_the_last_question(eva)
    await eva.presses("Tilbage")
    assert eva.question.startswith("Hvem får glæde af det?")
    await eva.says("tilbage")
    assert eva.question.startswith("Dejligt!")
    await eva.says("/tilbage")
    assert "Det er det første spørgsmål" in eva.heard
    await eva.says("Noget helt andet")
    await eva.says("Alle")
    await eva.says("1")
    await eva.says("/sag 1")
    assert "Idéen: Noget helt andet" in eva.heard


async def test_what_must_be_answered_cannot_be_skipped(eva: Talker) -> None:
    await to_the_last_question(eva)
    await eva.says("spring over")
    assert "skal jeg bruge svar på" in eva.heard
    assert "Hvordan vil du høre fra os?" in eva.question


@pytest.mark.parametrize("way_out", ["/annuller", "stop", "Stop her", "cancel"])
async def test_stopping_keeps_a_draft_that_is_offered_again(eva: Talker, way_out: str) -> None:
    await to_the_last_question(eva)
    await eva.says(way_out)
    assert "Jeg gemmer din kladde i 30 dage" in eva.heard
    await eva.says("/ide")
    assert eva.question == "Du har en kladde fra sidst. Vil du skrive videre på den?"
    await eva.presses("Ja")
    assert "Hvordan vil du høre fra os?" in eva.question
    await eva.says("1")
    await eva.presses("Nej")
    await eva.says("/ide")
    assert eva.question.startswith("Dejligt!")


async def test_a_draft_can_be_left_for_a_new_beginning(eva: Talker) -> None:
    await to_the_last_question(eva)
    await eva.says("/menu")
    assert "kladde" in eva.heard
    await eva.says("/ide")
    await eva.says("nej")
    assert eva.question.startswith("Dejligt!")


async def test_a_draft_is_forgotten_after_thirty_days(house: House, eva: Talker) -> None:
    await to_the_last_question(eva)
    await eva.says("stop")
    await house.passes(days=31)
    await eva.says("/ide")
    assert eva.question.startswith("Dejligt!")


async def test_nothing_answered_is_no_draft(eva: Talker) -> None:
    await eva.says("/ide")
    await eva.says("stop")
    assert "kladde" not in eva.heard


async def test_an_old_button_is_answered_politely(eva: Talker) -> None:
    await to_the_last_question(eva)
    old = eva.answered[-1].seq
    await eva.says("1")
    await eva.presses_value("phone", old)
    assert eva.heard.startswith("Den knap hører til noget, vi er færdige med.")
    assert eva.question.startswith("Vil du fortælle lidt mere?")
    await eva.says("nej")
    await eva.presses_value("phone", old)
    assert eva.heard.startswith("Den knap hører til noget")


async def test_a_forged_button_changes_nothing(eva: Talker) -> None:
    await to_the_last_question(eva)
    await eva.presses_value("president", eva.answered[-1].seq)
    assert "Tryk på et af dem" in eva.heard


async def test_an_unknown_command_repeats_the_question(eva: Talker) -> None:
    await to_the_last_question(eva)
    await eva.says("/flyv")
    assert eva.heard.startswith("Det ord kender jeg ikke.")
    assert "Hvordan vil du høre fra os?" in eva.question


@pytest.mark.parametrize("beside", ["hjælp", "/om", "/privat", "/mine", "/help"])
async def test_asking_beside_the_point_repeats_the_question(eva: Talker, beside: str) -> None:
    await to_the_last_question(eva)
    await eva.says(beside)
    assert len(eva.answered) > 1
    assert "Hvordan vil du høre fra os?" in eva.question
    await eva.says("1")
    assert "nummer 1" in eva.heard


async def test_the_language_can_change_in_the_middle(eva: Talker) -> None:
    await to_the_last_question(eva)
    await eva.says("/sprog")
    await eva.presses("English")
    assert eva.heard.startswith("Now we speak English.")
    assert "How would you like to hear from us?" in eva.question
    await eva.says("here in the conversation")
    assert "Your idea is number 1" in eva.heard


async def test_the_label_of_a_shown_button_counts_outside_a_talk(eva: Talker) -> None:
    await eva.says("hmm")
    assert eva.choices == ["Giv en idé", "Se mine sager", "Hjælp"]
    await eva.says("se mine sager")
    assert "ingen sager" in eva.heard
    await eva.says("giv en ide")
    assert eva.question.startswith("Dejligt!")


async def test_a_summary_shows_all_and_changes_one(house: House) -> None:
    anna = await house.colleague("Anna Aa")
    await anna.says("/noter Flere stole ved vinduet")
    await anna.says("Alle")
    await anna.says("spring over")
    await anna.says("nej")
    assert "Idéen: Flere stole ved vinduet" in anna.question
    assert "Sted" not in anna.question
    await anna.says("måske")
    assert "Svar ja eller nej" in anna.heard
    await anna.says("ret noget")
    assert anna.choices == ["Idéen", "Hvem får glæde", "Sagt til borgeren"]
    await anna.says("hvem får glæde")
    await anna.says("Dem, der læser avis")
    assert "Hvem får glæde: Dem, der læser avis" in anna.question
    await anna.presses("Ja")
    await anna.says("/sag 1")
    assert "Hvem får glæde af det: Dem, der læser avis" in anna.heard


async def test_a_changed_answer_takes_pointless_ones_with_it(house: House) -> None:
    eva = await house.citizen()
    await to_the_last_question(eva)
    await eva.says("ring til mig")
    await eva.says("ja")
    assert "Hvilket nummer" in eva.question
    await eva.says("tilbage")
    await eva.says("tilbage")
    assert "Hvordan vil du høre fra os?" in eva.question
    await eva.says("her i samtalen")
    assert "nummer 1" in eva.heard


async def test_one_cannot_answer_for_somebody_else(house: House) -> None:
    eva, ole = await house.citizen("eva"), await house.citizen("ole")
    await to_the_last_question(eva)
    await ole.says("1")
    assert "nummer 1" not in ole.heard


def test_every_question_has_its_words() -> None:
    """Each step's question, choices and labels are there: a forgotten text would stop a talk."""
    for flow in FLOWS.values():
        for step in flow.steps:
            assert TEXTS.has(f"{flow.name}.{step.key}"), f"{flow.name}.{step.key}"
            choices = step.choices if isinstance(step, OneOf | ManyOf) else ()
            for value in choices if isinstance(choices, tuple) else ():
                assert TEXTS.has(f"{flow.name}.{step.key}_{value}"), (flow.name, step.key, value)
            if flow.summary:
                assert TEXTS.has(f"{flow.name}.{step.key}_label"), f"{flow.name}.{step.key}_label"


def test_every_command_of_a_subject_has_the_words_of_its_button() -> None:
    for command in ideas.COMMANDS:
        assert TEXTS.has(f"command.{command.name}"), command.name


# A flow of the test's own, for steps that no subject uses yet and for flows that change. It
# borrows the words of another.


async def _done(_: Context, answers: Answers) -> Reply:
    found = f"{answers['context']} {answers['value']}"
    return Reply((Message("common.understood", {"words": found}),))


OWN = Flow(
    name="more",
    version=1,
    steps=(
        ManyOf(key="context", choices=("parent", "pupil", "neighbour")),
        NumberStep(key="value", least=1, most=10),
    ),
    finish=_done,
)


@pytest.fixture
async def context(house: House, eva: Talker) -> AsyncIterator[Context]:
    async with house.database.transaction() as tx:
        talk_id = await open_talk(tx, eva.person_id, PRIVATE, MONDAY)
        yield Context(
            tx=tx,
            person_id=eva.person_id,
            language=Language.DA,
            age=AgeBand.UNKNOWN,
            place=PRIVATE,
            talk_id=talk_id,
            now=MONDAY,
            library=LIBRARY,
            texts=TEXTS,
        )


async def walked(context: Context, *said: Said) -> Turn:
    turn = await engine.begin(context, OWN, Begin("more"))
    for each in said:
        assert turn.walk is not None
        turn = await engine.answer(context, turn.walk, each)
    return turn


@pytest.mark.parametrize(
    "said",
    [
        Press(1, "parent,neighbour"),
        Text("forælder og nabo"),
        Text("1, 3"),
        Text("nabo\nforaelder"),
    ],
)
async def test_many_of_takes_ticks_words_and_numbers(context: Context, said: Said) -> None:
    turn = await walked(context, said, Text("7"))
    assert turn.messages[0].values == {"words": "['parent', 'neighbour'] 7"}


@pytest.mark.parametrize("said", [Press(1, "parent,king"), Text("nabo og konge"), Text("4")])
async def test_many_of_takes_all_or_asks_again(context: Context, said: Said) -> None:
    turn = await walked(context, said)
    assert [message.key for message in turn.messages] == ["common.pick_some", "more.context"]


@pytest.mark.parametrize(
    ("typed", "good"), [("7", True), ("vi er 7", True), ("11", False), ("0", False), ("syv", False)]
)
async def test_a_number_has_limits(context: Context, typed: str, good: bool) -> None:
    turn = await walked(context, Press(1, "parent"), Text(typed))
    assert (turn.walk is None) is good
    if not good:
        assert turn.messages[0].values == {"least": 1, "most": 10}


async def test_a_newer_version_keeps_the_answers_to_questions_it_still_has(
    context: Context,
) -> None:
    turn = await walked(context, Press(1, "parent"))
    assert turn.walk is not None
    newer = replace(OWN, version=2, steps=(*OWN.steps, TextStep(key="own_part")))
    stored = replace(turn.walk.position(), step="gone")
    walk = restored(newer, stored)
    turn = await engine.answer(context, walk, Text("hvad som helst"))
    assert turn.messages[-1].key == "more.value"
    older = replace(OWN, steps=OWN.steps[1:])
    assert restored(older, stored).given == {}


def test_a_walk_survives_being_stored() -> None:
    walk = Walk(
        OWN,
        "value",
        {"context": Answer(["parent"], "Forælder")},
        {"case": 12},
        ("context",),
        ("value", Answer(7, "7")),
    )
    stored = walk.position()
    kept = json.loads(json.dumps(stored.answers))
    again = Position(stored.flow, stored.flow_version, stored.step, kept)
    assert restored(OWN, again) == walk
