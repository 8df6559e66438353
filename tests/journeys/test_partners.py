"""An association becomes a partner: on the page, in Telegram, at the desk, on the public list."""

from __future__ import annotations

import re
from collections.abc import AsyncIterator

import pytest

from storage.people.rules import Role
from tests.journeys.parts import code_in
from tests.journeys.telegram import Telegram, at_telegram
from tests.online import Citizen, Colleague, Library
from tests.staff_group import a_staffed
from tests.storage.privacy.full import found_in, stored

DOES = "Vi strikker sammen hver onsdag"
HEADS = "Hvem;Navn;Laver;På den offentlige liste\n"


async def registers(citizen: Citizen, name: str = "Garnlauget", *, listed: str = "Ja") -> str:
    """The questions before the receipt, begun in one's own words; the code."""
    await citizen.says("vi er en forening")
    await citizen.presses("Ja, skriv os ind")
    await citizen.presses("Ja")
    assert "Hvad hedder I?" in citizen.heard
    await citizen.says(name)
    await citizen.says(DOES)
    await citizen.says("Kirsten Kold")
    await citizen.presses("Kun biblioteket")
    await citizen.presses(listed)
    assert "I hører fra os senest" in citizen.heard
    code = code_in(citizen.heard)
    await citizen.presses("Nej")
    return code


async def test_from_the_first_word_to_the_public_list(library: Library) -> None:
    eva, bo = await library.citizen(), await library.citizen()
    await registers(eva)
    assert "Garnlauget" not in await bo.opens("/partnere")
    anna = await library.joins("Anna Aa")
    assert "Partnere, der venter" in await anna.opens("/desk")
    assert "Garnlauget" in anna.page.text
    await anna.opens("/desk/partner/1")
    assert "Kirsten Kold" in anna.page.text
    await anna.presses("Sig ja")
    assert "Garnlauget" not in await bo.opens("/partnere")
    await library.passes(minutes=2)
    assert "Godt nyt! Nummer 1 er nu partner" in await eva.hears()
    seen = await bo.opens("/partnere")
    assert "Garnlauget" in seen
    assert DOES in seen
    assert "Kirsten" not in seen
    assert "Garnlauget" in await eva.opens("/partner/1")
    assert "Kirsten Kold" in eva.page.text
    await bo.opens("/partner/1")
    assert bo.status == 403


async def test_staff_hear_in_the_morning_who_waits(library: Library) -> None:
    await registers(await library.citizen())
    anna = await library.joins("Anna Aa")
    await library.passes(days=1)
    assert "1 vil gerne være partner og venter." in await anna.hears()
    await anna.presses("Se partnere")
    assert "Garnlauget" in anna.heard


async def test_who_said_no_to_the_list_is_not_on_it(library: Library) -> None:
    eva, bo = await library.citizen(), await library.citizen()
    await registers(eva, listed="Nej")
    anna = await library.joins("Anna Aa")
    await anna.says("/partnerja 1")
    await library.passes(minutes=2)
    assert "på listen" not in await eva.hears(), "they said no to it"
    assert "Garnlauget" not in await bo.opens("/partnere")
    assert "Bliv partner" in bo.page.text
    await bo.says("/partnere")
    assert "Garnlauget" not in bo.heard


async def test_a_no_is_heard_with_its_reason(library: Library) -> None:
    eva = await library.citizen()
    await registers(eva)
    anna = await library.joins("Anna Aa")
    await anna.opens("/desk/partner/1")
    await anna.presses("Sig nej")
    await anna.says("I sælger noget")
    await anna.presses("Ja")
    await library.passes(minutes=2)
    assert "Vi siger nej denne gang: I sælger noget" in await eva.hears()


async def test_what_is_kept_of_a_partner_can_be_handed_out(library: Library) -> None:
    await registers(await library.citizen())
    chief = await library.joins("Chefen", Role.ADMINISTRATOR)
    assert "Garnlauget" in await chief.opens("/desk/sag/1/aktindsigt.json")
    assert "Kirsten" not in chief.page.text
    async with chief.session.get(chief.url + "/desk/sag/1/aktindsigt.pdf") as response:
        assert (await response.read()).startswith(b"%PDF")


