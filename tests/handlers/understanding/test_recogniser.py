"""What is meant by free text, however it is written. How often it is right, `make bench` tells."""

from __future__ import annotations

import time

import pytest

from handlers.understanding import COURTESY, recogniser, wish, wordings
from handlers.understanding.pieces import pieces
from handlers.understanding.words import folded, stem
from handlers.welcome.leads import BEGINS, CALLS, TELLS
from storage.people.rules import Language
from tests.harness import TEXTS
from tools.bench.meaning import of_another_hand, sample, total

MOST_LETTERS = 20
"""As many as the column `ideas.about` holds."""

MEANT = {
    "plain": ("kunne I ikke lave en klub for fuglekiggere", "idea_new"),
    "a polite no": ("I har vel ikke brug for en ekstra frivillig", "volunteer_signup"),
    "a real no": ("jeg vil ikke være frivillig længere", "volunteer_stop"),
    "misspelt": ("jeg vil gerne vaer frivilig hos jer", "volunteer_signup"),
    "no æøå": ("maa jeg laese mine digte op for boern", "perform"),
    "split": ("hvornår er der erindrings cafe", "share_memory"),
    "joined": ("hvordan får man et nyt lånerkortnummer", "library_faq"),
    "dialect": ("a ka itt kom på mi vagt i morn", "shift_cancel"),
    "english": ("how do I become a volunteer at your place", "volunteer_signup"),
    "shouted": ("JEG VIL KLAGE OVER JERES PERSONALE!!!", "complaint"),
    "polite": ("Goddag, hvornår har De åbent om søndagen?", "library_faq"),
    "announced": ("hej jeg har en idé", "idea_open"),
    "waiting": ("er der sket noget med mit forslag", "idea_status"),
}


@pytest.mark.parametrize(("text", "intent"), MEANT.values(), ids=MEANT)
def test_it_is_understood(text: str, intent: str) -> None:
    assert recogniser().thing(text).intent == intent


def test_what_was_written_down_is_understood_as_it_was_meant() -> None:
    meant = {each.text: each.intent for each in wordings()}
    assert {text: recogniser().thing(text).intent for text in meant} == meant


@pytest.mark.parametrize("text", ["hej med jer", "Hejsa venner!", "hej smukke", "hi you"])
def test_a_hello_to_whomever_is_a_hello(text: str) -> None:
    assert recogniser().thing(text).intent == "greeting"


@pytest.mark.parametrize(
    ("text", "intent"), [("hej min idé", "idea_status"), ("hej vagt", "shift_list")]
)
def test_a_hello_hides_no_matter(text: str, intent: str) -> None:
    assert recogniser().thing(text).intent == intent


@pytest.mark.parametrize("text", ["blørp", "xyzzy qwerty", "42", "?", "🙂", "", "ååå"])
def test_what_means_nothing_is_no_guess(text: str) -> None:
    assert recogniser().thing(text).possible == ()


def test_several_things_are_taken_apart_and_no_word_is_lost() -> None:
    said = (
        "Hej! Jeg vil gerne være frivillig, og så synes jeg I skulle lave en strikkeklub. "
        "Den kunne være om onsdagen. Hvornår har I åbent?"
    )
    things = recogniser().things(said)
    assert [thing.intent for thing in things] == ["volunteer_signup", "idea_new", "library_faq"]
    assert " ".join(thing.text for thing in things).split() == said.replace(",", "").split()


@pytest.mark.parametrize(
    "said",
    [
        "Jeg synes I skulle lave en bogklub for unge. Den kunne være om onsdagen. Mange vil komme.",
        "I skulle lave en klub. Mvh. Bente Hansen",
        "Hej. Der mangler et sted til os unge. Tak.",
    ],
)
def test_more_of_the_same_is_one_thing(said: str) -> None:
    (thing,) = recogniser().things(said)
    assert thing.intent == "idea_new"
    assert thing.text == said


