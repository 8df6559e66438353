"""`/kolleger`, `/inviter`: managing colleagues in a chat, as on the page of the same name.

Nothing is done before a yes. A link is shown once, works for a day, and makes nobody an
administrator: that is a second step, with a yes of its own. Nor does a link sign an administrator
in: others may get to read a chat, on a telephone or at Telegram, and must not come to the desk as
somebody who can hand out all data.
"""

from __future__ import annotations

import re
from collections.abc import Awaitable, Iterator

from handlers.conversation.commands import Run
from handlers.conversation.flow import Answers, Choice, Flow, OneOf, YesNo
from handlers.conversation.texts import Key, Values
from handlers.conversation.values import Begin, Button, Context, Message, Reply, say
from storage.people import actions, queries
from storage.people.actions import LastAdministrator
from storage.people.queries import Colleague
from storage.people.rules import CHAT_INVITE_LASTS, NotAllowed, Role

AT_ONCE = 20
"""Most colleagues shown in one reply; the page has all."""

NUMBER = re.compile(r"k(\d{1,9})")
"""How a button names a colleague: a bare number would be shown before its words."""

INVITED = (Role.HOST, Role.COORDINATOR)
"""The roles that an invitation from a chat can give."""

_LIST = Button.to("kolleger")


def _word(role: str) -> Key:
    return Key(f"colleague.role_{role}")


async def show(context: Context, _: str) -> Reply:
    """`/kolleger`: all colleagues, and the open invitations."""
    me = context.staff()
    everybody = await queries.colleagues(context.tx)
    invites = await queries.open_invites(context.tx, context.now)
    told = [_one(each, me) for each in everybody[:AT_ONCE]]
    told += [
        Message(
            "colleague.invited",
            {"role": _word(each.role or Role.HOST), "until": each.expires_at},
            (Button(f"/inviterikke {each.token}", "colleague.take_back"),),
        )
        for each in invites[:AT_ONCE]
    ]
    link = f"{context.library.url}/desk/folk"
    asks = Message("colleague.more", {"link": link}, (Button.to("inviter"),))
    return Reply((*told, asks))


def _one(found: Colleague, me: Colleague) -> Message:
    return Message(
        "colleague.me" if found.person_id == me.person_id else "colleague.one",
        {"name": found.name, "role": _word(found.role)},
        tuple(_ways(found)) if found.person_id != me.person_id else (),
    )


def _ways(found: Colleague) -> Iterator[Button]:
    named: Values = {"name": found.name}
    if found.role is not Role.ADMINISTRATOR:
        yield Button(f"/kollegalink k{found.person_id}", "colleague.let_in", values=named)
    yield Button(f"/kollegarolle k{found.person_id}", "colleague.give_role", values=named)
    yield Button(f"/kollegaslut k{found.person_id}", "colleague.end", values=named)


async def invite(_: Context, __: str) -> Reply:
    """`/inviter` asks for the role."""
    return Reply(begin=Begin("colleague_invite"))


async def take_back(context: Context, rest: str) -> Reply:
    """`/inviterikke <link>` withdraws an invitation."""
    await actions.take_back_invite(context.tx, context.staff(), rest.strip(), context.now)
    return say("colleague.taken_back", _LIST)


def begins(flow: str) -> Run:
    """A command that begins a flow about one colleague, by their number: their name stands on the
    button.
    """

    async def run(_: Context, rest: str) -> Reply:
        found = NUMBER.fullmatch(rest.strip())
        if found is None:
            return say("colleague.which", _LIST)
        return Reply(begin=Begin(flow, {"person": int(found[1])}))

    return run


async def _whom(context: Context, answers: Answers) -> Colleague | None:
    return await queries.colleague(context.tx, answers.args["person"])


async def _opens(context: Context, answers: Answers) -> Reply | None:
    """Refuse one's own role: it would lock the speaker out, or leave no administrator."""
    found = await _whom(context, answers)
    if found is None:
        return say("colleague.which", _LIST)
    return say("colleague.not_oneself") if found.person_id == context.staff().person_id else None


