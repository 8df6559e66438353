"""Which rows of which table are about a person, for every table with personal columns.

The export shows these rows and nothing else. A new table with a `Personal` column is one line here;
without it the tests of privacy fail and say so. Reads and writes nothing.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import cast

from sqlalchemy import ColumnElement, Select, String, Table, or_, select
from sqlalchemy import cast as sql_cast

from storage.agreements.queries import PARTNER_NOW, speaks_for
from storage.agreements.rules import UNREAD
from storage.agreements.tables import Agreement, Clause, Consent, Voice
from storage.base import Base
from storage.care.tables import LiveTalk
from storage.cases.tables import Case, CodeTry, Event, Note, Reader
from storage.ideas.tables import Idea, Support
from storage.introductions.tables import Introduced, Introduction
from storage.library.tables import Change
from storage.mail.tables import MailAsk, Mailbox
from storage.partners.tables import Contact, Partner
from storage.people.rules import Channel
from storage.people.tables import Address, Person, Staff, StaffEvent
from storage.privacy.tables import Hold
from storage.shifts.tables import ShiftPlace
from storage.silences.tables import Silence
from storage.talk.tables import Chat, DeadLetter, Draft, Due, File, Line, Outgoing, Talk
from storage.volunteers.tables import ChildCheck, Expectation, Volunteer


@dataclass(frozen=True)
class Holding:
    """A table, and the rows in it that are about a person.

    also: unmarked columns that make a row understandable. withheld: marked columns that the person
    does not see; the text `held.<table>_withheld` says why. unread: columns for machines, in the
    JSON but not on the page. heading: columns that stand over the rest of a row, where the rows are
    read one after the other.
    """

    table: type[Base]
    whose: Callable[[int], ColumnElement[bool]]
    also: tuple[str, ...] = ()
    withheld: frozenset[str] = frozenset()
    unread: frozenset[str] = frozenset()
    heading: tuple[str, ...] = ()

    @property
    def rows(self) -> Table:
        """The table as SQLAlchemy's Core knows it."""
        return cast(Table, self.table.__table__)

    @property
    def name(self) -> str:
        """The table's name."""
        return str(self.rows.name)

    @property
    def shown(self) -> tuple[str, ...]:
        """The columns of the export, in the order of the table."""
        columns = self.rows.columns
        marked = {column.name for column in columns if "personal" in column.info}
        wanted = marked - self.withheld | set(self.also)
        return tuple(str(column.name) for column in columns if column.name in wanted)


def own_talks(person_id: int) -> Select[int]:
    """The numbers of somebody's talks, at any place."""
    return select(Talk.id).where(Talk.person_id == person_id)


def own_cases(person_id: int) -> Select[int]:
    """The numbers of the cases that somebody gave."""
    return select(Case.number).where(Case.author == person_id)


def own_agreements(person_id: int) -> Select[int]:
    """The numbers of the agreements that somebody speaks for and has been shown."""
    return (
        select(Agreement.number)
        .join(Case, Case.number == Agreement.number)
        .where(PARTNER_NOW.in_(speaks_for(person_id)), Case.shown_state.not_in(UNREAD))
    )


def own_chats(person_id: int) -> Select[str]:
    """The addresses of somebody's chats in Telegram."""
    return select(Address.address).where(
        Address.person_id == person_id, Address.channel == Channel.TELEGRAM
    )


def _told(person_id: int) -> ColumnElement[bool]:
    """Acts of the library in one's own cases, once told; and one's own acts."""
    own = Event.case_number.in_(own_cases(person_id)) & (
        Event.released_at.is_not(None) | Event.by_name.is_(None)
    )
    return Event.undone_at.is_(None) & or_(own, Event.by == person_id)


def _proposed(person_id: int) -> ColumnElement[bool]:
    """Introductions for one's own cases, and those that one proposed as a citizen."""
    begun = (Introduction.by == person_id) & Introduction.by_name.is_(None)
    return or_(Introduction.case_number.in_(own_cases(person_id)), begun)


def _planned(person_id: int) -> ColumnElement[bool]:
    """Due rows about one's own chats: messages that are being taken back."""
    chats = own_chats(person_id).subquery()
    named = select(chats.c.address).where(
        sql_cast(Due.payload, String).contains('"' + sql_cast(chats.c.address, String) + '"')
    )
    return named.exists()


