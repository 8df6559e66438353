"""Two who could do something together: proposed, asked, introduced, and asked how it went."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from typing import Any

import pytest
from sqlalchemy import select

from bot.schedule import Schedule
from storage.matching.names import english
from storage.partners.learning import everything
from storage.talk.tables import Talk
from tests.journeys.parts import gives
from tests.journeys.telegram import Telegram, at_telegram
from tests.online import Citizen, Colleague, Library
from tests.storage.introductions.parts import newest_person, readers
from tests.storage.privacy.full import found_in, stored

PHONE, NUMBER, NAME = "20 30 40 50", "60 70 80 90", "Bent fra Lyt og Læs"
OF_ARABIC = {"does": "Jeg taler arabisk", "gives": "Jeg kan læse eventyr højt på arabisk"}
KNOWN = ("61 62 63 64", "kontakt@lyt.example")
"""What the register knows of the contact person."""


async def a_spokesperson(library: Library, **told: Any) -> Citizen:
    """The contact person of an association that reads aloud."""
    bent = await library.citizen()
    await bent.says("menu")
    await readers(library.database, await newest_person(library.database), **told)
    await library.passes(seconds=1)
    return bent


async def chooses(anna: Colleague, *labels: str) -> None:
    """A yes, together with some of those who are proposed."""
    await anna.presses("Godkend")
    await anna.says("Lydbogsklub")
    assert "• Lyt og Læs. I skriver begge om: " in anna.heard
    await anna.ticks(*labels)


async def approves(anna: Colleague) -> None:
    """The rest of what a yes asks."""
    await anna.says("Alle i byen, der hører bøger")
    await anna.presses("Kulturel aktivitet")
    await anna.presses("Vi gør det sammen")
    await anna.presses("Borgerne er med")
    await anna.presses("Borgerne bliver hørt")
    await anna.presses("Ja")
    assert "Indtil da kan du fortryde" in anna.heard


async def shows(person: Citizen, name: str, phone: str, *, text: str | None = None) -> None:
    """What somebody shows, field by field, up to the question whether it is right."""
    if not person.plain and "fyldt 15" in person.heard:
        await person.presses("Ja")
    await person.says(name)
    await person.says(phone)
    await person.presses("Spring over")
    if text:
        await person.presses(text)
    assert f"Telefon: {phone}" in person.heard


async def lessons(library: Library) -> set[tuple[str, int, int]]:
    """What the engine has learnt: whom staff chose for a subject, and whom they passed by."""
    async with library.database.reading() as tx:
        return {(one.name, one.chosen, one.passed) for one in await everything(tx)}


async def told(anna: Colleague) -> str:
    """What a colleague has been told at the desk."""
    await anna.opens("/desk")
    anna.heard_until = 0
    return await anna.hears()


async def hidden(library: Library, owner: int, *words: str) -> None:
    """Nothing of somebody stands anywhere but where they wrote it, and with what they chose."""
    database = await stored(library.database)
    async with library.database.reading() as tx:
        own = set(await tx.session.scalars(select(Talk.id).where(Talk.person_id == owner)))
    others = {
        table: [row for row in rows if row.get("talk_id", row.get("id")) not in own]
        for table, rows in database.items()
        if table not in {"introduced", "contacts"}
    }
    for word in words:
        assert found_in(others, word) == set(), word


async def nowhere(person: Citizen | Colleague, paths: tuple[str, ...], *words: str) -> None:
    """No page shows these words to somebody."""
    for path in paths:
        await person.opens(path)
        for word in words:
            assert word not in person.page.html, (path, word)


async def asked_by_a_yes(library: Library) -> tuple[Citizen, Citizen, Colleague]:
    """Eva and Bent, asked two minutes after Anna said yes to Eva's idea; Bent came first."""
    bent = await a_spokesperson(library)
    eva = await library.citizen()
    await gives(eva)
    anna = await (await library.joins("Anna Aa")).at(2)
    assert "De kan passe" in anna.page.text
    await chooses(anna, "Lyt og Læs")
    await approves(anna)
    assert await bent.hears() == ""
    await library.passes(minutes=2)
    assert "en idé, som måske er noget for dig eller jer: «Lydbogsklub»" in await bent.hears()
    assert "lave din idé sammen med: Lyt og Læs" in await eva.hears()
    return eva, bent, anna


