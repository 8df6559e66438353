"""Partners for staff: those who wait, one partner, accepting, refusing and merging.

A decision says when the partner hears of it, and can be undone until then; a merge cannot.
"""

from __future__ import annotations

from urllib.parse import urlencode

from handlers.conversation.flow import Answers, Choice, Flow, TextStep, YesNo
from handlers.conversation.numbers import number_and_words
from handlers.conversation.texts import Values
from handlers.conversation.values import Begin, Button, Context, Message, Reply, say
from handlers.partners.at_work import heard_later, unknown
from handlers.partners.card import beside, staff_card
from handlers.partners.own import acted, in_the_list, not_theirs, show_own, too_late
from handlers.partners.wording import see
from handlers.partners.writing_down import unite
from storage.cases.actions import mark_read
from storage.cases.queries import templates
from storage.cases.rules import NoSuchCase, NotValid
from storage.introductions import actions as introductions
from storage.partners import actions
from storage.partners.queries import (
    Known,
    alike,
    counts,
    listed,
    names,
    partner,
    register_rows,
    waiting,
)
from storage.partners.rules import REASON_LONGEST, PartnerAct, PartnerState
from storage.people.rules import Role

AT_ONCE = 5


async def show(context: Context, rest: str) -> Reply:
    """`/partner`, `/partner 12`, `/partner ny`: any partner for staff, their own for others. What
    stands after `/partner ny` is passed on as what was said first.
    """
    number, words = number_and_words(context, rest)
    new, _, said = words.partition(" ")
    if new in {"ny", "new"}:
        return Reply(begin=Begin("partner", {"said": said.strip()} if said else {}))
    if context.colleague is None:
        return await show_own(context, number)
    if number is None:
        return await show_all(context, "")
    known = await partner(context.tx, number)
    if known is None:
        return unknown(number)
    await mark_read(context.tx, context.colleague, number)
    return Reply((whole(context, known),))


def whole(context: Context, known: Known) -> Message:
    """A partner's card, with everything that the colleague may do with it."""
    role, number = context.staff().role, known.case.number
    head = "undecided" if known.state is PartnerState.WAITING else "card"
    card = staff_card(known, context.library, role)
    return Message(f"partners.{head}", {"ref": number}, beside(known, role), card)


async def show_all(context: Context, rest: str) -> Reply:
    """`/partnere`: the public list; for staff those who wait, and the number in each state.
    `/partnere skak`: for staff those that contain a word.
    """
    if context.colleague is None:
        return await _public(context)
    if words := rest.strip():
        return await _found(context, words)
    found = await waiting(context.tx, context.colleague)
    numbers = await counts(context.tx)
    values: Values = {
        "waiting": numbers[PartnerState.WAITING],
        "active": numbers[PartnerState.ACTIVE],
        "paused": numbers[PartnerState.PAUSED],
    }
    first = tuple(whole(context, known) for known in found[:AT_ONCE])
    return Reply((*first, Message("partners.counts", values), *_ways_in(context)))


def _ways_in(context: Context) -> tuple[Message, ...]:
    """How a coordinator adds partners: one in the chat, many from a file."""
    if not context.may(Role.COORDINATOR):
        return ()
    link = f"{context.library.url}/desk/partnere/ind"
    return (
        Message("partners.ways_in", {"link": link}, (Button("/partner ny", "partners.new_one"),)),
    )


async def _found(context: Context, words: str) -> Reply:
    """The first partners that contain the words, by name; the page has all."""
    rows = await register_rows(context.tx, context.staff(), words=words)
    if not rows:
        return say("partners.found_none", words=words)
    first = [in_the_list(context, known, known.state) for known in rows[:AT_ONCE]]
    link = f"{context.library.url}/desk/partnere?{urlencode({'q': words})}"
    more = (Message("partners.found_more", {"link": link}),) if rows[AT_ONCE:] else ()
    return Reply((*first, *more))


async def _public(context: Context) -> Reply:
    """The partners that agreed to be listed; a page has the whole list."""
    found = await listed(context.tx)
    become = Button("/partner ny", "partners.become")
    if not found:
        return say("partners.nobody_listed", become)
    names = "\n".join(f"{each.name}: {first_line(each.together or each.does)}" for each in found)
    if len(names) > LONGEST:
        names = names[:LONGEST].rpartition("\n")[0]
    return say("partners.all", become, names=names, link=f"{context.library.url}/partnere")


LONGEST = 2500
"""Most characters of the list in one message."""

SHORT = 90


def first_line(words: str) -> str:
    """The first line of a text, cut between words after SHORT characters."""
    line = words.split("\n", maxsplit=1)[0]
    return line if len(line) <= SHORT else f"{line[:SHORT].rpartition(' ')[0]}…"