HOLDINGS = (
    Holding(
        Person,
        lambda p: Person.id == p,
        ("created_at", "notice_at"),
        unread=frozenset({"silenced_until"}),
    ),
    Holding(
        Address,
        lambda p: Address.person_id == p,
        ("channel", "since", "expires_at", "ended_at", "shared"),
        unread=frozenset({"address"}),
    ),
    Holding(Mailbox, lambda p: Mailbox.person_id == p, ("asked_at", "confirmed_at", "ended_at")),
    Holding(
        Case, lambda p: Case.author == p, ("number", "shown_state", "shown_title", "created_at")
    ),
    Holding(Reader, lambda p: Reader.person_id == p, ("case_number", "since")),
    Holding(Support, lambda p: Support.person_id == p, ("case_number", "since")),
    Holding(
        LiveTalk,
        lambda p: LiveTalk.person_id == p,
        ("case_number", "began_at", "spoken_at", "ended_at"),
    ),
    Holding(
        Idea,
        lambda p: Idea.number.in_(own_cases(p)),
        ("number", "kind", "theme"),
        withheld=frozenset({"partners", "reason", "alternative", "became"}),
        unread=frozenset({"searched"}),
    ),
    Holding(
        Volunteer,
        lambda p: Volunteer.number.in_(own_cases(p)),
        ("number", "times", "affiliation", "secret_at", "trial_until", "paused_until"),
    ),
    Holding(
        Expectation,
        lambda p: Expectation.volunteer.in_(own_cases(p)),
        ("volunteer", "own_ticks", "library_ticks", "own_at", "library_at", "agreed_at"),
    ),
    Holding(
        ChildCheck,
        lambda p: ChildCheck.volunteer.in_(own_cases(p)),
        ("volunteer", "renew_on"),
    ),
    Holding(
        ShiftPlace,
        lambda p: ShiftPlace.volunteer.in_(own_cases(p)),
        ("shift", "state", "since", "minutes"),
    ),
    Holding(
        Introduction,
        _proposed,
        ("case_number", "state", "begun_at", "agreed_at"),
        withheld=frozenset({"by_name"}),
    ),
    Holding(
        Introduced,
        lambda p: Introduced.person_id == p,
        ("introduction", "answered_at", "yes", "went"),
    ),
    Holding(
        Partner,
        lambda p: Partner.number.in_(own_cases(p)),
        ("number", "kind", "branches", "languages", "openness", "listed", "checked_at"),
        unread=frozenset({"branches", "languages"}),
    ),
    Holding(Contact, lambda p: Contact.person_id == p, ("partner", "since", "ended_at")),
    Holding(
        Agreement,
        lambda p: Agreement.number.in_(own_agreements(p)),
        ("number", "level", "starts_on", "ends_on", "agreed_at"),
        unread=frozenset({"level", "agreed"}),
    ),
    Holding(
        Clause,
        lambda p: Clause.number.in_(own_agreements(p)),
        ("number", "section"),
    ),
    Holding(Voice, lambda p: Voice.by == p, ("number", "at")),
    Holding(Consent, lambda p: Consent.by == p, ("number", "mark", "at")),
    Holding(
        Event,
        _told,
        ("case_number", "at", "act"),
        withheld=frozenset({"previous"}),
    ),
    Holding(Note, lambda p: Note.by == p, ("case_number", "at")),
    Holding(
        File,
        lambda p: File.person_id == p,
        ("id", "kind", "media_type", "case_number", "kept_at"),
        unread=frozenset({"content", "remote"}),
    ),
    Holding(
        Talk,
        lambda p: Talk.person_id == p,
        ("place", "updated_at"),
        unread=frozenset({"tail", "place"}),
    ),
    Holding(
        Draft,
        lambda p: Draft.talk_id.in_(own_talks(p)),
        ("flow", "kept_at"),
        unread=frozenset({"flow"}),
    ),
    Holding(
        Line,
        lambda p: Line.talk_id.in_(own_talks(p)),
        ("at", "who", "case_number"),
        unread=frozenset({"buttons", "card", "case_number"}),
        heading=("name", "who", "at"),
    ),
    Holding(DeadLetter, lambda p: DeadLetter.talk_id.in_(own_talks(p)), ("number", "at")),
    Holding(
        Outgoing,
        lambda p: Outgoing.talk_id.in_(own_talks(p)),
        ("channel", "state", "made_at", "settled_at"),
        unread=frozenset({"address"}),
    ),
    Holding(
        Chat,
        lambda p: (Chat.channel == Channel.TELEGRAM) & Chat.address.in_(own_chats(p)),
        ("channel", "next_at"),
        unread=frozenset({"address"}),
    ),
    Holding(Due, _planned, ("kind", "at"), unread=frozenset({"payload"})),
    Holding(MailAsk, lambda p: MailAsk.person_id == p, ("at",), unread=frozenset({"mark"})),
    Holding(
        CodeTry,
        lambda p: CodeTry.person_id == p,
        ("at", "case_number"),
        unread=frozenset({"address"}),
    ),
    Holding(
        Silence,
        lambda p: Silence.person_id == p,
        ("case_number", "since", "until", "told_at", "ended_at"),
        withheld=frozenset({"by_name", "ended_by"}),
    ),
    Holding(Staff, lambda p: Staff.person_id == p, ("role", "joined_at", "digest", "removed_at")),
    Holding(StaffEvent, lambda p: StaffEvent.by == p, ("at", "act", "role")),
    Holding(Change, lambda p: Change.by == p, ("number", "subject", "key", "at")),
    Holding(Hold, lambda p: Hold.by == p, ("case_number", "at", "lifted_at")),
)
"""What an export shows, in its order."""
