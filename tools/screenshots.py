#!/usr/bin/env python3
"""Makes the README's pictures anew, from the sample library: `make screenshots`. With names behind
it (`tools/screenshots.py week`) only those.

The clock stands on a Monday in May, so that two runs differ only in the codes. Needs Chromium.
"""

from __future__ import annotations

import asyncio
import io
import sys
from collections.abc import AsyncIterator, Awaitable, Callable, Sequence
from contextlib import asynccontextmanager
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from handlers.conversation.pen import Pen

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))

import orjson  # noqa: E402
import typst  # noqa: E402
from PIL import Image  # noqa: E402
from playwright.async_api import Browser, async_playwright  # noqa: E402

from bot import sample  # noqa: E402
from bot.app import App  # noqa: E402
from bot.channels.picture import draw  # noqa: E402
from bot.config import Settings  # noqa: E402
from bot.documents.agreement import as_data  # noqa: E402
from handlers.agreements.wording import paper  # noqa: E402
from handlers.shifts.plan import monday_of, week_plan  # noqa: E402
from storage.agreements.queries import for_group  # noqa: E402
from storage.migrate import migrate  # noqa: E402
from storage.people.rules import Language  # noqa: E402
from storage.shifts.queries import week as shifts_of  # noqa: E402
from tests.bot_api import Person  # noqa: E402
from tests.browser.conftest import QUIETLY  # noqa: E402
from tests.browser.window import SCREEN, Visits, Window  # noqa: E402
from tests.journeys.telegram import at_telegram  # noqa: E402
from tests.journeys.test_agreements import (  # noqa: E402
    an_association,
    begins,
    finishes,
    says_yes,
    tells,
)
from tests.journeys.test_shifts import helps, makes  # noqa: E402
from tests.journeys.test_telegram_desk import colleague as in_chat  # noqa: E402
from tests.journeys.test_volunteers import roles  # noqa: E402
from tests.needs import CHROMIUM  # noqa: E402
from tests.online import PATIENT, Clock, Library  # noqa: E402
from tests.staff_group import a_staffed, question_in  # noqa: E402
from tools.phones import chat  # noqa: E402

FOLDER = ROOT / "docs" / "screenshots"
LARGEST = 200_000
"""Bytes of one picture: people read a README on slow lines too."""

PHONE = (360, 800)
IDEA = "En klub for lydbøger, hvor vi hører den samme bog og mødes om torsdagen."
BENEFIT = "Dem, der ikke ser så godt, og alle, der hellere hører end læser."


@asynccontextmanager
async def sample_library() -> AsyncIterator[Library]:
    """The program with the sample library, in a folder that goes away."""
    with TemporaryDirectory() as folder:
        settings = Settings(
            _env_file=None,
            database_url=f"sqlite+aiosqlite:///{folder}/sammen.sqlite3",
            public_url="http://proeveby.example",
            port=0,
        )
        clock = Clock()
        await migrate(settings.database_url)
        await sample.fill(settings, clock.now)
        app = App(settings, clock, PATIENT)
        await app.start()
        library = Library(app, clock)
        try:
            yield library
        finally:
            await library.close()
            await app.stop()


async def keep(window: Window, name: str, *, whole: bool = False) -> None:
    """Take a picture of what a window shows, or of its whole page."""
    await window.page.wait_for_timeout(300)
    keep_picture(
        await window.page.screenshot(full_page=whole, animations="disabled", caret="hide"), name
    )


def keep_picture(taken: bytes, name: str) -> None:
    """Save a picture, in few colours."""
    picture = Image.open(io.BytesIO(taken)).convert("RGB").quantize(96)
    path = FOLDER / f"{name}.png"
    picture.save(path, optimize=True)
    size = path.stat().st_size
    sys.stdout.write(f"{path.relative_to(ROOT)}: {size // 1000} kB\n")
    if size > LARGEST:
        raise SystemExit(f"{path.name} is larger than {LARGEST // 1000} kB")


async def citizen(library: Library, visits: Visits) -> Window:
    """A citizen gives an idea on a telephone."""
    eva = await visits.citizen(library, PHONE, device_scale_factor=2, reduced_motion="reduce")
    await eva.presses("Giv en idé")
    await eva.says(IDEA)
    await keep(eva, "chat")
    await eva.says(BENEFIT)
    await eva.presses("Her i samtalen")
    await eva.presses("Nej")
    return eva


