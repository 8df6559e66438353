"""Colleagues in real browsers: they decide, change their mind, and see one another's acts."""

from __future__ import annotations

from collections.abc import AsyncIterator

import pytest
import pytest_asyncio
from playwright.async_api import expect

from tests.browser.test_giving import IDEA
from tests.browser.window import IN_A_BROWSER, SCREEN, TELEPHONE, Visits, Window
from tests.online import Citizen, Library

pytestmark = IN_A_BROWSER


@pytest_asyncio.fixture(loop_scope="session")
async def eva(library: Library) -> AsyncIterator[Citizen]:
    """A citizen who has just given idea number 1."""
    yield await gives(library)


async def gives(library: Library, text: str = IDEA) -> Citizen:
    """An idea is given."""
    eva = await library.citizen()
    await eva.says("ide")
    await eva.says(text)
    await eva.says("Dem, der ikke ser så godt")
    await eva.presses("Her i samtalen")
    await eva.hears()
    return eva


async def at_the_case(
    library: Library, visits: Visits, name: str, size: tuple[int, int] = SCREEN
) -> Window:
    """A colleague who joined and opened the case from the inbox."""
    anna = await visits.colleague(library, name, size)
    await anna.page.get_by_role("link", name=IDEA).click()
    await anna.page.wait_for_url("**/desk/sag/1")
    return anna


async def question_is_at_hand(anna: Window) -> None:
    """The open question is in view, and the next key or touch answers it."""
    await expect(anna.lines.last).to_be_in_viewport()
    await expect(anna.field).to_be_in_viewport()
    at = "document.activeElement.matches('[data-text], [data-lines]')"
    assert await anna.evaluates(at)


async def test_from_the_inbox_to_a_yes(either_library: Library, visits: Visits) -> None:
    await says_yes(either_library, visits, SCREEN)


@pytest.mark.thorough
async def test_on_a_telephone(library: Library, visits: Visits) -> None:
    await says_yes(library, visits, TELEPHONE)


async def says_yes(library: Library, visits: Visits, size: tuple[int, int]) -> None:
    """The whole way: taken, asked, answered, approved; each hears of it without a reload."""
    eva = await visits.citizen(library)
    await eva.says("ide")
    await eva.says(IDEA)
    await eva.says("Dem, der ikke ser så godt")
    await eva.presses("Her i samtalen")
    await eva.presses("Nej")

    anna = await at_the_case(library, visits, "Anna Aa", size)
    assert "Nummer 1: taget" in await anna.decides("Tag den")
    assert "Hvad vil du spørge om?" in await anna.decides("Spørg borgeren")
    await question_is_at_hand(anna)
    await anna.says("Hvor mange kommer?")
    await library.passes(minutes=2)
    await eva.sees("Hvor mange kommer?")
    await eva.presses("Svar")
    assert "Tak for dit svar" in await eva.says("Vi er syv")
    await expect(anna.page.locator("[data-part=talk]")).to_contain_text("Vi er syv")

    assert "Hvad skal den hedde?" in await anna.decides("Godkend")
    await question_is_at_hand(anna)
    await anna.says("Lydbogsklub")
    await anna.says("Ældre Sagen")
    await anna.says("Alle i byen, der hører bøger")
    for answer in ("Kulturel aktivitet", "Vi gør det sammen", "Borgerne er med"):
        await anna.presses(answer)
        await question_is_at_hand(anna)
    assert "Det her vil borgeren læse" in await anna.presses("Borgerne bliver hørt")
    assert "Nummer 1: godkendt" in await anna.presses("Ja")
    await expect(anna.page.locator("[data-part=card]")).to_contain_text("Lydbogsklub")
    await library.passes(minutes=2)
    await eva.sees("Godt nyt! Vi vil gerne prøve din idé")


async def test_fortryd(library: Library, visits: Visits, eva: Citizen) -> None:
    anna = await at_the_case(library, visits, "Anna Aa", TELEPHONE)
    undo = anna.page.locator("#fortryd")
    await expect(undo).to_have_count(0)
    await anna.decides("Tag den")
    await expect(undo).to_be_visible()
    banner = anna.page.locator("[data-part=undo]")
    await expect(banner).to_have_attribute("role", "status")
    await expect(banner).to_contain_text("Borgeren har ikke hørt det endnu")
    await expect(banner.locator("[data-left]")).to_contain_text("sekunder")
    assert "er taget tilbage" in await anna.decides("Fortryd")
    await expect(undo).to_have_count(0)
    await expect(anna.page.get_by_role("button", name="Tag den", exact=True)).to_be_visible()
    await library.passes(minutes=5)
    assert await eva.hears() == ""
    history = anna.page.locator(".history li")
    await expect(history.first).to_contain_text("fortrudt")