async def accept(context: Context, rest: str) -> Reply:
    """`/partnerja 12` accepts a partner."""
    number, _ = number_and_words(context, rest)
    if number is None:
        return say("partners.which")

    async def doing(known: int) -> Reply:
        await actions.accept(context.tx, context.staff(), known, context.now)
        return await heard_later(context, "accepted", known)

    return await acted(context, number, doing(number))


async def begin_refusing(context: Context, rest: str) -> Reply:
    """`/partnernej 12` asks for the reason; `/partnernej 12 for langt væk` has it."""
    number, words = number_and_words(context, rest)
    if number is None:
        return say("partners.which")
    given = {"reason": words} if words else {}
    return Reply(begin=Begin("partner_no", {"case": number}, given))


async def _may_refuse(context: Context, answers: Answers) -> Reply | None:
    number = answers.args["case"]
    known = await partner(context.tx, number)
    if known is None:
        return not_theirs()
    if known.state is PartnerState.WAITING:
        return None
    return too_late(context, number, known.state)


async def _reasons(context: Context, _: Answers) -> tuple[Choice, ...]:
    """The library's own reasons for a no."""
    found = await templates(context.tx, PartnerAct.REFUSE)
    english = context.language == "en"
    return tuple(
        Choice(str(each.id), each.title, (each.en if english else "") or each.da) for each in found
    )


async def _refuse(context: Context, answers: Answers) -> Reply:
    number = answers.args["case"]

    async def doing() -> Reply:
        by, reason = context.staff(), answers["reason"]
        await actions.refuse(context.tx, by, number, reason, context.now)
        return await heard_later(context, "refused", number)

    return await acted(context, number, doing())


async def undo(context: Context, rest: str) -> Reply:
    """`/partnerfortryd 12` undoes one's own latest act, within two minutes."""
    number, _ = number_and_words(context, rest)
    if number is None:
        return say("partners.which")
    try:
        taken_back = await actions.undo(context.tx, context.staff(), number, context.now)
    except NoSuchCase:
        return not_theirs()
    return say("partners.undone" if taken_back else "partners.too_late", see(number), ref=number)


async def begin_uniting(context: Context, rest: str) -> Reply:
    """`/partnersammen 12 8`: 12 is a duplicate, and is merged into 8."""
    number, words = number_and_words(context, rest)
    if number is None:
        return say("partners.which")
    into = words.lstrip("# ")
    double = await partner(context.tx, number)
    if double is None:
        return not_theirs()
    there = into.isdecimal() and await partner(context.tx, int(into)) is not None
    begin = Begin("partner_unite", {"case": number}, {"into": into} if there else {})
    return Reply(() if there else await _likely(context, double), begin)


async def _likely(context: Context, double: Known) -> tuple[Message, ...]:
    """Partners with nearly the same name, each with a button to merge the duplicate into it."""
    number, known = double.case.number, await names(context.tx)
    like = alike(double.partner.name, known, number)
    return tuple(unite(number, other, known[other]) for other in like)


async def _names(context: Context, answers: Answers) -> Values:
    """The names of the two partners to be merged."""
    double = await partner(context.tx, answers.args["case"])
    typed = str(answers["into"] or "").lstrip("# ")
    into = await partner(context.tx, int(typed)) if typed.isdecimal() else None
    nobody = context.pen("partners.unknown")
    return {
        "double": double.partner.name if double else nobody,
        "into": into.partner.name if into else nobody,
    }


async def _unite(context: Context, answers: Answers) -> Reply:
    number, into = answers.args["case"], int(str(answers["into"]).lstrip("# "))
    if not answers["sure"]:
        return say("partners.not_united", see(number), ref=number)

    async def doing() -> Reply:
        try:
            await actions.unite(context.tx, context.staff(), number, into, context.now)
        except NotValid as wrong:
            return say(f"partners.into_{wrong.problem}", see(number), ref=into)
        await introductions.follow(context.tx, number, into)
        return say("partners.united", see(into), ref=number, into=into)

    return await acted(context, number, doing())


FLOWS = (
    Flow(
        name="partner_no",
        version=1,
        steps=(TextStep(key="reason", most=REASON_LONGEST, suggestions=_reasons),),
        finish=_refuse,
        opens=_may_refuse,
        role=Role.COORDINATOR,
        summary=True,
    ),
    Flow(
        name="partner_unite",
        version=1,
        steps=(
            TextStep(key="into", most=12, pattern=r"#?\s*\d{1,9}"),
            YesNo(key="sure", values=_names),
        ),
        finish=_unite,
        role=Role.COORDINATOR,
    ),
)