async def colleague(library: Library, visits: Visits) -> None:
    """A colleague finds it in the inbox, asks about it, and is about to approve it."""
    anna = await visits.colleague(library, "Anna", SCREEN, reduced_motion="reduce")
    await library.passes(minutes=3)
    await anna.opens("/desk")
    await keep(anna, "inbox")
    await anna.page.get_by_role("link", name=IDEA[:20]).click()
    await anna.page.wait_for_url("**/desk/sag/*")
    await anna.decides("Tag den")
    await library.passes(minutes=3)
    await anna.decides("Spørg borgeren")
    await anna.says("Hvor mange kommer I den første gang?")
    await library.passes(minutes=3)
    await anna.decides("Godkend")
    await anna.says("Lydbogsklub om torsdagen")
    await anna.page.evaluate("scrollTo(0, 0)")
    await keep(anna, "decision")
    await anna.says("Ældre Sagen")
    await anna.says("Alle i byen, der gerne vil høre en bog sammen")
    for answer in ("Kulturel aktivitet", "Vi gør det sammen", "Vi gør det sammen"):
        await anna.presses(answer)
    await anna.presses("Borgerne er med")
    await anna.presses("Ja")
    await library.passes(minutes=3)
    await anna.opens("/desk/rapport?fra=2026-03&til=2026-05")
    await anna.page.locator("#tal-months").evaluate("heading => heading.scrollIntoView()")
    await keep(anna, "report")


async def pictures(browser: Browser) -> None:
    """All pictures, in the order of a case's life."""
    async with sample_library() as library:
        visits = Visits(browser)
        eva = await citizen(library, visits)
        await colleague(library, visits)
        await eva.opens("/sag")
        await eva.page.locator(".list a").first.click()
        await eva.page.wait_for_url("**/sag/*")
        await keep(eva, "case")
        await eva.page.set_viewport_size({"width": SCREEN[0], "height": SCREEN[1]})
        await eva.opens("/mine-data")
        await keep(eva, "privacy")
        await visits.close()


async def agreement(_: Browser) -> None:
    """An agreement that both sides have said yes to, as it is handed out."""
    async with sample_library() as library:
        ole, partner = await an_association(library, "Lyt og Læs Prøveby")
        lis = await library.joins("Lis Lind")
        await begins(lis, partner)
        number = partner + 1
        await library.passes(minutes=2)
        await tells(lis, number, "Vi finder et rum, inviterer og laver te.")
        await tells(ole, number, "Vi finder tre, der læser højt.")
        await finishes(lis, number)
        await lis.says(f"/sendaftale {number}")
        await library.passes(minutes=2)
        await says_yes(lis, number, "Lis Lind", "biblioteksleder")
        await says_yes(ole, number, "Ole Olsen", "formand")
        house = library.app.house
        async with library.database.reading() as tx:
            whole = await for_group(tx, number)
        if whole is None:
            raise SystemExit("the agreement is not there")
        pen = Pen(house.texts, Language.DA)
        data = as_data(paper(whole, pen, house.library), house.library, pen)
        keep_picture(set_as_picture(data), "agreement")


def set_as_picture(data: dict[str, object]) -> bytes:
    """The document's first page."""
    made: Any = typst.compile(  # one page is bytes, several are a list of them
        ROOT / "bot" / "documents" / "agreement.typ",
        format="png",
        ppi=72,
        sys_inputs={"data": orjson.dumps(data).decode()},
        ignore_system_fonts=True,
    )
    return bytes(made[0] if isinstance(made, list) else made)


