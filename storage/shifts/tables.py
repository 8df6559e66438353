"""The tables of shifts. Hold no rule and no query."""

from __future__ import annotations

from datetime import date, datetime, time

from sqlalchemy import JSON, ForeignKey, Index, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from storage.base import Base, UtcDateTime, personal
from storage.shifts.rules import ShiftState, SwapState


class ShiftSeries(Base):
    """Shifts that come again: how they were asked for, so that one change can reach them all.

    said: the colleague's own words ("hver tirsdag 16-18 til jul"), read back on the page. left_out:
    the days of the pattern on which there is none, as ISO dates.
    """

    __tablename__ = "shift_series"

    id: Mapped[int] = mapped_column(primary_key=True)
    role: Mapped[int] = mapped_column(ForeignKey("volunteer_roles.id"), index=True)
    said: Mapped[str] = mapped_column(String(300))
    first_on: Mapped[date] = mapped_column()
    last_on: Mapped[date] = mapped_column()
    begins: Mapped[time] = mapped_column()
    ends: Mapped[time] = mapped_column()
    left_out: Mapped[list[str]] = mapped_column(JSON, default=list)
    made_by: Mapped[int | None] = mapped_column(ForeignKey("people.id"), index=True)
    made_at: Mapped[datetime] = mapped_column(UtcDateTime)


class Shift(Base):
    """One shift: a role at a time and a place, for at least and at most so many people.

    title: what it is called where the role's name says too little. contact: the colleague to call
    today; None is the role's. code: what the host shows so that people can say they came; made when
    it is first asked for. mood: how it went, in the words of whoever was host. promised: how many
    were expected before a no, as long as others are sought for what it left; 0 when nobody is
    sought beyond the least. version moves with every change: a calendar's SEQUENCE. Whoever gives
    out a place or takes one back locks this row first.
    """

    __tablename__ = "shifts"
    __table_args__ = (Index("ix_shifts_state_begins_at", "state", "begins_at"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    series: Mapped[int | None] = mapped_column(ForeignKey("shift_series.id"), index=True)
    role: Mapped[int] = mapped_column(ForeignKey("volunteer_roles.id"), index=True)
    title: Mapped[str | None] = mapped_column(String(80))
    branch: Mapped[str | None] = mapped_column(String(40))
    begins_at: Mapped[datetime] = mapped_column(UtcDateTime, index=True)
    ends_at: Mapped[datetime] = mapped_column(UtcDateTime)
    minimum: Mapped[int] = mapped_column(default=1)
    maximum: Mapped[int] = mapped_column()
    promised: Mapped[int] = mapped_column(default=0)
    note: Mapped[str | None] = mapped_column(String(300))
    contact: Mapped[int | None] = mapped_column(ForeignKey("people.id"), index=True)
    state: Mapped[str] = mapped_column(String(10), default=ShiftState.OPEN)
    reason: Mapped[str | None] = mapped_column(String(300))
    code: Mapped[str | None] = mapped_column(String(8))
    mood: Mapped[str | None] = mapped_column(String(10))
    made_by: Mapped[int | None] = mapped_column(ForeignKey("people.id"), index=True)
    version: Mapped[int] = mapped_column(default=1)
    changed_at: Mapped[datetime] = mapped_column(UtcDateTime)


class ShiftPlace(Base):
    """One volunteer at one shift. since: when they joined the line, or said yes; the order of the
    waiting list is `since`, then the id.

    volunteer is None when somebody was erased: that a place was held and hours were given stays.
    until: when an offer or a question runs out. asked_at: when they were last asked to step in.
    over: why staff gave the place against a rule. late: minutes they said they would be late.
    minutes: what counts as worked, which the volunteer may mend. mood: their answer after it.
    version moves whenever the place becomes theirs, or theirs no more; 0 for who never had it. With
    the shift's it is the calendar's SEQUENCE.
    thanked_at: when they were thanked for it, so that it is said once, and once a day.
    """

    __tablename__ = "shift_places"
    __table_args__ = (UniqueConstraint("shift", "volunteer"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    shift: Mapped[int] = mapped_column(ForeignKey("shifts.id"), index=True)
    volunteer: Mapped[int | None] = mapped_column(ForeignKey("volunteers.number"), index=True)
    state: Mapped[str] = mapped_column(String(10))
    since: Mapped[datetime] = mapped_column(UtcDateTime)
    until: Mapped[datetime | None] = mapped_column(UtcDateTime)
    asked_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    given_by: Mapped[int | None] = mapped_column(ForeignKey("people.id"), index=True)
    over: Mapped[str | None] = mapped_column(
        String(300), info=personal("shift_over", erasure="blank", period="volunteer")
    )
    late: Mapped[int | None] = mapped_column(
        info=personal("shift_late", erasure="blank", period="volunteer")
    )
    minutes: Mapped[int | None] = mapped_column()
    mood: Mapped[str | None] = mapped_column(
        String(10), info=personal("shift_mood", erasure="blank", period="volunteer")
    )
    thanked_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    version: Mapped[int] = mapped_column(default=0)


class ShiftSwap(Base):
    """One volunteer asked another, by name, to take a place over."""

    __tablename__ = "shift_swaps"

    id: Mapped[int] = mapped_column(primary_key=True)
    place: Mapped[int] = mapped_column(ForeignKey("shift_places.id"), index=True)
    asked: Mapped[int] = mapped_column(ForeignKey("volunteers.number"), index=True)
    state: Mapped[str] = mapped_column(String(10), default=SwapState.ASKED)
    until: Mapped[datetime] = mapped_column(UtcDateTime)
    asked_at: Mapped[datetime] = mapped_column(UtcDateTime)
