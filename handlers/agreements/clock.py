"""What time says about agreements: to the partner what was begun or sent, to both that it runs out,
that it is time to look back, that it has ended. What is due is storage's to say.
"""

from __future__ import annotations

from datetime import datetime

from handlers.agreements.telling import news, tell_side
from handlers.conversation.texts import Key, Texts
from handlers.conversation.values import Message
from handlers.library import Library
from storage.agreements.actions import Coming, come_due
from storage.agreements.levels import AgreementLevel
from storage.agreements.queries import Whole
from storage.agreements.rules import Party, Watch
from storage.database import Transaction
from storage.talk.tables import Due

WAYS = {
    Watch.INVITE: ("forvent",),
    Watch.TAKEN_UP: (),
    Watch.WARN: ("begyndaftale",),
    Watch.LATE: (),
    Watch.LEFT: (),
    Watch.SENT: ("jaaftale", "okay", "punkt"),
    Watch.CHANGED: ("jaaftale", "okay", "punkt"),
    Watch.SOON: ("fortsaet", "retaftale", "stopaftale"),
    Watch.STATUS: ("tilbageblik",),
    Watch.OVER: (),
}
BOTH = frozenset({Watch.LATE, Watch.LEFT, Watch.SOON, Watch.STATUS, Watch.OVER})
"""What both sides hear; the rest is the library's own doing."""

APART = frozenset({Watch.LATE, Watch.LEFT})
"""What each side hears in words of its own."""


async def tell_agreement(
    tx: Transaction, due: Due, texts: Texts, library: Library, now: datetime
) -> None:
    """Do what is due about an agreement, and say it."""
    coming = await come_due(tx, due, now, library.days_to_answer)
    if coming is None:
        return
    whole = coming.whole
    if coming.watch is Watch.WARN:
        await tell_side(tx, whole, Party.LIBRARY, _said(coming, Party.LIBRARY), texts, now)
        return
    heard = await tell_side(tx, whole, Party.PARTNER, _said(coming, Party.PARTNER), texts, now)
    if coming.watch in BOTH:
        await tell_side(tx, whole, Party.LIBRARY, _said(coming, Party.LIBRARY), texts, now)
    elif not heard:
        alone = news(whole, "nobody_here", Party.LIBRARY)
        await tell_side(tx, whole, Party.LIBRARY, alone, texts, now)


def _said(coming: Coming, party: Party) -> Message:
    whole, step = coming.whole, coming.watch
    ways = WAYS[step]
    if whole.level is AgreementLevel.CONTRACT:
        ways = tuple(way for way in ways if way != "retaftale")
    if step is Watch.SENT and not whole.sections:
        ways = ("jaaftale",)
    form = f"{step}_{party}" if step in APART else str(step)
    return news(whole, form, party, *ways, **_values(whole, step))


def _values(whole: Whole, step: Watch) -> dict[str, object]:
    if step is Watch.WARN:
        return {"day": whole.case.promised_on}
    if step is Watch.LATE:
        return {"was": whole.case.late_since, "date": whole.case.promised_on}
    if step is Watch.TAKEN_UP:
        return {"level": Key(f"level.{whole.level.word}")}
    return {"until": whole.agreement.ends_on} if step in {Watch.SOON, Watch.OVER} else {}
