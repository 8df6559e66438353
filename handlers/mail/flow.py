"""Asks for a mail address, after the receipt or later with `/mail`; changes it and stops mails.

Nobody under 15 is asked. Must not send anything: storage queues it.
"""

from __future__ import annotations

from typing import Any

from handlers.conversation.age import age_is_unknown, is_fifteen, remember_age
from handlers.conversation.flow import Answers, Flow, TextStep, YesNo
from handlers.conversation.parsers import folded
from handlers.conversation.values import Begin, Button, Context, Message, Reply, say
from storage.mail.actions import AlreadyConfirmed, AskedTooOften, stop_for
from storage.mail.queries import boxes
from storage.mail.rules import ADDRESS, ADDRESS_LONGEST
from storage.people.rules import AgeBand
from storage.talk.actions import ask_by_mail

STOP = frozenset({"stop", "slut", "off", "nej", "no"})
AGAIN = frozenset({"igen", "again"})
CHANGE = frozenset({"ny", "skift", "new", "change"})

STOP_IT = Button("/mail stop", "mail.stop")
CHANGE_IT = Button("/mail ny", "mail.change")
ONCE_MORE = Button("/mail igen", "mail.again")


async def start(context: Context, rest: str) -> Reply:
    """`/mail` shows the present state; after it: ny, igen, stop, or an address."""
    word = folded(rest)
    if word in STOP:
        stopped = await stop_for(context.tx, context.person_id, context.now)
        return say("mail.stopped" if stopped else "mail.none")
    if (refusal := _refused(context)) is not None:
        return refusal
    if "@" in rest:
        return Reply(begin=Begin("mail", given={"mail": rest}))
    return Reply(begin=Begin("mail")) if word in CHANGE else await _standing(context, word)


def _refused(context: Context) -> Reply | None:
    if not context.library.mails:
        return say("mail.off")
    if context.colleague is not None:
        return say("mail.not_staff")
    return say("mail.child") if context.age is AgeBand.UNDER_15 else None


async def _standing(context: Context, word: str) -> Reply:
    had = await boxes(context.tx, context.person_id, context.now)
    if had.pending and word in AGAIN:
        return Reply((await _ask(context, had.pending.mail),))
    if had.pending:
        return say("mail.waits", ONCE_MORE, CHANGE_IT, STOP_IT)
    return say("mail.on", CHANGE_IT, STOP_IT) if had.live else Reply(begin=Begin("mail"))


async def _opens(context: Context, answers: Answers) -> Reply | None:
    """Refuse, or go on at once, when no address needs to be asked for."""
    if (refusal := _refused(context)) is not None:
        return _and_then(refusal.messages[0], answers)
    if "then" not in answers.args:
        return None
    had = await boxes(context.tx, context.person_id, context.now)
    if had.live:
        return _and_then(Message("mail.on"), answers)
    if had.pending:
        return _and_then(Message("mail.waits", {}, (ONCE_MORE,)), answers)
    return None


async def _save(context: Context, answers: Answers, key: str) -> None:
    if key == "fifteen":
        await remember_age(context, answers["fifteen"])


async def _finish(context: Context, answers: Answers) -> Reply:
    if context.age is not AgeBand.FROM_15:
        return _and_then(Message("mail.child"), answers)
    address = answers["mail"]
    if address is None:
        return _and_then(Message("mail.skipped"), answers)
    return _and_then(await _ask(context, address), answers)


async def _ask(context: Context, address: str) -> Message:
    """Queue the mail that asks for a confirmation, and say so."""
    try:
        await ask_by_mail(context.tx, context.talk_id, context.person_id, address, context.now)
    except AlreadyConfirmed:
        return Message("mail.on", {}, (CHANGE_IT, STOP_IT))
    except AskedTooOften:
        return Message("mail.too_often")
    return Message("mail.sent")


def _and_then(message: Message, answers: Answers) -> Reply:
    """Say something, and continue with the flow for which this one made a pause, if any."""
    then: dict[str, Any] | None = answers.args.get("then")
    return Reply((message,), Begin(then["flow"], then["args"]) if then else None)


MAIL = Flow(
    name="mail",
    version=1,
    steps=(
        YesNo(key="fifteen", when=age_is_unknown),
        TextStep(key="mail", when=is_fifteen, optional=True, most=ADDRESS_LONGEST, pattern=ADDRESS),
    ),
    finish=_finish,
    save=_save,
    opens=_opens,
    always=True,
    private=True,
)
"""Begun with `then` (a flow and its args), it comes between a receipt and that flow."""
