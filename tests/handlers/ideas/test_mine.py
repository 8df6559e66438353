"""A citizen's own cases: seen, added to, answered, taken back; and nobody else's."""

from __future__ import annotations

import pytest

from storage.ideas.queries import case_for_citizen
from storage.people.rules import Language
from storage.talk.queries import case_lines
from tests.harness import House, Talker


async def given(eva: Talker, text: str = "En klub for lydbøger") -> None:
    await eva.says("/ide " + text)
    await eva.says("Dem, der ikke ser så godt")
    await eva.presses("Her i samtalen")
    await eva.presses("Nej")


@pytest.fixture
async def eva(house: House) -> Talker:
    eva = await house.citizen()
    await given(eva)
    return eva


async def words_of(house: House, number: int) -> list[str]:
    async with house.database.reading() as tx:
        return [line.text for line in await case_lines(tx, number) if line.who == "you"]


async def test_mine_says_where_each_case_stands_and_what_comes_next(
    house: House, eva: Talker
) -> None:
    await eva.says("mine")
    assert eva.heard == (
        "En klub for lydbøger\n"
        "Nummer 1: Modtaget. Vi læser den og svarer senest tirsdag den 19. maj."
    )
    await house.passes(days=15, hours=16)  # the night after the promised day
    await eva.says("/mine")
    assert "Vi lovede svar tirsdag den 19. maj og er bagud." in eva.heard


async def test_many_cases_come_five_at_a_time(house: House, eva: Talker) -> None:
    for number in range(6):
        await given(eva, f"Idé om {number} stole")
    await eva.says("/mine")
    assert "Idé om 5 stole" in eva.heard
    assert "En klub" not in eva.heard
    await eva.presses("Vis flere")
    assert "En klub" in eva.heard


async def test_a_long_idea_is_cut_between_two_words(house: House) -> None:
    eva = await house.citizen()
    whole = "En aften om lokale vandreture, og jeg har kort og billeder fra hele egnen i en"
    await given(eva, f"{whole} stor mappe")
    await eva.says("mine")
    assert eva.heard.startswith(f"{whole}…\n")


async def test_somebody_without_cases_is_shown_the_way(house: House) -> None:
    ole = await house.citizen("ole", Language.EN)
    await ole.says("mine")
    assert "You have no cases here yet." in ole.heard
    assert ole.choices == ["Give an idea"]


async def test_a_case_as_a_card(house: House, eva: Talker) -> None:
    await eva.says("/sag 1")
    assert "Lige nu: Modtaget" in eva.heard
    assert "Kode: " in eva.heard
    assert eva.choices == ["Skriv mere", "Træk den tilbage"]


async def test_a_citizen_is_spoken_to_on_their_own_card(house: House) -> None:
    eva = await house.citizen()
    await eva.says("/ide En klub for lydbøger")
    await eva.says("Dem, der ikke ser så godt")
    await eva.presses("Her i samtalen")
    await eva.presses("Ja")
    for answer in ("idé", "Så kan jeg være med", "Læse højt", "Ældre Sagen", "kultur", "1", "nabo"):
        await eva.says(answer)
    await eva.says("/sag 1")
    assert "Hvad det betyder for dig: Så kan jeg være med" in eva.heard
    assert "Du vil selv være med til: Læse højt" in eva.heard
    assert "Sammen med hvem, siger du: Ældre Sagen" in eva.heard
    assert "Hvem du er: Nabo" in eva.heard
    assert "borgeren" not in eva.heard


async def test_adding_by_question_and_at_once(house: House, eva: Talker) -> None:
    await eva.says("/sag 1")
    await eva.presses("Skriv mere")
    assert eva.question == "Hvad vil du føje til nummer 1?"
    await eva.says("Min nabo vil også være med")
    assert "føjet til nummer 1" in eva.heard
    await eva.says("/tilfoej 1 Og hendes søster")
    assert await words_of(house, 1) == ["Min nabo vil også være med", "Og hendes søster"]


