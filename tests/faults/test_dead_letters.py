"""What could not be handled is seen at the desk and tried again: once, as the one who said it."""

from __future__ import annotations

import asyncio
from datetime import timedelta

import pytest
from sqlalchemy import event, insert, select, update

from storage.cases.tables import Note
from storage.database import Database
from storage.people.rules import Channel, Role
from storage.people.tables import Address, StaffEvent
from storage.talk.rules import Fate, Priority, Sending
from storage.talk.tables import Outgoing, Talk
from tests.faults.evidence import expect_whole_talks, ideas
from tests.faults.poison import dead_letters, poisoned
from tests.journeys.parts import IDEA, gives
from tests.journeys.telegram import WAYS, at_telegram, gives_by_telephone
from tests.journeys.test_citizens import a_photo
from tests.journeys.test_joined import link_on
from tests.online import Citizen, Colleague, Library, running
from tests.staff_group import a_staffed
from tests.storage.privacy.full import found_in, stored

SICK = "En gift idé"


async def fails(library: Library, last: str = "3") -> Citizen:
    """Eva gives an idea whose last answer cannot be handled."""
    async with poisoned(library.database):
        eva = await library.citizen()
        await eva.says(f"/ide {SICK}")
        await eva.says("Alle")
        await (eva.says(last) if last.isdecimal() else eva.presses(last))
    assert "Det gik galt hos os" in eva.heard
    return eva


async def sees_to(anna: Colleague, path: str, number: int = 1) -> str:
    """Send one of the forms on the page of what failed."""
    await anna.opens("/desk/fejl")
    return await anna.sends_form(f"/desk/fejl/{path}", id=str(number))


async def test_a_poisoned_message_from_its_failure_to_its_answer(library: Library) -> None:
    anna = await library.joins("Anna Aa")
    async with poisoned(library.database):
        eva = await library.citizen()
        await eva.says(f"/ide {SICK}")
        await eva.says("Alle")
        await eva.presses("Her i samtalen")
        assert "nævn nummer 1" in eva.heard
        assert "1 besked kom ikke igennem" in await anna.opens("/desk")
        page = await anna.opens("/desk/fejl")
        assert "Besked 1" in page
        assert "en borgers, samtale" in page
        assert "Her i samtalen" in page
        assert "Error" in page
        assert "Besked 1 gik galt igen" in await sees_to(anna, "igen")
        assert "Prøvet igen: 1 gang" in anna.page.text
    assert await ideas(library.database) == {}
    assert "Besked 1 er kommet igennem nu" in await sees_to(anna, "igen")
    assert "Alt er kommet igennem" in anna.page.text
    assert "prøvede besked 1 igen" in anna.page.text
    told = await eva.hears()
    assert "En af os har prøvet igen" in told
    assert "Tak! Din idé har" in told
    assert await ideas(library.database) == {SICK: 1}
    await eva.says("Nej")
    assert "Det gik galt hos os" not in eva.heard
    assert "kom ikke igennem" not in await anna.opens("/desk")
    assert "Besked 1 er kommet igennem nu" in await anna.hears()
    [letter] = await dead_letters(library.database)
    assert (letter.state, letter.tries) == (Fate.HANDLED, 2)
    await expect_whole_talks(library.database)


async def test_whoever_fails_with_their_first_word_is_told_the_notice_with_the_apology(
    library: Library,
) -> None:
    async with poisoned(library.database, "lines", "text", "Et par linjer"):
        eva = await library.citizen()
        await eva.says("/ide")
        assert "Det gik galt hos os" in eva.heard
    await eva.says("/ide")
    told = [line["text"] for line in await eva.lines()]
    assert [text for text in told if "gemmer det, du skriver" in text] == told[2:3]


@pytest.mark.both_databases
async def test_two_who_press_at_once_have_it_done_once(library: Library) -> None:
    eva = await fails(library)
    anna, bo = await library.joins("Anna Aa"), await library.joins("Bo Bang")
    await anna.opens("/desk/fejl")
    await bo.opens("/desk/fejl")
    pressed = (who.sends_form("/desk/fejl/igen", id="1") for who in (anna, bo, anna, bo))
    told_them = "\n".join(await asyncio.gather(*pressed))
    assert "er kommet igennem nu" in told_them
    assert "gik galt igen" not in told_them
    assert await ideas(library.database) == {SICK: 1}
    told = "\n".join(line["text"] for line in await eva.lines())
    assert told.count("En af os har prøvet igen") == 1
    await expect_whole_talks(library.database)


