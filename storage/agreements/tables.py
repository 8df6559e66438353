"""The tables of agreements. Hold no rule and no query."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any

from sqlalchemy import JSON, ForeignKey, String, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from storage.base import Base, UtcDateTime, personal


class Agreement(Base):
    """What the library and a partner agree on; its state stands in its case.

    about: the idea that it realises, if there is one. points: what was answered yes to, of the ten
    questions; because: why staff chose another level than those speak for. signatory: who may bind
    the library, set by staff. contact: the partner's contact person. agreed: the words that both
    said yes to last, by section, and agreed_mark their digest: what holds while something new is
    talked about. wish_library, wish_partner: what each side wants when it runs out.
    """

    __tablename__ = "agreements"

    number: Mapped[int] = mapped_column(ForeignKey("cases.number"), primary_key=True)
    partner: Mapped[int] = mapped_column(ForeignKey("partners.number"), index=True)
    about: Mapped[int | None] = mapped_column(ForeignKey("cases.number"), index=True)
    level: Mapped[int] = mapped_column()
    recommended: Mapped[int] = mapped_column()
    points: Mapped[list[str]] = mapped_column(JSON, default=list)
    because: Mapped[str | None] = mapped_column(Text)
    version: Mapped[int] = mapped_column(default=1)
    starts_on: Mapped[date | None] = mapped_column()
    ends_on: Mapped[date | None] = mapped_column(index=True)
    evaluate_on: Mapped[date | None] = mapped_column()
    signatory: Mapped[str | None] = mapped_column(
        String(120), info=personal("staff_name", erasure="keep", period="agreement")
    )
    contact: Mapped[int | None] = mapped_column(
        ForeignKey("contacts.id", ondelete="SET NULL"), index=True
    )
    agreed: Mapped[dict[str, Any] | None] = mapped_column(
        JSON(none_as_null=True),
        info=personal("agreement_words", erasure="archive", period="agreement"),
    )
    agreed_mark: Mapped[str | None] = mapped_column(String(64))
    agreed_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    wish_library: Mapped[str | None] = mapped_column(String(10))
    wish_partner: Mapped[str | None] = mapped_column(String(10))


class Clause(Base):
    """What an agreement says about one thing, who wrote it last, and which sides find it right."""

    __tablename__ = "clauses"

    number: Mapped[int] = mapped_column(ForeignKey("agreements.number"), primary_key=True)
    section: Mapped[str] = mapped_column(String(20), primary_key=True)
    text: Mapped[str] = mapped_column(
        Text, info=personal("agreement_words", erasure="archive", period="agreement")
    )
    party: Mapped[str | None] = mapped_column(String(10))
    by: Mapped[int | None] = mapped_column(ForeignKey("people.id"), index=True)
    by_name: Mapped[str | None] = mapped_column(
        String(80), info=personal("agreement_name", erasure="blank", period="agreement")
    )
    at: Mapped[datetime] = mapped_column(UtcDateTime)
    ok_library: Mapped[bool] = mapped_column(default=False)
    ok_partner: Mapped[bool] = mapped_column(default=False)


class Voice(Base):
    """What one side told by itself: what it expects, or how it went. `noted_by` is the colleague
    who wrote it down for a partner who was not here.
    """

    __tablename__ = "voices"
    __table_args__ = (UniqueConstraint("number", "kind", "party", "topic"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    number: Mapped[int] = mapped_column(ForeignKey("agreements.number"), index=True)
    kind: Mapped[str] = mapped_column(String(12))
    party: Mapped[str] = mapped_column(String(10))
    topic: Mapped[str] = mapped_column(String(20))
    text: Mapped[str] = mapped_column(
        Text, info=personal("agreement_voice", erasure="blank", period="agreement")
    )
    by: Mapped[int | None] = mapped_column(ForeignKey("people.id"), index=True)
    by_name: Mapped[str | None] = mapped_column(
        String(80), info=personal("agreement_name", erasure="blank", period="agreement")
    )
    noted_by: Mapped[str | None] = mapped_column(
        String(60), info=personal("staff_name", erasure="keep", period="agreement")
    )
    at: Mapped[datetime] = mapped_column(UtcDateTime)


class Consent(Base):
    """A side's yes to one version: its digest, who said it, as what, and when.

    A change takes it away, for both; but what they said yes to last stays while it holds.
    `noted_by` is the colleague who wrote down a yes on paper.
    """

    __tablename__ = "consents"

    number: Mapped[int] = mapped_column(ForeignKey("agreements.number"), primary_key=True)
    party: Mapped[str] = mapped_column(String(10), primary_key=True)
    mark: Mapped[str] = mapped_column(String(64), primary_key=True)
    version: Mapped[int] = mapped_column()
    name: Mapped[str] = mapped_column(
        String(80), info=personal("agreement_name", erasure="blank", period="agreement")
    )
    role: Mapped[str] = mapped_column(
        String(80), info=personal("agreement_role", erasure="archive", period="agreement")
    )
    by: Mapped[int | None] = mapped_column(ForeignKey("people.id"), index=True)
    noted_by: Mapped[str | None] = mapped_column(
        String(60), info=personal("staff_name", erasure="keep", period="agreement")
    )
    at: Mapped[datetime] = mapped_column(UtcDateTime)
