"""Mail when things go wrong: killed while one is on its way; and no address in any log."""

from __future__ import annotations

import asyncio
import re
from collections.abc import AsyncIterator
from datetime import UTC, datetime
from email.message import EmailMessage
from pathlib import Path

import pytest
from sqlalchemy import update

from storage.database import Database
from storage.talk.tables import Outgoing
from tests.online import Citizen
from tests.postbox import Postbox, post_office, text_of
from tests.programs import Program, a_program

HOME = "eva.hemmelig@hjemme.example"


@pytest.fixture
async def postbox() -> AsyncIterator[Postbox]:
    async with post_office() as postbox:
        yield postbox


async def gives(program: Program) -> Citizen:
    eva = await program.citizen()
    for words in ("/ide En klub for lydbøger", "Alle", "mail", "ja", HOME):
        await eva.says(words)
    assert "Om lidt får du en mail med et link." in eva.heard
    return eva


def link(letter: EmailMessage) -> str:
    found = re.search(r"https?://[^/\s]+(/mail/\S+)", text_of(letter))
    assert found is not None
    return found[1]


async def is_free(database: Database) -> None:
    """End a claim at once: it lasts a minute, and a test does not wait for that."""
    async with database.transaction() as tx:
        await tx.connection.execute(
            update(Outgoing)
            .where(Outgoing.claimed_until.is_not(None))
            .values(claimed_until=datetime.now(UTC))
        )


@pytest.mark.thorough
async def test_killed_while_a_mail_is_on_its_way(
    database: Database, postbox: Postbox, tmp_path: Path
) -> None:
    postbox.answers.clear()
    async with a_program(tmp_path, database, SMTP_URL=postbox.url) as program:
        await gives(program)
        await postbox.letter(1)
        await program.kill()  # the server took it, and nobody knows
        postbox.answers.set()
        await is_free(database)
        await program.start()
        again = await postbox.letter(2)
        await asyncio.sleep(1)
        assert len(postbox.letters) == 2
        first = postbox.letters[0]
        assert link(first) == link(again)
        phone = await program.citizen(start=link(first))
        await phone.sends_form("")
        assert "Tak, din mail er på plads" in phone.page.text


@pytest.mark.thorough
async def test_killed_before_a_mail_was_claimed(
    database: Database, postbox: Postbox, tmp_path: Path
) -> None:
    async with a_program(tmp_path, database) as program:  # mail is off: nobody sends
        pass
    async with a_program(tmp_path, database, SMTP_URL="smtp://127.0.0.1:9") as program:
        await gives(program)
        await program.kill()
    await is_free(database)
    async with a_program(tmp_path, database, SMTP_URL=postbox.url):
        await postbox.letter(1)
        await asyncio.sleep(0.5)
        assert len(postbox.letters) == 1


@pytest.mark.thorough
async def test_the_log_knows_no_address_and_no_link(
    database: Database, postbox: Postbox, tmp_path: Path
) -> None:
    async with a_program(tmp_path, database, SMTP_URL=postbox.url, LOG_LEVEL="DEBUG") as program:
        eva = await gives(program)
        path = link(await postbox.letter(1))
        phone = await program.citizen(start=path)
        await phone.sends_form("")
        postbox.refuse = f"550 5.1.1 <{HOME}> is nobody"
        await eva.says("/mail eva.hemmelig2@hjemme.example")
        async with asyncio.timeout(20):
            while not postbox.refused:  # noqa: ASYNC110 - another process
                await asyncio.sleep(0.05)
        await eva.says("/mail stop")
        program.tell_to_stop()
        await program.ended()
        log = program.log
    assert "POST /mail/" in log
    for secret in ("hemmelig", "hjemme.example", *path.removeprefix("/mail/").split(".")):
        assert secret not in log
