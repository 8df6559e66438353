"""Who is erased is gone, and nobody else is touched: with several readers, with colleagues, when a
case is held, when they speak meanwhile, when two do it at once, when the program is killed.
"""

from __future__ import annotations

import asyncio
from datetime import timedelta

import pytest
from sqlalchemy import func, select

from storage.care.actions import speak
from storage.cases.queries import history
from storage.cases.rules import CaseAct
from storage.cases.tables import Case, Reader, Topic
from storage.database import Conflict, Database
from storage.ideas.actions import NewIdea, merge, submit_idea
from storage.ideas.queries import case_for_citizen, case_for_staff
from storage.ideas.rules import Act, HearBack, State
from storage.people.rules import NotAllowed
from storage.people.tables import Person, Staff
from storage.privacy.actions import erase, finish, hold, lift
from storage.privacy.queries import document, kept_back, under_hold
from storage.privacy.rules import FAREWELL_LASTS, HELD_AGAIN, NotErasable
from storage.talk.actions import Words, keep_draft, open_talk, settle, tell_group
from storage.talk.actions.lines import Position
from storage.talk.queries import due_at_telegram, due_now
from storage.talk.rules import PRIVATE, DueKind, Who, case_place
from storage.talk.tables import Line
from tests.storage.cast import DAYS, LATER, NOW, Cast, an_idea, cast, play, reread, tick
from tests.storage.privacy.full import found_in, stored

IDEA = "En klub for lydbøger"
SOON = NOW + LATER + LATER


@pytest.fixture
async def town(database: Database) -> Cast:
    return await cast(database)


async def says(
    database: Database, person_id: int, *texts: str, place: str = PRIVATE, case: int | None = None
) -> int:
    async with database.transaction() as tx:
        talk_id = await open_talk(tx, person_id, place, NOW)
        words = [Words(text, Who.YOU, case_number=case) for text in texts]
        await settle(tx, talk_id, 0, Position(), words, NOW)
    return talk_id


async def decided(database: Database, town: Cast, act: Act = Act.DECLINE) -> int:
    case = await an_idea(database, town.eva)
    async with database.transaction() as tx:
        await play(tx, town, case.number, act, NOW)
    await tick(database, NOW + LATER)
    return case.number


async def gone(database: Database, person_id: int) -> bool:
    async with database.reading() as tx:
        return await tx.session.get(Person, person_id) is None


async def test_an_undecided_idea_goes_and_its_number_stays_empty(
    database: Database, town: Cast
) -> None:
    case = await an_idea(database, town.eva)
    async with database.transaction() as tx:
        erased = await erase(tx, town.eva, SOON)
    assert (erased.gone, erased.records, erased.held) == ([case.number], [], [])
    assert not found_in(await stored(database), "lydbøger")
    assert await gone(database, town.eva)
    async with database.reading() as tx:
        left = await case_for_staff(tx, town.anna, case.number)
        assert left is not None
        assert (left.case.state, left.case.promised_on, left.idea.text) == (
            State.WITHDRAWN,
            None,
            "",
        )
        last = (await history(tx, case.number))[-1]
        assert last.act == CaseAct.ERASE
        assert {"author", "text", "benefit", "code"} <= set(last.fields)
        assert last.public == {}


@pytest.mark.parametrize("act", [Act.APPROVE, Act.DECLINE])
async def test_a_decided_idea_stays_as_a_record_without_its_citizen(
    database: Database, town: Cast, act: Act
) -> None:
    number = await decided(database, town, act)
    async with database.reading() as tx:
        before = await tx.session.get_one(Case, number)
        assert await kept_back(tx, town.eva) == [number]
    async with database.transaction() as tx:
        erased = await erase(tx, town.eva, SOON)
    assert erased.records == [number]
    async with database.reading() as tx:
        after = await tx.session.get_one(Case, number)
        assert (after.author, after.state) == (None, before.state)
        assert after.code not in {before.code, ""}
        kept = await document(tx, number)
        assert kept is not None
        assert kept.idea is not None
        assert kept.idea.text == IDEA
        assert {event.by for event in kept.events if event.by_name is None} == {None}


