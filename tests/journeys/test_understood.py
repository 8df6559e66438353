"""Free text through the real doors: understood, offered, or taken to staff, who answer it."""

from __future__ import annotations

from tests.journeys.parts import code_in
from tests.online import Library
from tests.staff_group import a_staffed, question_in

BAND = "jeg vil gerne optræde med mit band hos jer"
ODD = ("blørp", "flarg")


async def test_on_the_page_from_free_text_to_the_answer(library: Library) -> None:
    eva = await library.citizen()
    await eva.says(BAND)
    await eva.presses("Ja, send det")
    assert "Det har nummer 1" in eva.heard
    assert code_in(eva.heard)

    anna = await library.joins("Anna Aa")
    assert BAND in anna.page.text
    await anna.at(1)
    assert "Handler måske om Optræde eller vise noget frem" in anna.page.text
    assert "Godkend" not in anna.page.text
    await anna.presses("Svar, og luk sagen")
    await anna.says("Kom til kaffe på torsdag kl. 10")
    await library.passes(minutes=2)
    assert "Kom til kaffe på torsdag" in await eva.hears()
    await eva.opens("/sag/1")
    assert "Besvaret" in eva.page.text
    assert "Kom til kaffe på torsdag" in eva.page.text


async def test_on_the_page_without_javascript_two_odd_messages(library: Library) -> None:
    eva = await library.citizen(plain=True)
    for words in ODD:
        await eva.says(words)
    assert "Det forstår jeg stadig ikke" in eva.page.text
    await eva.presses("Ja, send det")
    assert "Det har nummer 1" in eva.page.text
    anna = await library.joins("Anna Aa")
    await anna.at(1)
    assert all(words in anna.page.text for words in ODD)


async def test_in_telegram_from_free_text_to_the_topic_and_back(database_url: str) -> None:
    way = "polling" if database_url.startswith("sqlite") else "webhook"
    async with a_staffed(database_url, way) as town:
        eva = town.api.person("Eva")
        await eva.says(f"Hej! {BAND}. Og så burde I lave en klub for fuglekiggere.")
        assert "Jeg tager dem én ad gangen" in eva.heard
        await eva.presses("Ja, send det")
        assert "Det har nummer 1" in eva.heard
        assert "Du skrev også: «Og så burde I lave en klub for fuglekiggere.»" in eva.heard
        await eva.presses("Ja, det er en idé")
        assert "Hvem får glæde af det?" in eva.heard

        anna = await town.connected("Anna Aa")
        topic = await town.group.has_topic("1 ·")
        await town.shown(topic, "Beskeden", "Optræde eller vise noget frem")
        await town.after(anna.presses("Svar, og luk sagen", topic), topic)
        words = anna.says("Kom til kaffe på torsdag", topic, reply_to=question_in(topic))
        assert "besvaret" in await town.after(words, topic)
        await town.library.passes(minutes=2)
        assert "Her er svaret på din besked" in await eva.hears("Kom til kaffe på torsdag")


async def test_in_telegram_two_odd_messages(database_url: str) -> None:
    async with a_staffed(database_url) as town:
        eva = town.api.person("Eva")
        for words in ODD:
            await eva.says(words)
        assert "Det forstår jeg stadig ikke" in eva.heard
        await eva.presses("Ja, send det")
        topic = await town.group.has_topic("1 ·")
        await town.shown(topic, *ODD)
