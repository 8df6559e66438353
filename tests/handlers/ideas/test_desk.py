"""The desk as a conversation: what waits, taking, deciding, and two who decide at once."""

from __future__ import annotations

import pytest

from storage.people.rules import Language, Role
from storage.talk.queries import case_lines
from tests.harness import House, Talker

TEXT = "En klub for lydbøger om torsdagen"


async def given(house: House, eva: Talker, text: str = TEXT) -> None:
    await eva.says("/ide " + text)
    await eva.says("Dem, der ikke ser så godt")
    await eva.presses("Her i samtalen")
    await eva.presses("Nej")


@pytest.fixture
async def eva(house: House) -> Talker:
    """A citizen whose idea has number 1."""
    eva = await house.citizen()
    await given(house, eva)
    return eva


async def test_the_inbox_shows_what_has_waited_longest_five_at_a_time(house: House) -> None:
    eva = await house.citizen()
    for number in range(7):
        await house.passes(days=1)
        await given(house, eva, f"Idé om {number} stole")
    anna = await house.colleague("Anna Aa")
    await anna.says("sager")
    assert anna.heard.index("Idé om 0 stole") < anna.heard.index("Idé om 4 stole")
    assert "Idé om 5 stole" not in anna.heard
    assert anna.question == "Der er 2 mere."
    await anna.presses("Vis flere")
    assert "Idé om 6 stole" in anna.heard
    assert anna.question == "Det var det hele: 7 sager."
    await anna.says("/sager mine")
    assert anna.question == "Her er tomt lige nu. Godt gået!"


async def test_a_card_shows_all_and_offers_what_this_role_may(house: House, eva: Talker) -> None:
    hans = await house.colleague("Hans Holm", Role.HOST)
    await hans.says("/sag 1")
    assert f"Idéen: {TEXT}" in hans.heard
    assert "Hvem får glæde af det: Dem, der ikke ser så godt" in hans.heard
    assert "Svar lovet: tirsdag den 19. maj" in hans.heard
    assert hans.choices == ["Tag den", "Spørg borgeren", "Giv den videre", "Vælg tema"]
    karen = await house.colleague("Karen Krog", Role.COORDINATOR)
    await karen.says("/sag 1")
    assert karen.choices[0] == "Tag den"
    assert {"Godkend", "Sig nej for nu", "Slå sammen"} <= set(karen.choices)
    await karen.presses("Tag den")
    await karen.says("/sag 1")
    assert karen.choices[0] == "Godkend"


async def test_a_host_cannot_decide(house: House, eva: Talker) -> None:
    hans = await house.colleague("Hans Holm", Role.HOST)
    for command in ("godkend", "afvis", "parker", "henvis", "slaasammen", "blevtil", "titel"):
        await hans.says(f"/{command} 1 noget")
        assert "ikke adgang" in hans.heard, command


async def test_a_citizen_has_no_desk(house: House, eva: Talker) -> None:
    for command in ("sager", "find skak", "note 1 hm", "hist 1", "tag 1", "noter", "spoerg 1 hm"):
        await eva.says(f"/{command}")
        assert "ikke adgang" in eva.heard, command
        assert TEXT not in eva.heard


async def test_taking_is_told_and_the_second_one_hears_who_has_it(
    house: House, eva: Talker
) -> None:
    anna = await house.colleague("Anna Aa")
    hans = await house.colleague("Hans Holm", Role.HOST)
    await anna.says("/tag 1")
    assert "Nummer 1: taget. Borgeren hører det kl. 11.02" in anna.heard
    await hans.says("/tag 1")
    assert hans.question == "Anna tog den først. Du kan stadig se den."
    await house.passes(minutes=2)
    assert "Anna har læst din idé, nummer 1" in await eva.hears()
    await hans.presses("Overtag den")
    assert "givet videre" in hans.heard
    await hans.says("/sager mine")
    assert TEXT in hans.heard


