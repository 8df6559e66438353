"""What people do in Telegram besides writing: pictures, second thoughts, stopping, old buttons."""

from __future__ import annotations

from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from tests.journeys.parts import IDEA, declines
from tests.journeys.telegram import (
    Telegram,
    a_photo,
    at_telegram,
    gives_by_telephone,
    said_by,
    under,
)

VOICE = Path(__file__).parent.parent / "data" / "voice.ogg"
"""A hum of two seconds as a telephone records it (OGG, Opus), with an address in its tags."""


@pytest.fixture
async def telegram(database_url: str) -> AsyncIterator[Telegram]:
    async with at_telegram(database_url, "webhook") as telegram:
        yield telegram


async def test_a_picture_is_fetched_and_cleaned_and_staff_see_it(telegram: Telegram) -> None:
    eva = telegram.person()
    await gives_by_telephone(eva, more=True)
    while "Send gerne et billede" not in eva.heard:
        await eva.presses("Ja" if "fyldt 15" in eva.heard else "Spring over")
    await eva.shows(a_photo(), "Sådan kan det se ud")
    assert "Tusind tak" in eva.heard
    anna = await telegram.library.joins("Anna Aa")
    await telegram.has_fetched(1)
    await anna.at(1)
    assert "Sådan kan det se ud" in anna.page.text
    async with anna.session.get(f"{anna.url}/fil/1") as response:
        assert response.content_type == "image/jpeg"


async def test_a_voice_is_fetched_and_cleaned_and_staff_hear_it(telegram: Telegram) -> None:
    eva = telegram.person()
    await eva.speaks(VOICE.read_bytes())
    assert "Fortæl om idéen først" in eva.heard
    await gives_by_telephone(eva, more=True)
    while "Send gerne et billede" not in eva.heard:
        await eva.presses("Ja" if "fyldt 15" in eva.heard else "Spring over")
    await eva.speaks(VOICE.read_bytes())
    assert "Tusind tak" in eva.heard
    await telegram.has_fetched(1)
    anna = await telegram.library.joins("Anna Aa")
    await anna.at(1)
    assert '<audio controls preload="none" src="/fil/1"' in anna.page.html
    async with anna.session.get(f"{anna.url}/fil/1") as response:
        assert response.content_type == "audio/mpeg"
        heard = await response.read()
    assert b"Havnegade" in VOICE.read_bytes()
    assert b"Havnegade" not in heard


async def test_a_voice_that_broke_on_the_way_is_sent_again(telegram: Telegram) -> None:
    eva = telegram.person()
    await gives_by_telephone(eva, more=True)
    while "Send gerne et billede" not in eva.heard:
        await eva.presses("Ja" if "fyldt 15" in eva.heard else "Spring over")
    await eva.speaks(VOICE.read_bytes()[:60])
    await eva.hears("Jeg kunne ikke åbne filen.")
    await eva.speaks(VOICE.read_bytes())
    assert "Tryk herunder, og send den igen." in eva.heard
    await eva.presses("Send billede eller optagelse")
    await eva.speaks(VOICE.read_bytes())
    assert "Tak. Det er lagt til nummer 1." in eva.heard
    await eva.says("/sag 1")
    assert "1 billede eller optagelse" in eva.heard


async def test_words_changed_afterwards_are_kept_beside_the_old_ones(telegram: Telegram) -> None:
    eva = telegram.person()
    await gives_by_telephone(eva)
    await eva.says("/tilfoej 1 Vi er fem")
    await eva.edits(said_by(eva)[-1], "/tilfoej 1 Vi er syv")
    await eva.hears("Tak")
    anna = await telegram.library.joins("Anna Aa")
    await anna.at(1)
    assert "Vi er fem" in anna.page.text
    assert "Vi er syv" in anna.page.text
    await eva.says("Hej")
    await eva.edits(said_by(eva)[-1], "Hejsa")
    assert "du har rettet en besked" in await eva.hears()


async def test_an_answer_that_is_changed_on_the_way_is_put_right(telegram: Telegram) -> None:
    eva = telegram.person()
    await eva.starts("ide")
    await eva.says("En klub om lydbøger om torsdagen")
    await eva.edits(said_by(eva)[-1], IDEA.replace("torsdagen", "onsdagen"))
    heard = await eva.hears("Hvem får glæde af det?")
    assert "Det er rettet. Nu står der: «En klub for lydbøger om onsdagen»" in heard
    await eva.says("Alle")
    await eva.presses("Her i samtalen")
    await eva.presses("Nej")
    await eva.says("/mine")
    assert "En klub for lydbøger om onsdagen" in eva.heard


async def test_an_idea_that_is_changed_when_it_is_in_reaches_staff(telegram: Telegram) -> None:
    eva = telegram.person()
    await gives_by_telephone(eva)
    said = next(message for message in said_by(eva) if message["text"] == IDEA)
    await eva.edits(said, IDEA.replace("torsdagen", "onsdagen"))
    await eva.hears("Tak")
    anna = await telegram.library.joins("Anna Aa")
    await anna.at(1)
    assert IDEA in anna.page.text
    assert "En klub for lydbøger om onsdagen" in anna.page.text


