"""A telephone with Telegram in it, which finds out anew each time whose it is."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy import select

from bot.incoming import Incoming, Post
from handlers.conversation.values import Opened, Said
from storage.joining.actions import make_link
from storage.people.rules import Channel, Language
from storage.people.tables import Address
from storage.talk.rules import PRIVATE, Sending
from storage.talk.tables import Line, Outgoing
from tests.harness import House, Talker


@dataclass
class Phone(Talker):
    """Somebody in Telegram. What comes by itself lies in the outbox until it is fetched."""

    language: Language = Language.DA

    async def _send(self, said: Said) -> str:
        name = f"update-{next(self.house.names)}"
        answered = await self.house.intake.receive(
            Incoming(
                channel=Channel.TELEGRAM,
                address=self.address,
                place=None,
                id=name,
                said=said,
                language=self.language,
                post=Post(self.address),
            )
        )
        await self.gets()
        self.answered = answered.lines[1:]
        return self.heard

    async def gets(self) -> str:
        """What was sent to the telephone since it was last looked at."""
        async with self.house.database.transaction() as tx:
            waiting = await tx.session.scalars(
                select(Outgoing)
                .where(Outgoing.address == self.address, Outgoing.state == Sending.WAITING)
                .order_by(Outgoing.id)
            )
            lines: list[Line] = []
            for out in waiting.all():
                span = Line.seq.between(out.first, out.last)
                wanted = select(Line).where(Line.talk_id == out.talk_id, span).order_by(Line.seq)
                lines += (await tx.session.scalars(wanted)).all()
                out.state = Sending.SENT
        self.answered = lines
        return self.heard

    async def lines(self) -> Sequence[Line]:
        """Everything in the talk that this telephone is in now."""
        self.person_id = await self.owner()
        return await super().lines()

    async def owner(self) -> int:
        """Whose telephone it is."""
        async with self.house.database.reading() as tx:
            found = await tx.session.scalar(
                select(Address.person_id).where(
                    Address.channel == Channel.TELEGRAM, Address.address == self.address
                )
            )
        return found or 0


def phone(house: House, address: str = "4711", language: Language = Language.DA) -> Phone:
    """A telephone that has said nothing yet."""
    return Phone(house, 0, Channel.TELEGRAM, address, PRIVATE, language=language)


async def link_from(house: House, talker: Talker) -> str:
    """The secret of a link that somebody made on their page, or at their desk."""
    async with house.database.transaction() as tx:
        return await make_link(tx, talker.person_id, talker.channel, house.now)


async def opens(talker: Talker, secret: str, *, sure: bool) -> str:
    """What a page does for somebody who opened a link and answered its question."""
    return await talker._send(Opened(secret, sure))


def secret_in(text: str) -> str:
    """The secret of the link that stands in a text."""
    found = re.search(r"https://sammen\.example/forbind/([A-Za-z0-9_-]+)", text)
    assert found is not None, text
    return found[1]
