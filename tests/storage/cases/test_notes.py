"""Notes among staff, answer templates, and what pages wait for."""

from __future__ import annotations

import pytest

from storage.cases import actions, queries
from storage.cases.actions import NoSuchTemplate, TemplateText
from storage.cases.rules import NoSuchCase, NotValid, Problem
from storage.database import Database
from storage.library.rules import Overtaken
from storage.people.rules import NotAllowed
from tests.storage.cast import NOW, an_idea, cast

TEXT = TemplateText("Ikke plads", "Vi har ikke plads lige nu.", "We have no room right now.")


async def test_a_note_is_kept_and_its_words_are_not_in_the_audit(database: Database) -> None:
    who = await cast(database)
    case = await an_idea(database, who.eva)
    async with database.transaction() as tx:
        await actions.note(tx, who.hans, case.number, " Ring til smeden ", NOW)
        (note,) = await queries.notes(tx, case.number)
        event = (await queries.history(tx, case.number))[-1]
        versions = await queries.versions(tx, [case.number, 99])
    assert (note.text, note.by, note.by_name) == ("Ring til smeden", who.hans.person_id, "Hans")
    assert (event.act, event.told, event.public) == ("note", False, {})
    assert versions == {case.number: case.version + 1}


async def test_an_empty_note_and_a_note_on_nothing_are_refused(database: Database) -> None:
    who = await cast(database)
    case = await an_idea(database, who.eva)
    async with database.transaction() as tx:
        for words in ("", "  \n", "x" * 2001):
            with pytest.raises(NotValid):
                await actions.note(tx, who.hans, case.number, words, NOW)
        with pytest.raises(NoSuchCase):
            await actions.note(tx, who.hans, 99, "Hej", NOW)
        assert await queries.notes(tx, case.number) == []


async def test_templates_are_written_changed_and_removed_by_coordinators(
    database: Database,
) -> None:
    who = await cast(database)
    async with database.transaction() as tx:
        with pytest.raises(NotAllowed):
            await actions.save_template(tx, who.hans, TEXT, NOW)
        kept = await actions.save_template(tx, who.karen, TEXT, NOW)
        with pytest.raises(NotAllowed):
            await actions.remove_template(tx, who.hans, kept.id, NOW)
        changed = TemplateText("Plads", TEXT.da, TEXT.en, act="decline")
        same = await actions.save_template(tx, who.anna, changed, NOW, template_id=kept.id)
        assert (same.id, same.changed_by) == (kept.id, who.anna.person_id)
        await actions.save_template(tx, who.anna, TemplateText("Alle", "da", "en"), NOW)
        titles = {
            act: [found.title for found in await queries.templates(tx, act)]
            for act in (None, "decline", "park")
        }
        assert titles == {None: ["Alle", "Plads"], "decline": ["Alle", "Plads"], "park": ["Alle"]}
        for _ in range(2):
            await actions.remove_template(tx, who.karen, kept.id, NOW)
        await actions.remove_template(tx, who.karen, 10**12, NOW)
        for gone in (kept.id, 10**12):
            with pytest.raises(NoSuchTemplate):
                await actions.save_template(tx, who.karen, TEXT, NOW, template_id=gone)


async def test_who_is_overtaken_has_written_nothing(database: Database) -> None:
    who = await cast(database)
    async with database.transaction() as tx:
        number = (await actions.save_template(tx, who.karen, TEXT, NOW)).id
    other = TemplateText("Andet", "andet", "other")
    async with database.transaction() as tx:
        with pytest.raises(Overtaken):
            await actions.save_template(tx, who.anna, other, NOW, template_id=number, seen=0)
        with pytest.raises(Overtaken):
            await actions.remove_template(tx, who.anna, number, NOW, seen=0)
    async with database.reading() as tx:
        assert [each.title for each in await queries.templates(tx)] == [TEXT.title]


async def test_an_open_inbox_sees_every_change_of_any_case(database: Database) -> None:
    who = await cast(database)
    cases = [await an_idea(database, who.eva) for _ in range(2)]
    seen = set()
    for number in (cases[1].number, cases[0].number, cases[1].number):
        async with database.transaction() as tx:
            before = await queries.inbox_version(tx)
            await actions.note(tx, who.hans, number, "Hej", NOW)
            seen |= {before, await queries.inbox_version(tx)}
    assert len(seen) == 4


@pytest.mark.parametrize("field", ["title", "da"])
async def test_a_template_is_whole(database: Database, field: str) -> None:
    who = await cast(database)
    values = {"title": "T", "da": "D", "en": "E"} | {field: " "}
    async with database.transaction() as tx:
        with pytest.raises(NotValid) as refused:
            await actions.save_template(tx, who.karen, TemplateText(**values), NOW)
        assert await queries.templates(tx) == []
    assert (refused.value.field, refused.value.problem) == (field, Problem.MISSING)