async def in_telegram(browser: Browser) -> None:
    """A citizen gives an idea by telephone, and it gets its topic in the staff's group."""
    with TemporaryDirectory() as folder:
        url = f"sqlite+aiosqlite:///{folder}/sammen.sqlite3"
        await migrate(url)
        async with a_staffed(url, library_name="Prøveby Bibliotek") as town:
            anna = await town.connected("Anna")
            eva = town.api.person("Eva")
            await eva.starts("ide")
            await eva.says(IDEA)
            await eva.says(BENEFIT)
            await eva.presses("Her i samtalen")
            await eva.presses("Nej")
            await picture(browser, "telegram", chat("Sammen", "bot", eva.screen[2:], eva.id))
            topic = await town.group.has_topic("1 ·")
            await town.shown(topic, "Hvor langt: Ny")
            await town.after(anna.presses("Tag den", topic), topic)
            await town.after(anna.presses("Spørg borgeren", topic), topic)
            asked = question_in(topic)
            await town.after(anna.says("Hvornår på dagen?", topic, reply_to=asked), topic)
            await town.shown(topic, "Hos: Anna")
            said = [m for m in topic.screen.messages if "text" in m]
            page = chat(topic.name, "Personalet", said, anna.id, "Kortet er fastgjort")
            await picture(browser, "group", page)


async def week(browser: Browser) -> None:
    """The week of the volunteers at the desk, and as it comes to a colleague's telephone."""
    async with sample_library() as library:
        visits = Visits(browser)
        anna = await visits.colleague(library, "Anna", SCREEN, reduced_motion="reduce")
        await anna.opens("/desk/vagter")
        await keep(anna, "week")
        await visits.close()
        house, pen = library.app.house, Pen(library.app.house.texts, Language.DA)
        monday = monday_of(library.clock.now.date())
        async with library.database.reading() as tx:
            found = await shifts_of(tx, monday)
        plan = week_plan(found, monday, "", pen, house.library, library.clock.now)
        keep_picture(draw({"week": plan.as_data()}, house.library.colour), "week-telegram")


async def asked(browser: Browser) -> None:
    """A volunteer says that they come, and then cannot; another is found: on two telephones."""
    with TemporaryDirectory() as folder:
        url = f"sqlite+aiosqlite:///{folder}/sammen.sqlite3"
        await migrate(url)
        name, mail = "Prøveby Bibliotek", "post@proeveby.example"
        async with at_telegram(url, "polling", library_name=name, library_mail=mail) as telegram:
            anna, bo = await in_chat(telegram, "Anna Aa"), await telegram.library.joins("Bo Bø")
            await roles(telegram.library.database)
            eva, lars = telegram.person("Eva"), telegram.person("Lars")
            for number, one in enumerate((eva, lars), 1):
                await one.says("/start")
                await helps(telegram.library, one, one.name, number, anna, bo)
                await one.hears("Nu prøver")
            await makes(anna, "tirsdag den 12. maj")
            await eva.says("/tagvagt 1")
            await telegram.passes(days=6, hours=6)
            await eva.hears("Kan du stadig?")
            await eva.says("ja")
            await eva.says("jeg kan ikke komme på tirsdag alligevel")
            await eva.presses("Ja, meld afbud")
            await eva.says("Jeg har feber")
            await lars.hears("Kan du træde til?")
            await lars.says("ja")
            await picture(browser, "shift", _since(eva, "Kan du stadig?"))
            await picture(browser, "shift-cover", _since(lars, "Kan du træde til?"))


def _since(person: Person, words: str) -> str:
    """What a telephone shows from the newest message on that has these words."""
    told = [words in message.get("text", "") for message in person.screen]
    return chat("Sammen", "bot", person.screen[len(told) - 1 - told[::-1].index(True) :], person.id)


async def picture(browser: Browser, name: str, content: str) -> None:
    """A picture of a page that does not belong to the program."""
    page = await browser.new_page(viewport={"width": 420, "height": 400}, device_scale_factor=1.5)
    await page.set_content(content)
    keep_picture(await page.screenshot(full_page=True), name)
    await page.close()


async def main(names: Sequence[str]) -> None:
    """Start a browser, take the pictures."""
    if unknown := set(names) - set(ALL):
        raise SystemExit(f"{', '.join(sorted(unknown))}: choose from {', '.join(ALL)}.")
    FOLDER.mkdir(parents=True, exist_ok=True)
    async with async_playwright() as playwright:
        browser = await playwright.chromium.launch(executable_path=CHROMIUM, args=QUIETLY)
        for name in names or ALL:
            await ALL[name](browser)
        await browser.close()


ALL: dict[str, Callable[[Browser], Awaitable[None]]] = {
    "case": pictures,
    "agreement": agreement,
    "telegram": in_telegram,
    "week": week,
    "shift": asked,
}

if __name__ == "__main__":
    asyncio.run(main(sys.argv[1:]))
