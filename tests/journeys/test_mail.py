"""Told by mail, over a real SMTP server: asked for, confirmed, told without a word, stopped."""

from __future__ import annotations

import asyncio
import re
from collections.abc import AsyncIterator
from email.message import EmailMessage

import aiohttp
import pytest

from storage.people.rules import Role
from storage.talk.queries import waiting_count
from tests.journeys.parts import IDEA, answers_all, declines
from tests.online import Browser, Citizen, Colleague, Library, running
from tests.postbox import Postbox, post_office, text_of

HOME = "eva@hjemme.example"
BENEFIT = "Dem, der ikke ser så godt"
REASON = "Vi har ikke et lokale om torsdagen"
ONE_CLICK = {"List-Unsubscribe": "One-Click"}
PUBLIC = "http://ideer.boegeby.example"


@pytest.fixture
async def postbox() -> AsyncIterator[Postbox]:
    async with post_office() as postbox:
        yield postbox


@pytest.fixture
async def library(database_url: str, postbox: Postbox) -> AsyncIterator[Library]:
    async with running(database_url, smtp_url=postbox.url, public_url=PUBLIC) as library:
        yield library


async def time_for_a_mail(library: Library) -> None:
    """First the news can no longer be taken back, then it was not read on the page."""
    await library.passes(minutes=2)
    await library.passes(minutes=5)


async def nothing_waits(library: Library) -> None:
    """Until the sender has done all that is due."""
    async with asyncio.timeout(20):
        while await _waiting(library):  # noqa: ASYNC110 - the program's own loop does it
            await asyncio.sleep(0.02)


async def _waiting(library: Library) -> int:
    async with library.database.reading() as tx:
        return await waiting_count(tx, library.clock.now)


def links(letter: EmailMessage) -> list[str]:
    """The paths that a letter leads to."""
    return re.findall(rf"{PUBLIC}(/\S+)", text_of(letter))


async def gives(eva: Citizen, mail: str = HOME) -> None:
    """An idea, to be told of by mail."""
    for words in ("ide", IDEA, BENEFIT):
        await eva.says(words)
    await eva.presses("Mail til mig")
    assert "Din idé har nummer 1. Du hører fra os senest" in eva.heard
    assert "Din kode er " in eva.heard
    await eva.presses("Ja")
    await eva.says(mail)
    assert "Om lidt får du en mail med et link." in eva.heard
    assert eva.question.startswith("Vil du fortælle lidt mere?")
    await eva.presses("Nej")


async def from_elsewhere(url: str, status: int = 200) -> str:
    """What a mail program's own button does: it has no cookie, and comes from no page of ours."""
    async with (
        aiohttp.ClientSession() as machine,
        machine.post(url, data=ONE_CLICK, allow_redirects=False) as said,
    ):
        assert said.status == status
        return await said.text()


async def confirms(library: Library, letter: EmailMessage) -> Citizen:
    """Open the letter's link on another device and press the button."""
    phone = await library.citizen(start=links(letter)[0])
    assert phone.page.button("Ja, skriv til mig")
    await phone.sends_form("")
    assert "Tak, din mail er på plads" in phone.page.text
    return phone


async def told(library: Library, postbox: Postbox) -> tuple[Citizen, Colleague]:
    """Somebody whose mail is confirmed, and a colleague at their case."""
    eva = await library.citizen()
    await gives(eva)
    await confirms(library, await postbox.letter(1))
    anna = await library.joins("Anna Aa")
    return eva, await anna.at(1)


async def test_an_idea_is_told_of_by_mail_and_one_press_stops_it(
    library: Library, postbox: Postbox
) -> None:
    eva = await library.citizen()
    await gives(eva)
    asking = await postbox.letter(1)
    assert (asking["To"], asking["Subject"]) == (HOME, "Vil du have mail fra Bøgeby Bibliotek?")
    assert "Bøgeby Bibliotek" in asking["From"]
    assert "nummer 1" in text_of(asking)
    await confirms(library, asking)
    assert "Nu skriver vi til dig, når der er nyt" in await eva.hears()

    anna = await decided(library)
    assert REASON in await eva.hears()
    await library.passes(minutes=4, seconds=59)
    await nothing_waits(library)
    assert len(postbox.letters) == 1
    await library.passes(seconds=1)
    news = await postbox.letter(2)
    expect_no_content(news)
    assert links(news)[0] == "/sag/1"

    stop = links(news)[1]
    assert "Du får ikke flere mails" in await from_elsewhere(library.url + stop)
    await anna.at(1)
    await anna.presses("Åbn igen")
    await anna.says("Nu er der et lokale")
    await library.passes(minutes=10)
    await nothing_waits(library)
    assert "Nu er der et lokale" in await eva.hears()
    assert len(postbox.letters) == 2
    await anna.at(1)
    assert "Har ikke sagt ja til en mail endnu" in anna.page.text


async def decided(library: Library) -> Colleague:
    """A colleague sees that there is a mail, not which; says no, and it is told."""
    anna = await (await library.joins("Anna Aa")).at(1)
    assert "Vil høre svaret I samtalen og med en mail" in anna.page.text
    assert HOME not in anna.page.html
    await anna.presses("Tag den")
    await declines(anna, REASON)
    await library.passes(minutes=2)
    return anna