def test_a_letter_of_many_pages_is_still_a_few_things() -> None:
    said = "Der burde være en klub for unge. Det er mit forslag!\n" * 200
    assert 1 <= len(recogniser().things(said)) <= 8
    assert len(pieces(said)) == 8


def test_the_sample_of_another_hand_is_understood() -> None:
    found = total(of_another_hand())
    assert found.all == len(sample())
    assert found.right / found.all >= 0.75
    assert (found.right + found.asked) / found.all >= 0.88
    assert found.wrong / found.all <= 0.07


def test_it_takes_well_under_a_millisecond() -> None:
    recogniser()
    texts = sample() * 3
    began = time.process_time()
    for each in texts:
        recogniser().things(each.text)
    assert (time.process_time() - began) / len(texts) < 0.001


def test_every_intent_leads_somewhere_and_fits_its_column() -> None:
    intents = {wording.intent for wording in wordings()}
    assert {*CALLS, *TELLS, *BEGINS} <= intents
    for intent in intents - {*CALLS, *TELLS, *BEGINS}:
        assert len(intent) <= MOST_LETTERS
    for intent in intents - COURTESY:
        assert all(TEXTS.has(f"meaning.{intent}", language) for language in Language)


def test_no_wording_stands_twice() -> None:
    said = [" ".join(folded(each.text)) for each in wordings()]
    found = {each.text: each.intent for each in wordings()}
    assert len(found) == len({(each.text, each.intent) for each in wordings()}), "two meanings"
    assert all(said), "an empty wording"


@pytest.mark.parametrize("words", [("børn", "boern", "born"), ("må", "maa", "ma"), ("er", "ær")])
def test_letters_that_a_keyboard_lacks_are_no_other_words(words: tuple[str, ...]) -> None:
    assert len({tuple(folded(word)) for word in words}) == 1


@pytest.mark.parametrize(
    ("one", "other"), [("frivillige", "frivillig"), ("bøgerne", "bøger"), ("vagten", "vagter")]
)
def test_endings_do_not_matter(one: str, other: str) -> None:
    assert stem(*folded(one)) == stem(*folded(other))


@pytest.mark.parametrize("text", ["hej igen", "Hej, hvordan går det?", "hej med dig", "hej bot"])
def test_a_greeting_is_read_whole(text: str) -> None:
    assert recogniser().thing(text).intent in COURTESY


@pytest.mark.parametrize(
    ("text", "command"),
    [
        ("Jeg vil gerne tale med et menneske", "personale"),
        ("kan jeg snakke med en af jer?", "personale"),
        ("glem det", "annuller"),
        ("Stop det her, tak", "annuller"),
        ("jeg vil gerne gå tilbage", "tilbage"),
        ("I want to talk to a real person please", "personale"),
        ("never mind", "annuller"),
        ("kan jeg få lov at tale med nogen?", "personale"),
        ("jeg skal snakke med en fra personalet", "personale"),
        ("jeg forstår ikke det her, kan jeg tale med en", "personale"),
        ("I need to talk to someone", "personale"),
        ("fortryd", "tilbage"),
        ("det var forkert, jeg vil rette", "tilbage"),
    ],
)
def test_a_clear_wish_is_heard_in_the_middle_of_a_flow(text: str, command: str) -> None:
    assert wish(text) == command


@pytest.mark.parametrize(
    "text",
    [
        "Dem, der gerne vil tale med andre mennesker",
        "et sted hvor man kan snakke med en bibliotekar om bøger",
        "jeg vil ikke stoppe",
        "tale",
        "tal",
        "jeg vil gerne hjælpe nogen",
        "lige meget",
        "ja",
        "jeg",
        "alle",
        "Stop madspild: en klub, der laver mad af rester",
        "",
    ],
)
def test_an_answer_is_no_wish(text: str) -> None:
    assert wish(text) is None
