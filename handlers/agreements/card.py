"""An agreement at a glance, for staff and for the partner's contact persons; and lists of them.

Storage says what each side may do; this module gives it words.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import timedelta

from handlers.agreements.acting import not_there
from handlers.agreements.wording import level_key, mark_of, topic, voice_of
from handlers.conversation.pen import Pen
from handlers.conversation.texts import Key, Values
from handlers.conversation.values import Button, Card, Context, Message, Reply, Row, say
from storage.agreements.actions import lacking
from storage.agreements.levels import AgreementLevel, Section
from storage.agreements.queries import (
    Listed,
    Whole,
    agreements_of,
    all_of_them,
    for_partner,
    for_staff,
    speaks_for_with_us,
)
from storage.agreements.rules import (
    TALKING,
    AgreementAct,
    AgreementState,
    Party,
    VoiceKind,
)
from storage.cases.actions import mark_read

A = AgreementAct

WAYS: dict[AgreementAct, str] = {
    A.TAKE_UP: "begyndaftale",
    A.SEND: "sendaftale",
    A.HAND_OVER: "tiljurist",
    A.SIGNED: "erunderskrevet",
    A.SAY_YES: "jaaftale",
    A.EXPECT: "forvent",
    A.WRITE: "punkt",
    A.OK: "okay",
    A.DATES: "periode",
    A.SIGNATORY: "underskriver",
    A.LEVEL: "niveau",
    A.CALL_BACK: "aftaleretur",
    A.GO_ON: "fortsaet",
    A.REVISE: "retaftale",
    A.EVALUATE: "tilbageblik",
    A.KEEP_OLD: "gammelaftale",
    A.SUCCEED: "afloeser",
    A.STOP: "stopaftale",
    A.DROP: "dropaftale",
}
"""The command of each act, in the order of the buttons."""

FOR_THEM = (A.EXPECT, A.SAY_YES, A.GO_ON, A.EVALUATE)
"""What a partner may say on paper or by telephone."""

AT_ONCE = 6
SOON = timedelta(days=60)


def ways(whole: Whole) -> tuple[Button, ...]:
    """What the speaker's side can do now, the likely next act first."""
    own = (
        Button.to(name, whole.number)
        for act, name in WAYS.items()
        if act in whole.acts and _makes_sense(whole, act)
    )
    return (*own, *_for_them(whole))


def _for_them(whole: Whole) -> Iterator[Button]:
    """What staff can write down for a partner that cannot be asked here."""
    if whole.party is Party.PARTNER or whole.reachable:
        return
    for act in FOR_THEM:
        if act in whole.acts and _open_to_them(whole, act):
            name = WAYS[act]
            yield Button(f"/{name} {whole.number} partner", f"command.{name}_for", quiet=True)


def _open_to_them(whole: Whole, act: AgreementAct) -> bool:
    """Whether the partner has still to say it."""
    if act is A.EXPECT:
        return not whole.told(VoiceKind.EXPECTATION, Party.PARTNER)
    if act is A.SAY_YES:
        return Party.PARTNER not in whole.consents
    return act is not A.GO_ON or bool(whole.agreement.ends_on and not whole.agreement.wish_partner)


def _makes_sense(whole: Whole, act: AgreementAct) -> bool:
    """False for acts that the life cycle allows but that would be refused now."""
    if act in {A.SEND, A.HAND_OVER}:
        return not lacking(whole) or (act is A.HAND_OVER and whole.words != {})
    if act is A.CALL_BACK:
        return whole.case.shown_state not in TALKING
    if act is A.GO_ON:
        return whole.agreement.ends_on is not None
    if act in {A.OK, A.WRITE}:
        return bool(whole.sections) and whole.reads_draft
    if act in {A.DATES, A.SIGNATORY}:
        contract = whole.level is AgreementLevel.CONTRACT
        return whole.state is not AgreementState.EXPECTING and not contract
    if act is A.EXPECT and whole.party is Party.PARTNER:
        return not whole.told(VoiceKind.EXPECTATION, Party.PARTNER)
    return True


def rows(whole: Whole, pen: Pen) -> tuple[Row, ...]:
    """The facts that its side may know."""
    return tuple(_rows(whole, pen))


