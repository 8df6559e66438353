"""Staff in their group in Telegram: a topic for each case, decided there and at the desk alike."""

from __future__ import annotations

import asyncio
import re
from collections.abc import AsyncIterator

import pytest
from sqlalchemy import func, select

from storage.people.rules import Role
from storage.talk.tables import Line, Talk
from tests.bot_api import Person, Topic
from tests.bot_api.screen import buttons_of
from tests.bot_api.world import Message
from tests.journeys.parts import answers_all, approves, gives
from tests.journeys.telegram import WAYS, a_photo, gives_by_telephone
from tests.online import Citizen, Colleague
from tests.staff_group import Staffed, a_staffed, card_of, question_in, said_in
from tests.storage.partners.registered import a_partner

IDEA = "1 · En klub for lydbøger om torsdagen"


@pytest.fixture
async def town(database_url: str) -> AsyncIterator[Staffed]:
    way = "polling" if database_url.startswith("sqlite") else "webhook"
    async with a_staffed(database_url, way) as town:
        yield town


async def an_idea(town: Staffed) -> tuple[Citizen, Topic]:
    """An idea from the page, and its topic."""
    eva = await town.library.citizen()
    await gives(eva)
    topic = await town.group.has_topic("1 ·")
    await town.shown(topic, "Hvor langt: Ny")
    return eva, topic


async def answers(town: Staffed, person: Person, topic: Topic, *words: str) -> str:
    """Reply to one question after another; what is said to the last."""
    heard = ""
    for text in words:
        heard = await town.after(person.says(text, topic, reply_to=question_in(topic)), topic)
    return heard


async def presses(town: Staffed, person: Person, topic: Topic, *labels: str) -> str:
    """Press one button after another; what is said to the last."""
    heard = ""
    for label in labels:
        heard = await town.after(person.presses(label, topic), topic)
    return heard


def labels_of(message: Message) -> list[str]:
    """The labels under a message."""
    return [str(button["text"]) for button in buttons_of(message)]


async def test_an_idea_gets_a_topic_with_a_pinned_card(town: Staffed) -> None:
    _, topic = await an_idea(town)
    assert topic.name == IDEA
    card = card_of(topic)
    assert "Sammen med hvem?" in card
    assert "Dem, der ikke ser så godt" in card
    assert [call.fields["disable_notification"] for call in town.api.called("pinChatMessage")]


@pytest.mark.parametrize("way", WAYS)
async def test_a_colleague_decides_in_the_topic(database_url: str, way: str) -> None:
    async with a_staffed(database_url, way) as town:
        await decides_in_the_topic(town)


async def decides_in_the_topic(town: Staffed) -> None:
    eva, topic = await an_idea(town)
    anna = await town.connected("Anna Aa")
    heard = await presses(town, anna, topic, "Tag den")
    assert heard.startswith("Anna: Nummer 1: taget.")
    assert anna.toast in {"", heard.removeprefix("Anna: ")}
    await town.shown(topic, "Hos: Anna Aa", "Hvor langt: Læst")
    heard = await presses(town, anna, topic, "Spørg borgeren")
    assert "Svar på denne besked" in heard
    await answers(town, anna, topic, "Hvornår på dagen?")
    await town.library.passes(minutes=2)
    assert "Hvornår på dagen?" in await eva.hears()
    await eva.says("svar")
    await eva.says("Helst om aftenen")
    await topic.hears("Borgeren svarede:\nHelst om aftenen")
    await presses(town, anna, topic, "Godkend")
    await answers(town, anna, topic, "Lydbogsklub", "Ældre Sagen", "Alle, der hører bøger")
    shares = ("Vi gør det sammen", "Borgerne er med", "Borgerne bliver hørt")
    heard = await presses(town, anna, topic, "Kulturel aktivitet", *shares)
    assert "Det her vil borgeren læse" in heard
    await presses(town, anna, topic, "Ja")
    await town.shown(topic, "Hvor langt: Godkendt", "Sammen med: Ældre Sagen")
    await town.api.until(lambda: topic.name == "1 · Lydbogsklub")
    await town.library.passes(minutes=2)
    assert "Vi vil gerne prøve din idé" in await eva.hears()