def expect_no_content(news: EmailMessage) -> None:
    """Number and links, in words that are the same for everybody."""
    text = f"{news['Subject']}\n{text_of(news)}"
    assert "nummer 1" in text
    for words in (IDEA, BENEFIT, REASON, "lydbøger", "lokale", "nej", "Anna", "-"):
        assert words.casefold() not in re.sub(r"http\S+", "", text).casefold()
    assert news["List-Unsubscribe"] == f"<{PUBLIC}{links(news)[1]}>"
    assert news["List-Unsubscribe-Post"] == "List-Unsubscribe=One-Click"
    assert news["Auto-Submitted"] == "auto-generated"


async def test_who_only_looks_at_links_does_nothing(library: Library, postbox: Postbox) -> None:
    eva = await library.citizen()
    await gives(eva)
    asking = await postbox.letter(1)
    scanner = await library.citizen()
    for _ in range(2):
        for path in links(asking):
            await scanner.opens(path)
            assert scanner.status == 200
            async with scanner.session.head(scanner.url + path) as response:
                assert response.status == 200
    assert await eva.hears() == ""
    await confirms(library, asking)
    anna = await (await library.joins("Anna Aa")).at(1)
    await anna.presses("Tag den")
    await time_for_a_mail(library)
    for path in links(await postbox.letter(2)):
        await scanner.opens(path)
    await anna.presses("Led efter nogen")
    await time_for_a_mail(library)
    assert "nummer 1" in text_of(await postbox.letter(3))


async def test_the_link_in_a_mail_asks_another_device_for_the_code(
    library: Library, postbox: Postbox
) -> None:
    _, anna = await told(library, postbox)
    await anna.presses("Tag den")
    await time_for_a_mail(library)
    phone = await library.citizen(start=links(await postbox.letter(2))[0])
    assert phone.status == 403
    assert "Skriv koden fra din kvittering eller seddel" in phone.page.text
    assert phone.page.form("/sag").fields["number"] == "1"


async def test_news_that_waits_is_one_mail_and_nobody_is_woken(
    library: Library, postbox: Postbox
) -> None:
    eva, anna = await told(library, postbox)
    await anna.presses("Tag den")
    await library.passes(minutes=3)
    await anna.presses("Led efter nogen")
    await library.passes(minutes=5)
    await postbox.letter(2)
    await nothing_waits(library)
    assert len(postbox.letters) == 2
    await library.passes(hours=11)  # a quarter past eight in the evening
    await answers_all(anna)
    await anna.presses("Ja")
    await library.passes(minutes=10)
    assert "Godt nyt" in await eva.hears()
    await nothing_waits(library)
    assert len(postbox.letters) == 2
    await library.passes(hours=12)
    await postbox.letter(3)


async def test_in_english_all_the_way(library: Library, postbox: Postbox) -> None:
    eva = await library.citizen()
    await eva.sends_form("/sprog", lang="en")
    for words in ("idea", "A club for audio books", "Those who do not see so well", "Mail me"):
        await eva.says(words)
    await eva.says("yes")
    await eva.says(HOME)
    assert "In a moment you get a mail with a link." in eva.heard
    asking = await postbox.letter(1)
    assert asking["Subject"] == "Would you like mail from Bøgeby Bibliotek?"
    phone = await library.citizen(start=links(asking)[0])  # which has chosen no language
    assert 'lang="en"' in phone.page.html
    assert phone.page.button("Yes, write to me")
    await phone.sends_form("")
    anna = await (await library.joins("Anna Aa")).at(1)
    await anna.presses("Tag den")
    await time_for_a_mail(library)
    assert (await postbox.letter(2))["Subject"] == "News of your case, number 1"


async def test_an_address_is_changed_and_stopped_in_the_conversation(
    library: Library, postbox: Postbox
) -> None:
    eva, anna = await told(library, postbox)
    await eva.opens("/sag/1")
    button = eva.page.button("Skift mail, eller stop")
    assert button is not None
    await eva.presses_value(button.value)
    await eva.presses("Skift mail")
    await eva.says("eva@arbejde.example")
    await confirms(library, await postbox.letter(2))
    await anna.presses("Tag den")
    await time_for_a_mail(library)
    assert (await postbox.letter(3))["To"] == "eva@arbejde.example"
    old = await library.citizen(start=links(await postbox.letter(1))[0])
    assert old.status == 410
    await eva.says("/mail stop")
    assert "Så får du ikke flere mails" in eva.heard
    await anna.presses("Led efter nogen")
    await time_for_a_mail(library)
    await nothing_waits(library)
    assert len(postbox.letters) == 3