async def test_asking_and_answering(house: House, eva: Talker) -> None:
    anna = await house.colleague("Anna Aa")
    page = anna.at(1)
    await page.says("/spoerg 3 gange om ugen?")
    await house.passes(minutes=2)
    asked = await eva.hears()
    assert "Jeg har et spørgsmål til din idé, nummer 1, «En klub for lydbøger" in asked
    assert "»:\n3 gange om ugen?" in asked
    line = eva.answered[-1]
    assert (line.who, line.name, line.case_number) == ("staff", "Anna", 1)
    await eva.presses("Svar")
    assert eva.question.startswith("3 gange om ugen?")
    await eva.says("Nej, kun én gang")
    assert "Du hører fra os senest" in eva.heard
    own = [line for line in await eva.lines() if line.text == "Nej, kun én gang"]
    assert [line.case_number for line in own] == [1]
    await anna.says("/hist 1")
    assert "borgeren svarede" in anna.heard
    assert "Anna: spørgsmål til borgeren" in anna.heard


async def test_on_its_own_page_a_case_needs_no_number(house: House, eva: Talker) -> None:
    anna = await house.colleague("Anna Aa")
    page = anna.at(1)
    await page.says("/sag")
    await page.presses("Godkend")
    assert page.question.startswith("Godt! Hvad skal den hedde?")
    await page.says("/spoerg 1 Hvornår?")
    await page.says("/tag")
    await page.says("/hist")
    assert "Anna: spørgsmål til borgeren" in page.heard
    await anna.says("/spoerg Hvornår?")
    assert anna.heard.startswith("Hvilken sag er det?")


async def test_what_stands_on_the_page_of_a_case_can_be_typed(house: House, eva: Talker) -> None:
    anna = (await house.colleague("Anna Aa")).at(1)
    await anna.says("tag den")
    assert "Nummer 1: taget." in anna.heard
    await anna.says("fortryd")
    assert "«taget» er taget tilbage" in anna.heard
    await anna.says("Spørg borgern")
    assert anna.question.startswith("Hvad vil du spørge om?")
    await anna.says("stop")
    await anna.says("sig nej for nu")
    assert anna.question.startswith("Hvorfor nej?")
    hans = (await house.colleague("Hans Holm", Role.HOST)).at(1)
    await hans.says("sig nej for nu")
    assert "Det forstod jeg ikke helt" in hans.heard


async def test_what_stands_on_a_card_can_be_typed_if_it_is_the_only_one(
    house: House, eva: Talker
) -> None:
    anna = await house.colleague("Anna Aa")
    await anna.says("/find lydbøger")
    await anna.says("tag den")
    assert "Nummer 1: taget." in anna.heard
    await anna.says("/sag 1")
    await anna.says("godkend")
    assert anna.question.startswith("Godt! Hvad skal den hedde?")
    await anna.says("stop")
    ole = await house.citizen("ole")
    await given(house, ole, "En klub for lydbøger om fredagen")
    await given(house, ole, "En klub for lydbøger om lørdagen")
    await anna.says("/find lydbøger")
    await anna.says("tag den")
    assert "Det forstod jeg ikke helt" in anna.heard
    await ole.says("/sag 2")
    await ole.says("skriv mere")
    assert ole.question == "Hvad vil du føje til nummer 2?"


async def test_staff_are_reminded_of_one_who_wants_a_call(house: House) -> None:
    eva = await house.citizen()
    await eva.says("/ide " + TEXT)
    await eva.says("Alle")
    await eva.presses("Ring til mig")
    await eva.says("ja")
    await eva.says("12 34 56 78")
    anna = await house.colleague("Anna Aa")
    await anna.says("/sag 1")
    assert "Vil høre svaret: Ring til 12 34 56 78" in anna.heard
    await anna.presses("Tag den")
    assert "gerne ringes op på 12 34 56 78" in anna.heard


async def approve(anna: Talker, partners: str, *why: str) -> None:
    await anna.says("/godkend 1 Lydbogsklub")
    assert anna.question.startswith("Sammen med hvem?")
    await anna.says(partners)
    for reason in why:
        assert anna.question == "Du har ikke valgt nogen. Skriv kort hvorfor."
        await anna.says(reason)
    await anna.presses("Dem, der ikke ser så godt")
    await anna.presses("Kulturel aktivitet")
    for _ in range(3):
        await anna.presses("Vi gør det sammen")


