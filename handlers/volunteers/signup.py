"""`/frivillig`: what somebody would like, when they have time, and which of our roles fits that.

Begins with the wish, not with a vacancy. Asks for no address, no birth date and nothing about what
somebody lives on. Nothing about a child is kept.
"""

from __future__ import annotations

from handlers.conversation.age import age_is_unknown, remember_age
from handlers.conversation.contacts import PHONE
from handlers.conversation.flow import Answers, Choice, Flow, ManyOf, OneOf, TextStep, YesNo
from handlers.conversation.texts import Key, Values
from handlers.conversation.values import Begin, Button, Context, Message, Reply, say
from handlers.volunteers.desk import show_all, show_one
from handlers.volunteers.own import MINE, show_own
from handlers.volunteers.wording import times
from storage.cases.rules import NotValid, Source
from storage.cases.tables import Case
from storage.people.rules import AgeBand, Channel
from storage.volunteers.actions import More, NewVolunteer, sign_up, tell_more
from storage.volunteers.fitting import Fitting, fitting, says_something
from storage.volunteers.queries import open_roles, own
from storage.volunteers.rules import (
    ASSOCIATION_LONGEST,
    CLOSED,
    NAME_LONGEST,
    WISH_LONGEST,
    Affiliation,
    Band,
    Time,
)

WISH = "wish"
"""The choice of none of the roles."""


async def start(context: Context, rest: str) -> Reply:
    """`/frivillig`: a citizen signs up, or sees their own state; staff see the list."""
    if context.colleague is not None:
        return await (show_one(context, rest) if rest else show_all(context, ""))
    had = await own(context.tx, context.person_id)
    if had is not None and had.state not in CLOSED:
        return await show_own(context, had)
    return Reply(begin=Begin("volunteer", given={"wish": rest} if rest else {}))


async def _opens(context: Context, _: Answers) -> Reply | None:
    """Show somebody who is a volunteer their own state instead."""
    had = await own(context.tx, context.person_id)
    if had is not None and had.state not in CLOSED:
        return await show_own(context, had)
    return say("volunteer.child", _ideas()) if context.age is AgeBand.UNDER_15 else None


def _ideas() -> Button:
    return Button.to("ide")


def _says_little(answers: Answers, _: Context) -> bool:
    """Whether they said only that they want to help."""
    return not says_something(answers["wish"] or "")


def _grown(_: Answers, context: Context) -> bool:
    return context.age is AgeBand.FROM_15


def _minor(answers: Answers, context: Context) -> bool:
    return _grown(answers, context) and answers["grown"] is False


def _adult_knows(answers: Answers, context: Context) -> bool:
    return _minor(answers, context) and bool(answers["home"])


def _goes_on(answers: Answers, context: Context) -> bool:
    """Whether they may become a volunteer: at least 15, and under 18 only if an adult at home
    knows.
    """
    return _grown(answers, context) and answers["home"] is not False


async def _save(context: Context, answers: Answers, key: str) -> None:
    if key == "fifteen":
        await remember_age(context, answers["fifteen"])


def _wish(answers: Answers) -> str:
    return "\n".join(filter(None, (answers["wish"], answers["like"])))[:WISH_LONGEST]


async def _fitting(context: Context, answers: Answers) -> list[Fitting]:
    roles = await open_roles(context.tx, answers.args.get("branch"))
    return fitting(_wish(answers), answers["times"] or (), roles)


async def _proposed(context: Context, answers: Answers) -> Values:
    """Each role that fits, with the reason."""
    found = [_reason(context, each) for each in await _fitting(context, answers)]
    return {"roles": "\n".join(found) if found else Key("volunteer.role_none")}


