"""Promises and care on the web: the page, the desk, and all of it by forms too."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from io import BytesIO

from openpyxl import load_workbook

from storage.people.rules import Role
from tests.journeys.parts import IDEA, approves, gives
from tests.journeys.test_staff import listed
from tests.online import Library


async def until(library: Library, moment: datetime) -> None:
    await library.passes(seconds=(moment - library.clock.now).total_seconds())


async def test_a_promise_from_the_receipt_to_the_new_day(library: Library) -> None:
    eva = await library.citizen()
    await gives(eva)
    anna = await library.joins("Anna Aa")
    await until(library, datetime(2026, 5, 15, 6, tzinfo=UTC))
    await anna.opens("/desk")
    assert "Nummer 1 skal have et svar senest tirsdag den 19. maj, og ingen har taget den" in (
        await anna.hears()
    )
    await until(library, datetime(2026, 5, 20, 6, tzinfo=UTC))
    await eva.opens("/")
    assert "Den er ikke glemt: Du hører fra os senest torsdag den 28. maj." in await eva.hears()
    await eva.opens("/sag/1")
    assert "svarer senest torsdag den 28. maj" in eva.page.text
    await anna.opens("/desk?vis=late")
    assert listed(anna) == {1}
    await anna.at(1)
    assert "Først lovede vi tirsdag den 19. maj" in anna.page.text
    await until(library, library.clock.now + timedelta(hours=1))
    assert (await eva.lines())[-1]["text"].count("Den er ikke glemt") == 1


async def test_absence_begun_at_the_desk_and_back_again(library: Library) -> None:
    await gives(await library.citizen())
    anna, bo = await library.joins("Anna Aa"), await library.joins("Bo Bø", Role.HOST)
    await (await anna.at(1)).presses("Tag den")
    await anna.opens("/desk/mig")
    assert anna.page.button("Jeg er væk") is not None
    await anna.sends_form("/desk/say", press="0:/vaek")
    assert "Fra hvilken dag er du væk?" in anna.page.text
    for words in ("i dag", "ja", "om 4 dage", "ja"):
        await anna.says(words)
    await anna.presses("Bo Bø")
    await anna.presses("Ja")
    assert "God tur! 1 sag er givet videre" in anna.heard
    await anna.opens("/desk/mig")
    assert "Du er meldt væk fra mandag den 4. maj" in anna.page.text
    await bo.opens("/desk?vis=mine")
    assert listed(bo) == {1}
    await anna.opens("/desk/mig")
    assert anna.page.button("Jeg er her alligevel") is not None
    await anna.sends_form("/desk/say", press="0:/vaek slut")
    assert "Velkommen tilbage! Du har fået 1 sag igen." in anna.page.text
    await anna.opens("/desk?vis=mine")
    assert listed(anna) == {1}
    await anna.opens("/desk/mig")
    await anna.posts("/desk/mig/overblik", {})
    assert "checked" not in anna.page.html.split('name="digest"')[1].split(">")[0]


async def test_somebody_who_only_abuses_it(library: Library) -> None:
    eva = await library.citizen()
    await gives(eva)
    karen, hans = await library.joins("Karen Kr"), await library.joins("Hans Ho", Role.HOST)
    await karen.at(1)
    await karen.presses("Sæt borgeren på pause")
    await karen.says("Du har truet os")
    await karen.says("om 14 dage")
    await karen.presses("Ja")
    await karen.presses("Ja")
    await library.passes(minutes=2)
    await eva.opens("/sag/1")
    await eva.sends_form("/sag/1/tilfoej", text="I er fjolser")
    await eva.opens("/")
    assert "Grunden er: Du har truet os" in await eva.hears()
    await hans.opens("/desk")
    assert "1 borger er på pause" in hans.page.text
    await hans.opens("/desk/pauser")
    assert "Du har truet os" in hans.page.text
    assert "Slut pausen nu" not in hans.page.text
    await hans.posts("/desk/pauser/slut", {"case": "1"})
    assert hans.status == 403
    await karen.at(1)
    assert "fjolser" not in karen.page.text
    await karen.opens("/desk/pauser")
    await karen.sends_form("/desk/pauser/slut")
    assert "Pausen er slut" in karen.page.text
    assert "Ingen er på pause lige nu" in karen.page.text
    await eva.says("/tilfoej 1 Undskyld")
    assert "Tak, det er føjet" in eva.heard


async def test_the_report_as_a_page_and_a_spreadsheet(library: Library) -> None:
    eva = await library.citizen()
    for text in (IDEA, "Skak for alle om fredagen"):
        await gives(eva, text)
    anna = await library.joins("Anna Aa", Role.HOST)
    chief = await library.joins("Chefen")
    await chief.at(1)
    await approves(chief)
    await anna.opens("/desk/rapport")
    for words in ("Rapport: juni 2025 til maj 2026", "Idéer i alt", "1 af 1", "Besvaret til tiden"):
        assert words in anna.page.text
    assert anna.page.html.count("<svg") == anna.page.html.count("<table") == 7
    assert "Ældre Sagen" not in anna.page.html
    assert "Lydbogsklub" not in anna.page.html
    for query in ("fra=2025-01&til=2025-12", "fra=2025-12&til=2025-01", "fra=x&til=2025-13"):
        await anna.opens(f"/desk/rapport?{query}")
        assert anna.status == 200
    address = f"{library.url}/desk/rapport.xlsx?fra=2026-04&til=2026-05"
    async with anna.session.get(address) as response:
        assert "sammen-rapport_2026-04_2026-05.xlsx" in response.headers["Content-Disposition"]
        book = load_workbook(BytesIO(await response.read()))
    assert book.sheetnames[:3] == ["Oversigt", "Idéer hver måned", "Svar til tiden"]
    months = book["Idéer hver måned"]
    assert [cell.value for cell in months[1]] == ["Idéer hver måned", "Idéer", "Andel"]
    assert [cell.value for cell in months[3]] == [datetime(2026, 5, 1), 2, 1]
    assert months["A3"].is_date
    assert months["C3"].number_format == "0 %"
    assert book["Sammen med hvem"]["B2"].value == 1
    eva_too = await library.citizen(start="/desk/rapport.xlsx")
    assert eva_too.path == "/desk/ind"