async def test_approving_asks_with_whom_and_shows_what_the_citizen_will_read(
    house: House, eva: Talker
) -> None:
    anna = await house.colleague("Anna Aa")
    await approve(anna, "Ældre Sagen")
    assert "Anna skriver til dig.\nVores løfte: Vi finder på det og gør det sammen." in anna.heard
    assert "Sammen med: Ældre Sagen" in anna.heard
    await anna.presses("Ja")
    assert "Nummer 1: godkendt. Borgeren hører det kl. 11.02" in anna.heard
    assert await eva.hears() == ""
    await house.passes(minutes=2)
    assert "Godt nyt! Vi vil gerne prøve din idé, nummer 1, «Lydbogsklub»." in await eva.hears()
    await eva.presses("Se sagen")
    assert "Lydbogsklub" in eva.heard
    assert "Lige nu: Ja, vi prøver" in eva.heard
    assert "Ældre Sagen" not in eva.heard


async def test_without_a_partner_the_reason_is_written(house: House, eva: Talker) -> None:
    anna = await house.colleague("Anna Aa")
    await approve(anna, "ingen", "Vi prøver selv først")
    await anna.presses("Ja")
    await anna.says("/sag 1")
    assert "Hvorfor uden andre: Vi prøver selv først" in anna.heard
    assert "Sammen med:" not in anna.heard


@pytest.mark.parametrize("words", ["Ingen lige nu.", "Ingen andre", "ved ikke", "os selv", "--"])
async def test_a_partner_that_is_none_is_none(house: House, eva: Talker, words: str) -> None:
    anna = await house.colleague("Anna Aa")
    await approve(anna, words, "Vi prøver selv først")


async def test_one_answer_can_be_changed_before_the_yes(house: House, eva: Talker) -> None:
    anna = await house.colleague("Anna Aa")
    await approve(anna, "ingen", "Vi prøver selv først")
    await anna.presses("Ret noget")
    await anna.presses("Sammen med")
    await anna.says("Syngekoret")
    assert "Sammen med: Syngekoret" in anna.heard
    assert "Vi prøver selv først" not in anna.heard
    assert anna.question.endswith("Skal vi sige ja?")


async def test_an_act_can_be_taken_back_for_two_minutes(house: House, eva: Talker) -> None:
    anna = await house.colleague("Anna Aa")
    await anna.says("/tag 1")
    await house.passes(minutes=5)
    await eva.hears()
    await anna.says("/afvis 1 Der er ikke plads")
    await anna.presses("Spring over")
    assert "Grunden er: Der er ikke plads" in anna.heard
    await anna.presses("Ja")
    await house.passes(minutes=1)
    await anna.presses("Fortryd")
    assert "Nummer 1: «nej for nu, med en grund» er taget tilbage" in anna.heard
    await house.passes(minutes=5)
    assert await eva.hears() == ""
    await anna.says("/fortryd 1")
    assert "ikke noget at fortryde" in anna.heard


async def test_a_no_has_a_reason_and_what_can_be_done_instead(house: House, eva: Talker) -> None:
    anna = await house.colleague("Anna Aa")
    await anna.says("/afvis 1")
    await anna.says("Vi har ikke nok folk")
    await anna.says("Kom til læsekredsen")
    await anna.presses("Ja")
    await house.passes(minutes=3)
    news = await eva.hears()
    assert "Grunden er: Vi har ikke nok folk" in news
    assert "Det kan vi gøre i stedet: Kom til læsekredsen" in news
    await eva.says("mine")
    assert "Nummer 1: Nej for nu." in eva.heard


async def test_an_answer_to_a_no_is_seen_at_the_desk(house: House, eva: Talker) -> None:
    anna = await house.colleague("Anna Aa")
    await anna.says("/afvis 1 Vi har ikke nok folk")
    await anna.says("spring over")
    await anna.presses("Ja")
    await house.passes(minutes=3)
    await anna.says("sager")
    assert anna.heard == "Her er tomt lige nu. Godt gået!"
    await eva.says("/tilfoej 1 Jeg kan selv være vært")
    await anna.says("sager")
    assert "Hvor langt: Nej for nu\nNyt: Borgeren har skrevet" in anna.heard
    await anna.says("/sag 1")
    await anna.says("sager")
    assert anna.heard == "Her er tomt lige nu. Godt gået!"


