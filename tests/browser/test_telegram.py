"""A page that waits for what somebody answers on their telephone."""

from __future__ import annotations

from collections.abc import Callable
from urllib.parse import parse_qs, urlsplit

from tests.bot_api import stand_in
from tests.browser.window import IN_A_BROWSER, Visits
from tests.online import running

pytestmark = IN_A_BROWSER


async def test_the_page_goes_on_by_itself_to_the_question(
    fresh_sqlite: Callable[[], str], visits: Visits
) -> None:
    async with (
        stand_in() as api,
        running(fresh_sqlite(), bot_token=api.token, telegram_api_url=api.url) as library,
    ):
        phone, eva = api.person("Eva"), await visits.citizen(library)
        await eva.says("ide")
        await eva.opens("/forbind")
        await eva.page.get_by_role("button", name="Lav et link").click()
        link = await eva.page.get_by_role("link", name="Åbn Telegram").get_attribute("href")
        await phone.starts(parse_qs(urlsplit(link or "").query)["start"][0])
        await phone.presses("Ja, forbind dem")
        await eva.page.wait_for_url("**/#nyeste")
        await eva.sees("En chat i Telegram vil være med i din samtale.")
        await eva.button("Ja, det er mig").click()
        await eva.sees("Nu hører siden og Telegram sammen")
        await phone.hears("hører siden og Telegram sammen")
        await visits.close()
