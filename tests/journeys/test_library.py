"""What a librarian changes without code: found, tried out, refused or used, and taken back."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Callable
from io import BytesIO

import aiohttp
import pytest
from PIL import Image
from PIL.PngImagePlugin import PngInfo

from storage.library import actions
from storage.library.rules import Subject
from storage.people.queries import Colleague as Member
from storage.people.queries import colleagues
from storage.people.rules import Role
from tests.journeys.parts import gives
from tests.journeys.telegram import at_telegram
from tests.online import Citizen, Colleague, Library, running

HELLO = "/desk/bibliotek/tekst/welcome.hello"
RECEIPT = "/desk/bibliotek/tekst/idea.receipt"
MORE = "/desk/bibliotek/tekst/mine.more"
PHONE = "/desk/bibliotek/om/phone"


@pytest.fixture
async def library(fresh_sqlite: Callable[[], str]) -> AsyncIterator[Library]:
    """One engine is enough for what is only laid out; what is kept is tried on both below."""
    async with running(fresh_sqlite()) as library:
        yield library


@pytest.fixture
async def chief(library: Library) -> Colleague:
    return await library.joins("Chefen", Role.ADMINISTRATOR)


async def rewords(chief: Colleague, page: str, **words: str) -> None:
    """Write a text anew and save it. `da_other` is the field of that form and language."""
    await chief.opens(page)
    given = {name.replace("_", "-", 1): text for name, text in words.items()}
    await chief.sends_form(page, **given)


async def test_a_text_is_found_changed_and_taken_back(library: Library, chief: Colleague) -> None:
    await chief.opens("/desk/bibliotek")
    await chief.opens("/desk/bibliotek/tekster?q=Jeg+er+chatbot&emne=")
    assert HELLO in chief.page.links
    await chief.opens("/desk/bibliotek/tekster?q=&emne=hello")
    assert HELLO in chief.page.links
    assert RECEIPT not in chief.page.links
    await rewords(chief, HELLO, da_other="Velkommen til {library}! Jeg er Sammen-robotten.")
    assert "Teksten er gemt og gælder nu" in chief.page.text
    assert "Chefen" in chief.page.text
    eva = await library.citizen()
    assert "Velkommen til Bøgeby Bibliotek! Jeg er Sammen-robotten." in eva.page.text
    await eva.says("/sprog en")
    await eva.says("hello")
    assert "I am the chat bot" in eva.heard
    await chief.opens("/desk/bibliotek/tekster?q=&emne=&egne=1")
    assert [link for link in chief.page.links if "/tekst/" in link] == [HELLO]
    await chief.opens(HELLO)
    await chief.sends_form(f"{HELLO}/oprindelig")
    assert "Velkommen til" not in (await library.citizen()).page.text


async def test_words_that_were_seen_in_a_message_find_its_text(chief: Colleague) -> None:
    seen = "Tak!+Din+idé+har+nummer+12.+Du+hører+fra+os+senest+tirsdag"
    await chief.opens(f"/desk/bibliotek/tekster?q={seen}&emne=")
    assert next(link for link in chief.page.links if "/tekst/" in link) == RECEIPT
    await chief.opens("/desk/bibliotek/tekster?q=kaudervælsk&emne=")
    assert "Jeg fandt ingen tekst" in chief.page.text


async def test_words_that_lose_something_are_refused_and_given_back(
    library: Library, chief: Colleague
) -> None:
    for words in ("Tak! Du hører fra os senest {date}.", "<b>Nummer {ref}</b> senest {date}"):
        await rewords(chief, RECEIPT, da_other=words)
        assert chief.status == 400
        assert "er ikke gemt endnu" in chief.page.text
        assert words in chief.page.form(RECEIPT).fields["da-other"]
    assert "Skriv uden koder" in chief.page.text
    await gives(await library.citizen())


async def test_words_that_are_hard_to_read_are_asked_about_once(chief: Colleague) -> None:
    heavy = "Du får venligst svar på nummer {ref} senest {date}."
    await rewords(chief, RECEIPT, da_other=heavy)
    assert chief.status == 200
    assert "«venligst» er et kontorord" in chief.page.text
    assert "Du får venligst svar på nummer 12 senest tirsdag den 3. maj." in chief.page.text
    assert "er ikke gemt endnu" in chief.page.text
    assert chief.page.button("Gem den alligevel") is not None
    await chief.sends_form(RECEIPT, alligevel="1")
    assert "Teksten er gemt" in chief.page.text


async def test_a_text_is_tried_out_before_it_is_said(library: Library, chief: Colleague) -> None:
    await chief.opens(HELLO)
    await chief.sends_form(HELLO, **{"da-other": "Hej fra {library}.", "proev": "1"})
    assert "Hej fra Bøgeby Bibliotek." in chief.page.text
    assert "Hej fra" not in (await library.citizen()).page.text


async def test_a_plural_keeps_both_its_forms(chief: Colleague) -> None:
    await rewords(chief, MORE, da_one="Der er én til.", da_other="Der er flere.")
    assert "{n} mangler" in chief.page.text
    await rewords(chief, MORE, da_one="Der er én til.", da_other="Der er {n} til.")
    assert "Teksten er gemt" in chief.page.text


async def test_two_who_change_the_same_do_not_lose_each_others_words(
    library: Library, chief: Colleague
) -> None:
    bo = await library.joins("Bo Bø", Role.ADMINISTRATOR)
    await bo.opens(PHONE)
    await chief.opens(PHONE)
    await chief.sends_form(PHONE, value="11 11 11 11")
    await bo.sends_form(PHONE, value="22 22 22 22")
    assert "Chefen har rettet det samme" in bo.page.text
    assert "11 11 11 11" in bo.page.text
    assert bo.page.form(PHONE).fields["value"] == "22 22 22 22"
    await bo.sends_form(PHONE)
    assert "22 22 22 22" in (await library.citizen()).page.text


async def test_a_number_is_changed_and_an_older_one_taken_up_again(database_url: str) -> None:
    async with running(database_url) as library:
        await changes_numbers(library, await library.joins("Chefen", Role.ADMINISTRATOR))


async def changes_numbers(library: Library, chief: Colleague) -> None:
    eva = await library.citizen()
    await chief.opens(PHONE)
    for words, sentence in (("ring til os", "kun tal"), ("010203-1234", "CPR-nummer")):
        await chief.sends_form(PHONE, value=words)
        assert chief.status == 400
        assert sentence in chief.page.text
    for number in ("11 11 11 11", "22 22 22 22"):
        await chief.opens(PHONE)
        await chief.sends_form(PHONE, value=number)
        assert chief.path == "/desk/bibliotek?gemt=phone"
        await eva.says("personale")
        assert number in eva.heard
    await chief.opens(PHONE)
    again = next(link for link in chief.page.links if "udgave=" in link)
    await chief.opens(again)
    assert chief.page.form(PHONE).fields["value"] == "11 11 11 11"
    await chief.sends_form(PHONE)
    await eva.opens("/")
    assert "11 11 11 11" in eva.page.text
    await chief.opens(PHONE)
    assert "12 34 56 78" in chief.page.text
    await chief.sends_form(f"{PHONE}/start")
    await eva.says("personale")
    assert "12 34 56 78" in eva.heard
    await chief.opens("/desk/bibliotek/historik")
    assert chief.page.text.count("Telefon") >= 4


async def test_hours_are_said_in_the_readers_language(library: Library, chief: Colleague) -> None:
    await chief.opens("/desk/bibliotek/om/hours")
    await chief.sends_form("/desk/bibliotek/om/hours", da="på hverdage 9-16", en="weekdays 9-16")
    eva = await library.citizen()
    await eva.says("personale")
    assert "Vi er her på hverdage 9-16" in eva.heard
    await eva.says("/sprog en")
    await eva.says("staff")
    assert "We are here weekdays 9-16" in eva.heard


async def test_a_house_that_is_closed_is_offered_no_more(
    library: Library, chief: Colleague
) -> None:
    eva = await library.citizen(start="/?start=ide_havnen")
    await eva.presses("Giv en idé")
    houses = "/desk/bibliotek/om/houses"
    await chief.opens(houses)
    await chief.sends_form(houses, havnen="", **{"+0": "Skoven"})
    await chief.opens("/desk/ny")
    assert "Skoven" in chief.page.text
    assert "Havnen" not in chief.page.text


async def test_only_administrators_come_here(library: Library) -> None:
    karen = await library.joins("Karen Krog")
    pages = ("", "/tekster", "/historik", "/klar", "/om/phone", "/tekst/welcome.hello")
    for page in pages:
        await karen.opens(f"/desk/bibliotek{page}")
        assert karen.status == 403
    for page in ("/om/phone", "/om/phone/start", "/tekst/welcome.hello", "/klar/copies"):
        await karen.posts(f"/desk/bibliotek{page}", {"value": "1"})
        assert karen.status == 403
    chief = await library.joins("Chefen", Role.ADMINISTRATOR)
    for page in ("/om/nothing", "/tekst/no.such", "/tekst/dates.day"):
        await chief.opens(f"/desk/bibliotek{page}")
        assert chief.status == 404
    await chief.posts("/desk/bibliotek/klar/nothing", {})
    assert chief.status == 404


async def test_an_answer_has_versions_and_says_when_it_is_only_in_danish(
    database_url: str,
) -> None:
    async with running(database_url) as library:
        await writes_answers(library)


async def writes_answers(library: Library) -> None:
    karen = await library.joins("Karen Krog")
    await karen.opens("/desk/svar")
    await karen.sends_form("/desk/svar", title="Ikke plads", act="decline", da="Vi har ikke plads.")
    assert "kun på dansk" in karen.page.text
    mary = await library.citizen()
    await mary.says("/sprog en")
    await mary.says("idea")
    await mary.says("A club for audio books on Thursdays")
    await mary.says("Those who do not see well")
    await mary.says("1")
    await mary.says("no")
    await karen.at(1)
    await karen.presses("Tag den")
    await karen.presses("Sig nej for nu")
    assert "Ikke plads (kun på dansk)" in karen.choices
    await karen.says("annuller")
    await karen.opens("/desk/svar")
    form = next(f for f in karen.page.forms if f.fields.get("title") == "Ikke plads")
    await karen.posts("/desk/svar", {**form.fields, "en": "We have no room."})
    await karen.at(1)
    await karen.presses("Sig nej for nu")
    await karen.presses("Ikke plads")
    await karen.presses("Spring over")
    assert "We have no room." in karen.heard
    await karen.says("annuller")
    await karen.opens("/desk/svar")
    await karen.opens(next(link for link in karen.page.links if "udgave=" in link))
    form = next(f for f in karen.page.forms if f.fields.get("id"))
    assert form.fields["en"] == ""
    await karen.sends_form("/desk/svar/slet")
    assert "Slettede svar" in karen.page.text
    await karen.opens(next(link for link in karen.page.links if "udgave=" in link))
    form = next(f for f in karen.page.forms if f.fields.get("title") == "Ikke plads")
    assert "id" not in form.fields
    assert form.fields["en"] == "We have no room."


async def test_what_is_missing_is_listed_and_what_nobody_sees_is_confirmed(
    library: Library, chief: Colleague
) -> None:
    ready = "/desk/bibliotek/klar"
    await chief.opens(ready)
    assert "En koordinator" in chief.page.text
    assert "/desk/bibliotek/om/crisis_number" in chief.page.links
    assert chief.page.button("Ja, det er på plads") is not None
    assert f"{ready}/crisis" not in [form.action for form in chief.page.forms]
    for name, number in (("crisis_number", "11 22 33 44"), ("crisis_number_children", "55 66 77")):
        await chief.opens(f"/desk/bibliotek/om/{name}")
        await chief.sends_form(f"/desk/bibliotek/om/{name}", value=number)
    await chief.opens(ready)
    assert "11 22 33 44 / 55 66 77" in chief.page.text
    await chief.sends_form(f"{ready}/crisis")
    assert "Chefen har bekræftet det" in chief.page.text
    await chief.opens("/desk/bibliotek/om/crisis_number")
    await chief.sends_form("/desk/bibliotek/om/crisis_number", value="99 99 99 99")
    await chief.opens(ready)
    assert "Chefen har bekræftet det" not in chief.page.text
    assert "99 99 99 99 / 55 66 77" in chief.page.text


async def test_the_changed_words_are_said_in_telegram_too(
    fresh_sqlite: Callable[[], str],
) -> None:
    async with at_telegram(fresh_sqlite(), "polling") as telegram:
        chief = await telegram.library.joins("Chefen", Role.ADMINISTRATOR)
        page = "/desk/bibliotek/tekst/idea.text"
        await rewords(chief, page, da_other="Fortæl os om din idé til byen.")
        offered = "/desk/bibliotek/tekst/offered.ide"
        await rewords(chief, offered, da_other="Fortæl om din idé")
        eva = telegram.person()
        await eva.says("ide")
        assert "Fortæl os om din idé til byen." in eva.heard
        async with asyncio.timeout(5):
            while "Fortæl om din idé" not in str(telegram.api.world.settings):  # noqa: ASYNC110
                await asyncio.sleep(0.05)


async def test_a_logo_is_shown_on_pages_slips_and_documents_and_taken_away(
    library: Library, chief: Colleague
) -> None:
    page = "/desk/bibliotek/om/logo"
    await chief.opens(page)
    for content in (b"", b"<svg onload=alert(1)>", b"\x89PNG\r\n\x1a\n and no more"):
        await gives_a_file(chief, page, content)
        assert chief.status == 400
    eva = await library.citizen()
    assert "/logo.png" not in eva.page.html
    await gives(eva)
    await gives_a_file(chief, page, a_logo())
    assert "Et billede, 320 gange 160 punkter" in chief.page.text
    for path in ("/", "/sag/1/seddel", "/desk/svar"):
        reader = chief if path.startswith("/desk") else eva
        await reader.opens(path)
        assert "/logo.png?" in reader.page.html, path
    kept = await content_of(eva, "/logo.png")
    assert kept.startswith(b"\x89PNG")
    assert b"taken at home" not in kept
    with_logo = await content_of(chief, "/desk/sag/1/aktindsigt.pdf")
    assert b"/Subtype/Image" in with_logo
    await chief.opens(page)
    await chief.sends_form(f"{page}/start")
    assert "/logo.png" not in chief.page.html


async def content_of(reader: Citizen | Colleague, path: str) -> bytes:
    async with reader.session.get(reader.url + path) as response:
        assert response.status == 200, path
        return await response.read()


async def gives_a_file(chief: Colleague, page: str, content: bytes) -> None:
    await chief.opens(page)
    fields = chief.page.form(page).fields
    form = aiohttp.FormData({name: value for name, value in fields.items() if name != "value"})
    form.add_field("value", content, filename="logo.png", content_type="image/png")
    await chief.posts(page, form)


def a_logo() -> bytes:
    """A picture that says more than it shows."""
    said = PngInfo()
    said.add_text("Comment", "taken at home")
    out = BytesIO()
    Image.new("RGBA", (320, 160), (40, 90, 60, 128)).save(out, "PNG", pnginfo=said)
    return out.getvalue()


async def a_member(library: Library) -> Member:
    await library.joins("Chefen", Role.ADMINISTRATOR)
    async with library.database.reading() as tx:
        return (await colleagues(tx))[0]


async def test_every_program_uses_a_change_within_two_seconds(database_url: str) -> None:
    """Another program changes something (here: the database, as from another machine)."""
    async with running(database_url) as library:
        chief = await a_member(library)
        async with library.database.transaction() as tx:
            hello = {"da": {"other": "Velkommen til {library}!"}}
            now = library.clock.now
            await actions.change(tx, chief, Subject.TEXT, "welcome.hello", hello, now)
            await actions.change(tx, chief, Subject.VALUE, "name", "Nyby Bibliotek", now)
        async with asyncio.timeout(2):
            while library.app.house.library.name != "Nyby Bibliotek":  # noqa: ASYNC110 - a tick
                await asyncio.sleep(0.05)
        eva = await library.citizen()
        assert "Velkommen til Nyby Bibliotek!" in eva.page.text


async def test_what_no_longer_fits_the_program_is_said_as_the_original(
    database_url: str,
) -> None:
    async with running(database_url) as library:
        chief, now = await a_member(library), library.clock.now
        kept = {
            "welcome.hello": {"da": {"other": "Hej {nobody}"}},
            "welcome.menu": {"da": {"other": "Vælg her:"}},
            "gone.text": {"da": {"other": "x"}},
        }
        async with library.database.transaction() as tx:
            for key, content in kept.items():
                await actions.change(tx, chief, Subject.TEXT, key, content, now)
    async with running(database_url) as library:
        eva = await library.citizen()
        assert "Jeg er chatbot" in eva.page.text
        assert "Vælg her:" in eva.page.text
        chief_again = await library.joins("Bo", Role.ADMINISTRATOR)
        await chief_again.opens("/desk/bibliotek/klar")
        assert "2 af jeres tekster passer ikke" in chief_again.page.text
