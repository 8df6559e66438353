"""`/aftale 12`: with whom, the ten questions, and how formal it should be, with the reasons (S55).

Staff may choose another level than the advised one, with a reason.
"""

from __future__ import annotations

from babel.numbers import format_decimal
from rapidfuzz import fuzz, process, utils

from handlers.agreements import wanting
from handlers.agreements.acting import kindly, see
from handlers.agreements.card import shown
from handlers.conversation.flow import Answers, Choice, Flow, OneOf, TextStep, YesNo
from handlers.conversation.numbers import number_and_words
from handlers.conversation.texts import LOCALES, Key, Values
from handlers.conversation.values import Begin, Button, Context, Message, Reply, say
from storage.agreements.actions import NewAgreement, of_staff, propose, take_up
from storage.agreements.levels import AgreementLevel, Point, advise
from storage.agreements.queries import active_partners, known, open_about, partner_of
from storage.agreements.rules import REASON_LONGEST
from storage.cases.queries import kind_of
from storage.cases.rules import CaseKind, NotValid
from storage.partners.tables import Partner
from storage.people.queries import Colleague
from storage.people.rules import Role

AT_ONCE = 5
SURE, NEAR = 88, 45
"""How alike, out of 100, a typed name must be to count as a partner's, and to be offered."""

YES_NO = (
    Point.AGAIN, Point.MONEY, Point.PAYS, Point.CHILDREN, Point.KEYS, Point.MANY, Point.PUBLIC,
    Point.MISSED,
)  # fmt: skip
SHORT, NO_DATA = "short", "none"
HOW_LONG = (SHORT, Point.HALF_YEAR, Point.YEAR)
WHICH_DATA = (NO_DATA, Point.DATA, Point.PROCESSES)


async def start(context: Context, rest: str) -> Reply:
    """`/aftale 12`: show an agreement; for an idea or a partner, begin a new one."""
    number, _ = number_and_words(context, rest)
    kind = await kind_of(context.tx, number) if number is not None else None
    if context.colleague is None and kind is CaseKind.PARTNER:
        return await wanting.start(context, rest)
    if kind is CaseKind.AGREEMENT or context.colleague is None:
        return await shown(context, number)
    if number is None:
        return Reply(begin=Begin("agree_with", {"about": None}))
    running = await open_about(context.tx, number)
    note = tuple(Message("agree.runs", {"ref": n}, (see(n),)) for n in running)
    if kind is CaseKind.PARTNER and await partner_of(context.tx, number) is None:
        return say("agree.partner_gone", Button("/aftale", "command.aftale_ny"))
    if kind is CaseKind.PARTNER:
        return Reply(note, Begin("agree", {"partner": number, "about": None}))
    if kind is CaseKind.IDEA:
        return Reply(note, Begin("agree_with", {"about": number}))
    return say("agreement.not_there", Button.to("aftaler"))


async def anew(context: Context, rest: str) -> Reply:
    """`/nyaftale ...`: a partner wants one, in these words; a colleague begins one."""
    return await (start if context.colleague else wanting.start)(context, rest)


async def _costly(context: Context, _: Answers) -> Values:
    """From how many kroner the question about money is a yes."""
    return {"amount": format_decimal(context.library.costly, locale=LOCALES[context.language])}


async def _nearest(context: Context, answers: Answers) -> tuple[Choice, ...]:
    """Partners that the idea names already, or the newest ones."""
    everybody = list(await active_partners(context.tx))
    about = answers.args.get("about")
    named = (await known(context.tx, about)).partners if about else None
    if named:
        ranked = _alike(named, everybody, NEAR)
        everybody = [*ranked, *(one for one in everybody if one not in ranked)]
    return tuple(Choice(str(one.number), one.name) for one in everybody[:AT_ONCE])


def _alike(words: str, partners: list[Partner], least: int) -> list[Partner]:
    names = {number: one.name for number, one in enumerate(partners)}
    found = process.extract(
        words, names, scorer=fuzz.WRatio, processor=utils.default_process, score_cutoff=least
    )
    return [partners[number] for _, _, number in found]


