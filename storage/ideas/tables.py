"""The tables of ideas. Hold no rule and no query."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import ForeignKey, String, Text
from sqlalchemy.orm import Mapped, mapped_column

from storage.base import Base, UtcDateTime, personal


class Idea(Base):
    """What a citizen gave, in their own words, and what the staff decided about it.

    `searched` is the words of the idea and its title, folded: what a search looks in. A note, which
    is no idea, has no benefit; `about` is what it was taken to be about.
    """

    __tablename__ = "ideas"

    number: Mapped[int] = mapped_column(ForeignKey("cases.number"), primary_key=True)
    text: Mapped[str] = mapped_column(Text, info=personal("idea", erasure="archive", period="idea"))
    benefit: Mapped[str | None] = mapped_column(
        Text, info=personal("benefit", erasure="archive", period="idea")
    )
    searched: Mapped[str] = mapped_column(
        Text, info=personal("idea", erasure="archive", period="idea")
    )
    hear_back: Mapped[str] = mapped_column(
        String(10), info=personal("hear_back", erasure="blank", period="idea")
    )
    phone: Mapped[str | None] = mapped_column(
        String(20), info=personal("phone", erasure="blank", period="idea")
    )
    kind: Mapped[str | None] = mapped_column(String(10))
    about: Mapped[str | None] = mapped_column(String(20))
    value: Mapped[str | None] = mapped_column(
        Text, info=personal("value", erasure="blank", period="idea")
    )
    own_part: Mapped[str | None] = mapped_column(
        Text, info=personal("own_part", erasure="blank", period="idea")
    )
    together_with: Mapped[str | None] = mapped_column(
        Text, info=personal("together_with", erasure="blank", period="idea")
    )
    theme: Mapped[str | None] = mapped_column(String(10))
    context: Mapped[str | None] = mapped_column(
        String(15), info=personal("context", erasure="blank", period="idea")
    )
    purpose: Mapped[str | None] = mapped_column(String(15))
    partners: Mapped[str | None] = mapped_column(
        Text, info=personal("partners", erasure="archive", period="idea")
    )
    no_partner_reason: Mapped[str | None] = mapped_column(Text)
    wider_benefit: Mapped[str | None] = mapped_column(Text)
    influence_task: Mapped[int | None] = mapped_column()
    influence_process: Mapped[int | None] = mapped_column()
    influence_result: Mapped[int | None] = mapped_column()
    reason: Mapped[str | None] = mapped_column(
        Text, info=personal("answer", erasure="archive", period="idea")
    )
    alternative: Mapped[str | None] = mapped_column(
        Text, info=personal("answer", erasure="archive", period="idea")
    )
    became: Mapped[str | None] = mapped_column(
        Text, info=personal("answer", erasure="archive", period="idea")
    )


class Support(Base):
    """Somebody who wants a released idea as well, though it is another's."""

    __tablename__ = "supports"

    case_number: Mapped[int] = mapped_column(ForeignKey("cases.number"), primary_key=True)
    person_id: Mapped[int] = mapped_column(ForeignKey("people.id"), primary_key=True, index=True)
    since: Mapped[datetime] = mapped_column(UtcDateTime)
