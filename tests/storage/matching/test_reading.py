"""How texts are read: the same words however they are spelt, bent, joined or taken apart."""

from __future__ import annotations

import tomllib

import pytest

from storage.matching import Index, Reader, likeness, shared
from storage.matching.alike import Shared
from storage.matching.lexicon import DOING, FOLDER, TOPIC, WHO, lexicon, with_words
from storage.matching.reading import OTHERWISE
from storage.matching.words import fold, stem

READER = Reader()


def topics(text: str) -> list[str]:
    found = READER.read(text).kinds[TOPIC]
    return sorted(found, key=lambda topic: -found[topic])


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Strikkeaften", "strikke aften"),
        ("brætspil", "braet spil"),
        ("værktøj", "vaerktoej"),
        ("værktøj", "vaerktøjerne"),
        ("øvelokale", "ovelokale"),
        ("lydbøger", "lydbøker"),
        ("reparationscafé", "reperationscafe"),
        ("skakklubben", "skak klub"),
        ("bøgerne", "bog"),
        ("højtlæsning", "hojtlasning"),
    ],
)
def test_the_same_topic_however_it_is_spelt(one: str, other: str) -> None:
    assert topics(one)[0] in topics(other)[:2]


def test_forms() -> None:
    assert fold("Bogcaféen på Ærø") == "bogcafen pa aro"
    assert stem(fold("strikkerne")) == stem(fold("strik"))
    assert stem(fold("lån")) == stem(fold("låne"))
    assert fold("") == stem("") == ""


def test_a_letter_of_its_own_is_not_taken_for_a_way_to_type_the_one_before() -> None:
    assert fold("træer") == fold("traeer") == "traer"
    assert fold("søen") == fold("soeen") != fold("søn") == fold("soen")


def test_exact_spelling_decides_where_folding_makes_two_words_one() -> None:
    reader = Reader(with_words(lexicon(), {"A": ["kvøxe"], "B": ["kvoxe"], "C": ["kvøx"]}))

    def told(text: str) -> dict[str, float]:
        return {subject: reader.read(text).told[subject] for subject in "ABC"}

    for text, subject in (("kvøxe", "A"), ("KVOEXE", "A"), ("kvoxe", "B"), ("kvøx", "C")):
        said = told(text)
        others = [said[other] / said[subject] for other in said if other != subject]
        assert others == pytest.approx([OTHERWISE] * 2)
    assert OTHERWISE < 1
    assert len(set(told("kvoxer").values())) == 1


def test_a_common_word_is_told_by_its_spelling_from_one_that_says_something() -> None:
    assert "Fædre og mænd" in topics("en aften for far")
    for text in ("en aften hvor man får noget", "en aften hvor man faar noget", "faar"):
        assert "Fædre og mænd" not in topics(text)
    assert topics("alt er naar det er noget") == topics("alt")


@pytest.mark.parametrize(
    ("text", "heard"),
    [
        ("kvaxe bovle", True),
        ("Kvaxer du altid bovler", True),
        ("en bovle man kan kvaxe", True),
        ("kvaxe er noget man gør med en bovle", False),
        ("kvaxe", False),
        ("kvaxe igen og kvaxe bovle bovle", True),
    ],
)
def test_the_words_of_a_phrase_may_stand_near_one_another(text: str, heard: bool) -> None:
    reader = Reader(with_words(lexicon(), {"A": ["kvaxe bovle"]}))
    assert ("A" in reader.read(text).told) is heard


def test_a_word_that_a_phrase_says_twice_must_be_said_twice() -> None:
    reader = Reader(with_words(lexicon(), {"A": ["kvaxe for kvaxe"]}))
    assert "A" not in reader.read("for kvaxe").told
    assert reader.read("kvaxe for en kvaxe").said["A"] == ["kvaxe for en kvaxe"]


def test_what_one_does_and_for_whom() -> None:
    read = READER.read("Vi låner værktøj ud", "De unge")
    assert "låner og deler" in read.kinds[DOING]
    assert max(read.kinds[WHO], key=read.kinds[WHO].__getitem__) == "unge"


def test_the_same_idea_is_more_alike_than_the_same_subject() -> None:
    idea = READER.read("Et sted hvor man kan låne boremaskiner og andet værktøj")
    same = READER.read("udlån af redskaber, så alle ikke skal eje en stige")
    subject = READER.read("Kursus for kvinder i at bruge boremaskine og værktøj")
    assert likeness(idea, same) > likeness(idea, subject) > likeness(idea, READER.read("Babysang"))


def test_english_says_the_same() -> None:
    assert topics("knitting club")[0] == topics("strikkeklub")[0]


def test_the_reason_is_what_both_wrote() -> None:
    one, other = READER.read("Strikkeaften for unge"), READER.read("Hækling og garn om torsdagen")
    assert shared(one, other) == (Shared("strikkeaften", "hækling"),)
    assert Shared("strikkeaften", "strikkeaften") in shared(one, one)


@pytest.mark.parametrize("text", ["", "  \n", "!!!", "😀😀", "1234", "a" * 4000, "og og og at"])
def test_a_text_that_says_nothing_is_like_nothing(text: str) -> None:
    index = Index()
    index.put(1, READER.read("Strikkeaften for unge"))
    assert index.alike(READER.read(text), 3, 0.4) == []


def test_an_index_forgets_what_is_dropped_and_knows_the_newest_words() -> None:
    index = Index()
    index.put(1, READER.read("Strikkeaften"))
    index.put(1, READER.read("Skakklub"))
    assert index.alike(READER.read("strik og garn"), 3, 0.4) == []
    assert [alike.key for alike in index.alike(READER.read("skak"), 3)] == [1]
    index.drop(1)
    index.drop(1)
    assert index.alike(READER.read("skak"), 3) == []
    assert len(index) == 0


def test_the_lexicon_is_whole() -> None:
    known = lexicon()
    entries = sum(len(kind) for kind in known.kinds.values())
    assert entries > 5000
    assert all(key for kind in known.kinds.values() for key in kind)


def test_a_subject_stands_in_one_file() -> None:
    read = [tomllib.loads(path.read_text("utf-8")) for path in FOLDER.glob("*.toml")]
    names = [name for each in read for name in each]
    assert len(names) > 300
    assert {name for name in names if names.count(name) > 1} == set()
