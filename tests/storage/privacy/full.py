"""A citizen of whom there is something in every personal column, and a look at all that is stored.

Every marked column of every row that is theirs holds a word of its own, so that a test sees which
columns an export has, and which words an erasure left anywhere. A new table with a personal column
needs a line in PLANTED; a new column in a table that is here already needs nothing.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from typing import Any, cast

from sqlalchemy import JSON, Column, LargeBinary, String, Table, select, update

from storage import migrate
from storage.agreements.tables import Agreement, Clause, Consent, Voice
from storage.base import Base, Personal
from storage.care.tables import LiveTalk
from storage.cases.tables import CodeTry, Note
from storage.database import Database, Transaction
from storage.introductions.rules import Side, Stand
from storage.introductions.tables import Introduced, Introduction
from storage.mail.tables import MailAsk, Mailbox
from storage.partners.tables import Contact, Partner
from storage.people.rules import Channel
from storage.people.tables import Address
from storage.privacy.holdings import HOLDINGS
from storage.shifts.tables import Shift, ShiftPlace
from storage.silences.tables import Silence
from storage.talk.rules import PRIVATE, DueKind, Sending, Who
from storage.talk.tables import Chat, DeadLetter, Draft, Due, File, Line, Outgoing, Talk
from storage.volunteers.tables import ChildCheck, Expectation, Volunteer, VolunteerRole

assert migrate.SUBJECTS  # so that every table is known


def marked(table: str) -> list[Column[Any]]:
    """The personal columns of a table."""
    return [column for column in Base.metadata.tables[table].columns if "personal" in column.info]


PERSONAL = [
    (name, column.name, cast(Personal, column.info["personal"]))
    for name in sorted(Base.metadata.tables)
    for column in marked(name)
]
"""Every personal column: its table, its name, its mark."""

OF_STAFF = {
    ("staff", "name"),
    ("staff", "mail"),
    ("staff", "away_from"),
    ("staff", "away_until"),
    ("staff_events", "by_name"),
    ("staff_events", "what"),
    ("holds", "by_name"),
    ("holds", "reason"),
    ("notes", "by_name"),
    ("library_changes", "by_name"),
    ("introductions", "by_name"),
    ("silences", "by_name"),
    ("silences", "ended_by"),
    ("agreements", "signatory"),
    ("voices", "noted_by"),
    ("consents", "noted_by"),
}
"""What names only who works here, and is never a citizen's."""

NOT_PLANTED = {
    ("people", "language"),
    ("people", "age"),
    ("people", "notice_version"),
    ("people", "silenced_until"),
    ("addresses", "seen_at"),
    ("cases", "author"),
    ("outgoing", "address"),
    ("due", "payload"),
    ("volunteer_checks", "on"),
    ("chats", "address"),
    ("shift_places", "late"),
}
"""Choices, times and numbers, and columns that must say what they say to belong to somebody."""


@dataclass
class Full:
    """Somebody, their case, and the word that stands in each column that is theirs."""

    person_id: int
    case: int
    talk_id: int
    chat: str
    colleague: int
    words: dict[tuple[str, str], str] = field(default_factory=dict)

    def all_words(self) -> dict[tuple[str, str], str]:
        """Their words by column, and the address of their chat."""
        return {**self.words, ("chats", "address"): self.chat}


Planted = Callable[[Full, datetime], Base]

