"""What one side shows the other once both have said yes: asked field by field.

Every flow with a yes has these questions. A child is asked none of them.
"""

from __future__ import annotations

from handlers.conversation.age import remember_age
from handlers.conversation.contacts import PHONE
from handlers.conversation.flow import Answers, Choice, Step, TextStep, YesNo
from handlers.conversation.values import Context
from storage.introductions.queries import contact_of
from storage.introductions.rules import MAIL_LONGEST, NAME_LONGEST, PHONE_LONGEST, Shared
from storage.mail.queries import boxes
from storage.mail.rules import ADDRESS
from storage.people.rules import AgeBand


async def _names(context: Context, answers: Answers) -> tuple[Choice, ...]:
    known = await contact_of(context.tx, context.person_id, answers.args.get("partner"))
    return (Choice("mine", known.name),) if known and known.name else ()


async def _phones(context: Context, answers: Answers) -> tuple[Choice, ...]:
    known = await contact_of(context.tx, context.person_id, answers.args.get("partner"))
    return (Choice("mine", known.phone),) if known and known.phone else ()


async def _mails(context: Context, answers: Answers) -> tuple[Choice, ...]:
    """The address of the partner's contact person, or the one at which the person is told here."""
    known = await contact_of(context.tx, context.person_id, answers.args.get("partner"))
    if known and known.mail:
        return (Choice("mine", known.mail),)
    had = await boxes(context.tx, context.person_id, context.now)
    return (Choice("mine", had.live.mail),) if had.live else ()


def _age_is_unknown(_: Answers, context: Context) -> bool:
    return context.colleague is None and context.age is AgeBand.UNKNOWN


def grown(_: Answers, context: Context) -> bool:
    """Whether somebody may be asked for contact data: not a child."""
    return context.colleague is not None or context.age is AgeBand.FROM_15


def _has_an_idea(answers: Answers, context: Context) -> bool:
    return grown(answers, context) and bool(answers.args.get("idea"))


FIFTEEN: Step = YesNo(key="fifteen", when=_age_is_unknown)

FIELDS: tuple[Step, ...] = (
    TextStep(key="name", when=grown, least=2, most=NAME_LONGEST, suggestions=_names),
    TextStep(
        key="phone",
        when=grown,
        optional=True,
        most=PHONE_LONGEST,
        pattern=PHONE,
        suggestions=_phones,
    ),
    TextStep(
        key="mail",
        when=grown,
        optional=True,
        most=MAIL_LONGEST,
        pattern=ADDRESS,
        suggestions=_mails,
    ),
    YesNo(key="text", when=_has_an_idea),
)
"""Name, telephone, mail, and for the author of the idea whether its own words are shown."""


async def save_age(context: Context, answers: Answers, key: str) -> None:
    """Save whether somebody is at least 15."""
    if key == "fifteen" and answers["fifteen"] is not None:
        await remember_age(context, answers["fifteen"])


def shared(answers: Answers) -> Shared:
    """What was chosen."""
    return Shared(answers["name"], answers["phone"], answers["mail"], bool(answers["text"]))
