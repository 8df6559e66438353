"""An agreement from the ten questions to the renewal: on the page, at the desk, and in Telegram."""

from __future__ import annotations

import re
from collections.abc import AsyncIterator
from io import BytesIO

import pytest
from docx import Document
from sqlalchemy import func, select, update

from storage.agreements.levels import Section
from storage.agreements.queries import for_group
from storage.cases.tables import Case
from storage.database import Database
from storage.partners.tables import Contact
from storage.people.rules import Role
from storage.talk.rules import PRIVATE
from storage.talk.tables import Talk
from tests.bot_api import Person
from tests.journeys.parts import gives
from tests.journeys.telegram import WAYS, Telegram, at_telegram
from tests.online import Browser, Citizen, Colleague, Library
from tests.staff_group import a_staffed, connect
from tests.storage.agreements.parts import a_partner, sent_to

QUESTIONS = ("ja", "Over et halvt år", "nej", "nej", "ja", "nej", "Nej", "nej", "nej", "nej")
"""More than once, over half a year, with children: worth a cooperation agreement."""

MISSING = {
    "Derfor gør vi det sammen (mangler)": "Fordi historier er dejlige",
    "Det får borgerne ud af det (mangler)": "Børn og ældre mødes",
}


async def newest(database: Database) -> int:
    """The newest of those who have spoken."""
    async with database.reading() as tx:
        found = await tx.session.scalar(
            select(func.max(Talk.person_id)).where(Talk.place == PRIVATE)
        )
    assert found is not None
    return found


async def an_association(library: Library, name: str = "Ældre Sagen") -> tuple[Citizen, int]:
    """Ole, who speaks for an association on the page, and its number."""
    ole = await library.citizen()
    await ole.says("hej")
    now = library.clock.now
    return ole, await a_partner(library.database, await newest(library.database), name, now)


async def begins(anna: Colleague, partner: int, *, level: str = "Samarbejdsaftale") -> None:
    await anna.says(f"/aftale {partner}")
    for words in QUESTIONS:
        await anna.says(words)
    await anna.presses(level)


async def tells(who: Browser, number: int, own: str) -> None:
    await who.says(f"/forvent {number}")
    for words in ("Højtlæsning", "Hver torsdag kl. 16", own, "Flere venner"):
        await who.says(words)
    await who.presses("Ja")


async def finishes(anna: Colleague, number: int) -> None:
    """What the draft still lacks."""
    await anna.says(f"/periode {number}")
    for day in ("1. juni", "31. maj 2027", "1. december"):
        await anna.says(day)
        await anna.presses("Ja")
    await anna.says(f"/underskriver {number}")
    await anna.says("Lis Lind, biblioteksleder")
    for label, words in MISSING.items():
        await anna.says(f"/punkt {number}")
        await anna.presses(label)
        await anna.says(words)


async def says_yes(who: Browser, number: int, name: str, role: str) -> None:
    await who.says(f"/jaaftale {number}")
    await who.presses("Ja")
    await who.says(name)
    await who.says(role)


async def asked(library: Library) -> tuple[Citizen, Colleague, int]:
    """Ole, Anna, and an agreement of theirs that both have told about and were sent."""
    ole, partner = await an_association(library)
    anna = await library.joins("Anna Aa")
    person_id = await newest(library.database)
    number = await sent_to(library.database, person_id, partner, library.clock.now)
    await library.passes(minutes=2)
    return ole, anna, number