async def test_nothing_is_left_of_who_is_forgotten(library: Library) -> None:
    eva, anna = await library.citizen(), await library.joins("Anna Aa")
    await registers(eva)
    assert "Garnlauget" in await eva.opens("/sag")
    for words in ("/partnere", "/partner 1", "/partnerja 1", "/sag 1", "/hist 1"):
        await anna.says(words)
    await anna.opens("/desk/partner/1")
    await anna.presses("Hold pause")
    await library.passes(minutes=2)
    await eva.says("/glem_mig")
    await eva.presses("Ja")
    await library.passes(minutes=11)
    everything = await stored(library.database)
    for word in ("Garnlauget", "Kirsten", DOES[:20]):
        assert found_in(everything, word) == set(), word


async def test_a_host_looks_and_decides_nothing(library: Library) -> None:
    await registers(await library.citizen())
    hans = await library.joins("Hans Holm", Role.HOST)
    await hans.opens("/desk/partner/1")
    assert "Sig ja" not in [b.label for b in hans.page.buttons]
    await hans.says("/partnerja 1")
    assert "Det har du ikke adgang til" in hans.heard


async def test_a_link_lets_another_contact_in_and_the_first_one_go(library: Library) -> None:
    eva, ole, bo = [await library.citizen() for _ in range(3)]
    await registers(eva)
    anna = await library.joins("Anna Aa")
    await anna.says("/partnerja 1")
    await library.passes(minutes=2)
    await eva.hears()
    await eva.says("/partnervidere 1")
    found = re.search(r"/partner/link/[\w-]+", eva.heard)
    assert found is not None
    link = found.group()
    await ole.opens("/")
    assert "Bliv kontakt for Garnlauget" in await ole.opens(link)
    await ole.sends_form(link, name="Ole Olsen", mail="ole.example")
    assert "fyldt 15" in ole.page.text
    await ole.sends_form(link, name="Ole Olsen", mail="ole.example", fifteen="1")
    assert "Det ligner ikke en mail" in ole.page.text
    await ole.sends_form(link, name="Ole Olsen", mail="ole@garn.example", fifteen="1")
    assert "Ole Olsen" in ole.page.text
    assert "Kirsten" not in ole.page.text
    await eva.opens("/partner/1")
    assert eva.status == 403
    assert "virker ikke mere" in await bo.opens(link)
    await ole.says("/partnerpause 1")
    await ole.presses("Spring over")
    assert "Ingen spørger så længe" in ole.heard
    assert "Garnlauget" not in await bo.opens("/partnere")


async def test_the_code_opens_it_on_another_screen(library: Library) -> None:
    eva, phone = await library.citizen(), await library.citizen()
    code = await registers(eva)
    await phone.opens("/sag")
    await phone.sends_form("/sag", number="1", code=code)
    assert "Garnlauget" in phone.page.text
    await phone.says("/partnermig 1")
    assert "Du er ikke en af kontakterne for nummer 1." in phone.heard
    await phone.says("/partnerud 1")
    await phone.presses("Ja")
    assert "er ude nu" in phone.heard


async def test_staff_put_right_and_write_down(library: Library) -> None:
    eva, bo = await library.citizen(), await library.citizen()
    await registers(eva)
    anna = await library.joins("Anna Aa")
    await anna.says("/partnerja 1")
    await library.passes(minutes=2)
    await eva.hears()
    await anna.opens("/desk/partner/1")
    await anna.sends_form("/desk/partner/1/ret", together="Strikkecafé hver onsdag")
    await library.passes(minutes=2)
    assert "Vi har rettet noget ved nummer 1: Det laver vi sammen" in await eva.hears()
    assert "Strikkecafé hver onsdag" in await bo.opens("/partnere")
    await anna.opens("/desk/partnere/ny")
    new = {"kind": "school", "name": "Garnlaug", "does": "Skole", "openness": "staff"}
    await anna.sends_form("/desk/partnere/ny", **new, listed="")
    assert "næsten det samme" in anna.page.text
    await anna.sends_form("/desk/partnere/ny", **new, listed="", sure="1")
    assert "Er det den samme?" in anna.page.text
    await anna.opens("/desk/partner/2")
    await anna.presses("Læg ind i nummer 1")
    await anna.presses("Ja")
    assert "er lagt ind i nummer 1" in anna.heard
    await anna.opens("/desk/partnere?slags=school")
    assert "Garnlaug" in anna.page.text


