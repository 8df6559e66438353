"""The tables of volunteers. Hold no rule and no query."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any

from sqlalchemy import JSON, ForeignKey, String, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from storage.base import Base, UtcDateTime, personal


class VolunteerRole(Base):
    """A role that volunteers can have, in the library's words.

    answers: the five questions on not replacing paid work: {question: {"yes", "why"}}. told_on: the
    day on which the staff's representatives were told. `contact` is the colleague in charge.
    """

    __tablename__ = "volunteer_roles"

    id: Mapped[int] = mapped_column(primary_key=True)
    title: Mapped[str] = mapped_column(String(80))
    does: Mapped[str] = mapped_column(Text)
    purpose: Mapped[str | None] = mapped_column(String(15))
    adds: Mapped[str | None] = mapped_column(Text)
    supplement: Mapped[str | None] = mapped_column(Text)
    branch: Mapped[str | None] = mapped_column(String(40))
    times: Mapped[list[str]] = mapped_column(JSON, default=list)
    rhythm: Mapped[str | None] = mapped_column(String(200))
    needs: Mapped[str | None] = mapped_column(String(200))
    intro: Mapped[bool] = mapped_column(default=True)
    children: Mapped[bool] = mapped_column(default=False)
    insurance: Mapped[str | None] = mapped_column(String(200))
    contact: Mapped[int | None] = mapped_column(ForeignKey("people.id"), index=True)
    answers: Mapped[dict[str, Any]] = mapped_column(JSON, default=dict)
    told_on: Mapped[date | None] = mapped_column()
    state: Mapped[str] = mapped_column(String(10), index=True)
    version: Mapped[int] = mapped_column(default=1)
    changed_at: Mapped[datetime] = mapped_column(UtcDateTime)


class Volunteer(Base):
    """Somebody who wants to help, in their own words. Their state is that of their case.

    No address and no birth date: `band` is the age as far as it matters. adult: an adult who knows
    of it, for those under 18. wanted: the role that they chose. model: the edition of the library's
    model in force when they began. secret: the version of the confidentiality words that they said
    yes to. calendar: the edition of the link to their shifts; links of earlier editions are dead.
    """

    __tablename__ = "volunteers"

    number: Mapped[int] = mapped_column(ForeignKey("cases.number"), primary_key=True)
    name: Mapped[str] = mapped_column(
        String(60), info=personal("volunteer_name", erasure="blank", period="volunteer")
    )
    wish: Mapped[str] = mapped_column(
        Text, info=personal("volunteer_wish", erasure="blank", period="volunteer")
    )
    skills: Mapped[str | None] = mapped_column(
        Text, info=personal("volunteer_skills", erasure="blank", period="volunteer")
    )
    hope: Mapped[str | None] = mapped_column(
        Text, info=personal("volunteer_hope", erasure="blank", period="volunteer")
    )
    times: Mapped[list[str]] = mapped_column(JSON, default=list)
    band: Mapped[str] = mapped_column(
        String(10), info=personal("volunteer_band", erasure="blank", period="volunteer")
    )
    adult_name: Mapped[str | None] = mapped_column(
        String(60), info=personal("volunteer_adult", erasure="blank", period="volunteer")
    )
    adult_phone: Mapped[str | None] = mapped_column(
        String(20), info=personal("volunteer_adult_phone", erasure="blank", period="volunteer")
    )
    affiliation: Mapped[str] = mapped_column(String(12))
    association: Mapped[str | None] = mapped_column(
        String(120), info=personal("volunteer_association", erasure="blank", period="volunteer")
    )
    wanted: Mapped[int | None] = mapped_column(ForeignKey("volunteer_roles.id"), index=True)
    model: Mapped[int | None] = mapped_column()
    secret: Mapped[int] = mapped_column(default=0)
    secret_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    trial_until: Mapped[date | None] = mapped_column()
    paused_until: Mapped[date | None] = mapped_column()
    calendar: Mapped[int] = mapped_column(default=1)


class VolunteerPlace(Base):
    """A volunteer in a role. `steps`: which steps of the list are done, and when: {step: day}."""

    __tablename__ = "volunteer_places"
    __table_args__ = (UniqueConstraint("volunteer", "role"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    volunteer: Mapped[int] = mapped_column(ForeignKey("volunteers.number"), index=True)
    role: Mapped[int] = mapped_column(ForeignKey("volunteer_roles.id"), index=True)
    steps: Mapped[dict[str, str]] = mapped_column(JSON, default=dict)
    since: Mapped[datetime] = mapped_column(UtcDateTime)
    ended_at: Mapped[datetime | None] = mapped_column(UtcDateTime)


class Expectation(Base):
    """One round of "what do we expect of each other". The newest round of a volunteer is the open
    one.

    `version` rises with every change. A yes names a version; both have agreed when both yeses name
    the present one.
    """

    __tablename__ = "volunteer_expectations"

    id: Mapped[int] = mapped_column(primary_key=True)
    volunteer: Mapped[int] = mapped_column(ForeignKey("volunteers.number"), index=True)
    reason: Mapped[str] = mapped_column(String(10))
    version: Mapped[int] = mapped_column(default=1)
    library_ticks: Mapped[list[str]] = mapped_column(JSON, default=list)
    own_ticks: Mapped[list[str]] = mapped_column(JSON, default=list)
    left_out: Mapped[list[str]] = mapped_column(JSON, default=list)
    library_words: Mapped[str | None] = mapped_column(
        Text, info=personal("expected_of", erasure="blank", period="volunteer")
    )
    own_words: Mapped[str | None] = mapped_column(
        Text, info=personal("expected_by", erasure="blank", period="volunteer")
    )
    library_yes: Mapped[int | None] = mapped_column()
    library_by: Mapped[int | None] = mapped_column(ForeignKey("people.id"), index=True)
    library_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    own_yes: Mapped[int | None] = mapped_column()
    own_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    model: Mapped[int | None] = mapped_column()
    began_at: Mapped[datetime] = mapped_column(UtcDateTime)
    agreed_at: Mapped[datetime | None] = mapped_column(UtcDateTime)


class ChildCheck(Base):
    """The certificate of a volunteer: a status and a day, and nothing of what it says.

    What one colleague reports is kept in `proposed` until another reports the same.
    """

    __tablename__ = "volunteer_checks"

    volunteer: Mapped[int] = mapped_column(ForeignKey("volunteers.number"), primary_key=True)
    status: Mapped[str] = mapped_column(
        String(12), info=personal("check_status", erasure="blank", period="volunteer")
    )
    on: Mapped[date | None] = mapped_column(
        info=personal("check_on", erasure="blank", period="volunteer")
    )
    renew_on: Mapped[date | None] = mapped_column()
    proposed: Mapped[str | None] = mapped_column(
        String(12), info=personal("check_proposed", erasure="blank", period="volunteer")
    )
    proposed_on: Mapped[date | None] = mapped_column()
    proposed_by: Mapped[int | None] = mapped_column(ForeignKey("people.id"), index=True)


class Trial(Base):
    """A trial of a role (S49): what the library wants to learn, until when, and what it learned."""

    __tablename__ = "volunteer_trials"

    id: Mapped[int] = mapped_column(primary_key=True)
    role: Mapped[int] = mapped_column(ForeignKey("volunteer_roles.id"), index=True)
    question: Mapped[str] = mapped_column(Text)
    begins_on: Mapped[date] = mapped_column()
    ends_on: Mapped[date] = mapped_column(index=True)
    worked: Mapped[str | None] = mapped_column(Text)
    better: Mapped[str | None] = mapped_column(Text)
    lesson: Mapped[str | None] = mapped_column(Text)
    verdict: Mapped[str | None] = mapped_column(String(10))
    closed_at: Mapped[datetime | None] = mapped_column(UtcDateTime, index=True)