async def test_a_reader_who_is_erased_takes_only_their_own_words(
    database: Database, town: Cast
) -> None:
    case = await an_idea(database, town.eva)
    async with database.transaction() as tx:
        tx.session.add(Reader(case_number=case.number, person_id=town.ole, since=NOW))
    await says(database, town.ole, "Det vil jeg gerne hjælpe med", case=case.number)
    await says(database, town.eva, "Om torsdagen", case=case.number)
    quoted = "Hans så: Det vil jeg gerne hjælpe med"
    await says(database, town.hans.person_id, quoted, place=case_place(case.number))
    async with database.transaction() as tx:
        erased = await erase(tx, town.ole, SOON)
    assert erased.gone == erased.records == []
    everything = await stored(database)
    assert not found_in(everything, "hjælpe med")
    assert found_in(everything, "Om torsdagen")
    assert found_in(everything, IDEA)


async def test_who_went_on_in_an_erased_idea_goes_on_alone(database: Database, town: Cast) -> None:
    case, other = await an_idea(database, town.eva), await an_idea(database, town.ole)
    async with database.transaction() as tx:
        await merge(tx, town.anna, other.number, case.number, NOW)
    await tick(database, NOW + LATER)
    async with database.transaction() as tx:
        await erase(tx, town.eva, SOON)
    alone = await reread(database, other.number)
    assert (alone.state, alone.merged_into) == (State.READ, None)


async def test_what_was_told_to_the_group_of_the_staff_goes_too(
    database: Database, town: Cast
) -> None:
    case = await an_idea(database, town.eva)
    async with database.transaction() as tx:
        buttons = [{"label": f"{case.number} · {IDEA}", "value": f"/sag {case.number}"}]
        await tell_group(tx, "-1001", Words("1 sag venter", buttons=buttons), NOW)
        await tell_group(tx, "-1001", Words("Intet nyt"), NOW)
        await erase(tx, town.eva, SOON)
    everything = await stored(database)
    assert not found_in(everything, "lydbøger")
    assert found_in(everything, "Intet nyt")


async def test_other_readers_keep_the_case_but_not_the_words(
    database: Database, town: Cast
) -> None:
    case = await an_idea(database, town.eva)
    async with database.transaction() as tx:
        tx.session.add(Reader(case_number=case.number, person_id=town.ole, since=NOW))
    card = {"title": IDEA, "rows": [["Idéen", IDEA]], "link": f"/sag/{case.number}"}
    async with database.transaction() as tx:
        talk_id = await open_talk(tx, town.ole, PRIVATE, NOW)
        shown = Words("Nummer 1", card=card, case_number=case.number)
        await settle(tx, talk_id, 0, Position(), [shown], NOW)
    async with database.transaction() as tx:
        await erase(tx, town.eva, SOON)
    assert not found_in(await stored(database), "lydbøger")
    async with database.reading() as tx:
        seen = await case_for_citizen(tx, town.ole, case.number)
        assert seen is not None
        assert seen.state is State.WITHDRAWN


async def test_the_staffs_lines_and_cards_are_blanked(database: Database, town: Cast) -> None:
    case = await an_idea(database, town.eva)
    number = case.number
    cards = [
        {"title": IDEA, "rows": [], "link": f"/desk/sag/{number}"},
        {"title": "En anden", "rows": [], "link": f"/desk/sag/{number}7"},
    ]
    async with database.transaction() as tx:
        talk_id = await open_talk(tx, town.hans.person_id, "desk", NOW)
        told = [Words(f"Nummer {number}", card=each) for each in cards]
        told.append(Words("Ind i hvilken?", buttons=[{"value": f"{number}", "label": IDEA}]))
        told.append(Words("Det har ingen sag"))
        await settle(tx, talk_id, 0, Position(), told, NOW)
    async with database.transaction() as tx:
        await erase(tx, town.eva, SOON)
    assert not found_in(await stored(database), "lydbøger")
    async with database.reading() as tx:
        left = await tx.session.scalars(
            select(Line.text).where(Line.talk_id == talk_id).order_by(Line.seq)
        )
        assert list(left) == ["", f"Nummer {number}", "", "Det har ingen sag"]