async def test_what_was_not_understood_is_heard_anew_when_it_is_changed(telegram: Telegram) -> None:
    eva = telegram.person()
    await eva.says("blørp")
    await eva.edits(said_by(eva)[-1], "Hvornår har I åbent?")
    assert "Vi er her 10-17." in await eva.hears()


async def test_the_words_under_a_picture_are_heard(telegram: Telegram) -> None:
    eva = telegram.person()
    await eva.shows(a_photo(), "Der burde være en bænk som den her ved døren")
    assert "Billeder og optagelser kan jeg kun gemme, når jeg spørger efter dem." in eva.heard
    await eva.starts("ide")
    await eva.shows(a_photo(), IDEA)
    assert "Billeder og optagelser kan jeg kun gemme, når jeg spørger efter dem." in eva.heard
    assert "Hvem får glæde af det?" in eva.heard
    await eva.shows(a_photo())
    assert "Skriv det med ord, så er jeg med." in eva.heard
    await eva.says("Alle")
    await eva.shows(a_photo())
    assert "Skriv det med ord, så er jeg med." in eva.heard
    assert "Hvordan vil du høre fra os?" in eva.heard
    await eva.presses("Her i samtalen")
    await eva.presses("Nej")
    await eva.says("/mine")
    assert IDEA in eva.heard


async def test_stop_ends_it_and_a_word_begins_again(telegram: Telegram) -> None:
    eva = telegram.person()
    await gives_by_telephone(eva)
    await eva.says("/stop")
    assert "Så skriver jeg ikke til dig her mere" in eva.heard
    anna = await telegram.library.joins("Anna Aa")
    await declines(await anna.at(1))
    await telegram.passes(minutes=3)
    seen = len(eva.screen)
    await eva.says("/mine")
    assert "Nej for nu" in eva.heard
    assert len(eva.screen) == seen + 2  # hers and the answer, and not the news in between
    await eva.says("stop")
    assert "Vælg her" in eva.heard


async def test_what_cannot_be_read_is_said_so_and_the_question_stands(telegram: Telegram) -> None:
    eva = telegram.person()
    await eva.starts("ide")
    await eva.sends(location={"latitude": 55.6, "longitude": 12.6})
    assert "Det kan jeg ikke læse" in eva.heard
    assert "Dejligt! Fortæl om din idé" in eva.heard


async def test_typed_words_mean_what_buttons_mean(telegram: Telegram) -> None:
    eva = telegram.person(language="en")
    await eva.starts()
    assert "På dansk: /dansk" in eva.heard
    await eva.says("/dansk")
    assert "Så taler vi dansk" in eva.heard
    await eva.says("giv en ide")
    await eva.says(IDEA)
    await eva.says("Alle")
    await eva.says("1")
    assert "Din idé har nummer 1" in eva.heard


async def test_old_buttons_are_answered_politely(telegram: Telegram) -> None:
    eva = telegram.person()
    await eva.starts("ide")
    await eva.says(IDEA)
    asked = eva.screen[-1]
    await eva.says("Alle")
    await eva.presses("Tilbage", message=asked)
    await eva.says("Alle igen")
    await eva.presses("Her i samtalen")
    await eva.presses("Nej")
    await eva.presses("Her i samtalen", message=under(eva, "Her i samtalen"))
    assert "Den knap hører til noget, vi er færdige med" in eva.heard


async def test_a_link_in_capitals_leads_where_it_should(telegram: Telegram) -> None:
    eva = telegram.person()
    await eva.starts("IDE_MIDTBY")
    assert "Fortæl om din idé" in eva.heard


async def test_who_is_greeted_is_greeted_once(telegram: Telegram) -> None:
    eva = telegram.person()
    await eva.starts()
    assert eva.heard.startswith("Hej! Jeg er chatbot på Bøgeby Bibliotek.")
    assert eva.heard.count("Hej!") == 1
    assert eva.heard.endswith("Vælg her, eller skriv med dine egne ord.")


async def test_a_bot_says_what_it_is_before_anybody_has_said_anything(telegram: Telegram) -> None:
    """In both languages; and no telephone offers what this library does not have."""
    await telegram.api.until(lambda: len(telegram.api.called("setMyCommands")) == 2)
    told = {
        call.fields.get("language_code", "da"): call.fields["description"]
        for call in telegram.api.called("setMyDescription")
    }
    assert told["da"].startswith("Hej! Jeg er chatbot på Bøgeby Bibliotek.")
    assert "Telegram hører ikke til biblioteket" in told["da"]
    assert "Telegram is not the library's" in told["en"]
    commands = str([call.fields["commands"] for call in telegram.api.called("setMyCommands")])
    assert "hjaelp" in commands
    assert "mail" not in commands


async def test_who_needs_help_is_helped_and_not_greeted(telegram: Telegram) -> None:
    eva = telegram.person()
    await eva.says("Jeg vil ikke leve mere")
    assert eva.heard.startswith("Det lyder svært")
    assert "Telegram hører ikke til biblioteket" in eva.heard
    assert "Her kan du komme med idéer" not in eva.heard
