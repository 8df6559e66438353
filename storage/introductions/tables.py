"""The tables of introductions. Hold no rule and no query."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import ForeignKey, String, Text
from sqlalchemy.orm import Mapped, mapped_column

from storage.base import Base, UtcDateTime, personal
from storage.introductions.rules import Shared


class Introduction(Base):
    """Two who could do something together, for one idea. The other side is a partner, the citizen
    of another idea (`other_case`), or somebody who wants the same (neither).

    about: what the other side is told of the idea before any yes. by: who proposed it; by_name is
    a colleague's first name, None when the citizen did. event_id: the yes of the staff that it came
    with; when that is taken back, nobody is asked. `expires_at`: until when answers are waited for.
    """

    __tablename__ = "introductions"

    id: Mapped[int] = mapped_column(primary_key=True)
    case_number: Mapped[int] = mapped_column(ForeignKey("cases.number"), index=True)
    partner: Mapped[int | None] = mapped_column(ForeignKey("partners.number"), index=True)
    other_case: Mapped[int | None] = mapped_column(ForeignKey("cases.number"), index=True)
    state: Mapped[str] = mapped_column(String(10))
    about: Mapped[str] = mapped_column(
        Text, info=personal("introduction_about", erasure="blank", period="introduction")
    )
    by: Mapped[int | None] = mapped_column(ForeignKey("people.id"), index=True)
    by_name: Mapped[str | None] = mapped_column(
        String(60), info=personal("staff_name", erasure="keep", period="introduction")
    )
    event_id: Mapped[int | None] = mapped_column(ForeignKey("events.id"))
    begun_at: Mapped[datetime] = mapped_column(UtcDateTime)
    expires_at: Mapped[datetime] = mapped_column(UtcDateTime)
    agreed_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    changed_at: Mapped[datetime] = mapped_column(UtcDateTime, index=True)


class Introduced(Base):
    """One side of an introduction, and what it has chosen to show once both have said yes.

    person_id: who is asked; of a partner it is whichever contact person answers, None before that.
    colleague: who speaks for this side here, because it cannot be asked itself. went: what it
    answered when asked whether they have begun.
    """

    __tablename__ = "introduced"

    introduction: Mapped[int] = mapped_column(ForeignKey("introductions.id"), primary_key=True)
    side: Mapped[str] = mapped_column(String(5), primary_key=True)
    person_id: Mapped[int | None] = mapped_column(ForeignKey("people.id"), index=True)
    colleague: Mapped[int | None] = mapped_column(ForeignKey("people.id"), index=True)
    told_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    answered_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    yes: Mapped[bool | None] = mapped_column()
    name: Mapped[str | None] = mapped_column(
        String(80), info=personal("introduced_name", erasure="blank", period="introduction")
    )
    phone: Mapped[str | None] = mapped_column(
        String(20), info=personal("introduced_phone", erasure="blank", period="introduction")
    )
    mail: Mapped[str | None] = mapped_column(
        String(254), info=personal("introduced_mail", erasure="blank", period="introduction")
    )
    text: Mapped[bool] = mapped_column(default=False)
    went: Mapped[bool | None] = mapped_column()

    def show(self, shared: Shared) -> None:
        """Keep what this side has chosen to show."""
        self.name, self.phone, self.mail = shared.name, shared.phone, shared.mail
        self.text = shared.text

    def hide(self) -> None:
        """Keep nothing of it any more."""
        self.name = self.phone = self.mail = None