async def test_a_double_leads_to_the_partner_that_it_became(library: Library) -> None:
    eva, bo = await library.citizen(), await library.citizen()
    await registers(eva)
    await registers(bo, "Garnlavet")
    anna = await library.joins("Anna Aa")
    await anna.says("/partnersammen 9 1")
    assert "Den kan jeg ikke finde" in anna.heard
    await anna.says("/partnersammen 2 9")
    assert "Hvilket nummer er det samme" in anna.heard
    await anna.says("/partnersammen 2 1")
    await anna.presses("Ja")
    await bo.opens("/partner/2")
    assert bo.path == "/partner/1"
    assert "Garnlauget" in bo.page.text
    ida = await library.citizen()
    await ida.opens("/partner/2")
    assert ida.status == 403


async def test_what_a_partner_changes_is_seen_before_it_is_listed(library: Library) -> None:
    eva, bo = await library.citizen(), await library.citizen()
    await registers(eva)
    anna = await library.joins("Anna Aa")
    await anna.says("/partnerja 1")
    await library.passes(minutes=2)
    await eva.hears()
    await eva.says("/partnerret 1 does")
    await eva.says("Vi strikker og hækler")
    assert "når en af os har set det" in eva.heard
    assert "Garnlauget" not in await bo.opens("/partnere")
    waits = (await anna.opens("/desk")).split("Partnere, der venter")[1]
    assert "står ikke på listen, før du har set det" in waits
    await anna.opens("/desk/partner/1")
    assert "Rettet: Laver" in anna.page.text
    assert "Vi strikker og hækler" in await bo.opens("/partnere")
    assert "Partnere, der venter" not in await anna.opens("/desk")


async def test_a_partner_is_found_by_its_number_and_however_it_is_typed(library: Library) -> None:
    await registers(await library.citizen(), "Ældre Sagen Øst")
    anna = await library.joins("Anna Aa")
    for words in ("ældre", "ÆLDRE SAGEN", "aeldre", "øst", "oest", "1", "%231"):
        await anna.opens(f"/desk/partnere?q={words}")
        assert "Ældre Sagen Øst" in anna.page.text, words
    for words in ("ældst", "2"):
        await anna.opens(f"/desk/partnere?q={words}")
        assert "Ældre Sagen Øst" not in anna.page.text, words


async def test_somebody_alone_is_not_spoken_to_as_many(library: Library) -> None:
    eva = await library.citizen()
    heard = [
        await eva.says("/partner"),
        await eva.presses("Bare mig selv"),
        await eva.presses("Ja"),
    ]
    heard += [await eva.says("Viggo Varming"), await eva.says("Jeg kan lære andre at strikke")]
    heard += [await eva.presses("Kun biblioteket"), await eva.presses("Ja")]
    for _ in range(7):
        heard.append(await eva.says("spring over"))
    anna = await library.joins("Anna Aa")
    for command, days in (("/partnerja 1", 0), ("/partnerpause 1", 0)):
        await anna.says(command)
        await library.passes(days=days, minutes=2)
        heard.append(await eva.hears())
    await eva.says("/partnermed 1")
    heard.append(eva.heard)
    after = "\n".join(heard[1:]).replace("du eller I", "du").replace("I hører fra os", "")
    assert re.findall(r"\b(?:I|jer|jeres)\b[^\n]*", after) == []


async def test_the_place_in_the_questions_does_not_jump(library: Library) -> None:
    eva = await library.citizen()
    places = []
    await eva.says("/partner")
    for words in ("Et firma", "Ja", "Bageren", "Vi bager brød", "Bo"):
        await eva.says(words)
        ask = eva.answered[-1]["ask"]
        places.append((ask["step"], ask["of"]))
    assert places[1:] == [(3, 7), (4, 7), (5, 7), (6, 7)]


async def test_the_page_of_a_partner_leads_as_far_as_the_chat(library: Library) -> None:
    eva = await library.citizen()
    await registers(eva)
    anna = await library.joins("Anna Aa")
    await anna.opens("/desk/partner/1")
    await anna.presses("Skriv en note")
    await anna.says("Ring om formiddagen")
    await anna.opens("/desk/partner/1")
    assert "Ring om formiddagen" in anna.page.text
    await eva.opens("/partner/1")
    assert "Lav en aftale" not in eva.page.text
    await anna.says("/partnerja 1")
    await library.passes(minutes=2)
    await eva.opens("/partner/1")
    assert "Lav en aftale" in eva.page.text
    await eva.posts("/partner/1", {"press": "/nyaftale 1"})
    assert "Fortæl først, hvad I forventer" in eva.page.text