async def test_what_was_said_of_a_state_that_is_over_is_over(house: House, eva: Talker) -> None:
    anna = await house.colleague("Anna Aa")
    await approve(anna, "Ældre Sagen")
    await anna.presses("Ja")
    await anna.says("/afvis 1")
    await anna.says("Vi har ikke nok folk")
    await anna.says("Kom til læsekredsen")
    await anna.presses("Ja")
    await house.passes(minutes=3)
    await eva.says("/sag 1")
    assert "Grunden: Vi har ikke nok folk" in eva.heard
    assert "I stedet: Kom til læsekredsen" in eva.heard
    assert "Vores løfte" not in eva.heard
    await anna.says("/sag 1")
    assert "Grund: Vi har ikke nok folk" in anna.heard
    await anna.says("/genaabn 1 Nu er der folk")
    await house.passes(minutes=3)
    await eva.says("/sag 1")
    assert "Grunden: Nu er der folk" in eva.heard
    await anna.says("/sag 1")
    for talker in (eva, anna):
        assert "ikke nok folk" not in talker.heard
        assert "I stedet" not in talker.heard
    await anna.says("/soeg 1")
    await house.passes(minutes=3)
    await eva.says("/sag 1")
    assert "Grunden" not in eva.heard


async def test_what_is_outside_the_purpose_gets_a_place_to_go(house: House, eva: Talker) -> None:
    anna = await house.colleague("Anna Aa")
    await anna.says("/henvis 1")
    await anna.says("Det handler om vejen")
    await anna.says("Vej og Park, 11 22 33 44")
    await anna.presses("Ja")
    await house.passes(minutes=3)
    assert "Prøv her: Vej og Park, 11 22 33 44" in await eva.hears()


async def test_parking_until_a_day_and_waking_on_it(house: House, eva: Talker) -> None:
    anna = await house.colleague("Anna Aa")
    await anna.says("/parker 1")
    await anna.says("i dag")
    await anna.presses("Ja")
    await anna.says("Vi bygger om")
    assert "Vælg en dag, der kommer" in anna.heard
    await anna.says("1. juni")
    assert anna.question == "Jeg forstod: mandag den 1. juni 2026. Passer det?"
    await anna.presses("Ja")
    assert "gemt til mandag den 1. juni 2026" in anna.heard
    await house.passes(minutes=3)
    assert "til mandag den 1. juni 2026" in await eva.hears()
    await house.passes(days=28)
    assert "Nu tager vi den frem igen" in await eva.hears()
    await anna.says("/sager")
    assert TEXT in anna.heard


async def test_merging_lets_both_citizens_hear(house: House, eva: Talker) -> None:
    ole = await house.citizen("ole", Language.EN)
    await ole.says("/idea A club for audio books")
    await ole.says("Those who do not see well")
    await ole.presses("Here in the conversation")
    anna = await house.colleague("Anna Aa")
    page = anna.at(2)
    await page.says("/slaasammen 1")
    assert f"Nummer 2 går videre i nummer 1: {TEXT}" in page.heard
    await page.presses("Ja")
    await house.passes(minutes=3)
    assert "they go on together as number 1" in await ole.hears()
    await anna.says("/spoerg 1 Hvornår?")
    await house.passes(minutes=3)
    assert "nummer 1" in await eva.hears()
    assert "I have a question about your idea, number 2" in await ole.hears()


async def test_merging_with_nothing_is_asked_again(house: House, eva: Talker) -> None:
    anna = await house.colleague("Anna Aa")
    await anna.says("/slaasammen 1 99")
    assert "en sag, der ikke findes" in anna.question
    await anna.presses("Ja")
    assert "Det kunne jeg ikke finde. Prøv igen." in anna.heard
    assert anna.question.startswith("Hvilket nummer")


async def test_all_the_way_to_what_it_became_and_open_again(house: House, eva: Talker) -> None:
    anna = await house.colleague("Anna Aa")
    await anna.says("/soeg 1")
    assert "vi leder efter nogen" in anna.heard
    await approve(anna, "Ældre Sagen")
    await anna.presses("Ja")
    await anna.says("/igang 1")
    await anna.says("/blevtil 1 En klub hver torsdag kl. 16")
    await house.passes(minutes=3)
    news = await eva.hears()
    order = ["Vi leder efter nogen", "Godt nyt!", "Nu går vi i gang", "En klub hver torsdag"]
    assert [news.index(words) for words in order] == sorted(map(news.index, order))
    await anna.says("/genaabn 1 Vi vil mere")
    await anna.says("/titel 1 Lyd for alle")
    await house.passes(minutes=3)
    news = await eva.hears()
    assert "Grunden er: Vi vil mere" in news
    assert "Anna kalder nu din idé, nummer 1, for «Lyd for alle»" in news


