"""`/partnerkontakt 12` for coordinators: list, add, change and remove the contact persons of a
partner. What contact persons do themselves is in contact.py.

None of it can be undone, because earlier values are not kept: the reply says so, or a question
comes first.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from handlers.conversation.flow import Answers, Choice, Condition, Flow, OneOf, TextStep, YesNo
from handlers.conversation.texts import Values
from handlers.conversation.values import Begin, Button, Context, Message, Reply, say
from handlers.partners.at_work import of_the_partner
from handlers.partners.card import contact_line
from handlers.partners.edit import REMOVE
from handlers.partners.more import MAIL_LONGEST, PHONE
from handlers.partners.own import acted, done, numbered, still_there
from handlers.partners.wording import see
from handlers.partners.writing_down import let_in
from storage.mail.rules import ADDRESS
from storage.partners import actions
from storage.partners.actions import NewContact
from storage.partners.queries import audience, contacts_of
from storage.partners.rules import CONTACT_NAME_LONGEST, CONTACT_ROLE_LONGEST, LastContact
from storage.partners.tables import Contact
from storage.people.rules import Role

NEW = frozenset({"ny", "new"})
FIELDS = ("name", "role", "mail", "phone")
GO, ALL_GO = "go", "all_go"
"""To remove a contact person; to remove the last one together with the whole partner."""


async def people_of(context: Context, number: int, words: str) -> Reply:
    """`/partnerkontakt 12` lists them; with the number of one it changes that one, with "ny" it
    adds one.
    """
    args = {"case": number}
    if (left := await still_there(context, Answers(args=args))) is not None:
        return left
    if words.lower() in NEW:
        return Reply(begin=Begin("partner_contact_new", args))
    people = {str(each.id): each for each in await contacts_of(context.tx, number)}
    if words in people:
        return Reply(begin=Begin("partner_contact", {**args, "contact": int(words)}))
    gone = (Message("partners.contact_gone"),) if words else ()
    return Reply((*gone, _listed(context, number, list(people.values()))))


def _listed(context: Context, number: int, people: Sequence[Contact]) -> Message:
    """All contact persons of a partner, each with a way to change them."""
    lines, names = [_line(context, each) for each in people], [each.name for each in people]
    buttons = (
        Button(
            f"/partnerkontakt {number} {each.id}",
            label=each.name if names.count(each.name) == 1 else f"{each.name} ({place})",
        )
        for place, each in enumerate(people, 1)
    )
    one_more = Button(f"/partnerkontakt {number} ny", "partners.contact_new")
    values: Values = {"ref": number, "lines": "\n".join(lines)}
    key = "contacts" if people else "contacts_none"
    return Message(f"partners.{key}", values, (*buttons, one_more))


def _line(context: Context, each: Contact) -> str:
    """A contact person in one line, and whether they hear what is said to the partner."""
    line = contact_line(each)
    if each.person_id is None:
        return line
    return context.pen("partners.contact_hears", line=line)


async def _whom(context: Context, answers: Answers) -> Contact | None:
    people = await contacts_of(context.tx, answers.args["case"])
    return next((each for each in people if each.id == answers.args["contact"]), None)


async def _still_there(context: Context, answers: Answers) -> Reply | None:
    if (left := await still_there(context, answers)) is not None:
        return left
    return None if await _whom(context, answers) else await _gone(context, answers)


async def _gone(context: Context, answers: Answers) -> Reply:
    """The reply where a contact person is gone, with those who are left."""
    number = answers.args["case"]
    people = await contacts_of(context.tx, number)
    return Reply((Message("partners.contact_gone"), _listed(context, number, people)))


async def _whats(context: Context, answers: Answers) -> tuple[Choice, ...]:
    others = len(await contacts_of(context.tx, answers.args["case"])) > 1
    return tuple(
        Choice(what, context.pen(f"partner_contact.what_{what}"))
        for what in (*FIELDS, GO if others else ALL_GO)
    )


async def _now(context: Context, answers: Answers) -> Values:
    """The contact person and the present value of the field, for the question."""
    whom, what = await _whom(context, answers), answers["what"]
    there = getattr(whom, what) if whom and what in FIELDS else None
    nothing = context.pen("partners.nothing_there")
    name = whom.name if whom else nothing
    return {"name": name, "ref": answers.args["case"], "now": there or nothing}


async def _nothing(context: Context, _: Answers) -> tuple[Choice, ...]:
    return (Choice("none", context.pen("partners.take_away"), REMOVE),)


def _is(what: str) -> Condition:
    return lambda answers, _: answers["what"] == what


async def _do(context: Context, answers: Answers) -> Reply:
    number, what = answers.args["case"], answers["what"]
    if what == ALL_GO:
        return Reply(call=f"/partnerud {number}")
    whom = await _whom(context, answers)
    if whom is None:
        return await _gone(context, answers)
    act = _take_away if what == GO else _put_right
    return await acted(context, number, act(context, answers, whom))


async def _take_away(context: Context, answers: Answers, whom: Contact) -> Reply:
    number, name = answers.args["case"], whom.name
    if not answers["sure"]:
        return say("partners.contact_stays", see(number), name=name, ref=number)
    try:
        await actions.part(context.tx, context.staff(), whom.id, context.now)
    except LastContact:
        one_more = Button(f"/partnerkontakt {number} ny", "partners.contact_new")
        out = Button(f"/partnerud {number}", "partners.take_out")
        return say("partners.last_contact_here", one_more, out)
    return say("partners.contact_away", see(number), name=name, ref=number)


async def _put_right(context: Context, answers: Answers, whom: Contact) -> Reply:
    number, what = answers.args["case"], answers["what"]
    kept = {field: getattr(whom, field) for field in FIELDS}
    kept[what] = None if answers[what] == REMOVE and what != "name" else answers[what]
    by, new = context.staff(), NewContact(**kept)
    if await actions.change_contact(context.tx, by, whom.id, new, context.now) is None:
        return done("same", number)
    heard = "" if await audience(context.tx, number) else "_unheard"
    return say(f"partners.contact_right{heard}", see(number), name=new.name, ref=number)


async def _write_down(context: Context, answers: Answers) -> Reply:
    number = answers.args["case"]
    new = NewContact(**{field: answers[field] for field in FIELDS})

    async def do() -> Reply:
        await actions.write_down(context.tx, context.staff(), number, new, context.now)
        ways = (let_in(number), see(number))
        return say("partners.contact_written", *ways, name=new.name, ref=number)

    return await acted(context, number, do())


STEPS = (
    TextStep(key="name", most=CONTACT_NAME_LONGEST),
    TextStep(key="role", optional=True, most=CONTACT_ROLE_LONGEST),
    TextStep(key="mail", optional=True, most=MAIL_LONGEST, pattern=ADDRESS),
    TextStep(key="phone", optional=True, most=20, pattern=PHONE),
)


def _changes(step: TextStep) -> TextStep:
    """The question for one field that stands already; only a name cannot be taken away."""
    empties = _nothing if step.optional else ()
    return replace(step, when=_is(step.key), optional=False, values=_now, suggestions=empties)


CONTACTS = (
    Flow(
        name="partner_contact",
        version=1,
        steps=(
            OneOf(key="what", values=_now, choices=_whats),
            *map(_changes, STEPS),
            YesNo(key="sure", when=_is(GO), values=_now),
        ),
        finish=_do,
        save=of_the_partner,
        opens=_still_there,
        role=Role.COORDINATOR,
    ),
    Flow(
        name="partner_contact_new",
        version=1,
        steps=STEPS,
        finish=_write_down,
        save=of_the_partner,
        opens=still_there,
        role=Role.COORDINATOR,
    ),
)

people = numbered(people_of)