async def test_the_desk_speaks_of_a_partner_as_of_one(library: Library) -> None:
    eva = await library.citizen()
    await registers(eva)
    anna = await library.joins("Anna Aa")
    await anna.opens("/desk/partner/1")
    assert "Begynd en aftale" not in anna.page.text, "it waits for a yes"
    await anna.says("/partnerja 1")
    await anna.opens("/desk/partner/1")
    assert "Begynd en aftale" in anna.page.text
    await anna.opens("/desk/partnere/ny")
    new = {"kind": "school", "name": "Byskolen", "does": "Skole", "openness": "staff"}
    await anna.sends_form("/desk/partnere/ny", **new, listed="")
    assert "Borgeren" not in anna.page.text
    assert "Anna: skrev partneren ned" in anna.page.text


async def test_many_come_from_a_file_or_none(library: Library) -> None:
    anna, bo = await library.joins("Anna Aa"), await library.citizen()
    assert "Filens kolonner" in await anna.opens("/desk/partnere/ind")
    await anna.sends_file("/desk/partnere/ind", "x.csv", f"{HEADS}Hund;Garnlauget;Vi strikker;ja\n")
    assert "Række 2:" in anna.page.text
    assert "Intet er hentet ind" in anna.page.text
    rows = "".join(f"Forening;Klub {n};Vi mødes;ja\n" for n in range(120))
    await anna.sends_file("/desk/partnere/ind", "x.csv", HEADS + rows)
    assert "Nye partnere: 120" in anna.page.text
    assert "Klub 7" not in await bo.opens("/partnere")
    await anna.sends_form("/desk/partnere/ind/gem")
    assert "50 af 120 er klar." in anna.page.text
    assert "Færdig. Nye partnere: 120," in anna.page.text
    assert "Klub 7" in await bo.opens("/partnere?side=2") + await bo.opens("/partnere?side=3")
    again = "Nummer;Hvem;Navn;Laver\n1;Forening;Klub 0;Vi synger\n"
    await anna.sends_file("/desk/partnere/ind", "x.csv", again)
    assert "rettes: 1" in anna.page.text
    await anna.sends_form("/desk/partnere/ind/gem")
    assert "Vi synger" in await bo.opens("/partnere")
    await anna.sends_file("/desk/partnere/ind", "x.pdf", "%PDF\x00")
    assert "kan jeg ikke læse" in anna.page.text


async def takes_in(anna: Colleague, text: str) -> str:
    """Fetch a file in; what the preview said."""
    await anna.sends_file("/desk/partnere/ind", "x.csv", text)
    said = anna.page.text
    if "Hent dem ind" in said:
        await anna.sends_form("/desk/partnere/ind/gem")
    return said


async def test_a_file_says_beforehand_what_it_changes(library: Library) -> None:
    anna = await library.joins("Anna Aa")
    heads = "Nummer;Hvem;Navn;Laver;Kontakt;Telefon\n"
    await takes_in(anna, f"{heads};Forening;Garnlauget;Vi strikker;Kirsten;20 20 20 20\n")
    assert "Nye partnere: 1, rettet: 0, som før: 0." in anna.page.text
    same = f"{heads}1;Forening;Garnlauget;Vi strikker;kirsten;20 20 20 20\n"
    assert "Garnlauget · Forening · som før, nummer 1" in await takes_in(anna, same)
    assert "Nye partnere: 0, rettet: 0, som før: 1." in anna.page.text
    other = f"{heads}1;Netværk;Garnlauget;Vi strikker;Kirsten;30 30 30 30\n"
    assert "rettes, nummer 1: Hvem og Kontakt" in await takes_in(anna, other)
    await anna.opens("/desk/partner/1")
    assert "Hvem Netværk" in anna.page.text
    assert "Kontakt Kirsten, 30 30 30 30" in anna.page.text
    assert "20 20 20 20" not in anna.page.text


async def test_nobody_becomes_a_single_citizen_or_stops_being_one(library: Library) -> None:
    anna = await library.joins("Anna Aa")
    heads = "Nummer;Hvem;Navn;Laver\n"
    await takes_in(anna, f"{heads};En borger;Viggo;Kan strikke\n;Forening;Garnlauget;Strik\n")
    for row in ("1;Forening;Viggo;Kan strikke", "2;En borger;Garnlauget;Strik"):
        assert "til eller fra en enkelt borger" in await takes_in(anna, f"{heads}{row}\n")
    await anna.opens("/desk/partner/2")
    await anna.sends_form("/desk/partner/2/ret", kind="company")
    await anna.opens("/desk/partner/2")
    assert "Hvem Firma" in anna.page.text
    await anna.sends_form("/desk/partner/2/ret", kind="citizen")
    assert anna.status == 400
    await anna.opens("/desk/partner/1")
    await anna.sends_form("/desk/partner/1/ret", kind="company")
    assert anna.status == 400