async def test_from_the_questions_to_the_draft(library: Library) -> None:
    ole, partner = await an_association(library)
    anna = await library.joins("Anna Aa")
    await anna.says(f"/aftale {partner}")
    for words in QUESTIONS:
        await anna.says(words)
    assert "Jeg foreslår: Samarbejdsaftale" in anna.heard
    assert "Der er børn med" in anna.heard
    await anna.presses("Samarbejdsaftale")
    assert "Aftalen har nummer 2" in anna.heard
    await ole.opens("/aftale/2")
    assert ole.status == 403
    await library.passes(minutes=2)
    await ole.opens("/")
    assert "Fortæl først, hvad I forventer" in await ole.hears()
    await tells(anna, 2, "Vi finder et rum")
    await tells(ole, 2, "Vi finder tre, der læser")
    await anna.opens("/desk")
    assert "Aftaler, der venter" in anna.page.text
    assert "Ældre Sagen har fortalt, hvad de forventer" in await anna.hears()
    await anna.says("/sendaftale 2")
    assert "mangler der noget" in anna.heard
    await finishes(anna, 2)
    await ole.opens("/aftale/2")
    assert "Fordi historier er dejlige" not in ole.page.text
    await anna.says("/sendaftale 2")
    await library.passes(minutes=2)
    await ole.opens("/aftale/2")
    assert "Fordi historier er dejlige" in ole.page.text


async def test_nobody_says_yes_to_a_draft_that_can_still_be_taken_back(library: Library) -> None:
    ole, partner = await an_association(library)
    anna = await library.joins("Anna Aa")
    number = await sent_to(
        library.database, await newest(library.database), partner, library.clock.now
    )
    async with library.database.transaction() as tx:  # they were invited long ago
        await tx.session.execute(
            update(Case).where(Case.number == number).values(shown_state="drafting")
        )
    await ole.opens(f"/aftale/{number}")
    assert "Udkastet skrives" in ole.page.text
    assert "Sig ja til aftalen" not in ole.page.text
    assert "31. maj 2027" not in ole.page.text
    await ole.says(f"/jaaftale {number}")
    assert "Udkastet skrives" in ole.heard
    await ole.says("/aftaler")
    assert "Udkastet skrives" in ole.heard
    assert "31. maj 2027" not in ole.heard
    await library.passes(minutes=2)
    await ole.opens(f"/aftale/{number}")
    assert "Sig ja til aftalen" in ole.page.text
    assert "31. maj 2027" in ole.page.text
    await anna.opens("/desk")


async def test_clause_by_clause_to_the_yes_of_both(library: Library) -> None:
    ole, anna, number = await asked(library)
    await ole.opens(f"/aftale/{number}")
    await ole.sends_form(f"/aftale/{number}/okay", section="content")
    await ole.opens(f"/aftale/{number}")
    assert "i orden for Ældre Sagen" in ole.page.text
    await ole.posts(f"/aftale/{number}/punkt", {"section": "extent", "text": "Hver anden torsdag"})
    await ole.opens(f"/aftale/{number}")
    assert "Hver anden torsdag" in ole.page.text
    await anna.opens(f"/desk/aftale/{number}")
    assert "skrevet af Ole Olsen" in anna.page.text
    await says_yes(anna, number, "Lis Lind", "biblioteksleder")
    await ole.opens("/")
    await says_yes(ole, number, "Ole Olsen", "formand")
    assert "aftalen i nummer 2 gælder" in ole.heard
    await ole.opens(f"/aftale/{number}")
    assert "Lis Lind, biblioteksleder · mandag den 4. maj 2026 kl. " in ole.page.text
    assert not re.search(r"kl\. [\d.]+ kl\.", ole.page.text), "the time of a yes is said once"


async def test_before_it_runs_out_both_are_asked_and_it_goes_on(library: Library) -> None:
    ole, anna, number = await asked(library)
    await says_yes(anna, number, "Lis Lind", "biblioteksleder")
    await says_yes(ole, number, "Ole Olsen", "formand")
    await ole.hears()
    await library.passes(days=211)
    assert "I dag gør vi status" in await ole.hears()
    await ole.says(f"/tilbageblik {number}")
    for words in ("Ja, det går godt", "Flere bøger", "Ja"):
        await ole.says(words)
    assert "kan lære af det" in ole.heard
    await library.passes(days=121)
    assert "Hvad vil I: fortsætte, rette eller stoppe?" in await ole.hears()
    await ole.presses("Fortsæt")
    karen = await library.joins("Karen Krog")  # Anna's browser was not here for so long
    await karen.says(f"/fortsaet {number}")
    assert "gælder nu til onsdag den 31. maj 2028" in karen.heard
    await karen.opens("/desk/aftaler")
    assert "Gælder til onsdag den 31. maj 2028" in karen.page.text