async def test_what_a_colleague_is_in_the_middle_of_writing_goes_too(
    database: Database, town: Cast
) -> None:
    case = await an_idea(database, town.eva)
    about = {"given": {"question": [IDEA, IDEA]}, "args": {"case": case.number}}
    other = {"given": {"question": ["En anden", "En anden"]}, "args": {"case": case.number + 1}}
    said = [Words(f"{IDEA}?", Who.YOU, case_number=case.number)]
    for place, answers in (("desk", about), (PRIVATE, other)):
        position = Position("ask", 1, "more", answers)
        async with database.transaction() as tx:
            talk_id = await open_talk(tx, town.hans.person_id, place, NOW)
            await settle(tx, talk_id, 0, position, said, NOW, tail=IDEA)
            await keep_draft(tx, talk_id, position, NOW)
    async with database.transaction() as tx:
        await erase(tx, town.eva, SOON)
    everything = await stored(database)
    assert not found_in(everything, "lydbøger")
    assert found_in(everything, "En anden") == {("talks", "answers"), ("drafts", "answers")}


async def test_what_was_told_at_the_counter_goes_with_the_one_who_has_the_code(
    database: Database, town: Cast
) -> None:
    idea = NewIdea(IDEA, "Alle", HearBack.PAGE)
    async with database.transaction() as tx:
        case = await submit_idea(tx, None, idea, NOW, DAYS, recorded_by=town.hans)
        tx.session.add(Reader(case_number=case.number, person_id=town.eva, since=NOW))
    await says(database, town.hans.person_id, IDEA, place="desk")
    async with database.transaction() as tx:
        erased = await erase(tx, town.eva, SOON)
    assert erased.gone == [case.number]
    assert not found_in(await stored(database), "lydbøger")


async def test_a_talk_with_the_staff_goes_with_what_they_read_of_it(
    database: Database, town: Cast
) -> None:
    async with database.transaction() as tx:
        spoken = await speak(tx, town.eva, None, NOW, SOON)
    await says(database, town.eva, "Jeg har det svært", case=spoken.number)
    desk = case_place(spoken.number)
    await says(database, town.hans.person_id, "Eva: ja", place=desk, case=spoken.number)
    async with database.reading() as tx:
        handed_out = await document(tx, spoken.number)
        assert handed_out is not None
        assert handed_out.idea is None
    async with database.transaction() as tx:
        assert (await erase(tx, town.eva, SOON)).gone == [spoken.number]
    everything = await stored(database)
    assert not found_in(everything, "svært")
    assert not found_in(everything, "Eva: ja")
    assert everything["live_talks"] == []
    assert await gone(database, town.eva)


async def test_a_colleague_is_erased_as_a_citizen_and_stays_a_colleague(
    database: Database, town: Cast
) -> None:
    case = await an_idea(database, town.karen.person_id)
    other = await an_idea(database, town.eva)
    async with database.transaction() as tx:
        await play(tx, town, other.number, Act.NOTE, NOW, by=town.karen)
        erased = await erase(tx, town.karen.person_id, SOON)
    assert (erased.gone, erased.staff) == ([case.number], True)
    async with database.reading() as tx:
        assert (await tx.session.get_one(Staff, town.karen.person_id)).name == "Karen Krog"
        assert (await history(tx, other.number))[-1].by == town.karen.person_id


async def test_a_held_case_stays_and_goes_when_it_is_let_go(database: Database, town: Cast) -> None:
    case, other = await an_idea(database, town.eva), await an_idea(database, town.eva, "En bænk")
    await says(database, town.eva, "om den holdte", case=case.number)
    async with database.transaction() as tx:
        await hold(tx, town.anna, case.number, "En klage", NOW)
    async with database.transaction() as tx:
        assert await under_hold(tx, town.eva) == [case.number]
        erased = await erase(tx, town.eva, SOON)
    assert (erased.gone, erased.held) == ([other.number], [case.number])
    everything = await stored(database)
    assert found_in(everything, IDEA)
    assert found_in(everything, "om den holdte")
    assert not found_in(everything, "En bænk")
    later = SOON + FAREWELL_LASTS
    await finishes(database, later, done=False)
    async with database.transaction() as tx:
        await lift(tx, town.anna, case.number, later)
    await finishes(database, later + HELD_AGAIN, done=True)
    assert not found_in(await stored(database), "lydbøger")
    assert await gone(database, town.eva)


async def finishes(database: Database, now: object, *, done: bool) -> None:
    async with database.transaction() as tx:
        due = await due_now(tx, now)  # type: ignore[arg-type]
        assert due is not None
        assert await finish(tx, due, now) is done  # type: ignore[arg-type]