PLANTED: tuple[Planted, ...] = (
    lambda f, now: Address(
        channel=Channel.TELEGRAM,
        address=f.chat,
        person_id=f.person_id,
        since=now,
        seen_at=now,
        expires_at=now + timedelta(days=730),
    ),
    lambda f, now: Chat(channel=Channel.TELEGRAM, address=f.chat, next_at=now),
    lambda f, now: Note(case_number=f.case, at=now, by=f.colleague, by_name="Hans", text=""),
    lambda f, now: LiveTalk(
        case_number=f.case, person_id=f.person_id, reason="", began_at=now, spoken_at=now
    ),
    lambda f, now: Silence(
        person_id=f.person_id,
        case_number=f.case,
        reason="",
        since=now,
        until=(now + timedelta(days=14)).date(),
        by=f.colleague,
        by_name="Karen",
        ended_at=now,
        ended_by="Karen",
    ),
    lambda f, now: Volunteer(number=f.case, name="", wish="", band="", affiliation="library"),
    lambda f, now: Expectation(volunteer=f.case, reason="start", began_at=now),
    lambda f, now: ChildCheck(volunteer=f.case, status=""),
    lambda f, now: VolunteerRole(
        id=9000 + f.person_id, title="", does="", state="open", changed_at=now
    ),
    lambda f, now: Shift(
        id=9000 + f.person_id,
        role=9000 + f.person_id,
        begins_at=now,
        ends_at=now,
        maximum=1,
        changed_at=now,
    ),
    lambda f, now: ShiftPlace(
        shift=9000 + f.person_id, volunteer=f.case, state="attended", since=now
    ),
    lambda f, now: Partner(
        number=f.case,
        kind="association",
        name="",
        does="",
        openness="staff",
        checked_at=now,
        changed_at=now,
    ),
    lambda f, now: Contact(partner=f.case, person_id=f.person_id, name="", since=now),
    lambda f, now: Agreement(number=f.case, partner=f.case, level=2, recommended=2, version=1),
    lambda f, now: Clause(number=f.case, section="content", text="", by=f.person_id, at=now),
    lambda f, now: Voice(
        number=f.case,
        kind="expectation",
        party="partner",
        topic="content",
        text="",
        by=f.person_id,
        at=now,
    ),
    lambda f, now: Consent(
        number=f.case,
        party="partner",
        mark="",
        version=1,
        name="",
        role="",
        by=f.person_id,
        at=now,
    ),
    lambda f, now: CodeTry(at=now, case_number=f.case, person_id=f.person_id, address=""),
    lambda f, now: MailAsk(at=now, person_id=f.person_id, mark=""),
    lambda f, now: Mailbox(
        person_id=f.person_id, mail="", name=f"box{f.person_id}", asked_at=now, confirmed_at=now
    ),
    lambda f, now: Line(
        talk_id=f.talk_id, seq=90, at=now, who=Who.YOU, text="", client_id=f"{f.chat}:17"
    ),
    lambda f, now: Draft(talk_id=f.talk_id, flow="idea", flow_version=1, answers={}, kept_at=now),
    lambda f, now: DeadLetter(
        talk_id=f.talk_id, client_id="x", at=now, error="Fault", said={}, asked=0
    ),
    lambda f, now: Outgoing(
        channel=Channel.TELEGRAM,
        address=f.chat,
        talk_id=f.talk_id,
        first=90,
        last=90,
        priority=0,
        not_before=now,
        state=Sending.SENT,
        message_id=18,
        made_at=now,
        settled_at=now,
    ),
    lambda f, now: Due(
        kind=DueKind.UNSAY, at=now, payload={"chat": f.chat, "delete": [5], "rewrite": []}
    ),
    lambda f, now: Introduction(
        id=9000 + f.person_id,
        case_number=f.case,
        state=Stand.AGREED,
        about="",
        by=f.person_id,
        begun_at=now,
        expires_at=now,
        changed_at=now,
    ),
    lambda f, now: Introduced(
        introduction=9000 + f.person_id, side=Side.IDEA, person_id=f.person_id
    ),
    lambda f, now: File(
        person_id=f.person_id,
        kind="photo",
        media_type="image/jpeg",
        content=b"",
        case_number=f.case,
        kept_at=now,
    ),
)


async def fill(
    database: Database, person_id: int, case: int, name: str, now: datetime, colleague: int
) -> Full:
    """Let there be something of somebody in every personal column; a colleague noted some of it."""
    async with database.transaction() as tx:
        talk = await tx.session.scalar(
            select(Talk).where(Talk.person_id == person_id, Talk.place == PRIVATE)
        )
        if talk is None:
            talk = Talk(person_id=person_id, place=PRIVATE, updated_at=now, last_seq=90)
            tx.session.add(talk)
            await tx.session.flush()
        full = Full(person_id, case, talk.id, f"77{person_id:05}", colleague)
        for plant in PLANTED:
            tx.session.add(plant(full, now))
            await tx.session.flush()
        for holding in HOLDINGS:
            theirs = holding.whose(person_id)
            if holding.table is Note:
                theirs = Note.case_number == case
            await _mark(tx, full, holding.rows, theirs, name)
    return full


async def _mark(tx: Transaction, full: Full, table: Table, theirs: Any, name: str) -> None:
    """Put a word of its own into each personal column of their rows."""
    for column in marked(table.name):
        where = (table.name, column.name)
        if where in NOT_PLANTED | OF_STAFF or not _holds_words(column):
            continue
        if table.name == "addresses" and column.name == "address":
            theirs = theirs & (table.c.channel == Channel.WEB)
        word = f"{name}{len(full.words):03}{'x' * 6}"[: _room(column)]
        await tx.connection.execute(
            update(table).where(theirs).values({column.name: _as(column, word)})
        )
        full.words[where] = word


def _holds_words(column: Column[Any]) -> bool:
    return isinstance(column.type, String | JSON | LargeBinary)


def _room(column: Column[Any]) -> int:
    return getattr(column.type, "length", None) or 40


def _as(column: Column[Any], word: str) -> Any:
    if isinstance(column.type, LargeBinary):
        return word.encode()
    if not isinstance(column.type, JSON):
        return word
    return [{"value": "x", "label": word}] if column.name == "buttons" else {"question": word}


async def stored(database: Database) -> dict[str, list[dict[str, Any]]]:
    """Everything in the database, table by table."""
    async with database.reading() as tx:
        return {
            name: [dict(row._mapping) for row in await tx.connection.execute(select(table))]
            for name, table in Base.metadata.tables.items()
        }


def found_in(everything: dict[str, list[dict[str, Any]]], word: str) -> set[tuple[str, str]]:
    """The columns in which a word stands, anywhere."""
    return {
        (table, column)
        for table, rows in everything.items()
        for row in rows
        for column, value in row.items()
        if word in _text(value)
    }


def _text(value: object) -> str:
    if isinstance(value, bytes):
        return value.decode("latin-1")
    return "" if isinstance(value, datetime | date | bool) else str(value)