async def in_force(library: Library) -> tuple[Citizen, Colleague, int]:
    """Ole, Anna, and an agreement that both have said yes to."""
    ole, anna, number = await asked(library)
    await says_yes(anna, number, "Lis Lind", "biblioteksleder")
    await says_yes(ole, number, "Ole Olsen", "formand")
    await ole.hears()
    return ole, anna, number


async def test_it_is_said_what_a_draft_still_lacks(library: Library) -> None:
    ole, partner = await an_association(library)
    anna = await library.joins("Anna Aa")
    await begins(anna, partner)
    await library.passes(minutes=2)
    await tells(anna, 2, "Vi finder et rum")
    await tells(ole, 2, "Vi læser")
    await anna.says("/underskriver 2")
    await anna.says("Lis Lind, biblioteksleder")
    assert "mangler stadig" in anna.heard
    assert "· Det får borgerne ud af det\n· Fra hvornår til hvornår" in anna.heard
    await finishes(anna, 2)
    assert "Nu er alt med" in anna.heard
    await anna.presses("Send til begge")
    assert "er på vej" in anna.heard


async def test_what_was_said_when_looking_back_is_read_by_both(library: Library) -> None:
    ole, anna, number = await in_force(library)
    await ole.says(f"/tilbageblik {number}")
    for words in ("Det går godt", "Flere bøger, tak", "Ja, gerne"):
        await ole.says(words)
    for who, path in ((ole, "/aftale"), (anna, "/desk/aftale")):
        await who.opens(f"{path}/{number}")
        assert "Ældre Sagen: Det skal ændres Flere bøger, tak" in who.page.text
    await anna.says(f"/aftale {number}")
    assert "Flere bøger, tak" in anna.heard


async def test_it_is_stopped_by_a_day_that_one_chooses(library: Library) -> None:
    ole, _, number = await in_force(library)
    await ole.says(f"/stopaftale {number}")
    assert "Den løber ud mandag den 31. maj 2027." in ole.heard
    assert "Med varsel slutter den torsdag den 4. juni 2026." in ole.heard
    await ole.presses("Lad den være")
    assert "er, som den var" in ole.heard
    await ole.says(f"/stopaftale {number}")
    await ole.presses("Når den løber ud")
    assert "slutter mandag den 31. maj 2027" in ole.heard


async def test_who_has_answered_is_not_asked_again(library: Library) -> None:
    ole, anna, number = await in_force(library)
    await library.passes(days=332)
    await ole.presses("Fortsæt")
    await library.passes(days=46)
    assert "fortsætte, rette eller stoppe" not in await ole.hears()
    bo = await library.joins("Bo Bø")
    await bo.opens("/desk")
    await bo.says(f"/retaftale {number}")
    assert "Nummer 2 er åben igen" in bo.heard
    await anna.session.close()


async def test_what_is_being_changed_does_not_run_out_unheard(library: Library) -> None:
    ole, _, number = await in_force(library)
    await library.passes(days=300)
    await ole.says(f"/retaftale {number}")
    await library.passes(days=32)
    assert "løber ud mandag den 31. maj 2027, mens I retter i den" in await ole.hears()