async def test_adding_in_the_middle_of_another_talk_does_not_disturb_it(
    house: House, eva: Talker
) -> None:
    await eva.says("/ide En ny hylde til avisen")
    await eva.says("/tilfoej 1 Jeg kan hjælpe")
    assert eva.question.startswith("Hvem får glæde af det?")
    assert await words_of(house, 1) == ["Jeg kan hjælpe"]


async def test_answering_when_nothing_is_asked(house: House, eva: Talker) -> None:
    await eva.says("svar")
    assert "venter ikke på et svar" in eva.heard
    await eva.presses("Skriv mere")
    assert "føje til" in eva.question


async def test_an_answer_that_nobody_waits_for_is_kept_all_the_same(
    house: House, eva: Talker
) -> None:
    await eva.says("/svar 1 Klokken fem")
    assert "føjet til nummer 1" in eva.heard
    assert await words_of(house, 1) == ["Klokken fem"]


async def test_the_answer_finds_the_case_that_asks(house: House, eva: Talker) -> None:
    await given(eva, "Flere stole")
    anna = await house.colleague("Anna Aa")
    await anna.says("/spoerg 1 Hvornår på dagen?")
    await house.passes(minutes=2)
    await eva.says("svar")
    assert eva.question.startswith("Hvornår på dagen?")
    await eva.says("Om aftenen")
    assert await words_of(house, 1) == ["Om aftenen"]


async def test_taking_an_idea_back(house: House, eva: Talker) -> None:
    await eva.says("/traek 1")
    await eva.says("nej")
    assert "bliver den hos os" in eva.heard
    await eva.says("/traek 1 ja")
    assert "nummer 1 trukket tilbage" in eva.heard
    await eva.says("/sag 1")
    assert "Lige nu: Du trak den tilbage" in eva.heard
    await eva.says("/traek 1")
    assert "kan ikke trækkes tilbage nu" in eva.heard


async def test_one_who_stops_waiting_hears_nothing_more(house: House, eva: Talker) -> None:
    anna = await house.colleague("Anna Aa")
    await anna.says("/spoerg 1 Hvornår på dagen?")
    await eva.says("/traek 1 ja")
    await house.passes(minutes=5)
    assert await eva.hears() == ""


COMMANDS = ("sag 1", "tilfoej 1 hej", "svar 1 hej", "traek 1 ja", "tilfoej 1", "svar 1", "traek 1")


@pytest.mark.parametrize("command", COMMANDS)
async def test_what_is_not_theirs_does_not_exist(house: House, eva: Talker, command: str) -> None:
    ole = await house.citizen("ole")
    await given(ole, "Flere stole")
    theirs = await ole.says(f"/{command}")
    nobody = await ole.says(f"/{command.replace('1', '99')}")
    assert theirs == nobody
    assert theirs.startswith("Den sag kan jeg ikke finde hos dig.")
    assert await words_of(house, 1) == []
    await eva.says("/sag 1")
    assert "Modtaget" in eva.heard


async def test_markup_and_placeholders_are_words(house: House, eva: Talker) -> None:
    await given(eva, "<b>{ref}</b> & {name} vil have skak")
    await eva.says("/mine")
    assert "<b>{ref}</b> & {name} vil have skak" in eva.heard


async def asked(house: House, question: str = "Hvor mange er I?") -> Talker:
    """A colleague has asked about idea 1, and the citizen has been told."""
    anna = await house.colleague("Anna Aa")
    await anna.says(f"/spoerg 1 {question}")
    await house.passes(minutes=3)
    return anna


@pytest.mark.parametrize("words", ["4", "Vi er fire, og vi kommer gerne", "ja"])
async def test_whoever_is_asked_just_writes_the_answer(
    house: House, eva: Talker, words: str
) -> None:
    await asked(house)
    await eva.hears()
    await eva.says(words)
    assert "Tak for dit svar, det er føjet til nummer 1." in eva.heard
    assert await words_of(house, 1) == [words]
    await eva.says("4")
    assert "Tak" not in eva.heard