async def test_two_decide_at_once_and_one_is_told_who_was_faster(town: Staffed) -> None:
    _, topic = await an_idea(town)
    anna = await town.connected("Anna Aa")
    bo, _ = await town.both("Bo Bø")
    await bo.at(1)
    await answers_all(bo)
    await presses(town, anna, topic, "Sig nej for nu")
    await answers(town, anna, topic, "Vi har ikke plads")
    await presses(town, anna, topic, "Spring over")
    await bo.presses("Ja")
    await town.shown(topic, "Hvor langt: Godkendt", "Hos: Bo Bø")
    heard = await presses(town, anna, topic, "Ja")
    assert (
        heard == "Anna: Bo var hurtigere. Nummer 1 står nu til: Godkendt. Der er ikke ændret noget."
    )
    assert not topic.closed


async def test_what_is_decided_at_the_desk_shows_in_the_topic(town: Staffed) -> None:
    _, topic = await an_idea(town)
    bo, _ = await town.both("Bo Bø")
    await bo.at(1)
    await approves(bo)
    await town.shown(topic, "Hvor langt: Godkendt", "Hos: Bo Bø")
    await bo.presses("Fortryd")
    await town.shown(topic, "Hvor langt: Ny")


async def test_plain_talk_leaves_nothing_behind(town: Staffed) -> None:
    _, topic = await an_idea(town)
    anna, bo = await town.connected("Anna Aa"), await town.connected("Bo Bø")
    await presses(town, anna, topic, "Spørg borgeren")

    async def lines() -> int:
        async with town.library.database.reading() as tx:
            return await tx.session.scalar(select(func.count()).select_from(Line)) or 0

    before, heard = await lines(), len(topic.chat.heard)
    await bo.says("Hvad synes I om den?", topic)
    await anna.says("Den er god", topic, reply_to=topic.pinned)
    await anna.says("Skal vi mødes om den?", town.group)
    await anna.says("/tag@EnAndenBot", topic)
    assert await lines() == before
    assert len(topic.chat.heard) == heard
    async with town.library.database.reading() as tx:
        talks = (await tx.session.scalars(select(Talk.place))).all()
    assert "case:1" in talks
    assert "Skal vi mødes" not in str(talks)


async def test_a_question_is_answered_by_whom_it_asks(town: Staffed) -> None:
    eva, topic = await an_idea(town)
    anna, bo = await town.connected("Anna Aa"), await town.connected("Bo Bø")
    await presses(town, anna, topic, "Spørg borgeren")
    asked = question_in(topic)
    heard = await town.after(bo.says("På fredag?", topic, reply_to=asked), topic)
    assert "Det er Anna, jeg spørger her." in heard
    before = len(said_in(topic))
    await bo.presses("Stop her", topic, message=asked)
    await town.api.until(lambda: "Det er Anna" in bo.toast or len(said_in(topic)) > before)
    await town.after(anna.says("Hvem er vi?", topic, reply_to=asked), topic)
    await presses(town, bo, topic, "Spørg borgeren")
    await answers(town, bo, topic, "Hvornår på dagen?")
    await town.library.passes(minutes=2)
    told = await eva.hears()
    assert "Hvornår på dagen?" in told
    assert "Hvem er vi?" in told
    assert "På fredag?" not in told


async def test_boxes_are_ticked_only_by_whom_they_are_shown_to(town: Staffed) -> None:
    number = await a_partner(town.library.database)
    anna, bo = await town.connected("Anna Aa"), await town.connected("Bo Bø")
    guest = town.api.person("Gry")
    town.group.add(guest)
    await town.after(anna.says(f"/partnerret {number} languages", town.group), town.group)
    asked = question_in(town.group)
    box = "☐ engelsk"
    for somebody, words in ((bo, "Det er Anna, jeg spørger her"), (guest, "Jeg kender dig ikke")):
        await somebody.presses(box, town.group, message=asked)
        assert words in somebody.toast
    await anna.presses(box, town.group, message=asked)
    await town.api.until(lambda: "☑ engelsk" in labels_of(asked))
    heard = await town.after(anna.presses("Det var det", town.group, message=asked), town.group)
    assert "rettet" in heard


