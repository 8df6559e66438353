"""A citizen with a telephone gives an idea, tells more, and hears of it without doing a thing."""

from __future__ import annotations

import re

from playwright.async_api import FilePayload, expect

from tests.browser.stage import PAGES, Stage
from tests.browser.window import IN_A_BROWSER, Visits, Window
from tests.online import Library

pytestmark = IN_A_BROWSER

IDEA = "En klub for lydbøger om torsdagen"


async def gives(eva: Window, text: str = IDEA) -> None:
    """The three questions, up to the receipt."""
    await eva.says("ide")
    await eva.says(text)
    await eva.says("Dem, der ikke ser så godt")
    await eva.presses("Her i samtalen")


async def test_an_idea_by_writing_and_pressing(library: Library, visits: Visits) -> None:
    eva = await visits.citizen(library)
    log = eva.page.get_by_role("log")
    await expect(log).to_have_attribute("aria-live", "polite")
    await expect(log).to_have_accessible_name("Samtalen")
    assert "Fortæl om din idé" in await eva.presses("Giv en idé")
    await expect(eva.field).to_be_focused()
    assert "1 af 3" in await eva.heard()
    assert "2 af 3" in await eva.says(IDEA)
    await expect(eva.page.get_by_text("2 af 3")).to_be_in_viewport()
    await expect(eva.field).to_be_focused()
    assert await eva.field.input_value() == ""
    await eva.says("Dem, der ikke ser så godt")
    receipt = await eva.presses("Her i samtalen")
    assert "Din idé har nummer 1. Du hører fra os senest tirsdag den 19. maj" in receipt
    assert re.search(r"Din kode er [A-Z0-9]{4}-[A-Z0-9]{4}", receipt)
    await expect(eva.field).to_be_focused()
    await expect(eva.lines.last).to_be_in_viewport()


async def test_what_the_page_is_for_is_seen_at_once(stage: Stage, visits: Visits) -> None:
    window = await stage.show(visits, PAGES["chat, empty"])
    page, idea = window.page, window.button("Giv en idé")
    leave = page.get_by_role("button", name="Afslut og glem mig her")
    for width, height in ((320, 568), (390, 844), (768, 1024), (1280, 900)):
        await page.set_viewport_size({"width": width, "height": height})
        await expect(page.get_by_role("heading", level=1)).to_be_in_viewport(ratio=1)
        await expect(idea, f"at {width} px").to_be_in_viewport(ratio=1)
    await page.set_viewport_size({"width": 320, "height": 568})
    await expect(leave).to_be_hidden()
    await expect(page.get_by_text("Jeg er en robot, ikke et menneske.")).to_be_visible()

    heard = await window.presses("Giv en idé")
    assert "Jeg er en robot, ikke et menneske." in heard
    await expect(page.get_by_role("heading", name="Hvem skriver jeg med?")).to_have_count(0)
    await expect(leave).to_be_visible()


async def test_more_questions_and_a_picture(library: Library, visits: Visits, photo: bytes) -> None:
    eva = await visits.citizen(library)
    await gives(eva)
    await eva.presses("Ja")
    await eva.presses("Behov")
    await eva.says("At jeg kan læse igen")
    await eva.says("Jeg vil gerne åbne døren")
    await eva.presses("Spring over")
    await eva.presses("Kultur")
    await eva.presses("Havnen")
    await eva.presses("Nabo")
    await expect(eva.page.get_by_label("Vælg et billede eller en lydfil")).to_be_hidden()
    await eva.presses("Ja")
    chooser = eva.page.get_by_label("Vælg et billede eller en lydfil")
    await expect(chooser).to_be_visible()
    await chooser.set_input_files(FilePayload(name="foto.jpg", mimeType="image/jpeg", buffer=photo))
    await expect(eva.page.get_by_role("img", name="Dit billede")).to_be_visible()
    before = await eva.last_seq()
    await eva.field.fill("Her kunne vi sidde")
    await eva.button("Send").click()
    thanks = await eva.answer_after(before)
    await eva.sees("Her kunne vi sidde")
    assert "Tusind tak, det hjælper os" in thanks
    shown = eva.page.locator(".files img")
    await expect(shown).to_have_count(1)
    assert await shown.evaluate("(img) => img.decode().then(() => img.naturalWidth)") == 64
    await expect(chooser).to_be_hidden()

    mine = await eva.says("mine")
    assert "Nummer 1: Modtaget" in mine
    await eva.opens("/sag/1")
    await eva.sees("At jeg kan læse igen")


async def test_news_come_by_themselves(library: Library, visits: Visits) -> None:
    eva = await visits.citizen(library)
    await gives(eva)
    await eva.presses("Nej")
    await eva.field.fill("mens jeg venter, skriver jeg")
    anna = await library.joins("Anna Aa")
    await anna.at(1)
    await anna.presses("Tag den")
    await library.passes(minutes=2)
    await eva.sees("Anna har læst din idé, nummer 1")
    await expect(eva.field).to_be_focused()
    assert await eva.field.input_value() == "mens jeg venter, skriver jeg"
    time_shown = eva.page.locator("[data-lines] > .line:not(.same) .state").last
    await expect(time_shown).to_have_text("kl. 11.02")
    await eva.page.reload()
    await expect(time_shown).to_have_text("kl. 11.02")


async def test_two_tabs_hear_the_same(library: Library, visits: Visits) -> None:
    eva = await visits.citizen(library)
    await eva.says("hej")
    other = await visits.another(eva.context, eva.url)
    await other.opens("/")
    await eva.says("ide")
    await other.sees("Fortæl om din idé")
    await other.says(IDEA)
    await eva.sees(IDEA)
    await eva.sees("Hvem får glæde af det?")
    await other.sees("Hvem får glæde af det?")


async def test_the_greeting_is_not_said_twice(library: Library, visits: Visits) -> None:
    eva = await visits.citizen(library)
    await eva.sees("Skriv aldrig dit CPR-nummer her")
    await eva.says("ide")
    shown = await eva.lines.all_inner_texts()
    assert sum("CPR-nummer" in line for line in shown) == 1
    await eva.page.reload()
    shown = await eva.lines.all_inner_texts()
    assert sum("CPR-nummer" in line for line in shown) == 1


async def test_several_answers_are_ticked_and_sent(stage: Stage, visits: Visits) -> None:
    ole = await stage.show(visits, PAGES["chat, several answers"])
    await ole.page.get_by_label("Om formiddagen").check()
    await ole.page.get_by_label("Om søndagen").check()
    async with ole.page.expect_request("**/say") as sent:
        await ole.button("Send mine valg").click()
    form = (await sent.value).post_data or ""
    found = [part in form for part in ("morning", "evening", "sunday", ":picked")]
    assert found == [True, False, True, True]
    mine = ole.lines.filter(has_text="Om formiddagen, Om søndagen")
    await expect(mine).to_have_count(1)


async def test_words_that_look_like_an_address_break_no_page(
    library: Library, visits: Visits
) -> None:
    eva = await visits.citizen(library)
    await gives(eva, "Lav en ny side som http://[vores]side til alle klubber")
    await eva.says("mine")
    await eva.page.reload()
    await eva.says("menu")
    assert "Vælg her" in await eva.heard()
