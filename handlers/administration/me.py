"""`/mig`: one's own name, mail and sign-ins, as on the page of the same name. For all staff.

An administrator's mail is changed on the page alone: links to sign in are sent to it, and whoever
only reads an administrator's chat must not get one (see colleagues.py).
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from handlers.conversation.flow import (
    Answer,
    Answers,
    Choice,
    Flow,
    ReadStep,
    Unread,
    YesNo,
)
from handlers.conversation.texts import Values
from handlers.conversation.values import Begin, Button, Card, Context, Message, Reply, Row, say
from storage.joining.actions import disconnect
from storage.mail.rules import ADDRESS, ADDRESS_LONGEST
from storage.people import queries
from storage.people.actions import MailTaken, change_self, end_sign_in
from storage.people.queries import Colleague
from storage.people.rules import NAME_LONGEST, Channel, Role
from storage.people.tables import Address

NUMBER = re.compile(r"a(\d{1,9})")
"""How a button names a place: a bare number would be shown before its words."""

_ME = Button.to("mig")


async def show(context: Context, _: str) -> Reply:
    """`/mig`: one's own details, the sign-ins to the desk and the chats."""
    me = context.staff()
    card = Card(me.name, tuple(_facts(me)), tuple(_ways(me)))
    places = [place for place in await _places(context) if place.address != context.address]
    link = f"{context.library.url}/desk/mig"
    return Reply((Message("me.all", {"link": link}, card=card), *map(_place, places)))


def _facts(me: Colleague) -> Iterator[Row]:
    yield Row("me.role", text_key=f"colleague.role_{me.role}")
    yield Row("me.mail", me.mail, None if me.mail else "me.no_mail")
    yield Row("me.mornings", text_key="me.told" if me.digest else "me.not_told")
    if me.away_from and me.away_until:
        days: Values = {"first": me.away_from, "last": me.away_until}
        yield Row("me.away", text_key="me.away_days", values=days)


def _ways(me: Colleague) -> Iterator[Button]:
    yield Button.to("mignavn")
    if me.role is not Role.ADMINISTRATOR:
        yield Button.to("migmail")
    yield Button("/overblik fra" if me.digest else "/overblik til", _mornings(me))
    yield Button("/vaek slut" if me.away_until else "/vaek", _away(me))


def _mornings(me: Colleague) -> str:
    return "me.tell_not" if me.digest else "me.tell"


def _away(me: Colleague) -> str:
    return "away.here_again" if me.away_until else "command.vaek"


async def _places(context: Context) -> list[Address]:
    """The speaker's sign-ins to the desk, and their own chats."""
    whose = (context.tx, context.staff().person_id, context.now)
    return [*await queries.sign_ins(*whose), *await queries.chats(*whose)]


def _place(place: Address) -> Message:
    values = _words(place)
    end = Button(f"/migslut a{place.id}", "me.end", values=values)
    return Message("me.place", values, (end,))


def _words(place: Address) -> Values:
    device = "Telegram" if place.channel == Channel.TELEGRAM else place.device or "?"
    return {"device": device, "since": place.since, "seen": place.seen_at}


async def begin_name(_: Context, __: str) -> Reply:
    """`/mignavn` asks for the new name."""
    return Reply(begin=Begin("me_name"))


async def begin_mail(_: Context, __: str) -> Reply:
    """`/migmail` asks for the new mail."""
    return Reply(begin=Begin("me_mail"))


async def begin_end(_: Context, rest: str) -> Reply:
    """`/migslut a7` asks whether to end a sign-in, or to disconnect a chat."""
    found = NUMBER.fullmatch(rest.strip())
    if found is None:
        return say("me.no_place", _ME)
    return Reply(begin=Begin("me_end", {"place": int(found[1])}))


async def _read_name(_: Context, __: Answers, words: str) -> Answer | Unread:
    name = " ".join(words.split())
    return Answer(name, name)


async def _name(context: Context, answers: Answers) -> Reply:
    me = context.staff()
    await change_self(context.tx, me, answers["name"], me.mail, context.now)
    return say("me.renamed", _ME, name=answers["name"])


async def _at_the_page(context: Context, _: Answers) -> Reply | None:
    if context.staff().role is not Role.ADMINISTRATOR:
        return None
    return say("me.mail_at_desk", link=f"{context.library.url}/desk/mig")


async def _no_mail(context: Context, _: Answers) -> tuple[Choice, ...]:
    none = context.pen("me.no_mail")
    return (Choice("none", none, none),)


async def _read_mail(context: Context, _: Answers, words: str) -> Answer | Unread:
    if words == context.pen("me.no_mail"):
        return Answer(None, words)
    return Answer(words, words) if re.fullmatch(ADDRESS, words) else Unread("common.not_mail")


async def _mail(context: Context, answers: Answers) -> Reply:
    refused, me = await _at_the_page(context, answers), context.staff()
    if refused is not None:
        return refused
    try:
        await change_self(context.tx, me, me.name, answers["mail"], context.now)
    except MailTaken:
        return say("me.mail_taken", _ME)
    return say("me.mailed", _ME, mail=answers.words("mail"))


async def _ended(context: Context, answers: Answers) -> Address | None:
    places = await _places(context)
    return next((each for each in places if each.id == answers.args["place"]), None)


async def _is_ones_own(context: Context, answers: Answers) -> Reply | None:
    return None if await _ended(context, answers) else say("me.no_place", _ME)


async def _which(context: Context, answers: Answers) -> Values:
    place = await _ended(context, answers)
    return _words(place) if place else {"device": "?", "since": "", "seen": ""}


async def _end(context: Context, answers: Answers) -> Reply:
    me, place = context.staff(), await _ended(context, answers)
    if place is None or not answers["sure"]:
        return say("me.stays" if place else "me.no_place", _ME)
    values = _words(place)
    if place.channel == Channel.TELEGRAM:
        await disconnect(context.tx, me.person_id, place.id, context.now, by=me)
    else:
        await end_sign_in(context.tx, me.person_id, place.id, context.now)
    return say("me.closed", _ME, **values)


FLOWS = (
    Flow(
        name="me_name",
        version=1,
        steps=(ReadStep(key="name", most=NAME_LONGEST, read=_read_name),),
        finish=_name,
        summary=True,
        role=Role.HOST,
        private=True,
    ),
    Flow(
        name="me_mail",
        version=1,
        steps=(ReadStep(key="mail", most=ADDRESS_LONGEST, suggestions=_no_mail, read=_read_mail),),
        finish=_mail,
        opens=_at_the_page,
        summary=True,
        role=Role.HOST,
        private=True,
    ),
    Flow(
        name="me_end",
        version=1,
        steps=(YesNo(key="sure", values=_which),),
        finish=_end,
        opens=_is_ones_own,
        role=Role.HOST,
        private=True,
    ),
)