async def test_too_late_for_fortryd(library: Library, visits: Visits, eva: Citizen) -> None:
    anna = await at_the_case(library, visits, "Anna Aa")
    await anna.decides("Tag den")
    await expect(anna.page.locator("#fortryd")).to_be_visible()
    await library.passes(minutes=2)
    await expect(anna.page.locator("#fortryd")).to_have_count(0)
    assert "Anna har læst din idé" in await eva.hears()


async def test_two_at_one_case(library: Library, visits: Visits, eva: Citizen) -> None:
    anna = await at_the_case(library, visits, "Anna Aa")
    bo = await at_the_case(library, visits, "Bo Berg", TELEPHONE)
    await bo.field.fill("jeg er ved at skrive")
    await anna.decides("Tag den")
    card = bo.page.locator("[data-part=card]")
    await expect(card).to_contain_text("Anna Aa har den")
    await expect(bo.page.locator(".history li").first).to_contain_text("Anna: taget")
    assert await bo.field.input_value() == "jeg er ved at skrive"
    await expect(bo.page.locator("#fortryd")).to_have_count(0)
    await anna.page.get_by_label("Note til kolleger").fill("Ring til Ældre Sagen")
    await anna.page.get_by_role("button", name="Gem noten").click()
    await expect(bo.page.locator(".note")).to_contain_text("Ring til Ældre Sagen")


async def test_two_clicks_are_one_act(library: Library, visits: Visits, eva: Citizen) -> None:
    anna = await at_the_case(library, visits, "Anna Aa")
    await anna.page.get_by_role("button", name="Tag den", exact=True).dblclick()
    await anna.sees("Nummer 1: taget")
    await anna.page.reload()
    taken = anna.page.locator(".history li").filter(has_text="taget")
    await expect(taken).to_have_count(1)


async def test_the_inbox_grows_by_itself(library: Library, visits: Visits) -> None:
    anna = await visits.colleague(library, "Anna Aa")
    await expect(anna.page.locator(".empty")).to_be_visible()
    await anna.page.get_by_label("Søg", exact=True).fill("lyd")
    await gives(library)
    await expect(anna.page.locator(".inbox .item")).to_have_count(1)
    assert await anna.page.get_by_label("Søg", exact=True).input_value() == "lyd"
    await anna.says("/sager")
    await anna.sees(IDEA)


@pytest.mark.thorough
async def test_the_slip(library: Library, visits: Visits, eva: Citizen) -> None:
    anna = await at_the_case(library, visits, "Anna Aa")
    await anna.page.get_by_role("link", name="Print seddel").click()
    await anna.page.wait_for_url("**/seddel")
    await anna.page.emulate_media(media="print")
    await expect(anna.page.locator(".tools")).to_be_hidden()
    await expect(anna.page.locator(".no-print")).to_be_hidden()
    code = anna.page.locator(".slip-keys dd").nth(1)
    await expect(code).to_have_text(r"".join(await code.all_inner_texts()))
    square = anna.page.locator("img.qr")
    assert await square.evaluate("(img) => img.decode().then(() => img.naturalWidth)") > 100
    assert (await anna.page.pdf(format="A5")).count(b"/Type /Page\n") == 1

    link = f"/sag?n=1&k={await code.inner_text()}"
    carl = await visits.citizen(library, path=link)
    await carl.page.get_by_role("button", name="Åbn sagen").click()
    await carl.page.wait_for_url("**/sag/1")
    await carl.sees(IDEA)


async def test_an_idea_from_the_counter(library: Library, visits: Visits) -> None:
    anna = await visits.colleague(library, "Anna Aa", TELEPHONE)
    await anna.opens("/desk/ny")
    await anna.page.get_by_label("Hvad er idéen?").fill(IDEA)
    await anna.page.get_by_label("Hvem får glæde af det?").fill("Alle, der hører bøger")
    await anna.page.get_by_text("Jeg har sagt til borgeren").click()
    await anna.page.get_by_role("button", name="Gem, og lav en seddel").click()
    await anna.page.wait_for_url("**/desk/sag/1/seddel")
    await anna.sees(IDEA)
