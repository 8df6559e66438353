"""An idea on the library's page, answered from the desk: the whole way, in the real program."""

from __future__ import annotations

from storage.people.rules import Role
from tests.journeys.parts import IDEA, answers_all, approves, code_in, declines, gives
from tests.online import Browser, Library


async def test_from_the_idea_to_the_answer(library: Library) -> None:
    eva = await library.citizen()
    assert "Jeg er en robot, ikke et menneske" in eva.page.text
    await eva.says("ide")
    assert "Fortæl om din idé" in eva.heard
    assert "Kort om dine data" in eva.heard
    await eva.says(IDEA)
    await eva.says("Dem, der ikke ser så godt")
    await eva.presses("Her i samtalen")
    assert "Din idé har nummer 1. Du hører fra os senest tirsdag den 19. maj" in eva.heard
    await eva.presses("Nej")

    anna = await library.joins("Anna Aa")
    assert IDEA in anna.page.text
    await anna.at(1)
    await anna.presses("Tag den")
    await anna.presses("Spørg borgeren")
    await anna.says("Hvor mange kommer?")
    assert "Indtil da kan du fortryde" in anna.heard
    await library.passes(minutes=1, seconds=59)
    assert await eva.hears() == ""
    await library.passes(seconds=1)
    assert "Anna har læst din idé, nummer 1" in await eva.hears()
    assert "Hvor mange kommer?" in eva.heard

    await eva.presses("Svar")
    await eva.says("Vi er syv")
    assert "Tak for dit svar" in eva.heard
    await anna.at(1)
    assert "Vi er syv" in anna.page.text

    await approves(anna)
    await library.passes(minutes=2)
    news = await eva.hears()
    assert (
        "Godt nyt! Vi vil gerne prøve din idé, nummer 1, «Lydbogsklub». Anna skriver til dig."
        in news
    )
    assert "Vores løfte: Vi har valgt, hvad vi spørger om." in news
    await eva.opens("/sag/1")
    assert "Ja, vi prøver" in eva.page.text


async def test_a_yes_taken_back_in_time_is_never_heard_and_the_no_is(library: Library) -> None:
    eva = await library.citizen()
    await gives(eva)
    anna = await library.joins("Anna Aa")
    await (await anna.at(1)).presses("Tag den")
    await library.passes(minutes=2)
    await eva.hears()

    await answers_all(anna)
    await anna.presses("Ja")
    await library.passes(seconds=119)
    await anna.presses("Fortryd")
    assert "Borgeren har ikke hørt om det" in anna.heard
    await library.passes(minutes=10)
    assert await eva.hears() == ""
    await eva.opens("/sag/1")
    assert "Ja, vi prøver" not in eva.page.text.partition("Læst af")[0]

    await anna.at(1)
    await anna.presses("Sig nej for nu")
    await anna.says("Vi har ikke et lokale om torsdagen")
    await anna.says("Kom til lytteklubben om mandagen")
    assert "Det her vil borgeren læse:\nTak for din idé" in anna.heard
    await anna.presses("Ja")
    await library.passes(minutes=2)
    news = await eva.hears()
    assert "Vi siger nej for nu.\nGrunden er: Vi har ikke et lokale om torsdagen" in news
    assert "Det kan vi gøre i stedet: Kom til lytteklubben om mandagen" in news
    await eva.opens("/sag/1")
    assert "Nej for nu" in eva.page.text
    assert "Vi har ikke et lokale om torsdagen" in eva.page.text


async def test_after_two_minutes_there_is_nothing_to_take_back(library: Library) -> None:
    eva = await library.citizen()
    await gives(eva)
    anna = await library.joins("Anna Aa")
    await (await anna.at(1)).presses("Tag den")
    await declines(anna)
    await library.passes(minutes=2)
    await anna.says("/fortryd 1")
    assert "Enten er der gået to minutter" in anna.heard
    await anna.at(1)
    assert anna.page.button("Fortryd") is None
    assert "Vi siger nej for nu" in await eva.hears()


async def test_a_yes_without_a_partner_needs_a_reason(library: Library) -> None:
    await gives(await library.citizen())
    anna = await library.joins("Anna Aa")
    await (await anna.at(1)).presses("Tag den")
    await answers_all(anna, "ingen", "Vi spørger rundt i næste uge")
    await anna.presses("Ja")
    await anna.at(1)
    assert "Hvorfor uden andre Vi spørger rundt i næste uge" in anna.page.text