async def test_what_was_asked_for_is_done_by_the_clock_if_nobody_else_does_it(
    library: Library,
) -> None:
    await fails(library)
    anna = await library.joins("Anna Aa")
    await anna.says("/fejl")
    assert "1 besked kom ikke igennem" in anna.heard
    assert "Besked 1" in anna.heard
    await anna.presses("Prøv igen")
    assert "Om lidt hører du" in anna.heard
    await library.passes(seconds=1)
    assert await ideas(library.database) == {SICK: 1}
    assert "Besked 1 er kommet igennem nu" in "\n".join(x["text"] for x in await anna.lines())
    await anna.says("/fejl")
    assert "Alt er kommet igennem" in anna.heard
    await anna.says("/proev 1")
    assert "Besked 1 venter ikke på nogen" in anna.heard
    await anna.says("/proev")
    assert "Hvilken besked?" in anna.heard


async def test_a_question_that_was_put_again_is_still_the_one(library: Library) -> None:
    """Whoever asks what is going on, or looks at their cases, has not moved on."""
    eva = await fails(library, last="Her i samtalen")
    await eva.says("hej?")
    await eva.says("mine")
    anna = await library.joins("Anna Aa")
    assert "samtalen er kommet videre" not in await anna.opens("/desk/fejl")
    assert "Besked 1 er kommet igennem nu" in await sees_to(anna, "igen")
    assert "Tak! Din idé har" in await eva.hears()
    assert await ideas(library.database) == {SICK: 1}


async def test_an_answer_is_not_given_to_another_question(library: Library) -> None:
    eva = await fails(library)
    await eva.says("/menu")
    anna = await library.joins("Anna Aa")
    page = await anna.opens("/desk/fejl")
    assert "samtalen er kommet videre" in page
    assert [form.action for form in anna.page.forms if "/igen" in form.action] == []
    await anna.says("/proev 1")
    assert "samtalen er kommet videre" in anna.heard
    await anna.posts("/desk/fejl/igen", {"id": "1"})
    assert "samtalen er kommet videre" in anna.page.text
    assert await ideas(library.database) == {}
    await eva.says(f"/ide {IDEA}")
    await eva.says("Alle")
    await anna.posts("/desk/fejl/igen", {"id": "1"})
    assert await ideas(library.database) == {}
    [letter] = await dead_letters(library.database)
    assert (letter.state, letter.tries) == (Fate.WAITING, 0)


async def test_the_yes_that_makes_two_people_one_is_tried_again(database_url: str) -> None:
    async with at_telegram(database_url, "polling") as town:
        eva, phone = await town.library.citizen(), town.person("Eva")
        anna = await town.library.joins("Anna Aa")
        await phone.starts(await link_on(eva, town.api, "/forbind", "/forbind"))
        await phone.presses("Ja, forbind dem")
        await eva.hears()
        async with poisoned(town.library.database, "lines", "text", "siden og Telegram"):
            await eva.presses("Ja, det er mig")
            assert "Det gik galt hos os" in eva.heard
        assert "Besked 1 er kommet igennem nu" in await sees_to(anna, "igen")
        assert "hører siden og Telegram sammen" in await eva.hears()
        await phone.hears("hører siden og Telegram sammen")


async def test_what_is_put_away_is_put_away(library: Library) -> None:
    await fails(library)
    anna = await library.joins("Anna Aa")
    assert "Besked 1 er lagt væk" in await sees_to(anna, "vaek")
    assert "lagde besked 1 væk" in anna.page.text
    await anna.posts("/desk/fejl/igen", {"id": "1"})
    assert await ideas(library.database) == {}
    async with library.database.reading() as tx:
        acts = (await tx.session.scalars(select(StaffEvent.act))).all()
    assert acts.count("put_away") == 1
    assert acts.count("retried") == 0
    await library.passes(days=31)
    schedule = library.app._schedule
    assert schedule is not None
    await schedule.forget_old()
    assert await dead_letters(library.database) == []


async def test_a_file_cannot_be_said_again_for_somebody(library: Library) -> None:
    eva = await library.citizen()
    for words in ("ide", IDEA, "Alle", "Her i samtalen", "ja", *7 * ("spring over",), "ja"):
        await eva.says(words)
    assert "Send gerne et billede" in eva.heard
    async with poisoned(library.database, "files", "kind", "photo"):
        await eva.shows(a_photo(), text="Et billede af huset")
    assert "Det gik galt hos os" in eva.heard
    anna = await library.joins("Anna Aa")
    page = await anna.opens("/desk/fejl")
    assert "Du sendte et billede" in page
    assert "Det, der blev sendt i besked 1, har vi ikke" in page
    assert [form.action for form in anna.page.forms if "/igen" in form.action] == []
    await anna.says("/proev 1")
    assert "Bed om at få det sendt igen" in anna.heard