async def test_who_was_faster_is_named(house: House, eva: Talker) -> None:
    anna = await house.colleague("Anna Aa")
    karen = await house.colleague("Karen Krog")
    await karen.says("/afvis 1")
    await karen.says("Der er ikke plads")
    await karen.presses("Spring over")
    await approve(anna, "Ældre Sagen")
    await anna.presses("Ja")
    await anna.says("/igang 1")
    await house.passes(minutes=3)
    await anna.says("/blevtil 1 En klub")
    await karen.presses("Ja")
    assert "Anna var hurtigere. Nummer 1 står nu til: Blev til noget." in karen.heard
    await karen.says("/afvis 1 Der er ikke plads")
    assert "Anna var hurtigere" in karen.heard
    await anna.says("/godkend 1")
    assert "Det går ikke lige nu" in anna.heard


async def test_handing_on_to_a_colleague(house: House, eva: Talker) -> None:
    anna = await house.colleague("Anna Aa")
    await house.colleague("Hans Holm", Role.HOST)
    await anna.says("/giv 1")
    assert anna.choices == ["Anna Aa", "Hans Holm"]
    await anna.says("hans")
    assert "Nummer 1: givet videre" in anna.heard
    await anna.says("/sag 1")
    assert "Hos: Hans Holm" in anna.heard


async def test_an_idea_from_the_counter(house: House) -> None:
    hans = await house.colleague("Hans Holm", Role.HOST)
    await hans.says("/noter ønsker lydbogsklub i Havnen")
    await hans.says("Dem, der ser dårligt")
    await hans.presses("Havnen")
    await hans.presses("Ja")
    assert "Idéen: ønsker lydbogsklub i Havnen" in hans.question
    await hans.presses("Ja")
    assert "Idéen har nummer 1" in hans.heard
    assert "Kode: " in hans.heard
    card = hans.answered[-1].card
    assert card is not None
    assert card["link"] == "/desk/sag/1/seddel"


async def test_notes_and_searching_stay_at_the_desk(house: House, eva: Talker) -> None:
    anna = await house.colleague("Anna Aa")
    await anna.says("/note 1 ring til skolen")
    assert "Borgeren ser den ikke" in anna.heard
    await anna.says("/find lydboeger")
    assert TEXT in anna.heard
    await anna.says("/find violin")
    assert "fandt ikke noget" in anna.heard
    await anna.says("/sag 99")
    assert "ingen sag med nummer 99" in anna.heard
    async with house.database.reading() as tx:
        shown = await case_lines(tx, 1)
    assert not [line for line in shown if "skolen" in line.text or "sag 99" in line.text]


async def test_the_desk_keeps_its_own_talk_out_of_the_case(house: House, eva: Talker) -> None:
    """What staff are asked and say to the robot never becomes a line that the citizen may read."""
    anna = await house.colleague("Anna Aa")
    page = anna.at(1)
    await page.says("/afvis")
    await page.says("Hemmelig grund")
    await page.presses("Stop her")
    assert all(line.case_number is None for line in await page.lines())


async def test_asking_beside_the_point_repeats_the_question(house: House, eva: Talker) -> None:
    anna = await house.colleague("Anna Aa")
    await anna.says("/godkend 1")
    await anna.says("/find lydbøger")
    assert TEXT in anna.heard
    assert anna.question.startswith("Godt! Hvad skal den hedde?")


async def test_the_history_says_what_was_taken_back(house: House) -> None:
    await given(house, await house.citizen(), "En bænk i haven")
    anna = await house.colleague("Anna Aa")
    await anna.says("/tag 1")
    await anna.says("/fortryd 1")
    await anna.says("/hist 1")
    assert "Anna: taget (taget tilbage igen)" in anna.heard