async def test_an_answer_to_an_old_question_is_not_taken_for_another(town: Staffed) -> None:
    eva, topic = await an_idea(town)
    anna = await town.connected("Anna Aa")
    await presses(town, anna, topic, "Sig nej for nu")
    old = question_in(topic)
    await answers(town, anna, topic, "Vi har ikke plads")
    heard = await town.after(anna.says("Vi har ikke råd", topic, reply_to=old), topic)
    assert "Det spørgsmål er der svaret på" in heard
    assert "Hvad kan vi gøre i stedet?" in heard
    await presses(town, anna, topic, "Spring over", "Ja")
    heard = await town.after(anna.says("Vi har ikke råd", topic, reply_to=old), topic)
    assert "Det spørgsmål er der svaret på" in heard
    await town.library.passes(minutes=2)
    assert "Vi har ikke råd" not in await eva.hears()


async def test_a_topic_is_closed_and_opened_with_its_case(town: Staffed) -> None:
    _, topic = await an_idea(town)
    anna = await town.connected("Anna Aa")
    await presses(town, anna, topic, "Sig nej for nu")
    await answers(town, anna, topic, "Vi har ikke plads")
    await presses(town, anna, topic, "Spring over", "Ja")
    await town.api.until(lambda: topic.closed)
    await town.after(anna.presses("Åbn igen", topic), town.group)
    assert anna.toast in {"", "Emnet er lukket, så jeg spørger dig i General."}
    heard = await town.after(
        anna.says("Nu er der plads", town.group, reply_to=question_in(town.group)), town.group
    )
    assert "Nummer 1: åbnet igen." in heard
    await town.api.until(lambda: not topic.closed)
    await town.shown(topic, "Hvor langt: Læst")


async def test_who_has_not_connected_is_told_how(town: Staffed) -> None:
    _, topic = await an_idea(town)
    stranger = town.api.person("Per")
    town.group.add(stranger)
    await stranger.presses("Tag den", topic)
    await town.api.until(lambda: "/desk/mig" in stranger.toast + topic.heard)
    heard = await town.after(stranger.says("/tag 1", topic), topic)
    assert "Jeg kender dig ikke endnu" in heard
    assert "Hvor langt: Ny" in card_of(topic)


async def test_a_host_may_not_decide(town: Staffed) -> None:
    _, topic = await an_idea(town)
    ida = await town.connected("Ida Ii", Role.HOST)
    heard = await presses(town, ida, topic, "Godkend")
    assert heard == "Ida: Det har du ikke adgang til. Spørg en kollega, som har."


async def test_the_desk_in_general(town: Staffed) -> None:
    await an_idea(town)
    anna = await town.connected("Anna Aa")
    general = town.group
    heard = await town.after(anna.says("/sager", general), general)
    assert heard.startswith("Anna: Nummer 1")
    await town.after(anna.says("/find lydbøger", general), general)
    assert "Se sagen" in general.screen.buttons
    heard = await town.after(anna.says("/hist 1", general), general)
    assert "idéen kom ind" in heard
    await town.after(anna.says("/noter En sykreds for alle", general), general)
    await town.after(anna.says("Dem, der syr", general, reply_to=question_in(general)), general)
    for label in ("Spring over", "Ja", "Ja"):
        heard = await town.after(anna.presses(label, general), general)
    assert "Idéen har nummer 2" in heard
    await town.group.has_topic("2 · En sykreds for alle")
    await town.after(anna.says("/stop", general), general)
    heard = await town.after(anna.says("/sager mine", general), general)
    assert "Her er tomt" in heard


@pytest.mark.parametrize("words", ["/mine_data", "/glem_mig", "/mail", "/kalender", "/my_data"])
async def test_what_is_ones_own_is_not_told_among_colleagues(town: Staffed, words: str) -> None:
    """A link to all that is kept about somebody would be anybody's in the group."""
    anna = await town.connected("Anna Aa")
    heard = await town.after(anna.says(words, town.group), town.group)
    assert heard.startswith("Anna: Det er kun for dig.")
    assert "http" not in heard
    await anna.says(words)
    assert "Det er kun for dig" not in anna.heard