@pytest.mark.parametrize("speaks", [False, True])
async def test_who_speaks_again_meanwhile_is_somebody_new(
    database: Database, town: Cast, *, speaks: bool
) -> None:
    await an_idea(database, town.eva)
    talk_id = await says(database, town.eva, "glem mig")
    async with database.transaction() as tx:
        await erase(tx, town.eva, SOON, speaking=1)
        await settle(tx, talk_id, 1, Position(), [Words("Nu er det slettet.")], SOON)
    if speaks:
        async with database.transaction() as tx:
            await settle(tx, talk_id, 2, Position(), [Words("hej igen", Who.YOU)], SOON)
    await finishes(database, SOON + FAREWELL_LASTS, done=True)
    assert await gone(database, town.eva) is not speaks
    assert bool(found_in(await stored(database), "hej igen")) is speaks


async def test_a_message_and_the_end_at_once_lose_neither(database: Database, town: Cast) -> None:
    """Whoever comes second does it again: nothing that was said anew is erased."""
    talk_id = await says(database, town.eva, "glem mig")
    async with database.transaction() as tx:
        await erase(tx, town.eva, SOON, speaking=1)
        await settle(tx, talk_id, 1, Position(), [Words("Nu er det slettet.")], SOON)

    async def speaks() -> None:
        async with database.transaction() as tx:
            await settle(tx, talk_id, 2, Position(), [Words("hej igen", Who.YOU)], SOON)

    results = await asyncio.gather(
        speaks(), finishes(database, SOON + FAREWELL_LASTS, done=True), return_exceptions=True
    )
    said = not isinstance(results[0], Conflict)
    assert bool(found_in(await stored(database), "hej igen")) is said
    assert await gone(database, town.eva) is not said


async def test_killed_in_the_middle_nothing_has_happened(database: Database, town: Cast) -> None:
    await an_idea(database, town.eva)
    before = await stored(database)

    async def is_killed() -> None:
        async with database.transaction() as tx:
            await erase(tx, town.eva, SOON)
            raise RuntimeError

    with pytest.raises(RuntimeError):
        await is_killed()
    assert await stored(database) == before


async def test_two_at_once_erase_once(database: Database, town: Cast) -> None:
    await an_idea(database, town.eva)

    async def once() -> None:
        async with database.transaction() as tx:
            await erase(tx, town.eva, SOON)

    results = await asyncio.gather(once(), once(), return_exceptions=True)
    assert [type(each) for each in results if each is not None] == [NotErasable]
    async with database.reading() as tx:
        acts = [event.act for event in await history(tx, 1)]
        assert acts.count(CaseAct.ERASE) == 1


async def test_only_an_administrator_erases_for_another(database: Database, town: Cast) -> None:
    await an_idea(database, town.eva)
    async with database.transaction() as tx:
        with pytest.raises(NotAllowed):
            await erase(tx, town.eva, SOON, by=town.karen)
    async with database.transaction() as tx:
        await erase(tx, town.eva, SOON, by=town.anna)
    async with database.reading() as tx:
        assert (await history(tx, 1))[-1].by_name == "Anna"


async def test_the_topic_in_the_group_is_to_go(database: Database, town: Cast) -> None:
    case = await an_idea(database, town.eva)
    async with database.transaction() as tx:
        tx.session.add(Topic(case_number=case.number, chat="-100", thread=7, message_id=8))
    async with database.transaction() as tx:
        await erase(tx, town.eva, SOON)
    async with database.transaction() as tx:
        due = await due_at_telegram(tx, DueKind.UNSAY, SOON + timedelta(seconds=1))
        assert due is not None
        assert due.payload == {"chat": "-100", "thread": 7, "card": 8}
        assert await tx.session.scalar(select(func.count()).select_from(Topic)) == 0


async def test_a_browser_cannot_have_other_chats_messages_deleted(
    database: Database, town: Cast
) -> None:
    """A browser names its lines as it likes: also as if they were somebody's in Telegram."""
    async with database.transaction() as tx:
        talk_id = await open_talk(tx, town.eva, PRIVATE, NOW)
        await settle(tx, talk_id, 0, Position(), [Words("hej", Who.YOU, client_id="4711:12")], NOW)
        await erase(tx, town.eva, SOON)
        assert await due_at_telegram(tx, DueKind.UNSAY, SOON) is None