async def _chosen(context: Context, answers: Answers) -> Reply:
    """The partner with this number or name."""
    words, about = answers["partner"], answers.args.get("about")
    if words.isdecimal() and len(words) < 10:
        partner = await partner_of(context.tx, int(words))
    else:
        found = _alike(words, list(await active_partners(context.tx)), SURE)
        exact = [one for one in found if one.name.casefold() == words.casefold()]
        partner = next(iter(exact or found), None)
    if partner is None:
        return Reply(
            (Message("agree_with.nobody", {"words": words}),), Begin("agree_with", answers.args)
        )
    return Reply(begin=Begin("agree", {"partner": partner.number, "about": about}))


def points_of(answers: Answers) -> tuple[Point, ...]:
    """The points of the ten answers."""
    said = {point for point in YES_NO if answers[point]}
    said |= {Point(answers[key]) for key in ("long", "data") if answers[key] in set(Point)}
    return tuple(point for point in Point if point in said)


async def _advice(context: Context, answers: Answers) -> Values:
    advice = advise(points_of(answers))
    reasons = [context.pen(f"point.{p}") for p in advice.reasons]
    nothing = context.pen("point.none")
    return {
        "level": Key(f"level.{advice.level.word}"),
        "reasons": "\n".join(f"· {reason}" for reason in reasons or [nothing]),
    }


async def _levels(context: Context, answers: Answers) -> tuple[Choice, ...]:
    """The levels, the advised one first."""
    first = advise(points_of(answers)).level
    ordered = (first, *(level for level in AgreementLevel if level is not first))
    return tuple(Choice(level.word, context.pen(f"level.{level.word}")) for level in ordered)


def _differs(answers: Answers, _: Context) -> bool:
    return bool(answers["level"] != advise(points_of(answers)).level.word)


async def _make(context: Context, answers: Answers) -> Reply:
    by, level = context.staff(), AgreementLevel[answers["level"].upper()]
    new = NewAgreement(
        answers.args["partner"], points_of(answers), level, answers["because"],
        answers.args.get("about"),
    )  # fmt: skip
    wanted = answers.args.get("case")
    if wanted is not None:
        return await kindly(context, wanted, _take_up(context, by, wanted, new))
    try:
        case = await propose(context.tx, by, new, context.now)
    except NotValid:
        return say("agree.partner_gone", Button("/aftale", "command.aftale_ny"))
    return _begun(case.number, level, "made")


async def _take_up(context: Context, by: Colleague, number: int, new: NewAgreement) -> Reply:
    """Begin what a partner wants and has already described."""
    await take_up(context.tx, by, of_staff(by), number, new, context.now)
    return _begun(number, new.level, "taken_up")


def _begun(number: int, level: AgreementLevel, how: str) -> Reply:
    """What comes next, and how to undo it."""
    drop = Button.to("dropaftale", number)
    expect = Button.to("forvent", number)
    form = f"{how}_contact" if level is AgreementLevel.CONTACT else how
    ways = (see(number), drop) if level is AgreementLevel.CONTACT else (expect, see(number), drop)
    lawyer = (Message("agree.contract"),) if level is AgreementLevel.CONTRACT else ()
    return Reply((Message(f"agree.{form}", {"ref": number}, ways), *lawyer))


WITH = Flow(
    name="agree_with",
    version=1,
    steps=(TextStep(key="partner", least=1, most=120, suggestions=_nearest),),
    finish=_chosen,
    role=Role.COORDINATOR,
)

AGREE = Flow(
    name="agree",
    version=1,
    steps=(
        YesNo(key=Point.AGAIN.value),
        OneOf(key="long", choices=HOW_LONG),
        YesNo(key=Point.MONEY.value, values=_costly),
        YesNo(key=Point.PAYS.value),
        YesNo(key=Point.CHILDREN.value),
        YesNo(key=Point.KEYS.value),
        OneOf(key="data", choices=WHICH_DATA),
        YesNo(key=Point.MANY.value),
        YesNo(key=Point.PUBLIC.value),
        YesNo(key=Point.MISSED.value),
        OneOf(key="level", choices=_levels, values=_advice),
        TextStep(key="because", when=_differs, least=3, most=REASON_LONGEST),
    ),
    finish=_make,
    role=Role.COORDINATOR,
)