async def _opens_link(context: Context, answers: Answers) -> Reply | None:
    found = await _whom(context, answers)
    if found is None:
        return say("colleague.which", _LIST)
    if found.role is Role.ADMINISTRATOR:
        return say("colleague.link_at_desk", link=f"{context.library.url}/desk/folk")
    return None


async def _named(context: Context, answers: Answers) -> Values:
    found = await _whom(context, answers)
    if found is None:
        return {"name": "?", "role": ""}
    return {"name": found.name, "role": _word(found.role)}


def _choices(context: Context, roles: tuple[Role, ...]) -> tuple[Choice, ...]:
    return tuple(Choice(str(role), context.pen(f"colleague.as_{role}")) for role in roles)


async def _invited(context: Context, _: Answers) -> tuple[Choice, ...]:
    return _choices(context, INVITED)


async def _others(context: Context, answers: Answers) -> tuple[Choice, ...]:
    """The roles that the colleague does not have."""
    found = await _whom(context, answers)
    return _choices(context, tuple(role for role in Role if not found or role is not found.role))


async def _invite(context: Context, answers: Answers) -> Reply:
    ends = context.now + CHAT_INVITE_LASTS
    role, by = Role(answers["role"]), context.staff()
    secret = await actions.invite(context.tx, role, context.now, by=by, ends=ends)
    link = f"{context.library.url}/desk/ind/{secret}"
    return say("colleague.link", _LIST, link=link, role=_word(role), until=ends)


async def _let_in(context: Context, answers: Answers) -> Reply:
    """Make a link for a colleague who cannot get in. Their role is checked again: it may have
    changed.
    """
    refused, found = await _opens_link(context, answers), await _whom(context, answers)
    if refused is not None or found is None:
        return refused or say("colleague.which", _LIST)
    if not answers["sure"]:
        return say("colleague.no_link", _LIST)
    ends, by = context.now + CHAT_INVITE_LASTS, context.staff()
    secret = await actions.sign_in_link(context.tx, found, context.now, by=by, ends=ends)
    link = f"{context.library.url}/desk/ind/{secret}"
    return say("colleague.sign_in", _LIST, link=link, name=found.name, until=ends)


async def _give(context: Context, answers: Answers) -> Reply:
    role, person = Role(answers["role"]), answers.args["person"]
    values = await _named(context, answers)
    told = Message("colleague.given", {**values, "role": _word(role)}, (_LIST,))
    return await _acted(
        actions.change_role(context.tx, context.staff(), person, role, context.now), told
    )


async def _end(context: Context, answers: Answers) -> Reply:
    values = await _named(context, answers)
    if not answers["sure"]:
        return say("colleague.stays", _LIST, **values)
    person, told = answers.args["person"], Message("colleague.ended", values, (_LIST,))
    return await _acted(actions.remove(context.tx, context.staff(), person, context.now), told)


async def _acted(doing: Awaitable[object], told: Message) -> Reply:
    """Run an act and confirm it; or reply what prevents it."""
    try:
        await doing
    except LastAdministrator:
        return say("colleague.last")
    except NotAllowed:
        return say("colleague.which", _LIST)
    return Reply((told,))


FLOWS = (
    Flow(
        name="colleague_invite",
        version=1,
        steps=(OneOf(key="role", choices=_invited),),
        finish=_invite,
        summary=True,
        role=Role.ADMINISTRATOR,
        private=True,
    ),
    Flow(
        name="colleague_link",
        version=1,
        steps=(YesNo(key="sure", values=_named),),
        finish=_let_in,
        opens=_opens_link,
        role=Role.ADMINISTRATOR,
        private=True,
    ),
    Flow(
        name="colleague_role",
        version=1,
        steps=(OneOf(key="role", choices=_others, values=_named),),
        finish=_give,
        summary=True,
        preview=_named,
        opens=_opens,
        role=Role.ADMINISTRATOR,
        private=True,
    ),
    Flow(
        name="colleague_end",
        version=1,
        steps=(YesNo(key="sure", values=_named),),
        finish=_end,
        opens=_opens,
        role=Role.ADMINISTRATOR,
        private=True,
    ),
)