async def test_kept_for_later_it_comes_back_that_morning(library: Library) -> None:
    eva = await library.citizen()
    await gives(eva)
    anna = await library.joins("Anna Aa")
    await (await anna.at(1)).presses("Tag den")
    await anna.presses("Gem til senere")
    await anna.says("den 1. juni")
    assert "1. juni" in anna.heard
    await anna.presses("Ja")
    await anna.says("Til sommer har vi en have")
    await library.passes(minutes=2)
    news = await eva.hears()
    assert f"Vi gemmer din idé, nummer 1, «{IDEA}», til mandag den 1. juni 2026" in news
    assert "Til sommer har vi en have" in news
    await anna.opens("/desk?vis=waiting")
    assert IDEA not in anna.page.text

    await library.passes(days=27, hours=20)
    assert await eva.hears() == ""
    await library.passes(days=1)
    assert "Nu tager vi den frem igen, og du hører fra os senest" in await eva.hears()
    await library.passes(days=1)
    assert await eva.hears() == ""
    await anna.opens("/desk?vis=waiting")
    assert IDEA in anna.page.text


async def test_outside_the_purpose_says_where_to_go(library: Library) -> None:
    eva = await library.citizen()
    await gives(eva, "Lav hullet i vejen foran skolen")
    anna = await library.joins("Anna Aa")
    await (await anna.at(1)).presses("Tag den")
    await anna.presses("Vis et andet sted hen")
    await anna.says("Veje hører til i kommunen")
    await anna.says("Vejafdelingen, telefon 87 65 43 21")
    await anna.presses("Ja")
    await library.passes(minutes=2)
    assert "Prøv her: Vejafdelingen, telefon 87 65 43 21" in await eva.hears()
    await eva.opens("/sag/1")
    assert "Vejafdelingen" in eva.page.text


async def test_two_ideas_become_one_and_both_hear_the_answer(library: Library) -> None:
    eva, ole = await library.citizen(), await library.citizen()
    await gives(eva, "Skak for alle om fredagen")
    await gives(ole, "En skakklub med kaffe")
    anna = await library.joins("Anna Aa")
    await (await anna.at(2)).presses("Tag den")
    await anna.presses("Slå sammen")
    await anna.says("1")
    assert "Nummer 2 går videre i nummer 1" in anna.heard
    await anna.presses("Ja")
    await library.passes(minutes=2)
    assert "Nu går de videre sammen som nummer 1" in await ole.hears()
    assert await eva.hears() == ""

    await (await anna.at(1)).presses("Tag den")
    assert "Foreslået af 2 borgere, også nummer 2" in anna.page.text
    await approves(anna)
    await library.passes(minutes=2)
    assert "Vi vil gerne prøve din idé, nummer 1" in await eva.hears()
    assert "Vi vil gerne prøve din idé, nummer 2" in await ole.hears()
    await ole.opens("/sag/1")
    assert ole.status == 403


async def top_of_the_case(eva: Browser) -> str:
    """What the page of case 1 says before the talk: where it stands, and why."""
    await eva.opens("/sag/1")
    head, _, _ = eva.page.text.partition("Det, vi har talt om")
    return head


async def test_from_yes_to_what_it_became_and_open_again(library: Library) -> None:
    eva = await library.citizen()
    await gives(eva)
    anna = await library.joins("Anna Aa")
    await (await anna.at(1)).presses("Tag den")
    await anna.presses("Led efter nogen")
    await library.passes(minutes=2)
    assert "Vi leder efter nogen at gøre din idé sammen med" in await eva.hears()
    await approves(anna)
    await library.passes(minutes=2)
    await anna.presses("Sæt i gang")
    await library.passes(minutes=2)
    assert (
        "Nu går vi i gang med din idé, nummer 1, «Lydbogsklub». Anna holder i trådene"
        in await eva.hears()
    )
    await anna.presses("Blev til noget")
    await anna.says("En klub med tolv medlemmer")
    await library.passes(minutes=2)
    assert "blev til noget! Tusind tak for den.\nEn klub med tolv" in await eva.hears()
    head = await top_of_the_case(eva)
    assert "Det blev til noget" in head
    assert "Det blev til En klub med tolv medlemmer" in head
    assert "Vores løfte Vi har valgt, hvad vi spørger om." in head
    assert "Din kontakt Anna" in head
    await anna.at(1)
    assert "Sagen er lukket" in anna.page.text
    await anna.presses("Åbn igen")
    await anna.says("Klubben vil have et større rum")
    await library.passes(minutes=2)
    news = await eva.hears()
    assert "Vi har taget din idé op igen, nummer 1, «Lydbogsklub». Du hører fra os senest" in news
    assert "Klubben vil have et større rum" in news
    head = await top_of_the_case(eva)
    assert "Derfor: Klubben vil have et større rum" in head
    assert "tolv medlemmer" not in head


