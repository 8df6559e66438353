"""Tells a volunteer, or the colleagues in charge, something about a shift.

By night only what concerns a near shift is told; the rest waits for the morning. "i morgen" is used
only where it is true both on the page and when it reaches a telephone.
"""

from __future__ import annotations

from datetime import datetime

from handlers.conversation import render
from handlers.conversation.pen import Pen
from handlers.conversation.texts import Values
from handlers.conversation.values import Button, Message, Occasion
from handlers.shifts.told import wording
from storage.people.queries import Colleague, colleagues, language_of
from storage.people.rules import Language
from storage.shifts.asking import about_place, soon
from storage.shifts.queries import Held, Helper
from storage.talk.actions import tell
from storage.talk.pace import awake
from storage.talk.rules import DESK


class Teller(Occasion):
    """The sender: the clock, or a dialogue in which somebody did something."""

    @classmethod
    def of(cls, occasion: Occasion) -> Teller:
        """A teller in the transaction of a dialogue, or of a due row."""
        return cls(occasion.tx, occasion.texts, occasion.library, occasion.now)

    async def own(
        self,
        held: Held,
        helper: Helper,
        key: str,
        *buttons: Button,
        values: Values | None = None,
        unasked: bool = False,
        until: datetime | None = None,
    ) -> None:
        """Tell a volunteer.

        `unasked`: wait for the morning, however near the shift is. `until`: a message that has not
        reached a telephone by then is dropped; also once their place has changed.
        """
        if helper.person is None:
            return
        place: int | None = helper.place.id  # None: they are asked to take another one's
        at_once = not unasked and soon(self.now, held.shift.begins_at)
        language = await language_of(self.tx, helper.person)
        facts = await self.facts(held, language, at_once=at_once)
        given = {**facts, **self._spoken(values or {}, language, at_once=at_once)}
        number = helper.place.volunteer
        words = render.words(self.texts, language, Message(key, given, buttons, case=number))
        await tell(
            self.tx,
            helper.person,
            words,
            self.now,
            at_once=at_once,
            useful_until=until,
            about=about_place(place) if until is not None and place is not None else None,
        )

    async def many(
        self,
        person: int,
        number: int | None,
        shifts: list[Held],
        key: str,
        *buttons: Button,
        values: Values | None = None,
    ) -> None:
        """Tell a volunteer about several shifts in one message."""
        language = await language_of(self.tx, person)
        at_once = any(soon(self.now, held.shift.begins_at) for held in shifts)
        lines = wording.listed(Pen(self.texts, language), shifts, self.library)
        given = {**(values or {}), "n": len(shifts), "shifts": lines}
        words = render.words(self.texts, language, Message(key, given, buttons, case=number))
        await tell(self.tx, person, words, self.now, at_once=at_once)

    async def staff(
        self,
        held: Held,
        key: str,
        *buttons: Button,
        values: Values | None = None,
        about: str | None = None,
        unasked: bool = False,
    ) -> None:
        """Tell the colleagues in charge of a shift; `unasked` as in `own`.

        `about`: what the message concerns (`about_place`, `about_shift`). Once that has changed, or
        the shift has begun, an unsent message is dropped.
        """
        at_once = not unasked and soon(self.now, held.shift.begins_at)
        for each in wording.responsible(await colleagues(self.tx), held, self.now):
            language = await language_of(self.tx, each.person_id)
            facts = await self.facts(held, language, at_once=at_once)
            message = Message(key, {**facts, **(values or {})}, buttons)
            words = render.words(self.texts, language, message)
            await tell(
                self.tx,
                each.person_id,
                words,
                self.now,
                place=DESK,
                at_once=at_once,
                useful_until=held.shift.begins_at if about is not None else None,
                about=about,
            )

    async def who(self, held: Held) -> tuple[int, ...]:
        """The colleagues in charge of a shift, as person numbers."""
        there = wording.responsible(await colleagues(self.tx), held, self.now)
        return tuple(each.person_id for each in there)

    async def facts(self, held: Held, language: Language, *, at_once: bool) -> dict[str, str]:
        """The values that every message about a shift can use."""
        everybody: list[Colleague] = list(await colleagues(self.tx))
        name = wording.to_call(everybody, held)
        row, heard = held.shift, self._heard(at_once=at_once)
        return {
            "title": held.title,
            "what": wording.what(held, self.library),
            "when": wording.when(Pen(self.texts, language), row.begins_at, row.ends_at, heard),
            "call": wording.call(Pen(self.texts, language), name, self.library),
        }

    def _heard(self, *, at_once: bool) -> tuple[datetime, datetime]:
        """The moments at which it can be read on the page, and at which it reaches a telephone."""
        return self.now, self.now if at_once else awake(self.now)

    def _spoken(self, values: Values, language: Language, *, at_once: bool) -> Values:
        """The values, with a deadline as it must be said at the time of reading."""
        at = values.get("until")
        if not isinstance(at, datetime):
            return values
        heard = self._heard(at_once=at_once)
        return {**values, "until": wording.until(Pen(self.texts, language), at, heard)}