def _rows(whole: Whole, pen: Pen) -> Iterator[Row]:
    yield Row("agreement.state", text_key=f"agreement_state.{whole.state}")
    yield Row("agreement.next", text_key=f"agreement_next.{_next(whole)}")
    if whole.state is not AgreementState.WANTED:
        yield Row("agreement.level", text_key=f"level.{whole.level.word}")
    elif day := whole.case.shown_promise:
        key = "agreement.promised" if whole.party is Party.PARTNER else "partners.promised"
        yield Row(key, text_key="agreement.day", values={"day": day})
    if whole.party is Party.LIBRARY:
        yield from _inside(whole, pen)
    if whole.contact and whole.contact.name:
        yield Row("agreement.contact", whole.contact.name)
    for name in ("starts_on", "ends_on", "evaluate_on"):
        if (day := getattr(whole.agreement, name)) and whole.reads_draft:
            yield Row(f"agreement.{name}", text_key="agreement.day", values={"day": day})
    yield from _wishes(whole, pen)


def _next(whole: Whole) -> str:
    """What happens next, for this side."""
    state, mine = whole.state, whole.party
    if state is AgreementState.WANTED:
        return "wanted" if mine is Party.LIBRARY else "wanted_wait"
    if state is AgreementState.EXPECTING:
        told = bool(whole.told(VoiceKind.EXPECTATION, mine))
        return "expect_wait" if told else "expect"
    if whole.level in SPOKEN_OF and state in {AgreementState.DRAFTING, AgreementState.ASKED}:
        return _next_of(whole)
    if state in TALKING and whole.reads_draft:
        fresh = whole.mark != whole.agreement.agreed_mark
        return "yes_wait" if fresh and mine in whole.consents else "yes"
    if state in {AgreementState.ASKED, AgreementState.DRAFTING}:
        return "draft" if mine is Party.LIBRARY else "draft_wait"
    endless = state is AgreementState.IN_FORCE and whole.agreement.ends_on is None
    return "in_force_endless" if endless else str(state)


SPOKEN_OF = frozenset({AgreementLevel.CONTACT, AgreementLevel.CONTRACT})
"""Levels at which nothing is drafted: CONTACT has no text, and a lawyer writes a CONTRACT."""


def _next_of(whole: Whole) -> str:
    ours = whole.party is Party.LIBRARY
    if whole.level is AgreementLevel.CONTRACT:
        return "draft_contract" if ours else "draft_wait_contract"
    if whole.state is AgreementState.DRAFTING:
        return "draft_contact" if ours else "draft_wait"
    return "yes_wait" if whole.party in whole.consents else "yes_contact"


def _inside(whole: Whole, pen: Pen) -> Iterator[Row]:
    """Facts for staff only."""
    agreement = whole.agreement
    if agreement.points:
        yield Row("agreement.points", "\n".join(pen(f"point.{p}") for p in agreement.points))
    if agreement.because:
        yield Row("agreement.because", agreement.because)
    if agreement.about:
        yield Row("agreement.about", str(agreement.about))
    if agreement.signatory:
        yield Row("agreement.signatory", agreement.signatory)
    drafting = whole.state is AgreementState.DRAFTING
    if drafting and (lacks := lacking(whole)):
        yield Row("agreement.missing", "\n".join(pen(f"clause.{name}") for name in lacks))


def _wishes(whole: Whole, pen: Pen) -> Iterator[Row]:
    agreement = whole.agreement
    for party, wish in (("library", agreement.wish_library), ("partner", agreement.wish_partner)):
        if wish:
            name = voice_of(party, whole, pen)
            yield Row(
                "agreement.wish", pen("agreement.wishes", name=name, wish=pen(f"wish.{wish}"))
            )


def clause_rows(whole: Whole, pen: Pen) -> tuple[Row, ...]:
    """The clauses: the text, who wrote it, and which side has approved it."""
    if not whole.reads_draft:
        return ()
    return tuple(_clauses(whole, pen))


def _clauses(whole: Whole, pen: Pen) -> Iterator[Row]:
    for section in Section:
        clause = whole.clauses.get(section)
        if clause is not None:
            yield Row(
                f"clause.{section}", f"{clause.text}\n{standing(whole, section, pen)}".strip()
            )


def standing(whole: Whole, section: Section, pen: Pen) -> str:
    """Who wrote a clause, and who has approved it."""
    clause = whole.clauses[section]
    said = [pen("agreement.written", name=clause.by_name)] if clause.by_name else []
    fine = {Party.LIBRARY: clause.ok_library, Party.PARTNER: clause.ok_partner}
    sides = [voice_of(party, whole, pen) for party in Party if fine[party]]
    if sides and whole.state in TALKING:
        said.append(pen("agreement.fine", sides=sides))
    return f"({', '.join(said)})" if said else ""


