"""Words that the lexicon does not know by themselves: what stands around them tells of them."""

from __future__ import annotations

from storage.matching import Entry, Reader, Register, Wish, lexicon
from storage.matching.compounds import Spelling
from storage.matching.lexicon import CLOSE, TOPIC, Key, of_phrases
from storage.matching.words import fold, stem


def test_a_word_that_stands_only_in_phrases_says_what_they_say() -> None:
    phrases: dict[Key, dict[str, float]] = {
        ("aaa", "bbb"): {"One": 1.0},
        ("ccc", "bbb"): {"Two": 1.0},
    }
    known = of_phrases(phrases, frozenset({"ccc"}))
    assert known == {("aaa",): {"One": 1.0}, ("bbb",): {"One": 0.5, "Two": 0.5}}


def test_a_word_inside_of_a_phrase_is_not_taken_for_a_slip() -> None:
    known = lexicon()
    inside = {word for key in known.kinds[TOPIC] if len(key) > 1 for word in key}
    stop = known.stop.folded
    silent = known.weak | {stem(word) for word in stop} | stop
    told = {word for word in inside if len(word) >= 3 and word not in silent}
    assert told <= known.known


def test_a_word_of_every_day_is_neither_a_slip_nor_glued_together() -> None:
    reader = Reader()
    for word, slip in (("alting", "acting"), ("ingenting", "ingenør")):
        assert word in reader.lexicon.everyday
        assert reader.read(slip).told
        assert not reader.read(word).told


def test_a_word_that_only_the_register_knows_finds_those_who_do_the_same() -> None:
    register = Register(Reader())
    register.put(1, Entry("Kvaxerne", "Vi spiller kvaxofon og fløjte i orkester"))
    register.put(2, Entry("Byens orkester", "Blæsere i alle aldre spiller i orkester"))
    register.put(3, Entry("Haveforeningen", "Vi dyrker grøntsager og bytter frø"))
    found = register.rank(Wish.of("Jeg vil lære kvaxofon", register.reader), 3)
    assert [one.key for one in found.proposals][:2] == [1, 2]
    assert stem(fold("kvaxofon")) not in register.reader.lexicon.known


def test_words_that_mean_nearly_the_same_find_those_before_others_of_the_subject() -> None:
    register = Register(Reader())
    register.put(1, Entry("Klub", "Trommer og percussion"))
    register.put(2, Entry("Anden klub", "Vi spiller djembe og samba"))
    register.put(3, Entry("Tredje klub", "Vi spiller klaver"))
    wish = Wish.of("cajon", register.reader)
    assert "Trommer og rytme 0" in wish.reading.kinds[CLOSE]
    assert {one.key for one in register.rank(wish, 3).proposals[:2]} == {1, 2}


def test_of_several_words_that_may_be_meant_each_says_a_part() -> None:
    spelling = Spelling(["kasse", "kaste", "tromme"])
    assert set(spelling.meant("kasxe")) == {"kasse", "kaste"}
    assert spelling.meant("trome") == ("tromme",)
    assert spelling.meant("xyzzy") == ()