async def test_the_citizen_takes_it_back(library: Library) -> None:
    eva = await library.citizen()
    await gives(eva)
    anna = await library.joins("Anna Aa")
    await eva.opens("/sag/1")
    await eva.sends_form("/sag/1/traek", confirm="1")
    assert "Du trak den tilbage" in eva.page.text
    await (await anna.at(1)).says("/tag 1")
    assert "nummer 1 står til: Trukket tilbage. Der er ikke ændret noget." in anna.heard
    await eva.opens("/")
    await eva.says("/traek 1")
    assert "Den kan ikke trækkes tilbage nu" in eva.heard


async def test_in_english_all_the_way(library: Library) -> None:
    eva = await library.citizen()
    await eva.sends_form("/sprog", lang="en")
    assert "I am a robot, not a human" in eva.page.text
    await eva.says("idea")
    await eva.says("A club for audio books on Thursdays")
    await eva.says("Those who do not see so well")
    await eva.presses("Here in the conversation")
    assert "Your idea is number 1. You will hear from us by Tuesday 19 May" in eva.heard
    await eva.presses("No")
    anna = await library.joins("Anna Aa")
    await (await anna.at(1)).presses("Tag den")
    await anna.presses("Sig nej for nu")
    await anna.says("We have no room on Thursdays")
    await anna.presses("Spring over")
    assert "your idea, number 1, «A club for audio books on Thursdays». We say no" in anna.heard
    await anna.presses("Ja")
    await library.passes(minutes=2)
    news = await eva.hears()
    assert "Anna has read your idea, number 1" in news
    assert "We say no for now.\nThe reason is: We have no room on Thursdays" in news
    await eva.opens("/sag/1")
    assert "No for now" in eva.page.text
    assert 'lang="en"' in eva.page.html


async def test_everybody_is_told_once_and_in_their_own_language(library: Library) -> None:
    eva, ole = await library.citizen(), await library.citizen()
    await ole.sends_form("/sprog", lang="en")
    await gives(eva)
    code = code_in("\n".join(line["text"] for line in await eva.lines()))
    await ole.opens("/sag")
    await ole.sends_form("/sag", number="1", code=code.lower().replace("-", " "))
    assert ole.path == "/sag/1"
    anna = await library.joins("Anna Aa")
    await (await anna.at(1)).presses("Tag den")
    for _ in range(3):
        await library.passes(minutes=2)
    await eva.opens("/")
    await ole.opens("/")
    assert (await eva.hears()).count("Anna har læst din idé, nummer 1") == 1
    assert (await ole.hears()).count("Anna has read your idea, number 1") == 1


async def test_two_who_decide_at_once_one_wins_and_the_other_hears_who(library: Library) -> None:
    await gives(await library.citizen())
    anna, bo = await library.joins("Anna Aa"), await library.joins("Bo Bø")
    await anna.at(1)
    await bo.at(1)
    await anna.presses("Tag den")
    await bo.presses_value("0:/tag 1")
    assert "Anna tog den først" in bo.heard
    await answers_all(anna)
    await bo.says("/henvis 1 Det er kommunens")
    await bo.says("Borgerservice")
    await anna.presses("Ja")
    await bo.presses("Ja")
    assert "Anna var hurtigere. Nummer 1 står nu til: Godkendt." in bo.heard


async def test_a_no_that_was_begun_before_a_colleagues_yes_is_not_said(library: Library) -> None:
    eva = await library.citizen()
    await gives(eva)
    anna, bo = await library.joins("Anna Aa"), await library.joins("Bo Bø")
    await (await anna.at(1)).presses("Tag den")
    await (await bo.at(1)).says("/afvis 1 Vi har ikke plads")
    await bo.presses("Spring over")
    await approves(anna)
    await bo.presses("Ja")
    assert "Anna var hurtigere. Nummer 1 står nu til: Godkendt." in bo.heard
    await library.passes(minutes=2)
    assert "Godt nyt!" in await eva.hears()
    assert "nej" not in eva.heard

    await declines(bo, "Det brændte i nat")
    await library.passes(minutes=2)
    assert "Vi siger nej for nu" in await eva.hears()


async def test_what_a_colleague_took_back_stands_in_nobodys_way(library: Library) -> None:
    await gives(await library.citizen())
    anna, bo = await library.joins("Anna Aa"), await library.joins("Bo Bø")
    await (await anna.at(1)).presses("Tag den")
    await (await bo.at(1)).says("/afvis 1 Vi har ikke plads")
    await bo.presses("Spring over")
    await approves(anna)
    await anna.presses("Fortryd")
    await bo.presses("Ja")
    assert "Nummer 1: nej for nu" in bo.heard


async def test_a_host_reads_and_asks_but_does_not_decide(library: Library) -> None:
    await gives(await library.citizen())
    ida = await library.joins("Ida Ii", Role.HOST)
    await (await ida.at(1)).presses("Tag den")
    assert ida.page.button("Godkend") is None
    await ida.presses("Spørg borgeren")
    await ida.says("Hvilken dag?")
    assert "Indtil da kan du fortryde" in ida.heard