def expectation_rows(whole: Whole, pen: Pen) -> tuple[Row, ...]:
    """What both sides expect, and who said it. One side sees the other's only after its own."""
    if whole.party is Party.PARTNER and not whole.told(VoiceKind.EXPECTATION, Party.PARTNER):
        return ()
    return tuple(
        Row("agreement.told", f"{voice_of(v.party, whole, pen)}: {topic(v.topic, pen)}\n{v.text}")
        for v in whole.told(VoiceKind.EXPECTATION)
    )


def looked_back_rows(whole: Whole, pen: Pen) -> tuple[Row, ...]:
    """What both sides said when they looked back."""
    return tuple(
        Row("agreement.looked", f"{voice_of(v.party, whole, pen)}: {topic(v.topic, pen)}\n{v.text}")
        for v in whole.told(VoiceKind.EVALUATION)
    )


def whole_card(whole: Whole, pen: Pen, *, brief: bool = False) -> Message:
    """An agreement with everything that can be done. `brief` leaves out its text, for places that
    show one message.
    """
    told = expectation_rows(whole, pen) if not whole.words else ()
    said = () if brief else (*clause_rows(whole, pen), *told)
    looked = () if brief else looked_back_rows(whole, pen)
    facts = (*rows(whole, pen), *said, *looked)
    if whole.reads_draft and whole.words:
        version = pen("agreement.version_of", n=whole.agreement.version, mark=mark_of(whole))
        facts = (*facts, Row("agreement.version", version))
    link = f"/desk/aftale/{whole.number}" if whole.party is Party.LIBRARY else None
    title = pen("agreement.with", partner=whole.partner.name)
    card = Card(title, facts, ways(whole), link=link)
    return Message("agreement.card", {"ref": whole.number}, card=card, case=_for_page(whole))


def _for_page(whole: Whole) -> int | None:
    return None if whole.party is Party.LIBRARY else whole.number


async def shown(context: Context, number: int | None) -> Reply:
    """`/aftale 12`: one agreement; without a number the speaker's own."""
    if number is None:
        return await listed(context, "")
    if context.colleague is not None:
        whole = await for_staff(context.tx, context.colleague, number)
        await mark_read(context.tx, context.colleague, number)
    else:
        whole = await for_partner(context.tx, context.person_id, number)
    if whole is None:
        return not_there()
    return Reply((whole_card(whole, context.pen),))


async def listed(context: Context, rest: str) -> Reply:
    """`/aftaler`: all agreements for staff, the first to run out on top; a partner's own for a
    partner. With free words after it, also how these can be sent.
    """
    staff = context.colleague
    found = (
        await all_of_them(context.tx, staff)
        if staff
        else await agreements_of(context.tx, context.person_id)
    )
    if staff is None and rest.strip():
        return await _asked_for(context, found, rest.strip())
    if not found and staff is None:
        return await _none_yet(context)
    if not found:
        return say("agreement.none", Button("/aftale", "command.aftale_ny"))
    told = tuple(_one(each, context) for each in found[:AT_ONCE])
    left = len(found) - AT_ONCE
    return Reply((*told, Message("agreement.more", {"n": left})) if left > 0 else told)


async def _asked_for(context: Context, found: Sequence[Listed], words: str) -> Reply:
    """Somebody wrote about agreements in free words: show theirs. One press begins a new agreement
    with these words, makes the person a partner, or sends the words to staff.
    """
    send = Button(f"/besked {words}", "agreement.send_words")
    new = Button.to("nyaftale", words)
    if found:
        told = tuple(_one(each, context) for each in found[:AT_ONCE])
        return Reply((*told, Message("agreement.also_words", {}, (new, send))))
    if await speaks_for_with_us(context.tx, context.person_id):
        return say("agreement.none_but_partner", new, send)
    become = Button.to("partner", "ny", words)
    return say("agreement.with_partners", become, send)


async def _none_yet(context: Context) -> Reply:
    """For somebody without an agreement: begin one, or become a partner first."""
    if await speaks_for_with_us(context.tx, context.person_id):
        return say("agreement.none_yet", Button.to("nyaftale"))
    return say("agreement.none_yours", Button.to("partner"))


async def own_list(context: Context) -> tuple[Message, ...]:
    """The agreements of the speaker's associations, newest first."""
    own = await agreements_of(context.tx, context.person_id)
    return tuple(_one(each, context) for each in own[:AT_ONCE])


def _one(each: Listed, context: Context) -> Message:
    pen = Pen(context.texts, context.language)
    until = pen("agreement.until", day=each.ends_on) if each.ends_on else ""
    values: Values = {
        "ref": each.number,
        "partner": each.partner,
        "level": Key(level_key(each)),
        "state": Key(f"agreement_state.{each.state}"),
        "until": until,
    }
    return Message("agreement.one", values, (Button.to("aftale", each.number),))