async def test_another_kind_says_what_that_kind_speaks_about(library: Library) -> None:
    ole, partner = await an_association(library)
    anna = await library.joins("Anna Aa")
    await begins(anna, partner)
    await library.passes(minutes=2)
    await tells(anna, 2, "Vi finder et rum")
    await tells(ole, 2, "Vi læser")
    for kind, there in (("Løs aftale", False), ("Partnerskabsaftale", True)):
        await anna.says("/niveau 2")
        await anna.presses(kind)
        await anna.says("Det passer bedre")
        await anna.opens("/desk/aftale/2")
        assert ("Forsikring og ansvar" in anna.page.text) is there, kind
        assert "Vi finder et rum" in anna.page.text
    assert "Begge kan stoppe med 3 måneders varsel." in anna.page.text


async def test_of_a_contact_nothing_is_written(library: Library) -> None:
    ole, partner = await an_association(library)
    anna = await library.joins("Anna Aa")
    await begins(anna, partner, level="Kontakt")
    await anna.says("Vi kender hinanden")
    await anna.opens("/desk/aftale/2")
    assert "Send det, så kan begge sige ja" in anna.page.text
    await anna.says("/sendaftale 2")
    await library.passes(minutes=2)
    await ole.opens("/")
    assert "stå som kontakt for hinanden" in await ole.hears()
    assert "Hvert punkt" not in ole.heard
    await ole.opens("/aftale/2")
    assert "Sig ja, hvis I vil stå som kontakt" in ole.page.text
    await says_yes(ole, 2, "Ole Olsen", "formand")
    await says_yes(anna, 2, "Anna Aa", "leder")
    await ole.opens("/aftale/2")
    assert "Hvert år spørger vi, om den stadig passer." in ole.page.text
    await library.passes(days=365)
    await ole.opens("/")
    assert "har ingen sidste dag. Passer den stadig?" in await ole.hears()
    assert ole.choices[-2:] == ["Stop", "Se aftalen"]


async def test_a_contract_asks_for_nothing_that_is_the_lawyers(library: Library) -> None:
    ole, partner = await an_association(library)
    anna = await library.joins("Anna Aa")
    await begins(anna, partner, level="Kontrakt")
    await anna.says("Der er en husleje")
    await library.passes(minutes=2)
    await tells(ole, 2, "Vi læser")
    await tells(anna, 2, "Vi finder et rum")
    assert "sæt dage" not in anna.heard.lower()
    await anna.presses("Giv til en jurist")
    await anna.says("/erunderskrevet 2")
    for day in ("1. juni", "31. maj 2027", "1. december"):
        await anna.says(day)
        await anna.presses("Ja")
    await ole.opens("/")
    assert "er skrevet under og gælder nu" in await ole.hears()


async def test_what_a_partner_says_on_the_telephone_has_its_buttons(library: Library) -> None:
    """From the register of a file: nobody of them is here."""
    _, partner = await an_association(library)
    async with library.database.transaction() as tx:
        await tx.session.execute(update(Contact).values(person_id=None))
    anna = await library.joins("Anna Aa")
    await begins(anna, partner)
    await library.passes(minutes=2)
    await tells(anna, 2, "Vi finder et rum")
    await anna.opens("/desk/aftale/2")
    await anna.presses("Skriv, hvad de forventer")
    for words in ("Højtlæsning", "Hver torsdag", "Vi læser", "Flere venner"):
        await anna.says(words)
    await anna.presses("Ja")
    await finishes(anna, 2)
    await anna.says("/sendaftale 2")
    await says_yes(anna, 2, "Lis Lind", "biblioteksleder")
    await anna.opens("/desk/aftale/2")
    await anna.presses("Skriv deres ja ned")
    await anna.presses("Ja")
    await anna.says("Ole Olsen")
    await anna.says("formand")
    assert "aftalen i nummer 2 gælder" in anna.heard
    await anna.says("/fortsaet 2")
    await anna.opens("/desk/aftale/2")
    await anna.presses("De vil fortsætte")
    assert "gælder nu til onsdag den 31. maj 2028" in anna.heard
    await anna.opens("/desk/aftale/2")
    assert "Ole Olsen, formand" in anna.page.text
    assert "skrevet ned af Anna" in anna.page.text


