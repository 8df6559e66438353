"""Optional questions after the receipt. Each answer is saved as soon as it is given."""

from __future__ import annotations

from contextlib import suppress

from handlers.conversation.flow import Answers, Choice, Flow, ManyOf, Step, TextStep, YesNo
from handlers.conversation.values import Context, Reply, say
from handlers.partners.wording import see
from storage.cases.rules import NoSuchCase
from storage.lifecycle import IllegalMove
from storage.mail.rules import ADDRESS
from storage.partners.actions import NewContact, change_contact, edit
from storage.partners.queries import contact_of
from storage.partners.rules import CONTACT_ROLE_LONGEST, LANGUAGES, TEXT_LONGEST, PartnerKind
from storage.people.queries import Colleague

PHONE = r"\+?[0-9][0-9 ]{6,17}[0-9]"
MAIL_LONGEST = 254

OF_THE_PARTNER = frozenset({"gives", "gets", "audience", "branches", "languages"})
OF_THE_CONTACT = frozenset({"role", "mail", "phone"})


def _wants(answers: Answers, _: Context) -> bool:
    return bool(answers["more"])


def _places_matter(answers: Answers, context: Context) -> bool:
    return _wants(answers, context) and len(context.library.branches) > 1


def _organised(answers: Answers, context: Context) -> bool:
    return _wants(answers, context) and answers.args["kind"] != PartnerKind.CITIZEN


async def houses(context: Context, _: Answers) -> tuple[Choice, ...]:
    """The library's branches, as choices."""
    return tuple(Choice(branch.slug, branch.name) for branch in context.library.branches)


async def languages(context: Context, _: Answers) -> tuple[Choice, ...]:
    """The languages that a partner can choose, with their names."""
    return tuple(Choice(code, context.pen(f"partner_language.{code}")) for code in LANGUAGES)


async def _save(context: Context, answers: Answers, key: str) -> None:
    value, number = answers[key], answers.args["case"]
    if value is None:
        return
    if key == "gets" and answers.args.get("wanted"):
        value = f"{answers.args['wanted']}\n{value}"[:TEXT_LONGEST]
    with suppress(IllegalMove, NoSuchCase):  # decided or left meanwhile: nothing breaks
        if key in OF_THE_PARTNER:
            await edit(context.tx, context.person_id, number, {key: value}, context.now)
        elif key in OF_THE_CONTACT:
            await keep_of_contact(context, number, **{key: value})


def actor(context: Context) -> Colleague | int:
    """Who acts: the colleague, or else the number of the person who speaks."""
    return context.colleague or context.person_id


async def keep_of_contact(context: Context, number: int, **changed: str) -> None:
    """Save more about the speaker as a contact person; does nothing if they are none."""
    mine = await contact_of(context.tx, context.person_id, number)
    if mine is None:
        return
    now = {"name": mine.name, "role": mine.role, "mail": mine.mail, "phone": mine.phone}
    contact = NewContact(**{**now, **changed})  # type: ignore[arg-type]
    await change_contact(context.tx, context.person_id, mine.id, contact, context.now)


async def _thank(_: Context, answers: Answers) -> Reply:
    number = answers.args["case"]
    told = "thanks" if answers["more"] else "enough"
    return say(f"partner_more.{told}", see(number), ref=number)


FIELDS: dict[str, Step] = {
    step.key: step
    for step in (
        TextStep(key="gives", when=_wants, optional=True, most=TEXT_LONGEST),
        TextStep(key="gets", when=_wants, optional=True, most=TEXT_LONGEST),
        TextStep(key="audience", when=_wants, optional=True, most=TEXT_LONGEST),
        ManyOf(key="branches", when=_places_matter, optional=True, choices=houses),
        ManyOf(key="languages", when=_wants, optional=True, choices=languages),
        TextStep(key="role", when=_organised, optional=True, most=CONTACT_ROLE_LONGEST),
        TextStep(key="mail", when=_wants, optional=True, most=MAIL_LONGEST, pattern=ADDRESS),
        TextStep(key="phone", when=_wants, optional=True, most=20, pattern=PHONE),
    )
}

MORE = Flow(
    name="partner_more",
    version=1,
    steps=(YesNo(key="more"), *FIELDS.values()),
    finish=_thank,
    save=_save,
)