async def test_the_desk_sees_who_waits_for_whom(library: Library) -> None:
    _, bent, anna = await asked_by_a_yes(library)
    await anna.opens("/desk/sammen")
    assert "Lydbogsklub" in anna.page.text
    assert "Lyt og Læs" in anna.page.text
    assert ": er spurgt" in anna.page.text
    assert "Venter på begge" in anna.page.text
    await bent.says("/hils 1")
    await shows(bent, NAME, NUMBER)
    await bent.presses("Ja")
    await anna.opens("/desk/sammen")
    assert "Venter på borgeren bag idéen" in anna.page.text
    await nowhere(anna, ("/desk/sammen",), NUMBER, NAME, *KNOWN)
    stranger = await library.citizen()
    await stranger.opens("/desk/sammen")
    assert "Lyt og Læs" not in stranger.page.html


async def test_an_idea_without_a_title_is_called_by_what_both_are_told(library: Library) -> None:
    await a_spokesperson(library)
    await gives(await library.citizen())
    anna = await library.joins("Anna Aa")
    await anna.says("/sammen 2")
    await anna.ticks("Lyt og Læs")
    await anna.says("En klub, der lytter")
    await anna.presses("Ja")
    await anna.opens("/desk/sammen")
    assert "En klub, der lytter" in anna.page.text


async def test_they_talk_through_the_library_without_numbers(library: Library) -> None:
    eva, bent, anna = await asked_by_a_yes(library)
    await eva.presses("Skriv sammen her")
    await eva.says(f"Hej! Ring på {PHONE}")
    assert "uden nummer og mail" in eva.heard
    assert "Fra den, der fik idéen:\nHej! Ring på (fjernet)" in await bent.hears()
    await bent.says("/skriv 1 Skriv til bent@lyt.example")
    assert "Fra Lyt og Læs:\nSkriv til (fjernet)" in await eva.hears()
    for word in (PHONE, "bent@lyt.example"):
        assert found_in(await stored(library.database), word) == set()
    assert "Fra Lyt og Læs" in (await anna.at(2)).page.text


