"""What becomes due about agreements: the partner is told what was begun or sent; both are told that
it runs out, that it is time to look back, that it has ended. Storage decides what is due.
"""

from __future__ import annotations

from handlers.agreements.telling import news, tell_side
from handlers.conversation.texts import Key
from handlers.conversation.values import Message, Occasion
from storage.agreements.actions import Coming, come_due
from storage.agreements.levels import AgreementLevel
from storage.agreements.queries import Whole
from storage.agreements.rules import AgreementState, Party, Watch
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
    Watch.STILL: ("retaftale", "stopaftale"),
    Watch.OVER: (),
}
BOTH = frozenset({Watch.LATE, Watch.LEFT, Watch.SOON, Watch.STATUS, Watch.STILL, Watch.OVER})
"""News for both sides; all other news is of the library's acts."""

APART = frozenset({Watch.LATE, Watch.LEFT})
"""News with a text of its own for each side."""


async def tell_agreement(occasion: Occasion, due: Due) -> None:
    """Do what is due about an agreement, and tell it."""
    coming = await come_due(occasion.tx, due, occasion.now, occasion.library.days_to_answer)
    if coming is None:
        return
    whole = coming.whole
    if coming.watch is Watch.WARN:
        await tell_side(occasion, whole, Party.LIBRARY, _said(coming, Party.LIBRARY))
        return
    heard = 0
    for party in _asked(coming):
        heard += await tell_side(occasion, whole, party, _said(coming, party))
    if coming.watch not in BOTH and not heard:
        alone = news(whole, "nobody_here", Party.LIBRARY)
        await tell_side(occasion, whole, Party.LIBRARY, alone)


def _asked(coming: Coming) -> tuple[Party, ...]:
    """The sides to be told: not the one that has answered already."""
    if coming.watch not in BOTH:
        return (Party.PARTNER,)
    wishes = {
        Party.LIBRARY: coming.whole.agreement.wish_library,
        Party.PARTNER: coming.whole.agreement.wish_partner,
    }
    soon = coming.watch is Watch.SOON
    return tuple(party for party in Party if not (soon and wishes[party]))


def _said(coming: Coming, party: Party) -> Message:
    whole, step = coming.whole, coming.watch
    ways = WAYS[step]
    if whole.level is AgreementLevel.CONTRACT:
        ways = tuple(way for way in ways if way != "retaftale")
    if step is Watch.SENT and not whole.sections:
        ways = ("jaaftale",)
    if step is Watch.STILL and not whole.sections:
        ways = ("stopaftale",)
    form = f"{step}_{party}" if step in APART else str(step)
    if step is Watch.SENT and not whole.sections:
        form = "sent_contact"
    if step is Watch.SOON and whole.state is AgreementState.REVISING:
        ours = ("jaaftale", "periode", "gammelaftale")
        form, ways = "soon_revising", ours if party is Party.LIBRARY else ("jaaftale", "punkt")
    return news(whole, form, party, *ways, **_values(whole, step))


def _values(whole: Whole, step: Watch) -> dict[str, object]:
    if step is Watch.WARN:
        return {"day": whole.case.promised_on}
    if step is Watch.LATE:
        return {"was": whole.case.late_since, "date": whole.case.promised_on}
    if step is Watch.TAKEN_UP:
        return {"level": Key(f"level.{whole.level.word}")}
    return {"until": whole.dates_that_hold.ends_on} if step in {Watch.SOON, Watch.OVER} else {}