async def test_a_file_of_partners_has_no_contact_persons(library: Library) -> None:
    await registers(await library.citizen())
    anna = await library.joins("Anna Aa")
    async with anna.session.get(anna.url + "/desk/partnere.csv") as response:
        saved = (await response.read()).decode("utf-8-sig")
    assert "Garnlauget" in saved
    assert "Kirsten" not in saved


@pytest.fixture
async def telegram(database_url: str) -> AsyncIterator[Telegram]:
    async with at_telegram(database_url, "webhook") as telegram:
        yield telegram


async def test_in_telegram(telegram: Telegram) -> None:
    ole, library = telegram.person("Ole"), telegram.library
    await ole.starts("partner")
    await ole.presses("En forening eller klub")
    await ole.presses("Ja")
    await ole.says("Skakklubben")
    await ole.says("Vi spiller skak og lærer fra os")
    await ole.says("Ole Olsen")
    await ole.presses("Alle, der bruger biblioteket")
    await ole.presses("Ja")
    assert "I hører fra os senest" in ole.heard
    await ole.presses("Ja")
    await ole.says("Brætter og tid")
    for _ in range(7):
        await ole.presses("Spring over")
    anna = await library.joins("Anna Aa")
    await anna.says("/partnere")
    assert "Skakklubben" in anna.heard
    await anna.presses("Sig ja")
    await telegram.passes(minutes=2)
    assert "er nu partner" in await ole.hears("Godt nyt!")
    await ole.says("/mine")
    assert "Skakklubben, nummer 1: er med" in ole.heard
    assert "ingen sager" not in ole.heard
    await ole.presses("Se det hele")
    assert "Kan give: Brætter og tid" in ole.heard
    await ole.presses("Hold pause")
    await ole.presses("Spring over")
    await ole.says("/partner 1")
    await ole.presses("Med igen")
    assert "Nummer 1 er med igen" in ole.heard


async def test_in_the_staffs_group_a_partner_is_a_topic(database_url: str) -> None:
    async with a_staffed(database_url, "webhook") as town:
        eva = await town.library.citizen()
        await registers(eva)
        topic = await town.group.has_topic("Partner 1")
        await town.shown(topic, "Hvor langt: venter på svar", "Kontakt: Kirsten Kold")
        anna = await town.connected("Anna Aa")
        heard = await town.after(anna.presses("Sig ja", topic), topic)
        assert "Sagt ja til nummer 1" in heard
        await town.shown(topic, "Hvor langt: er med")
        await town.library.passes(minutes=2)
        assert "Godt nyt!" in await eva.hears()
        await eva.says("/partnerpause 1")
        await eva.presses("Spring over")
        await topic.hears("Partneren selv: på pause")


async def test_staff_put_a_contact_right(library: Library) -> None:
    eva = await library.citizen()
    await registers(eva)
    anna = await library.joins("Anna Aa")
    await anna.says("/partnerja 1")
    await library.passes(minutes=2)
    await anna.opens("/desk/partner/1")
    assert "Ret kontakten Kirsten" in anna.page.text
    await anna.sends_form("/desk/partner/1/kontakt/ret", contact="")
    assert anna.status == 400
    await anna.sends_form("/desk/partner/1/kontakt/ret", contact="Kirsten Garn", mail="k@garn")
    assert anna.status == 400
    await anna.opens("/desk/partner/1")
    await anna.sends_form("/desk/partner/1/kontakt/ret", contact="Karen Garn", role="kasserer")
    assert "Ret kontakten Karen Garn" in anna.page.text
    assert "kasserer" in anna.page.html
    assert "Karen Garn" not in anna.page.text.partition("Historie")[2]
    assert "Karen Garn" not in await anna.opens("/desk/partnere.csv")
    await anna.opens("/desk/partner/1")
    form = {"kontakt": "99", "contact": "En anden", "id": "x"}
    await anna.posts("/desk/partner/1/kontakt/ret", form)
    assert anna.status == 404
    hans = await library.joins("Hans Holm", Role.HOST)
    await hans.posts("/desk/partner/1/kontakt/ret", {**form, "kontakt": "1"})
    assert hans.status == 403