async def test_the_usual_words_are_the_partner_s_own_language(library: Library) -> None:
    ole, partner = await an_association(library)
    await ole.says("/english")
    anna = await library.joins("Anna Aa")
    await begins(anna, partner)
    await library.passes(minutes=2)
    await tells(anna, 2, "Vi finder et rum")
    await ole.says("/expect 2")
    for words in ("Reading aloud", "Every Thursday", "We read", "skip"):
        await ole.says(words)
    await ole.presses("Yes")
    await anna.opens("/desk/aftale/2")
    assert "Each of us is insured for our own people." in anna.page.text
    assert "forsikret for vores egne" not in anna.page.text


async def test_all_of_it_is_found_right_with_one_press(library: Library) -> None:
    ole, anna, number = await asked(library)
    await ole.opens(f"/aftale/{number}")
    assert "Det hele er i orden" in ole.page.text
    await ole.sends_form(f"/aftale/{number}/okay", section="alle")
    await anna.opens(f"/desk/aftale/{number}")
    await anna.presses("Det hele er i orden")
    for who, path in ((ole, "/aftale"), (anna, "/desk/aftale")):
        await who.opens(f"{path}/{number}")
        assert "Det er i orden" not in who.page.text
        assert "Det hele er i orden" not in who.page.text


async def test_a_change_after_a_yes_takes_both_away(library: Library) -> None:
    ole, anna, number = await asked(library)
    await says_yes(anna, number, "Lis Lind", "biblioteksleder")
    await ole.says(f"/jaaftale {number}")
    await anna.says(f"/punkt {number} content Noget andet")
    await ole.presses("Ja")
    await ole.says("Ole Olsen")
    await ole.says("formand")
    assert "Læs den igen, før du siger ja" in ole.heard
    await anna.opens(f"/desk/aftale/{number}")
    assert anna.page.text.count("Mangler endnu") == 2


async def test_both_fetch_it_as_a_document(library: Library) -> None:
    ole, anna, number = await asked(library)
    for who, base in ((ole, f"/aftale/{number}"), (anna, f"/desk/aftale/{number}")):
        async with who.session.get(f"{who.url}{base}/aftale.pdf") as response:
            assert response.content_type == "application/pdf"
            assert (await response.read()).startswith(b"%PDF")
        async with who.session.get(f"{who.url}{base}/aftale.docx") as response:
            book = Document(BytesIO(await response.read()))
        words = "\n".join(paragraph.text for paragraph in book.paragraphs)
        assert "Mellem Bøgeby Bibliotek og Ældre Sagen" in words
        assert "Højtlæsning" in words
        assert [cell.text for cell in book.tables[0].rows[2].cells] == [
            "Ældre Sagen",
            "Vi læser",
        ]


async def test_it_is_made_of_what_the_case_knows(library: Library) -> None:
    eva = await library.citizen()
    await gives(eva)
    ole, _ = await an_association(library)
    anna = await library.joins("Anna Aa")
    await anna.says("/titel 1 Lydbogsklub")
    await library.passes(minutes=3)
    await anna.opens("/desk/sag/1")
    await anna.presses("Begynd en aftale om den her idé")
    assert "Hvem skal aftalen være med?" in anna.heard
    await anna.says("ældre sagen")
    for words in QUESTIONS:
        await anna.says(words)
    await anna.presses("Samarbejdsaftale")
    await library.passes(minutes=2)
    await tells(anna, 3, "Vi finder et rum")
    await tells(ole, 3, "Vi læser")
    async with library.database.reading() as tx:
        whole = await for_group(tx, 3)
    assert whole is not None
    assert "«Lydbogsklub»" in whole.words[Section.PURPOSE]
    assert "lydbøger om torsdagen" not in str(whole.words)  # the citizen's own words stay theirs


