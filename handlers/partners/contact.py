"""What contact persons do themselves: invite another one, change their own details, leave."""

from __future__ import annotations

from dataclasses import replace

from handlers.conversation.flow import Answers, Condition, Flow, OneOf
from handlers.conversation.values import Begin, Button, Context, Reply, say
from handlers.partners.more import FIELDS, OF_THE_CONTACT, actor, keep_of_contact
from handlers.partners.own import acted, done, not_theirs, numbered
from handlers.partners.their_contacts import people_of
from handlers.partners.wording import see
from storage.partners import actions
from storage.partners.queries import contact_of
from storage.partners.rules import LastContact


async def _link(context: Context, number: int, _: str) -> Reply:
    return await _new_link(context, number, pass_on=False)


async def _pass_on(context: Context, number: int, _: str) -> Reply:
    return await _new_link(context, number, pass_on=True)


async def _new_link(context: Context, number: int, *, pass_on: bool) -> Reply:
    who = actor(context)
    secret = await actions.make_link(context.tx, who, number, context.now, pass_on=pass_on)
    link = f"{context.library.url}/partner/link/{secret}"
    key = "partners.pass_on" if pass_on and not context.colleague else "partners.link"
    return say(key, see(number), ref=number, link=link)


async def _me(context: Context, number: int, __: str) -> Reply:
    """`/partnermig 12`: change one's own details as a contact person. A colleague is shown those of
    the partner instead.
    """
    if context.colleague is not None:
        return await people_of(context, number, "")
    return Reply(begin=Begin("partner_me", {"case": number}))


async def _is_contact(context: Context, answers: Answers) -> Reply | None:
    """Refuse those who opened the partner with its code: they may act for it, but are no contact
    persons.
    """
    number = answers.args["case"]
    if await contact_of(context.tx, context.person_id, number):
        return None
    return say("partners.no_contact", see(number), ref=number)


def _what(field: str) -> Condition:
    return lambda answers, _: answers["what"] == field


async def _keep_me(context: Context, answers: Answers) -> Reply:
    number, what = answers.args["case"], answers["what"]

    async def keep() -> Reply:
        mine = await contact_of(context.tx, context.person_id, number)
        if mine is None:
            return not_theirs()
        if what in OF_THE_CONTACT:
            await keep_of_contact(context, number, **{what: answers[what]})
            return done("contact_kept", number)
        try:
            await actions.part(context.tx, context.person_id, mine.id, context.now)
        except LastContact:
            leave = Button.to("partnerud", number)
            onward = Button.to("partnervidere", number)
            return say("partners.last_contact", onward, leave, ref=number)
        return say("partners.parted", ref=number)

    return await acted(context, number, keep())


ME = Flow(
    name="partner_me",
    version=1,
    steps=(
        OneOf(key="what", choices=("role", "mail", "phone", "go")),
        *(replace(FIELDS[f], when=_what(f), optional=False) for f in ("role", "mail", "phone")),
    ),
    finish=_keep_me,
    opens=_is_contact,
)

link, pass_on, me = map(numbered, (_link, _pass_on, _me))
