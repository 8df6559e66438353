"""`/partner ny` for coordinators: register a partner that the library knows.

It is active at once, and nobody is told. Where one has nearly the same name, that is asked about
first.
"""

from __future__ import annotations

from handlers.conversation.flow import (
    Answer,
    Answers,
    Choice,
    Flow,
    ManyOf,
    OneOf,
    ReadStep,
    TextStep,
    YesNo,
)
from handlers.conversation.values import Begin, Button, Context, Message, Reply, say
from handlers.partners.more import MAIL_LONGEST, PHONE, houses, languages
from handlers.partners.wording import kind_key, see
from storage.mail.rules import ADDRESS
from storage.partners.actions import NewContact, NewPartner, register
from storage.partners.queries import alike, names
from storage.partners.rules import (
    CONTACT_NAME_LONGEST,
    CONTACT_ROLE_LONGEST,
    NAME_LONGEST,
    TEXT_LONGEST,
    Openness,
    PartnerKind,
    may_be_listed,
)
from storage.people.rules import Role

ANOTHER = "another"
"""The answer that it is none of the partners with nearly the same name."""


async def for_others(context: Context, answers: Answers) -> Reply | None:
    """Staff do not become partners: a coordinator registers one, other colleagues are told how."""
    if context.colleague is None:
        return None
    if not context.may(Role.COORDINATOR):
        return say("partners.new_by_others", link=f"{context.library.url}/?start=partner")
    said = answers.args.get("said", "")
    return Reply(begin=Begin("partner_new", given={"name": said} if said else {}))


async def kinds(context: Context, _: Answers) -> tuple[Choice, ...]:
    """The kinds of partner, as choices."""
    return tuple(Choice(kind, context.pen(kind_key(kind))) for kind in PartnerKind)


async def opennesses(context: Context, _: Answers) -> tuple[Choice, ...]:
    """Who may ask a partner, as choices."""
    return tuple(Choice(o, context.pen(f"partner_open.{o}")) for o in Openness)


async def _name(context: Context, _: Answers, words: str) -> Answer:
    """A name, and the numbers of the partners that have nearly the same one."""
    return Answer([words, list(alike(words, await names(context.tx)))], words)


def _has_namesakes(answers: Answers, _: Context) -> bool:
    return bool(answers["name"] and answers["name"][1])


async def _namesakes(context: Context, answers: Answers) -> tuple[Choice, ...]:
    known = await names(context.tx)
    there = (number for number in answers["name"][1] if number in known)
    another = context.pen("partners.another_one")
    return (
        Choice(ANOTHER, another),
        *(Choice(str(number), f"{known[number]} ({number})") for number in there),
    )


def _new(answers: Answers, _: Context) -> bool:
    return answers["same"] in {None, ANOTHER}


def _may_be_listed(answers: Answers, context: Context) -> bool:
    kind = answers["kind"]
    return _new(answers, context) and kind is not None and may_be_listed(PartnerKind(kind))


def _organised(answers: Answers, context: Context) -> bool:
    return _new(answers, context) and answers["kind"] != PartnerKind.CITIZEN


def _somebody(answers: Answers, context: Context) -> bool:
    """Whether there is a contact person: a single citizen is their own."""
    return _new(answers, context) and not (_organised(answers, context) and not answers["contact"])


def _with_role(answers: Answers, context: Context) -> bool:
    return _organised(answers, context) and _somebody(answers, context)


def _more(answers: Answers, context: Context) -> bool:
    return _new(answers, context) and bool(answers["more"])


def _places_matter(answers: Answers, context: Context) -> bool:
    return _more(answers, context) and len(context.library.branches) > 1


async def _write_down(context: Context, answers: Answers) -> Reply:
    """Register the partner, or show the one that exists already."""
    if not _new(answers, context):
        return Reply(call=f"/partner {answers['same']}")
    name, asked_about = answers["name"]
    like = alike(name, known := await names(context.tx))
    new, days = _as_told(answers), context.library.days_to_answer
    case = await register(context.tx, None, new, context.now, days, by=context.staff())
    number = case.number
    told = Message("partners.written_down", {"ref": number}, (see(number), let_in(number)))
    meanwhile = [each for each in like if each not in asked_about]
    return Reply((told, *(unite(number, each, known[each]) for each in meanwhile)))


def _as_told(answers: Answers) -> NewPartner:
    name, kind = answers["name"][0], PartnerKind(answers["kind"])
    alone = name[:CONTACT_NAME_LONGEST] if kind is PartnerKind.CITIZEN else None
    contact = answers["contact"] or alone
    reached = {field: answers[field] for field in ("role", "mail", "phone")}
    return NewPartner(
        kind=kind,
        name=name,
        does=answers["does"],
        gives=answers["gives"],
        gets=answers["gets"],
        audience=answers["audience"],
        branches=tuple(answers["branches"] or ()),
        languages=tuple(answers["languages"] or ("da",)),
        openness=Openness(answers["openness"]),
        listed=bool(answers["listed"]),
        contacts=(NewContact(contact, **reached),) if contact else (),
    )


def let_in(number: int) -> Button:
    """The button that makes a link by which somebody becomes its contact person."""
    return Button(f"/partnerlink {number}", "partners.make_link")


def unite(number: int, other: int, name: str) -> Message:
    """Two partners that may be the same, with a button to merge the first into the other."""
    button = Button(f"/partnersammen {number} {other}", "partners.unite", values={"ref": other})
    return Message("partners.like", {"ref": number, "other": other, "name": name}, (button,))


def _said_of_it(key: str) -> TextStep:
    return TextStep(key=key, when=_more, optional=True, most=TEXT_LONGEST)


WRITTEN = Flow(
    name="partner_new",
    version=1,
    steps=(
        OneOf(key="kind", choices=kinds),
        ReadStep(key="name", least=2, most=NAME_LONGEST, read=_name),
        OneOf(key="same", when=_has_namesakes, choices=_namesakes),
        TextStep(key="does", when=_new, most=TEXT_LONGEST),
        OneOf(key="openness", when=_new, choices=opennesses),
        YesNo(key="listed", when=_may_be_listed),
        TextStep(key="contact", when=_organised, optional=True, most=CONTACT_NAME_LONGEST),
        TextStep(key="role", when=_with_role, optional=True, most=CONTACT_ROLE_LONGEST),
        TextStep(key="mail", when=_somebody, optional=True, most=MAIL_LONGEST, pattern=ADDRESS),
        TextStep(key="phone", when=_somebody, optional=True, most=20, pattern=PHONE),
        YesNo(key="more", when=_new),
        *map(_said_of_it, ("gives", "gets", "audience")),
        ManyOf(key="branches", when=_places_matter, optional=True, choices=houses),
        ManyOf(key="languages", when=_more, optional=True, choices=languages),
    ),
    finish=_write_down,
    role=Role.COORDINATOR,
)