async def test_both_say_yes_and_nothing_is_shown_before(
    library: Library, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level("DEBUG")
    eva, bent, anna = await asked_by_a_yes(library)
    evas = await newest_person(library.database, before=1)
    bents = await newest_person(library.database, before=2)
    await bent.says("/hils 1")
    await shows(bent, NAME, NUMBER)
    await bent.presses("Ja")
    assert "Nu venter vi på den anden side" in bent.heard
    await hidden(library, bents, NUMBER, NAME)
    await nowhere(eva, ("/", "/sag/2", "/ideer", "/mine-data"), NUMBER, NAME, *KNOWN)
    await nowhere(anna, ("/desk", "/desk/sag/2", "/desk/rapport"), NUMBER, NAME, *KNOWN)
    await eva.opens("/")
    await eva.says("/hils 1")
    await shows(eva, "Eva Ibsen", PHONE, text="Ja")
    await hidden(library, evas, PHONE, "Eva Ibsen")
    await eva.presses("Ja")
    assert f"Her kan du få fat i {NAME}: {NUMBER}." in eva.heard
    heard = await bent.hears()
    assert f"Her kan du få fat i Eva Ibsen: {PHONE}." in heard
    assert "En klub for lydbøger om torsdagen" in heard
    for secret in (NUMBER, NAME, PHONE, "Eva Ibsen"):
        assert secret not in caplog.text
    await nowhere(anna, ("/desk", "/desk/sag/2", "/desk/rapport"), NUMBER, PHONE)
    await anna.says("/sammen 2")
    assert f"Den anden side viser: {NAME}, {NUMBER}" in anna.heard


async def asked_by_hand(library: Library) -> tuple[Citizen, Citizen, Colleague]:
    """Eva and Bent, whom Anna lets be asked for an idea that is not decided."""
    bent = await a_spokesperson(library)
    eva = await library.citizen()
    await gives(eva)
    anna = await (await library.joins("Anna Aa")).at(2)
    await anna.says("/sammen 2")
    await anna.ticks("Lyt og Læs")
    await anna.says("En klub for lydbøger")
    await anna.presses("Ja")
    assert "Vi spørger 1 kl. 11.02" in anna.heard
    await library.passes(minutes=2)
    assert "Vil du hilse på" in await bent.hears()
    assert "Vil du hilse på" in await eva.hears()
    return eva, bent, anna


async def test_who_is_asked_as_a_double_is_asked_as_the_partner_it_is(library: Library) -> None:
    eva, bent, anna = await asked_by_hand(library)
    kept = await readers(library.database, None, name="Foreningen Lyt og Læs")
    await anna.says("/partnersammen 1")
    await anna.says(str(kept))
    await anna.presses("Ja")
    assert "lagt ind i nummer 3" in anna.heard
    await library.passes(minutes=5)
    assert await eva.hears() == ""
    await bent.hears()
    for person, name, phone in ((bent, NAME, NUMBER), (eva, "Eva Ibsen", PHONE)):
        await person.says("/hils 1")
        await shows(person, name, phone, text="Nej" if person is eva else None)
        await person.presses("Ja")
    assert NUMBER in eva.heard


async def agreed(library: Library) -> tuple[Citizen, Citizen, Colleague]:
    """Eva and Bent, who have both said yes, and Anna, who proposed it."""
    eva, bent, anna = await asked_by_hand(library)
    for person, name, phone in ((bent, NAME, NUMBER), (eva, "Eva Ibsen", PHONE)):
        await person.presses("Ja, gerne")
        await shows(person, name, phone, text="Nej" if person is eva else None)
        await person.presses("Ja")
    await bent.hears()
    return eva, bent, anna


async def test_a_week_later_they_are_asked_whether_they_began(library: Library) -> None:
    eva, bent, anna = await agreed(library)
    assert "begge har sagt ja" in await told(anna)
    await eva.says(f"/skriv 1 Ring til mig på {PHONE}")
    assert f"Fra Eva Ibsen:\nRing til mig på {PHONE}" in await bent.hears()
    await library.passes(days=7)
    assert "Kom I i gang?" in await eva.hears()
    await eva.presses("Ja, vi er i gang")
    assert "Hvor dejligt" in eva.heard
    await bent.hears()
    await bent.presses("Ikke endnu")
    await anna.at(2)
    assert "de er i gang" in anna.page.text
    await eva.says("/nejtak 1")
    assert "Det er helt fint" in eva.heard
    assert "er stoppet med" in await bent.hears()
    await bent.says("/hils 1")
    assert "lukket" in bent.heard
    assert PHONE not in bent.heard


async def test_who_is_erased_is_not_shown_any_more(library: Library) -> None:
    eva, bent, _ = await agreed(library)
    assert PHONE in await bent.opens("/")
    await eva.says("/glem_mig")
    await eva.presses("Ja")
    await library.passes(minutes=11)
    database = await stored(library.database)
    for word in (PHONE, "Eva Ibsen"):
        assert found_in(database, word) == set(), word
    assert PHONE not in await bent.opens("/")
    await bent.says("/hils 1")
    assert NUMBER not in bent.heard


async def test_half_a_year_later_nobody_knows_how_to_reach_whom(library: Library) -> None:
    _, bent, _ = await agreed(library)
    await library.passes(days=190)
    await Schedule(library.app.house.current, library.clock).forget_old()
    database = await stored(library.database)
    assert database["introduced"] == []
    assert PHONE not in await bent.opens("/")


async def test_a_no_needs_no_reason(library: Library) -> None:
    eva, bent, anna = await asked_by_hand(library)
    await bent.presses("Nej tak")
    assert "du skal ikke sige hvorfor" in bent.heard
    assert "Det blev ikke til noget" in await eva.hears()
    assert "det blev ikke til noget" in await told(anna)


async def test_who_said_no_is_not_proposed_for_the_same_again(library: Library) -> None:
    _, bent, anna = await asked_by_a_yes(library)
    await bent.presses("Nej tak")
    await anna.says("/sammen 2")
    assert "Lyt og Læs: blev ikke til noget" in anna.heard
    assert "Du kan vælge flere" not in anna.heard
    ida = await library.citizen()
    await gives(ida, "Højtlæsning for dem, der ikke selv kan læse mere")
    await anna.says("/sammen 3")
    assert "• Lyt og Læs." in anna.heard, "another idea is another question"


async def test_no_answer_ends_kindly(library: Library) -> None:
    eva, bent, anna = await asked_by_hand(library)
    await library.passes(days=14)
    assert "Vi fik ikke to svar" in await eva.hears()
    assert "Vi fik ikke to svar" in await bent.hears()
    assert "så vi har lukket spørgsmålet" in await told(anna)


async def test_what_is_taken_back_or_called_off_bothers_nobody(library: Library) -> None:
    bent = await a_spokesperson(library)
    eva = await library.citizen()
    await gives(eva)
    anna = await (await library.joins("Anna Aa")).at(2)
    await chooses(anna, "Lyt og Læs")
    await approves(anna)
    await anna.presses("Fortryd")
    await library.passes(minutes=2)
    assert await bent.hears() == ""
    assert await eva.hears() == ""
    await anna.at(2)
    await anna.says("/sammen 2")
    await anna.ticks("Lyt og Læs")
    await anna.says("En klub for lydbøger")
    await anna.presses("Ja")
    await library.passes(minutes=2)
    assert "Vil du hilse på" in await bent.hears()
    await anna.says("/ikkesammen 2")
    assert "trukket vores spørgsmål" in await bent.hears()


async def test_nobody_fits_and_the_reason_is_written(library: Library) -> None:
    await a_spokesperson(library)
    eva = await library.citizen()
    await gives(eva)
    anna = await (await library.joins("Anna Aa")).at(2)
    await chooses(anna, "Ingen af dem")
    assert "Skriv kort hvorfor" in anna.heard
    await anna.says("Vi prøver selv først")
    await approves(anna)
    await anna.at(2)
    assert "Vi prøver selv først" in anna.page.text
    await library.passes(minutes=2)
    assert await lessons(library) == {("Lyt og Læs", 0, 1)}


async def test_who_reads_english_is_told_why_in_english(library: Library) -> None:
    await a_spokesperson(library)
    await gives(await library.citizen())
    anna = await library.joins("Anna Aa")
    await anna.sends_form("/sprog", lang="en")
    await anna.at(2)
    await anna.presses("Approve")
    await anna.says("Audio book club")
    assert "• Lyt og Læs. Both write about: " in anna.heard
    why = anna.heard.partition("Both write about: ")[2].partition(".")[0]
    assert why.split(", ")[0] in english().values()
    assert "lydbøger" not in why


async def test_others_are_named_beside_those_who_fit(library: Library) -> None:
    await a_spokesperson(library)
    eva = await library.citizen()
    await gives(eva)
    anna = await (await library.joins("Anna Aa")).at(2)
    await chooses(anna, "Lyt og Læs", "Nogle andre")
    await anna.says("Ældre Sagen")
    await approves(anna)
    await anna.at(2)
    assert "Lyt og Læs, Ældre Sagen" in anna.page.text
    await library.passes(minutes=2)
    assert await lessons(library) == {("Lyt og Læs", 1, 0)}


async def test_the_engine_learns_who_was_passed_by(library: Library) -> None:
    await a_spokesperson(library)
    await a_spokesperson(library, name="Hør Bøger")
    eva = await library.citizen()
    await gives(eva)
    anna = await (await library.joins("Anna Aa")).at(3)
    await chooses(anna, "Hør Bøger")
    await approves(anna)
    assert await lessons(library) == set()
    await library.passes(minutes=2)
    assert await lessons(library) == {("Hør Bøger", 1, 0), ("Lyt og Læs", 0, 1)}


@pytest.mark.parametrize("choice", ["Lyt og Læs", "Ingen af dem"])
async def test_what_is_taken_back_in_time_teaches_nothing(library: Library, choice: str) -> None:
    bent = await a_spokesperson(library)
    eva = await library.citizen()
    await gives(eva)
    anna = await (await library.joins("Anna Aa")).at(2)
    await chooses(anna, choice)
    if choice == "Ingen af dem":
        await anna.says("Vi prøver selv først")
    await approves(anna)
    await (await anna.at(2)).presses("Fortryd")
    await library.passes(minutes=5)
    assert await lessons(library) == set()
    assert await bent.hears() == ""


@pytest.mark.parametrize("plain", [False, True])
async def test_a_citizen_asks_by_themselves(library: Library, *, plain: bool) -> None:
    bent = await a_spokesperson(library)
    eva = await library.citizen(plain=plain)
    await gives(eva)
    await eva.opens("/sag/2")
    await eva.presses("Find nogen") if plain else await eva.says("/sammen 2")
    assert "fyldt 15" in eva.heard
    await eva.presses("Ja")
    assert "• Lyt og Læs." in eva.heard
    if plain:
        await eva.says("Lyt og Læs")
    else:
        await eva.ticks("Lyt og Læs")
    await eva.says("En klub, hvor vi hører bøger sammen")
    await shows(eva, "Eva Ibsen", PHONE, text="Nej")
    await eva.presses("Ja")
    assert "Så spørger vi 1." in eva.heard
    await library.passes(seconds=1)
    assert "«En klub, hvor vi hører bøger sammen»" in await bent.hears()
    assert PHONE not in await bent.opens("/")
    await bent.says("/hils 1")
    await shows(bent, NAME, NUMBER)
    await bent.presses("Ja")
    assert f"Her kan du få fat i Eva Ibsen: {PHONE}." in bent.heard
    assert "En klub for lydbøger om torsdagen" not in bent.heard


@pytest.mark.parametrize("told", [{"openness": "staff"}, {"listed": False}, {"kind": "citizen"}])
async def test_a_citizen_is_shown_only_what_is_for_everybody(
    library: Library, told: dict[str, Any]
) -> None:
    await a_spokesperson(library, **told)
    eva = await library.citizen()
    await gives(eva)
    await eva.says("/sammen 2")
    assert "Personalet leder gerne videre" in eva.heard
    assert "Lyt og Læs" not in eva.heard


async def test_a_private_person_is_a_number_and_is_asked_first(library: Library) -> None:
    bent = await a_spokesperson(library, kind="citizen", name="Bent Borger", listed=False)
    eva = await library.citizen()
    await gives(eva)
    anna = await (await library.joins("Anna Aa")).at(2)
    assert "Bent Borger" not in anna.page.text
    await anna.says("/sammen 2")
    assert "1 borger, der har sagt, at de kan hjælpe" in anna.heard
    assert "Bent Borger" not in anna.heard
    await anna.ticks("1 borger, der har sagt, at de kan hjælpe")
    await anna.says("En klub for lydbøger")
    await anna.presses("Ja")
    await library.passes(minutes=2)
    assert await eva.hears() == ""
    assert "Vil du hilse på" in await bent.hears()
    await bent.presses("Ja, gerne")
    await shows(bent, "Bent", NUMBER)
    await bent.presses("Ja")
    heard = await eva.hears()
    assert "sammen med: en borger" in heard
    assert "Bent" not in heard


async def test_two_have_said_that_they_speak_arabic(library: Library) -> None:
    """S53: an idea needs it, staff see that there are two, and ask them through the library."""
    both = [
        await a_spokesperson(library, **OF_ARABIC, name=name, kind="citizen", listed=False)
        for name in ("Amal Ali", "Basim Bakr")
    ]
    eva = await library.citizen()
    await gives(eva, "Vi mangler en, der kan læse eventyr på arabisk for børn")
    anna = await (await library.joins("Anna Aa")).at(3)
    await anna.presses("Godkend")
    await anna.says("Eventyr på arabisk")
    assert "2 borgere, der har sagt, at de kan hjælpe" in anna.heard
    assert "Amal" not in anna.heard
    await anna.ticks("2 borgere, der har sagt, at de kan hjælpe")
    await approves(anna)
    assert "Vi spørger 2 kl. 11.02" in anna.heard
    await library.passes(minutes=2)
    assert "Amal" not in (await anna.at(3)).page.text
    for each in both:
        assert "«Eventyr på arabisk»" in await each.hears()


async def test_a_child_asks_nobody_and_staff_do_it_for_them(library: Library) -> None:
    bent = await a_spokesperson(library)
    ida = await library.citizen()
    await gives(ida)
    await ida.says("/sammen 2")
    await ida.presses("Nej")
    assert "Du er under 15" in ida.heard
    anna = await (await library.joins("Anna Aa")).at(2)
    await anna.says("/sammen 2")
    await anna.ticks("Lyt og Læs")
    await anna.says("Et barn vil gerne høre bøger")
    await anna.presses("Ja")
    await library.passes(minutes=2)
    assert await ida.hears() == ""
    await bent.hears()
    await bent.presses("Ja, gerne")
    await shows(bent, NAME, NUMBER)
    await bent.presses("Ja")
    assert "Her kan du få fat i Anna, Bøgeby Bibliotek: 12 34 56 78" in bent.heard
    assert "du svarer for den ene side" in await told(anna)
    assert await ida.hears() == ""


async def test_staff_write_down_what_was_answered_on_the_telephone(library: Library) -> None:
    await readers(library.database, None)
    await library.passes(seconds=1)
    eva = await library.citizen()
    await gives(eva)
    anna = await (await library.joins("Anna Aa")).at(2)
    await anna.says("/sammen 2")
    await anna.ticks("Lyt og Læs")
    await anna.says("En klub for lydbøger")
    await anna.presses("Ja")
    await library.passes(minutes=2)
    assert "Vi kan ikke spørge den ene side her" in await told(anna)
    await anna.presses("Skriv deres svar ned")
    await anna.presses("Ja")
    await anna.says(NAME)
    await anna.says(NUMBER)
    await anna.presses("Spring over")
    assert "Svaret er skrevet ned" in anna.heard
    await eva.hears()
    await eva.says("/hils 1")
    await shows(eva, "Eva Ibsen", PHONE, text="Nej")
    await eva.presses("Ja")
    assert f"Her kan du få fat i {NAME}: {NUMBER}." in eva.heard


async def test_two_others_want_it_too(library: Library) -> None:
    eva = await library.citizen()
    await gives(eva)
    anna = await (await library.joins("Anna Aa")).at(1)
    await anna.presses("Giv en titel")
    await anna.says("Lydbogsklub")
    await library.passes(minutes=2)
    others = [await library.citizen(), await library.citizen()]
    for other in others:
        await other.says("/ogsaa 1")
    await eva.says("/sammen 1")
    await eva.presses("Ja")
    await eva.ticks("2, der også vil det")
    await eva.presses("Lydbogsklub")
    await shows(eva, "Eva Ibsen", PHONE, text="Nej")
    await eva.presses("Ja")
    assert "Så spørger vi 2." in eva.heard
    await library.passes(seconds=1)
    for other in others:
        assert "En anden vil noget, der ligner din idé: «Lydbogsklub»" in await other.hears()
        assert PHONE not in await other.opens("/")
    await others[0].says("/hils 1")
    await others[1].says("/hils 1")
    assert "Det finder jeg ikke hos dig" in others[1].heard


async def test_citizens_of_like_ideas_may_meet(library: Library) -> None:
    """Nobody is merged; each keeps their idea, and sees a title that is for everybody."""
    eva, ole = await library.citizen(), await library.citizen()
    await gives(eva)
    await gives(ole, "Vi vil høre lydbøger sammen i en klub")
    anna = await (await library.joins("Anna Aa")).at(2)
    await anna.says("/sammen 1")
    assert "Den, der foreslog" not in anna.heard
    await anna.presses("Giv en titel")
    await anna.says("Lyd sammen")
    await library.passes(minutes=2)
    await eva.hears()
    await ole.hears()
    await anna.at(1)
    await anna.says("/sammen 1")
    await anna.ticks("Den, der foreslog «Lyd sammen»")
    await anna.says("En klub for lydbøger")
    await anna.presses("Ja")
    await library.passes(minutes=2)
    assert "sammen med: en borger med en idé, der ligner" in await eva.hears()
    assert "En anden vil noget, der ligner din idé: «En klub for lydbøger»" in await ole.hears()
    await ole.presses("Ja, gerne")
    await shows(ole, "Ole", NUMBER)
    await ole.presses("Ja")
    await eva.presses("Ja, gerne")
    await shows(eva, "Eva", PHONE, text="Nej")
    await eva.presses("Ja")
    assert f"Her kan du få fat i Ole: {NUMBER}." in eva.heard
    assert f"Her kan du få fat i Eva: {PHONE}." in await ole.hears()


async def test_an_idea_that_is_taken_back_ends_it(library: Library) -> None:
    eva, bent, _ = await asked_by_hand(library)
    await eva.says("/traek 2 ja")
    await library.passes(seconds=1)
    assert "er stoppet med" in await bent.hears()


@pytest.fixture
async def telegram(database_url: str) -> AsyncIterator[Telegram]:
    async with at_telegram(database_url, "webhook") as telegram:
        yield telegram


async def test_in_telegram(telegram: Telegram) -> None:
    library, ann = telegram.library, telegram.person("Ann", "en")
    await ann.starts()
    await readers(library.database, await newest_person(library.database))
    await telegram.passes(seconds=1)
    eva = await library.citizen()
    await gives(eva)
    anna = await (await library.joins("Anna Aa")).at(2)
    await chooses(anna, "Lyt og Læs")
    await approves(anna)
    await telegram.passes(minutes=2)
    assert "«Lydbogsklub»" in await ann.hears("has been given an idea")
    await ann.presses("Yes, please")
    await ann.presses("Yes")
    await ann.presses("Bent Kontakt")
    await ann.presses("61 62 63 64")
    await ann.presses("Skip")
    await ann.presses("Yes")
    assert "Thank you for your yes!" in ann.heard
    await eva.hears()
    await eva.says("/hils 1")
    await shows(eva, "Eva Ibsen", PHONE, text="Ja")
    await eva.presses("Ja")
    assert "61 62 63 64" in eva.heard
    await asyncio.sleep(0)
    assert PHONE in await ann.hears("Here you can reach Eva Ibsen")