async def test_who_works_here_is_decided_out_of_the_group(town: Staffed) -> None:
    chief = await town.connected("Chefen", Role.ADMINISTRATOR)
    await town.connected("Bo Bø", Role.HOST)
    heard = await town.after(chief.says("/kolleger", town.group), town.group)
    assert heard.startswith("Chefen: Det er kun for dig.")
    await chief.says("/kolleger")
    await chief.presses("Bo Bø arbejder her ikke mere")
    assert "Bo Bø er vært. Skal Bo Bø ikke arbejde her mere?" in chief.heard
    for words in ("/sager", "/tilbage", "/spring"):
        heard = await town.after(chief.says(words, town.group), town.group)
        assert "Bo Bø" not in heard
    await chief.says("ja")
    assert "Bo Bø er taget af listen" in chief.heard


async def test_a_new_colleague_comes_by_a_link_from_the_chat(town: Staffed) -> None:
    chief = await town.connected("Chefen", Role.ADMINISTRATOR)
    await chief.says("/inviter")
    await chief.presses("Koordinator")
    await chief.presses("Ja")
    found = re.search(r"/desk/ind/[A-Za-z0-9_-]+", chief.heard)
    assert found is not None, chief.heard
    ny = Colleague(town.library.url, town.library.session(), base="/desk")
    await ny.opens(found.group())
    assert "koordinator" in ny.page.text
    await ny.sends_form("", name="Ny Nysen")
    assert ny.path == "/desk"
    await chief.says("/kolleger")
    assert "Ny Nysen: koordinator" in chief.heard


async def test_the_group_is_offered_its_commands_in_both_languages(town: Staffed) -> None:
    def names() -> dict[str, str]:
        calls = [call for call in town.api.called("setMyCommands") if call.fields.get("scope")]
        return {
            call.fields.get("language_code", "da"): str(call.fields["commands"]) for call in calls
        }

    await town.api.until(lambda: len(names()) == 2)
    assert "spoerg" in names()["da"]
    assert "newshift" in names()["en"]


async def test_the_history_has_the_words(town: Staffed) -> None:
    eva, topic = await an_idea(town)
    anna = await town.connected("Anna Aa")
    await presses(town, anna, topic, "Skriv en note")
    await answers(town, anna, topic, "Husk lokalet")
    await eva.says("/tilfoej 1 Gerne med kaffe")
    await topic.hears("Borgeren skrev:\nGerne med kaffe")
    heard = await presses(town, anna, topic, "Se, hvad der er sket")
    assert "note skrevet\n«Husk lokalet»" in heard
    assert "borgeren skrev mere\n«Gerne med kaffe»" in heard


async def test_what_nobody_of_the_staff_did_is_told(town: Staffed) -> None:
    eva, topic = await an_idea(town)
    at_desk, _ = await town.both("Anna Aa")
    await at_desk.at(1)
    await at_desk.presses("Gem til senere")
    await at_desk.says("om 14 dage")
    await at_desk.presses("Ja")
    await at_desk.says("Vi bygger om")
    await town.shown(topic, "Hvor langt: Gemt til senere")
    await town.library.passes(days=14)
    await topic.hears("Nu er den hentet frem igen.")
    await town.shown(topic, "Hvor langt: Læst")
    await eva.says("/traek 1 ja")
    await topic.hears("Borgeren trak idéen tilbage.")
    await town.api.until(lambda: topic.closed)


async def test_photos_come_into_the_topic_once(town: Staffed) -> None:
    eva = await town.library.citizen()
    await eva.says("ide")
    await eva.says("En bænk i haven")
    await eva.says("Alle")
    await eva.presses("Her i samtalen")
    await eva.presses("Ja")
    while "Er du fyldt 15" not in eva.heard:
        await eva.presses("Spring over")
    await eva.presses("Ja")
    await eva.shows(a_photo())
    await has_one_photo(town)


async def test_a_photo_from_a_telephone_comes_when_it_was_fetched(town: Staffed) -> None:
    eva = town.api.person("Eva")
    await gives_by_telephone(eva, more=True)
    while "Send gerne et billede" not in eva.heard:
        await eva.presses("Ja" if "fyldt 15" in eva.heard else "Spring over")
    await eva.shows(a_photo())
    await has_one_photo(town)