def _reason(context: Context, found: Fitting) -> str:
    """One role that fits: when and where it is, and why it is proposed."""
    branch = context.library.branch(found.role.branch)
    more = [found.role.rhythm, f"{branch.name}." if branch else None]
    values: Values = {
        "title": found.role.title,
        "does": found.role.does,
        "more": " ".join(filter(None, more)),
        "words": list(found.words),
    }
    reason = context.pen("volunteer.role_one", **values)
    if not found.times:
        return reason
    same = context.pen("volunteer.role_time", times=times(found.times))
    return f"{reason} {same}"


async def _roles(context: Context, answers: Answers) -> tuple[Choice, ...]:
    found = await _fitting(context, answers)
    other = "role_other" if found else "role_send"
    wish = Choice(WISH, context.pen(f"volunteer.{other}"))
    return (*(Choice(str(each.role.id), each.role.title) for each in found), wish)


async def _finish(context: Context, answers: Answers) -> Reply:
    if context.age is not AgeBand.FROM_15:
        return say("volunteer.child", _ideas())
    if answers["home"] is False:
        return say("volunteer.home_first")
    role = answers["role"]
    adult = (answers["adult_name"] or "", answers["adult_phone"] or "")
    new = NewVolunteer(
        name=answers["name"],
        wish=_wish(answers),
        times=tuple(answers["times"] or ()),
        band=Band.ADULT if answers["grown"] else Band.MINOR,
        adult=None if answers["grown"] else adult,
        role=int(role) if role != WISH else None,
        branch=answers.args.get("branch"),
        source=Source.TELEGRAM if context.channel is Channel.TELEGRAM else Source.WEB,
    )
    days = context.library.days_to_answer
    try:
        case = await sign_up(context.tx, context.person_id, new, context.now, days)
    except NotValid:  # the role was closed meanwhile
        return Reply((Message("volunteer.role_gone"),), Begin("volunteer", given=_again(answers)))
    return Reply(_receipt(case), Begin("volunteer_more", {"case": case.number}))


def _again(answers: Answers) -> dict[str, str]:
    return {key: a.words for key, a in answers.given.items() if key != "role" and a.words}


def _receipt(case: Case) -> tuple[Message, ...]:
    values: Values = {"ref": case.number, "date": case.promised_on or ""}
    return (
        Message("volunteer.receipt", values, case=case.number),
        Message("volunteer.extra_hand"),
        Message("volunteer.benefit"),
    )


VOLUNTEER = Flow(
    name="volunteer",
    version=1,
    steps=(
        TextStep(key="wish", least=2, most=WISH_LONGEST),
        TextStep(key="like", when=_says_little, most=WISH_LONGEST),
        YesNo(key="fifteen", when=age_is_unknown),
        ManyOf(key="times", when=_grown, choices=tuple(Time)),
        YesNo(key="grown", when=_grown),
        YesNo(key="home", when=_minor),
        TextStep(key="adult_name", when=_adult_knows, least=2, most=NAME_LONGEST),
        TextStep(key="adult_phone", when=_adult_knows, most=20, pattern=PHONE),
        TextStep(key="name", when=_goes_on, most=NAME_LONGEST),
        OneOf(key="role", when=_goes_on, choices=_roles, values=_proposed),
    ),
    finish=_finish,
    save=_save,
    opens=_opens,
)


def _through_association(answers: Answers, _: Context) -> bool:
    return bool(answers["through"] == Affiliation.ASSOCIATION)


async def _keep_more(context: Context, answers: Answers) -> Reply:
    more = More(answers["skills"], answers["hope"], answers["association"])
    await tell_more(context.tx, context.person_id, answers.args["case"], more, context.now)
    return say("volunteer_more.done", MINE)


MORE = Flow(
    name="volunteer_more",
    version=1,
    steps=(
        TextStep(key="skills", optional=True, most=WISH_LONGEST),
        OneOf(key="through", optional=True, choices=tuple(Affiliation)),
        TextStep(key="association", when=_through_association, most=ASSOCIATION_LONGEST),
        TextStep(key="hope", optional=True, most=WISH_LONGEST),
    ),
    finish=_keep_more,
)