async def test_words_that_cannot_be_kept_block_nobody(library: Library) -> None:
    eva = await library.citizen()
    await eva.says("hej")
    async with poisoned(library.database, "lines"):
        await eva.says("En gift idé")
    [letter] = await dead_letters(library.database)
    assert f"nævn nummer {letter.number}" in eva.heard
    assert "gift" not in str(letter.said)
    anna = await library.joins("Anna Aa")
    assert f"sendt i besked {letter.number}, har vi ikke" in await anna.opens("/desk/fejl")
    await eva.says("/menu")
    await expect_whole_talks(library.database)


async def test_a_colleague_s_own_words_are_tried_again_as_theirs(library: Library) -> None:
    await gives(await library.citizen())
    hans, anna = await library.joins("Hans Holm", Role.HOST), await library.joins("Anna Aa")
    async with poisoned(library.database, "notes"):
        await (await hans.at(1)).says("/note 1 Et gift svar")
    assert "Det gik galt hos os" in hans.heard
    assert "Hans Holm, i sag 1" in await anna.opens("/desk/fejl")
    assert "er kommet igennem nu" in await sees_to(anna, "igen")
    assert "En af os har prøvet igen" in await hans.hears()
    async with library.database.reading() as tx:
        [note] = (await tx.session.scalars(select(Note))).all()
    assert (note.by_name, note.text) == ("Hans", "Et gift svar")


async def test_an_open_inbox_hears_of_it(library: Library) -> None:
    anna = await library.joins("Anna Aa")
    await anna.says("/sager")
    listening = asyncio.create_task(anna.streams(1, after=anna.heard_until))
    found = await anna.opens("/desk/del")
    assert "kom ikke igennem" not in found
    await fails(library)
    assert await listening == [(0, "changed")]
    assert "1 besked kom ikke igennem" in await anna.opens("/desk/del")


async def test_only_coordinators_see_what_failed(library: Library) -> None:
    await fails(library)
    hans = await library.joins("Hans Holm", Role.HOST)
    assert "kom ikke igennem" not in await hans.opens("/desk")
    await hans.opens("/desk/fejl")
    assert hans.status == 403
    for path in ("igen", "vaek", "send", "opgiv"):
        await hans.posts(f"/desk/fejl/{path}", {"id": "1"})
        assert hans.status == 403
    await hans.opens("/desk")
    for words in ("/fejl", "/proev 1", "/laegvaek 1"):
        await hans.says(words)
        assert "Det har du ikke adgang til" in hans.heard
    [letter] = await dead_letters(library.database)
    assert letter.state == Fate.WAITING


async def test_a_number_that_is_none_changes_nothing(library: Library) -> None:
    anna = await library.joins("Anna Aa")
    for path in ("igen", "vaek", "send", "opgiv"):
        for wanted, status in (("77", 200), ("9" * 9, 200), ("x", 404), ("", 404), ("9" * 30, 404)):
            await anna.posts(f"/desk/fejl/{path}", {"id": wanted})
            assert anna.status == status, (path, wanted)


async def telegram(database: Database, library: Library) -> None:
    """The last one who spoke has a chat in Telegram too."""
    now = library.clock.now
    async with database.transaction() as tx:
        person = await tx.session.scalar(select(Talk.person_id).order_by(Talk.id.desc()).limit(1))
        tx.session.add(
            Address(
                channel=Channel.TELEGRAM,
                address="4711",
                person_id=person,
                since=now,
                seen_at=now,
                expires_at=now + timedelta(days=9),
            )
        )


async def outgoing(database: Database) -> list[Outgoing]:
    async with database.reading() as tx:
        return list((await tx.session.scalars(select(Outgoing).order_by(Outgoing.id))).all())


async def test_the_answers_go_to_where_the_person_is(library: Library) -> None:
    eva = await fails(library)
    await telegram(library.database, library)
    anna = await library.joins("Anna Aa")
    before = len(await eva.lines())
    await sees_to(anna, "igen")
    lines = await eva.lines()
    [sent] = [row for row in await outgoing(library.database) if row.address == "4711"]
    assert (sent.first, sent.last) == (before + 2, len(lines))
    assert "En af os har prøvet igen" in lines[sent.first - 1]["text"]


@pytest.mark.parametrize("way", WAYS)
async def test_the_same_in_telegram(database_url: str, way: str) -> None:
    async with at_telegram(database_url, way) as telegram:
        library, eva = telegram.library, telegram.person()
        async with poisoned(library.database):
            await eva.starts("ide")
            await eva.says(SICK)
            await eva.says("Alle")
            await eva.presses("Her i samtalen")
            assert "Det gik galt hos os" in eva.heard
        ole = telegram.person("Ole")
        await gives_by_telephone(ole)
        anna = await library.joins("Anna Aa")
        assert "er kommet igennem nu" in await sees_to(anna, "igen")
        told = await eva.hears("Tak! Din idé har")
        assert "En af os har prøvet igen" in told
        await eva.presses("Nej")
        assert await ideas(library.database) == {SICK: 1, IDEA: 1}
        said = "\n".join(str(message.get("text")) for message in eva.screen)
        assert said.count("Det gik galt hos os") == 1