@pytest.mark.parametrize("refusal", ["550 5.1.1 no such user", "553 nobody here"])
async def test_who_cannot_be_reached_is_told_so_once(
    library: Library, postbox: Postbox, refusal: str
) -> None:
    eva, anna = await told(library, postbox)
    await eva.hears()
    postbox.refuse = refusal
    await anna.presses("Tag den")
    await time_for_a_mail(library)
    await nothing_waits(library)
    await library.passes(seconds=1)
    heard = await eva.hears()
    assert heard.count("Din mail tog ikke imod det, vi sendte") == 1
    await anna.presses("Led efter nogen")
    await time_for_a_mail(library)
    await nothing_waits(library)
    assert "tog ikke imod" not in await eva.hears()
    assert postbox.refused == 1
    postbox.refuse = ""
    await eva.says("/mail eva@arbejde.example")
    assert (await postbox.letter(2))["To"] == "eva@arbejde.example"


@pytest.mark.parametrize("refusal", ["450 4.2.0 come back later", "550 5.7.1 relaying denied"])
async def test_a_refusal_that_is_not_the_addresss_fault_ends_nothing(
    library: Library, postbox: Postbox, refusal: str
) -> None:
    eva, anna = await told(library, postbox)
    await eva.hears()
    postbox.refuse = refusal
    await anna.presses("Tag den")
    await time_for_a_mail(library)
    async with asyncio.timeout(20):
        while not postbox.refused:  # noqa: ASYNC110 - the program's own loop does it
            await asyncio.sleep(0.02)
    await library.passes(seconds=1)
    assert "tog ikke imod" not in await eva.hears()
    postbox.refuse = ""
    await anna.presses("Led efter nogen")
    await library.passes(minutes=2)
    await library.passes(minutes=10)
    await postbox.letter(2)


async def test_made_up_links_open_nothing(library: Library, postbox: Postbox) -> None:
    await told(library, postbox)
    confirm = links(await postbox.letter(1))[0]
    name, _, signature = confirm.rpartition("/")[2].partition(".")
    stranger = await library.citizen()
    for path in (
        f"/mail/af/{name}.{signature}",  # a yes is no stop
        f"/mail/{name}x.{signature}",
        f"/mail/{name}.{'x' * len(signature)}",
        f"/mail/{'x' * 40}",
    ):
        await stranger.opens(path)
        assert stranger.status == 410
        await stranger.posts(path, {})
        assert stranger.status == 410
    assert "Her kan du ikke komme ind" in await from_elsewhere(library.url + confirm, 403)


async def test_a_child_is_never_asked_for_an_address(library: Library, postbox: Postbox) -> None:
    lille = await library.citizen()
    for words in ("ide", IDEA, BENEFIT):
        await lille.says(words)
    await lille.presses("Mail til mig")
    await lille.presses("Nej")
    assert "Vi skriver ikke mail til børn under 15" in lille.heard
    assert "Hvilken mail" not in lille.heard
    await lille.presses("Nej")
    for words in ("/mail", f"/mail {HOME}", "/mail ny"):
        await lille.says(words)
        assert "Vi skriver ikke mail til børn under 15" in lille.heard
    await lille.opens("/sag/1")
    assert lille.page.button("Få en mail, når der er nyt") is None
    await lille.says("/ide En ny idé om skak")
    await lille.says("Alle")
    assert lille.choices[:2] == ["Her i samtalen", "Jeg behøver ikke svar"]
    await nothing_waits(library)
    assert postbox.letters == []


async def test_without_a_mail_server_nobody_is_offered_mail(database_url: str) -> None:
    async with running(database_url) as library:
        eva = await library.citizen()
        for words in ("ide", IDEA, BENEFIT):
            await eva.says(words)
        assert "Mail til mig" not in eva.choices
        await eva.presses("Her i samtalen")
        await eva.presses("Nej")
        await eva.opens("/sag/1")
        assert eva.page.button("Få en mail, når der er nyt") is None
        await eva.says("/mail")
        assert "Vi kan ikke sende mail herfra" in eva.heard


async def test_for_what_exists_mail_is_turned_on_from_the_case(
    library: Library, postbox: Postbox
) -> None:
    eva: Browser = await library.citizen(plain=True)
    await eva.says(f"/ide {IDEA}")
    await eva.says(BENEFIT)
    await eva.presses("Her i samtalen")
    await eva.presses("Nej")
    await eva.opens("/sag/1")
    await eva.presses("Få en mail, når der er nyt")
    await eva.presses("Ja")
    await eva.says(HOME)
    await confirms(library, await postbox.letter(1))
    await eva.opens("/sag/1")
    assert "Du får en mail, når der er nyt." in eva.page.text
    anna = await (await library.joins("Anna Aa", Role.HOST)).at(1)
    assert "I samtalen og med en mail" in anna.page.text


async def test_a_server_that_is_away_loses_nothing(database_url: str) -> None:
    async with post_office() as postbox:
        url = postbox.url
        port = postbox.port
    async with running(database_url, smtp_url=url, public_url=PUBLIC) as library:
        eva = await library.citizen()
        await gives(eva)
        await library.passes(seconds=5)
        async with post_office(port) as back:
            for _ in range(20):
                await library.passes(minutes=2)
                if back.letters:
                    break
                await asyncio.sleep(0.3)
            await confirms(library, await back.letter(1))