async def test_another_level_needs_a_reason_and_a_contract_a_lawyer(library: Library) -> None:
    ole, partner = await an_association(library)
    anna = await library.joins("Anna Aa")
    await begins(anna, partner, level="Kontrakt")
    assert "Hvorfor en anden?" in anna.heard
    await anna.says("Der er en husleje")
    assert "En kontrakt skrives af en jurist" in anna.heard
    await library.passes(minutes=2)
    await tells(anna, 2, "Vi finder et rum")
    await tells(ole, 2, "Vi læser")
    await anna.says("/sendaftale 2")
    assert "Det kan ikke lade sig gøre lige nu" in anna.heard
    await anna.says("/tiljurist 2")
    assert "Hent faktaarket" in anna.heard
    async with anna.session.get(f"{anna.url}/desk/aftale/2/aftale.docx") as response:
        book = Document(BytesIO(await response.read()))
    words = "\n".join(paragraph.text for paragraph in book.paragraphs)
    assert "Faktaark til en jurist" in words
    assert "Det her er ikke en kontrakt" in words
    assert "Der er børn med" in words


WANTED = "Vi vil gerne lave en aftale om koncerter"


async def test_a_partner_s_own_words_become_an_agreement(library: Library) -> None:
    ole, _ = await an_association(library)
    anna = await library.joins("Anna Aa")
    await ole.says(WANTED)
    await ole.presses("Lav en aftale")
    await ole.presses(WANTED)
    for words in ("En gang om måneden", "Vi spiller", "spring over", "ja"):
        await ole.says(words)
    await ole.opens("/aftale/2")
    assert "I hører fra os senest" in ole.page.text
    assert "Hent som PDF" not in ole.page.text, "nothing is written yet"
    assert 'class="main" name="press"' not in ole.page.html, "nothing is theirs to do"
    await anna.opens("/desk")
    assert "Ønske om en aftale" in anna.page.text
    await anna.opens("/desk/aftale/2")
    assert WANTED in anna.page.text
    await anna.says("/begyndaftale 2")
    for words in QUESTIONS:
        await anna.says(words)
    await anna.presses("Samarbejdsaftale")
    await library.passes(minutes=2)
    await ole.opens("/")
    assert "Den bliver til: Samarbejdsaftale" in await ole.hears()
    await tells(anna, 2, "Vi finder salen")
    await finishes(anna, 2)
    await anna.says("/sendaftale 2")
    await library.passes(minutes=2)
    await ole.opens("/aftale/2")
    assert WANTED in ole.page.text


async def test_what_a_partner_wants_waits_at_the_desk_as_all_else_does(library: Library) -> None:
    ole, _ = await an_association(library)
    anna = await library.joins("Anna Aa")
    await ole.says(f"/nyaftale {WANTED}")
    await ole.presses(WANTED)
    for words in ("En gang om måneden", "Vi spiller", "spring over", "ja"):
        await ole.says(words)
    for days, says in ((0, "kom i dag"), (12, "Snart"), (4, "Over tiden")):
        await library.passes(minutes=days * 24 * 60)
        await anna.opens("/desk")
        waits = anna.page.text.split("Aftaler, der venter")[1]
        assert "Ønske om en aftale" in waits
        assert says in waits, days
        assert "svar lovet" in waits


async def test_it_is_nobody_elses(library: Library) -> None:
    ole, _, number = await asked(library)
    eva = await library.citizen()
    await gives(eva)
    for command in ("aftale", "forvent", "punkt", "okay", "jaaftale", "fortsaet", "dropaftale"):
        await eva.says(f"/{command} {number}")
        assert "kan jeg ikke finde" in eva.heard, command
    await eva.says("/aftaler")
    assert "Du har ingen aftaler" in eva.heard
    for path in ("", "/aftale.pdf", "/aftale.docx"):
        await eva.opens(f"/aftale/{number}{path}")
        assert eva.status == 403
    hans = await library.joins("Hans Holm", Role.HOST)
    await hans.says(f"/sendaftale {number}")
    assert "Det har du ikke adgang til" in hans.heard
    await hans.says(f"/aftale {number}")
    assert "Aftale med Ældre Sagen" in hans.heard
    await hans.opens(f"/desk/sag/{number}")
    assert hans.path == f"/desk/aftale/{number}"
    await ole.opens(f"/sag/{number}")
    assert ole.path == f"/aftale/{number}"