async def test_the_buttons_under_a_question_can_be_typed(house: House, eva: Talker) -> None:
    await asked(house)
    await eva.says("se sagen")
    assert "Vi spørger: Hvor mange er I?" in eva.heard
    await eva.says("svar")
    assert eva.question == "Hvor mange er I?\nSkriv dit svar her."
    await eva.says("Fire")
    assert await words_of(house, 1) == ["Fire"]


async def test_a_question_is_answered_though_another_one_was_left_open(house: House) -> None:
    eva = await house.citizen()
    await eva.says("/ide En klub for lydbøger")
    await eva.says("Dem, der ikke ser så godt")
    await eva.presses("Her i samtalen")
    assert eva.question == "Vil du fortælle lidt mere? Du kan stoppe, når du vil."
    await asked(house, "Kan I om torsdagen?")
    await eva.says("Ja")
    assert "Tak for dit svar, det er føjet til nummer 1." in eva.heard
    assert eva.question == "Vil du fortælle lidt mere? Du kan stoppe, når du vil."
    assert await words_of(house, 1) == ["Ja"]
    await eva.says("Ja")
    assert eva.question == "Er det en idé, et behov eller et ønske?"


async def test_a_question_about_what_is_decided_is_answered_too(house: House, eva: Talker) -> None:
    anna = await house.colleague("Anna Aa")
    await approved(anna)
    await house.passes(minutes=3)
    await anna.says("/spoerg 1 Hvornår kan I?")
    await house.passes(minutes=3)
    await eva.hears()
    await eva.says("/sag 1")
    assert "Lige nu: Ja, vi prøver" in eva.heard
    assert "Vi spørger: Hvornår kan I?" in eva.heard
    assert eva.choices[0] == "Svar"
    await eva.presses("Svar")
    assert eva.question == "Hvornår kan I?\nSkriv dit svar her."
    await eva.says("Om torsdagen")
    assert "det er føjet til nummer 1" in eva.heard
    assert await words_of(house, 1) == ["Om torsdagen"]
    await eva.says("/sag 1")
    assert "Vi spørger" not in eva.heard
    await eva.says("/svar")
    assert "Vi venter ikke på et svar lige nu." in eva.heard


async def approved(anna: Talker) -> None:
    """A yes to idea 1."""
    for words in ("/godkend 1", "Lydbogsklub", "Ældre Sagen", "Alle i byen", "kulturel aktivitet"):
        await anna.says(words)
    for _ in range(3):
        await anna.says("vi gør det sammen")
    await anna.says("ja")


async def files(house: House, eva: Talker) -> int:
    async with house.database.reading() as tx:
        case = await case_for_citizen(tx, eva.person_id, 1)
    assert case is not None
    return len(case.files)


async def test_a_picture_is_sent_afterwards_to_the_case_that_it_belongs_to(
    house: House, eva: Talker
) -> None:
    await eva.sends()
    await eva.presses("En klub for lydbøger")
    await eva.presses("Ja")
    assert eva.question == "Send et billede eller en optagelse til nummer 1."
    await eva.sends()
    assert eva.heard == "Tak. Det er lagt til nummer 1."
    assert await files(house, eva) == 1
    ole = await house.citizen("ole")
    await ole.says("/vedhaeft 1")
    assert "Den sag kan jeg ikke finde" in ole.heard
    anna = await house.colleague("Anna")
    await anna.says("/afvis 1 Vi har ikke plads")
    await anna.says("/spring")
    await anna.says("ja")
    await house.passes(minutes=3)
    await eva.says("/vedhaeft 1")
    assert "Nummer 1 er afgjort" in eva.heard
    await eva.sends()
    assert "Fortæl om idéen først" in eva.heard


async def test_no_picture_is_kept_of_a_child(house: House, eva: Talker) -> None:
    await eva.says("/vedhaeft 1")
    await eva.presses("Nej")
    assert "Så gemmer vi ingen billeder" in eva.heard
    await eva.says("/vedhaeft 1")
    assert "Så gemmer vi ingen billeder" in eva.heard
    assert await files(house, eva) == 0