async def has_one_photo(town: Staffed) -> None:
    topic = await town.group.has_topic("1 ·")
    await town.api.until(lambda: bool(said_in(topic, "photo")))
    anna = await town.connected("Anna Aa")
    await presses(town, anna, topic, "Tag den")
    await town.shown(topic, "Hos: Anna Aa", "1 billede eller optagelse")
    await asyncio.sleep(0.2)
    assert len(said_in(topic, "photo")) == 1


async def test_what_comes_twice_is_done_once(town: Staffed) -> None:
    _, topic = await an_idea(town)
    anna = await town.connected("Anna Aa")
    await presses(town, anna, topic, "Tag den")
    heard = len(said_in(topic))
    assert anna.last is not None
    town.api.redeliver(anna.last)
    await town.api.is_idle()
    await presses(town, anna, topic, "Skriv en note")
    assert len(said_in(topic)) == heard + 1


async def test_an_answer_that_was_rewritten_stands_as_it_was(town: Staffed) -> None:
    eva, topic = await an_idea(town)
    anna = await town.connected("Anna Aa")
    await presses(town, anna, topic, "Spørg borgeren")
    asked = question_in(topic)
    written = anna.writes("Hvornår på dagen?", topic, reply_to=asked)
    await topic.hears("Borgeren hører det")
    heard = await town.after(anna.edits(written, "Hvornår på ugen?"), topic)
    assert "Det, du skrev først, gælder" in heard
    chat = anna.writes("Hvad synes I?", topic)
    await anna.edits(chat, "Hvad synes I om den?")
    assert "Det, du skrev først, gælder" not in topic.heard
    await town.library.passes(minutes=2)
    assert "Hvornår på dagen?" in await eva.hears()


async def test_begun_in_the_topic_and_finished_at_the_desk(town: Staffed) -> None:
    _, topic = await an_idea(town)
    at_desk, anna = await town.both("Anna Aa")
    await presses(town, anna, topic, "Sig nej for nu")
    await answers(town, anna, topic, "Vi har ikke plads")
    await at_desk.at(1)
    await at_desk.presses("Spring over")
    await at_desk.presses("Ja")
    await town.shown(topic, "Hvor langt: Nej for nu", "Grund: Vi har ikke plads")
    await town.api.until(lambda: topic.closed)


async def test_a_long_idea_is_cut_on_its_card_and_whole_on_request(town: Staffed) -> None:
    eva = await town.library.citizen()
    long = "Vi vil gerne lave noget sammen. " * 120
    await gives(eva, long)
    topic = await town.group.has_topic("1 ·")
    assert "Svar lovet" in await town.shown(topic, "Hvor langt: Ny")
    anna = await town.connected("Anna Aa")
    heard = await town.after(anna.says("/sag 1", topic), topic)
    assert heard.count("noget sammen") < card_of(topic).count("noget sammen") + 240
    await town.api.until(lambda: topic.screen.heard.count("noget sammen") >= 120)


async def test_the_librarys_own_words_stand_on_the_cards_at_once(town: Staffed) -> None:
    _, topic = await an_idea(town)
    chief = await town.library.joins("Chefen", Role.ADMINISTRATOR)
    page = "/desk/bibliotek/tekst/card.text"
    await chief.opens(page)
    await chief.sends_form(page, **{"da-other": "Det, borgeren vil"})
    await town.shown(topic, "Det, borgeren vil:")


async def test_staff_choose_the_theme_that_the_report_counts_by(town: Staffed) -> None:
    eva, topic = await an_idea(town)
    anna, person = await town.both("Anna Aa")
    await presses(town, person, topic, "Vælg tema")
    assert "tema: Viden" in await presses(town, person, topic, "Viden")
    await town.shown(topic, "Tema: Viden")
    await (await anna.at(1)).presses("Vælg tema")
    await anna.presses("Kultur")
    assert "Nummer 1: tema: Kultur." in anna.heard
    assert "tema: Kultur" in (await anna.at(1)).page.text
    assert "Kultur 1" in " ".join((await anna.opens("/desk/rapport")).split())
    await town.library.passes(minutes=3)
    assert "Kultur" not in await eva.hears()