@pytest.fixture(params=WAYS)
async def telegram(request: pytest.FixtureRequest, database_url: str) -> AsyncIterator[Telegram]:
    async with at_telegram(database_url, request.param) as telegram:
        yield telegram


async def test_two_telephones_agree(telegram: Telegram) -> None:
    library = telegram.library
    ole = telegram.person("Ole Olsen")
    await ole.says("hej")
    person_id = await newest(library.database)
    partner = await a_partner(library.database, person_id, now=library.clock.now)
    await library.joins("Anna Aa")
    anna = telegram.person("Anna Aa")
    await connect(library.database, "Anna Aa", anna, library.clock)
    await anna.says(f"/aftale {partner}")
    for words in ("nej", "Højst et halvt år", "nej", "nej", "nej", "nej", "Nej", "nej", "nej"):
        await anna.says(words)
    await anna.says("nej")
    assert "Jeg foreslår: Løs aftale" in anna.heard
    await anna.presses("Løs aftale")
    await telegram.passes(minutes=2)
    await ole.hears("Fortæl først, hvad I forventer")
    for person, own in ((anna, "Vi finder et rum"), (ole, "Vi læser")):
        await person.says("/forvent 2")
        for words in ("Højtlæsning", "Den 1. juni", own, "Flere venner"):
            await person.says(words)
        await person.presses("Ja")
    await anna.says("/sendaftale 2")
    await telegram.passes(minutes=2)
    await ole.hears("Udkastet til aftalen med Ældre Sagen er klar")
    await ole.says("/okay 2 alle")
    await yes_by_telephone(anna, "Lis Lind", "leder")
    await ole.hears("Biblioteket har sagt ja")
    await yes_by_telephone(ole, "Ole Olsen", "formand")
    assert "aftalen i nummer 2 gælder" in ole.heard
    await anna.hears("Begge har sagt ja til det samme")


async def test_it_begins_with_what_was_written_on_the_telephone(telegram: Telegram) -> None:
    library = telegram.library
    ole = telegram.person("Ole Olsen")
    await ole.says("hej")
    await a_partner(library.database, await newest(library.database), now=library.clock.now)
    await ole.says(WANTED)
    await ole.presses("Lav en aftale")
    await ole.presses(WANTED)
    for words in ("En gang om måneden", "Vi spiller", "spring over", "ja"):
        await ole.says(words)
    assert "Jeres ønske om en aftale har nummer 2" in ole.heard


async def yes_by_telephone(person: Person, name: str, role: str) -> None:
    await person.says("/jaaftale 2")
    await person.presses("Ja")
    await person.says(name)
    await person.says(role)


async def test_it_has_a_topic_in_the_group(database_url: str) -> None:
    way = "polling" if database_url.startswith("sqlite") else "webhook"
    async with a_staffed(database_url, way) as town:
        anna = await town.connected("Anna Aa")
        await anna.says("menu")
        library = town.library
        ole, partner = await an_association(library)
        person_id = await newest(library.database)
        number = await sent_to(library.database, person_id, partner, library.clock.now)
        await library.passes(minutes=2)
        topic = await town.group.has_topic(f"{number} · Aftale med Ældre Sagen")
        await ole.says(f"/punkt {number} extent Hver anden torsdag")
        await topic.hears("Partneren: skrev eller rettede et punkt")
        await topic.hears("Kontakt hos partneren: Ole Olsen")
