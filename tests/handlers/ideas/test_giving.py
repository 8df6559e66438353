"""A citizen gives an idea: three questions, a receipt, and more only for those who want."""

from __future__ import annotations

import pytest
from sqlalchemy import select

from storage.ideas.tables import Idea
from storage.people.rules import AgeBand
from storage.people.tables import Person
from storage.talk.queries import case_lines
from storage.talk.rules import Who
from storage.talk.tables import File
from tests.harness import House, Talker

TEXT = "En klub for lydbøger om torsdagen"


async def give(eva: Talker) -> None:
    await eva.says("/ide")
    await eva.says(TEXT)
    await eva.says("Dem, der ikke ser så godt")
    await eva.presses("Her i samtalen")


async def idea(house: House, number: int = 1) -> Idea:
    async with house.database.reading() as tx:
        return await tx.session.get_one(Idea, number)


async def test_three_questions_and_a_receipt(house: House) -> None:
    eva = await house.citizen()
    await eva.says("giv en ide")
    assert eva.question.startswith("Dejligt!")
    await eva.says(TEXT)
    assert eva.question.startswith("Hvem får glæde af det?")
    await eva.says("Dem, der ikke ser så godt")
    assert eva.choices == ["Her i samtalen", "Ring til mig", "Jeg behøver ikke svar"]
    await eva.presses("Her i samtalen")
    assert "nummer 1. Du hører fra os senest tirsdag den 19. maj" in eva.heard
    assert "Din kode er " in eva.heard
    assert eva.question.startswith("Vil du fortælle lidt mere?")
    kept = await idea(house)
    assert (kept.text, kept.benefit) == (TEXT, "Dem, der ikke ser så godt")


@pytest.mark.parametrize("words", ["asdkjh", "????!!", "🙂 🙂 🙂", "hhhhhhh", "12345"])
async def test_what_is_no_word_is_asked_about_once(house: House, words: str) -> None:
    eva = await house.citizen()
    await eva.says("/ide")
    await eva.says(words)
    assert eva.question == "Det kan jeg ikke helt læse. Skal det stå, som du skrev det?"
    await eva.presses("Nej")
    assert eva.question.startswith("Dejligt!")
    await eva.says(words)
    await eva.says("ja")
    assert eva.question.startswith("Hvem får glæde af det?")
    await eva.says("Alle")
    await eva.presses("Her i samtalen")
    assert (await idea(house)).text == words


@pytest.mark.parametrize(
    "words", ["Lydbogsklub", "et tv ved kassen", "نادي الكتاب", "клуб книги", "3D-print"]
)
async def test_words_are_words(house: House, words: str) -> None:
    eva = await house.citizen()
    await eva.says("/ide")
    await eva.says(words)
    assert eva.question.startswith("Hvem får glæde af det?")


async def test_who_simply_writes_on_has_it_added_to_the_idea(house: House) -> None:
    eva = await house.citizen()
    await give(eva)
    more = eva.question
    await eva.says("det kunne også være hver anden uge")
    assert "det er føjet til nummer 1" in eva.heard
    assert eva.question == more
    await eva.says("hmm")
    assert "Svar ja eller nej" in eva.heard
    async with house.database.reading() as tx:
        said = [line.text for line in await case_lines(tx, 1) if line.who == Who.YOU]
    assert said[-1] == "det kunne også være hver anden uge"
    assert "hmm" not in said


async def test_whoever_wants_tells_more_and_each_answer_counts(house: House) -> None:
    eva = await house.citizen()
    await give(eva)
    await eva.presses("Ja")
    await eva.says("ønske")
    assert (await idea(house)).kind == "wish"
    await eva.says("Så kan jeg være med")
    await eva.says("Jeg vil gerne læse højt")
    await eva.says("Ældre Sagen")
    await eva.says("kultur")
    assert eva.choices == ["Midtbyen", "Havnen", "Alle steder"]
    await eva.says("2")
    await eva.says("nabo")
    await eva.presses("Ja")
    await eva.sends("photo")
    assert "Tusind tak" in eva.heard
    kept = await idea(house)
    told = (kept.value, kept.own_part, kept.together_with, kept.theme, kept.context)
    assert told == (
        "Så kan jeg være med",
        "Jeg vil gerne læse højt",
        "Ældre Sagen",
        "culture",
        "neighbour",
    )
    async with house.database.reading() as tx:
        assert await tx.session.scalar(select(File.case_number)) == 1


