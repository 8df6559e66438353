"""Without a script every page is a form: the whole way of a citizen and of a colleague."""

from __future__ import annotations

import pytest
from playwright.async_api import FilePayload, Page, expect

from tests.browser.test_giving import IDEA
from tests.browser.window import IN_A_BROWSER, SCREEN, Visits, Window, invitation
from tests.online import Library

pytestmark = IN_A_BROWSER


async def writes(window: Window, text: str, field: str = "Skriv dit svar") -> None:
    """Fill in the form and send it; the newest answer and the form are then in view."""
    await window.page.get_by_label(field, exact=True).fill(text)
    await window.page.get_by_role("button", name="Send", exact=True).click()


async def presses(page: Page, label: str) -> None:
    """Press a button that sends its form."""
    await page.get_by_role("button", name=label, exact=True).click()


async def test_a_citizen(library: Library, visits: Visits, photo: bytes) -> None:
    eva = await visits.citizen(library, script=False)
    page = eva.page
    await presses(page, "Giv en idé")
    await eva.sees("Fortæl om din idé")
    await expect(page.locator("#nyeste")).to_be_in_viewport()
    await writes(eva, IDEA)
    await eva.sees("2 af 3")
    await writes(eva, "Dem, der ikke ser så godt")
    await page.get_by_role("button", name="Her i samtalen").dblclick()
    await eva.sees("Din idé har nummer 1")
    await presses(page, "Ja")
    for _ in range(4):
        await presses(page, "Spring over")
    await writes(eva, "2")  # the number of an answer does as well as pressing it
    for _ in range(2):
        await presses(page, "Spring over")
    await presses(page, "Ja")
    chooser = page.get_by_label("Vælg et billede eller en lydfil")
    await chooser.set_input_files(FilePayload(name="foto.jpg", mimeType="image/jpeg", buffer=photo))
    await presses(page, "Send")
    await eva.sees("Tusind tak, det hjælper os")
    await expect(page.locator(".files img")).to_have_count(1)
    await eva.opens("/sag/1")
    await eva.sees("Viden")
    await page.get_by_label("Vil du fortælle mere?").fill("Jeg kan komme om tirsdagen")
    await presses(page, "Tilføj til sagen")
    await eva.sees("Jeg kan komme om tirsdagen")
    await page.get_by_text("Træk idéen tilbage").click()
    await presses(page, "Ja, træk den tilbage")
    await eva.sees("Du trak den tilbage")
    await presses(page, "Afslut og glem mig her")
    await eva.sees("Vi har glemt dig på denne skærm")
    assert [c["name"] for c in await eva.context.cookies()] == []


async def test_what_was_typed_comes_back_with_a_refusal(library: Library, visits: Visits) -> None:
    eva = await visits.citizen(library, script=False)
    eva.calm = False
    await presses(eva.page, "Giv en idé")
    area = eva.page.get_by_label("Skriv dit svar")
    await presses(eva.page, "Send")
    await eva.sees("Der stod ikke noget")
    await expect(area).to_have_accessible_description(
        "Der stod ikke noget. Skriv dit svar, og send igen."
    )
    await writes(eva, "for")
    await eva.sees("Det var lidt kort")
    await eva.context.clear_cookies()
    await writes(eva, IDEA)
    await eva.sees("Din browser husker os ikke")


@pytest.mark.thorough
async def test_a_colleague(library: Library, visits: Visits) -> None:
    eva = await library.citizen()
    for words in ("ide", IDEA, "Dem, der ikke ser så godt"):
        await eva.says(words)
    await eva.presses("Her i samtalen")
    await eva.hears()

    anna = await visits.window(library.url, SCREEN, script=False)
    page = anna.page
    await anna.opens(await invitation(library))
    await page.get_by_label("Dit navn").fill("Anna Aa")
    await presses(page, "Kom ind")
    await page.get_by_role("link", name=IDEA).click()
    await presses(page, "Tag den")
    await anna.sees("Nummer 1: taget")
    await expect(page.locator("#nyeste")).to_be_in_viewport()
    await presses(page, "Sig nej for nu")
    await anna.sees("Hvorfor nej?")
    await writes(anna, "vi mangler et rum", "Skriv her")
    await presses(page, "Spring over")
    await anna.sees("Det her vil borgeren læse")
    await presses(page, "Ja")
    await anna.sees("nej for nu, med en grund")
    await page.locator("#fortryd").click()
    await anna.sees("er taget tilbage")
    await library.passes(minutes=3)
    assert "nej" not in await eva.hears()
    await page.get_by_label("Note til kolleger").fill("Spørg om rummet")
    await presses(page, "Gem noten")
    await expect(page.locator(".note")).to_contain_text("Spørg om rummet")
    await presses(page, "Log ud, Anna Aa")
    await anna.opens("/desk/sag/1")
    await anna.sees("Kom ind på skrivebordet")