async def test_in_the_staff_s_group_the_words_are_not_shown(database_url: str) -> None:
    async with a_staffed(database_url) as town:
        await fails(town.library)
        anna = await town.connected("Anna Aa")
        heard = await town.after(anna.says("/fejl", town.group), town.group)
        assert "1 besked kom ikke igennem" in heard
        assert SICK not in heard
        assert "Skriv /fejl til mig i vores egen samtale" in heard
        await anna.says("/fejl")
        assert "Besked 1" in anna.heard
        await anna.presses("Prøv igen")
        await town.library.passes(seconds=1)
        assert "er kommet igennem nu" in await anna.hears("er kommet igennem nu")
        assert await ideas(town.library.database) == {SICK: 1}


@pytest.mark.needs_postgres
async def test_the_person_may_speak_meanwhile(on_postgres: str) -> None:
    async with running(on_postgres) as library:
        await fails(library)
        anna = await library.joins("Anna Aa")
        moving = asyncio.Event()

        def heard(*given: object) -> None:
            if "UPDATE talks" in str(given[2]):
                moving.set()

        async with library.database.transaction() as tx:
            mine = update(Talk).where(Talk.id == 1).values(version=Talk.version + 1)
            await tx.connection.execute(mine)
            event.listen(library.database.writer.sync_engine, "before_cursor_execute", heard)
            trying = asyncio.create_task(sees_to(anna, "igen"))
            await moving.wait()
        assert "er kommet igennem nu" in await trying
        assert await ideas(library.database) == {SICK: 1}


async def test_what_could_not_be_sent_is_sent_again_or_put_away(library: Library) -> None:
    eva = await library.citizen()
    await gives(eva)
    row = {
        "channel": "telegram", "address": "4711", "talk_id": 1, "first": 2, "last": 2,
        "priority": Priority.NOTICE, "state": Sending.DEAD, "attempts": 8, "key": None,
        "last_error": "There was no answer in time.", "made_at": library.clock.now,
        "not_before": library.clock.now,
    }  # fmt: skip
    async with library.database.transaction() as tx:
        await tx.connection.execute(insert(Outgoing), [row, row, row, row])
    anna = await library.joins("Anna Aa")
    assert "4 beskeder kom ikke igennem" in await anna.opens("/desk")
    page = await anna.opens("/desk/fejl")
    assert "Besked s1" in page
    assert "There was no answer in time." in page
    assert (await eva.lines())[1]["text"].split("\n")[0] in page
    assert "Jeg sender besked s1 igen nu" in await sees_to(anna, "send", 1)
    assert "Besked s2 er lagt væk" in await sees_to(anna, "opgiv", 2)
    await anna.says("/fejl")
    await anna.says("/proev s3")
    assert "Jeg sender besked s3 igen nu" in anna.heard
    await anna.says("/laegvaek s4")
    assert "Besked s4 er lagt væk" in anna.heard
    await anna.says("/laegvaek s4")
    assert "Besked s4 venter ikke på nogen" in anna.heard
    states = [sending.state for sending in await outgoing(library.database)]
    wait, gone = Sending.WAITING, Sending.UNWANTED
    assert states == [wait, gone, wait, gone]
    assert "sendte besked s1 igen" in await anna.opens("/desk/fejl")


async def test_words_of_distress_are_no_letter_and_help_comes_before_the_apology(
    library: Library,
) -> None:
    anna = await library.joins("Anna Aa", Role.ADMINISTRATOR)
    eva = await library.citizen()
    async with poisoned(library.database, "lines", word="brugt som svar"):
        await eva.says("Jeg har ikke lyst til at leve mere")
    assert eva.heard.index("112") < eva.heard.index("Det gik galt hos os")
    [letter] = await dead_letters(library.database)
    assert "unreadable" in letter.said
    assert "lyst til at leve" not in await anna.opens("/desk/fejl")
    told = (await anna.lines())[-1]["text"]
    assert "noget, der lyder svært" in told
    await anna.at(int(told.split("nummer ")[1].split()[0]))
    assert "lyst til at leve" in anna.page.text


async def test_what_is_sensitive_is_kept_nowhere_though_it_failed(library: Library) -> None:
    eva = await library.citizen()
    async with poisoned(library.database, "lines", word="med alligevel"):
        await eva.says("Jeg har fået kræft og vil gerne lave en gruppe")
    assert "Det gik galt hos os" in eva.heard
    assert not found_in(await stored(library.database), "kræft")
