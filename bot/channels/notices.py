"""The mails of the outbox: the question whether mails are wanted, and notices of news.

A mail holds the library's name, a number and links, never what was said. Must not claim or settle
anything: that is the work of delivery.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import timedelta

from bot.channels.links import MailLinks
from bot.channels.mail import Fault, Mailer, MailNotSent
from bot.intake import Clock
from bot.sending import NotSent, Parcel, Sent
from handlers.conversation.texts import Texts, Values
from handlers.library import Library
from storage.database import Database
from storage.ideas.queries import my_cases
from storage.mail.queries import Box, box
from storage.mail.rules import staff_of
from storage.people.queries import colleague
from storage.people.rules import Language
from storage.talk.rules import Who

LEFT_ALONE = timedelta(minutes=5)
"""How long an address rests after its server said "not now": many servers accept only a second try.
"""


@dataclass(frozen=True)
class Letter:
    """A mail without its address."""

    subject: str
    text: str
    headers: Mapping[str, str] = field(default_factory=dict)


class Letters:
    """Writes letters in a person's language."""

    def __init__(self, texts: Texts, library: Library, links: MailLinks) -> None:
        self._texts = texts
        self._library = library
        self._links = links

    def asking(self, language: Language, name: str, number: int | None) -> Letter:
        """The question whether the library may write to this mailbox, about a case if any."""
        values: Values = {"link": self._links.confirm(name), "ref": number or 0}
        return Letter(
            self._said(language, "confirm_subject", values),
            self._said(language, "confirm_case" if number else "confirm", values),
        )

    def news(self, language: Language, name: str, number: int) -> Letter:
        """A notice of news of a case. One press stops these mails, in the mail program too."""
        stop = self._links.stop(name)
        values: Values = {"ref": number, "link": self._links.case(number), "stop": stop}
        one_click = "List-Unsubscribe=One-Click"  # RFC 8058
        return Letter(
            self._said(language, "news_subject", values),
            self._said(language, "news", values),
            {"List-Unsubscribe": f"<{stop}>", "List-Unsubscribe-Post": one_click},
        )

    def alert(self, language: Language, number: int) -> Letter:
        """A request to a colleague to look at a case now. Never holds what was said."""
        values: Values = {"ref": number, "link": self._links.talk(number)}
        return Letter(
            self._said(language, "alert_subject", values), self._said(language, "alert", values)
        )

    def _said(self, language: Language, key: str, values: Values) -> str:
        return self._texts.render(
            f"letter.{key}", language, {"library": self._library.name, **values}
        )


class MailPost:
    """Sends parcels to mailboxes."""

    def __init__(self, mailer: Mailer, letters: Letters, database: Database, clock: Clock) -> None:
        self._mailer = mailer
        self._letters = letters
        self._database = database
        self._clock = clock

    async def send(self, parcel: Parcel) -> Sent:
        """Ask a mailbox for its yes, or tell it of news. Raises NotSent."""
        if (person_id := staff_of(parcel.address)) is not None:
            return await self._alert(parcel, person_id)
        async with self._database.reading() as tx:
            found = await box(tx, int(parcel.address), self._clock())
            cases = await my_cases(tx, found.person_id) if found else []
        if found is None:
            raise NotSent("The mailbox has ended.", later=False, gone=True)
        letter = self._letter(parcel, found, cases[0].number if cases else None)
        if letter is not None:
            await self._hand_in(found.mail, letter)
        return Sent()

    async def _alert(self, parcel: Parcel, person_id: int) -> Sent:
        """Tell a colleague at the address that they sign in with."""
        async with self._database.reading() as tx:
            found = await colleague(tx, person_id)
        number = parcel.lines[0].case_number
        if found is None or found.mail is None or number is None:
            raise NotSent("The colleague has no mail address.", later=False, gone=True)
        await self._hand_in(found.mail, self._letters.alert(parcel.language, number))
        return Sent()

    async def _hand_in(self, to: str, letter: Letter) -> None:
        try:
            await self._mailer.send(to, letter.subject, letter.text, letter.headers)
        except MailNotSent as failure:
            raise _not_sent(failure) from None

    def _letter(self, parcel: Parcel, found: Box, number: int | None) -> Letter | None:
        """The letter for a mailbox: the question while it has not said yes, otherwise news of a
        case.
        """
        if not found.confirmed:
            return self._letters.asking(parcel.language, found.name, number)
        line = parcel.lines[0]
        if line.who == Who.YOU or line.case_number is None:
            return None  # a yes was asked for, and came before this mail had gone
        return self._letters.news(parcel.language, found.name, line.case_number)


def _not_sent(failure: MailNotSent) -> NotSent:
    """A failure as a NotSent: the address is given up, or rests, or all mails wait."""
    why = f"{failure.why[:1].upper()}{failure.why[1:]}."
    if failure.fault is Fault.SERVER:
        return NotSent(why, later=True, everybody=True)
    if failure.later:
        return NotSent(why, later=True, pause=LEFT_ALONE)
    return NotSent(why, later=False, gone=failure.fault is Fault.ADDRESS)