async def test_a_picture_that_is_not_sent_leaves_no_word_on_the_case(house: House) -> None:
    eva = await house.citizen()
    await give(eva)
    await eva.presses("Ja")
    while "Er du det?" not in eva.question:
        await eva.presses("Spring over")
    await eva.presses("Ja")
    await eva.presses("Spring over")
    assert "Tusind tak" in eva.heard
    async with house.database.reading() as tx:
        assert [line.who for line in await case_lines(tx, 1)] == ["library"]


async def test_one_who_stops_halfway_has_told_what_they_told(house: House) -> None:
    eva = await house.citizen()
    await give(eva)
    await eva.presses("Ja")
    await eva.presses("Idé")
    await eva.presses("Spring over")
    await eva.presses("Stop her")
    kept = await idea(house)
    assert (kept.kind, kept.value) == ("idea", None)


async def test_typing_idea_as_an_answer_does_not_begin_another_one(house: House) -> None:
    eva = await house.citizen()
    await give(eva)
    await eva.presses("Ja")
    await eva.says("idé")
    assert (await idea(house)).kind == "idea"
    assert eva.question == "Hvad vil det betyde for dig?"


async def test_no_more_is_fine(house: House) -> None:
    eva = await house.citizen()
    await give(eva)
    await eva.says("nej tak")
    assert "Helt fint" in eva.heard
    assert eva.choices == ["Se sagen"]


async def test_a_number_is_asked_for_only_of_those_who_are_15(house: House) -> None:
    eva = await house.citizen()
    await eva.says("/ide " + TEXT)
    await eva.says("Alle")
    await eva.presses("Ring til mig")
    assert eva.question.endswith("Er du fyldt 15?")
    await eva.says("ja")
    await eva.says("ring bare")
    assert "ligner ikke et telefonnummer" in eva.heard
    await eva.says("12 34 56 78")
    kept = await idea(house)
    assert (kept.hear_back, kept.phone) == ("phone", "12 34 56 78")


async def test_a_child_leaves_no_number_and_reads_the_answer_on_the_page(house: House) -> None:
    lille = await house.citizen("lille")
    await lille.says("/ide " + TEXT)
    await lille.says("Alle i min klasse")
    await lille.presses("Ring til mig")
    await lille.presses("Nej")
    assert "Skriv ikke dit navn eller nummer" in lille.heard
    assert "nummer 1" in lille.heard
    kept = await idea(house)
    assert (kept.hear_back, kept.phone) == ("page", None)
    async with house.database.reading() as tx:
        assert (await tx.session.get_one(Person, lille.person_id)).age == AgeBand.UNDER_15
    await lille.presses("Ja")
    for _ in range(7):
        assert "billede" not in lille.question
        await lille.presses("Spring over")
    assert "Tusind tak" in lille.heard
    await lille.says("/ide " + TEXT)
    await lille.says("Alle")
    assert lille.choices == ["Her i samtalen", "Jeg behøver ikke svar"]


@pytest.mark.parametrize(("link", "branch"), [("ide_havnen", "havnen"), ("ide_nowhere", None)])
async def test_a_link_knows_the_branch(house: House, link: str, branch: str | None) -> None:
    eva = await house.citizen()
    await eva.says(f"/start {link}")
    await eva.says(TEXT)
    await eva.says("Alle")
    await eva.presses("Her i samtalen")
    await eva.presses("Ja")
    asked = []
    while "Tusind tak" not in eva.heard:
        asked.append(eva.question)
        await eva.presses("Spring over")
    assert ("Hvor skal det være?" in asked) is (branch is None)
    anna = await house.colleague("Anna Aa")
    await anna.says("/sag 1")
    assert ("Sted: Havnen" in anna.heard) is (branch is not None)


async def test_words_that_nobody_asked_for_become_an_idea(house: House) -> None:
    eva = await house.citizen()
    await eva.says("der mangler et sted at spille skak")
    await eva.presses("Ja, det er en idé")
    await eva.says("Alle, der spiller")
    await eva.presses("Jeg behøver ikke svar")
    kept = await idea(house)
    assert (kept.text, kept.hear_back) == ("der mangler et sted at spille skak", "none")
