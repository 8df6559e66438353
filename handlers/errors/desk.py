"""`/fejl`, `/proev 3`, `/laegvaek 3`: the desk's page of failures, in a conversation.

What could not be sent has its own numbers, written with an s: `/proev s7`. Must not retry anything
itself: the clock does, and tells the result.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from handlers.conversation.commands import Command
from handlers.conversation.kept import from_data
from handlers.conversation.texts import Values
from handlers.conversation.values import Button, Card, Context, Message, Reply, Row, say
from storage.people.rules import Role
from storage.talk import actions
from storage.talk.queries import Again, Letter, Unsent, letters, unsent
from storage.talk.rules import place_case

AT_ONCE = 5
"""How many cards are shown at a time, the oldest first."""

NUMBER = re.compile(r"(s?)(\d{1,9})", re.IGNORECASE)


def whose(trouble: Letter | Unsent | Again) -> tuple[str, Values]:
    """Whose talk it is, as a text key and values: a citizen's, or a colleague's at a place."""
    if trouble.name is None:
        return "errors.of_citizen", {"talk": trouble.talk_id}
    number = place_case(trouble.place)
    if number is None:
        return "errors.of_colleague", {"name": trouble.name}
    return "errors.of_colleague_at", {"name": trouble.name, "ref": number}


def why_not(letter: Letter) -> str | None:
    """Why a retry makes no sense, as a text key; None when it does."""
    if from_data(letter.said) is None:
        return "errors.lost"
    return "errors.moved_on" if letter.moved_on else None


async def show(context: Context, rest: str) -> Reply:
    """`/fejl`: failures that wait for somebody, the oldest first. `/fejl antal`: only their number,
    for a place where others read.
    """
    failed = await letters(context.tx)
    not_sent = await unsent(context.tx)
    count = len(failed) + len(not_sent)
    if not count:
        return say("errors.none")
    if rest:
        return Reply((Message("errors.count", {"n": count}), Message("errors.elsewhere")))
    cards = [_letter(context, letter) for letter in failed]
    cards += [_sending(context, sending) for sending in not_sent]
    shown = cards[:AT_ONCE]
    more = (Message("errors.more", {"n": count - len(shown)}),) if count > len(shown) else ()
    return Reply((Message("errors.count", {"n": count}), *shown, *more))


def _letter(context: Context, letter: Letter) -> Message:
    no = why_not(letter)
    again = () if no or letter.again else (Button.to("proev", letter.number),)
    facts = _facts(letter)
    if letter.tries:
        facts.append(Row("errors.tries", text_key="errors.times", values={"n": letter.tries}))
    if no:
        facts.append(Row("errors.note", text_key=no, values={"number": letter.number}))
    title = context.pen("errors.letter", number=letter.number)
    away = Button.to("laegvaek", letter.number)
    return Message("errors.one", card=Card(title, tuple(facts), (*again, away)))


def _sending(context: Context, sending: Unsent) -> Message:
    number = f"s{sending.id}"
    title = context.pen("errors.letter", number=number)
    again = Button(f"/proev {number}", "errors.send_again")
    away = Button.to("laegvaek", number)
    return Message("errors.one_unsent", card=Card(title, tuple(_facts(sending)), (again, away)))


def _facts(trouble: Letter | Unsent) -> list[Row]:
    key, values = whose(trouble)
    return [
        Row("errors.of", text_key=key, values=values),
        Row("errors.at", text_key="errors.moment", values={"at": trouble.at}),
        Row("errors.words", trouble.words),
        Row("errors.kind", trouble.error),
    ]


async def retry(context: Context, rest: str) -> Reply:
    """`/proev 3`, `/proev s7`: try it once more."""
    sending, number = _number(rest)
    if number is None:
        return say("errors.which")
    if sending:
        done = await actions.want_sent_again(context.tx, context.staff(), number, context.now)
        return say("errors.sent_again" if done else "errors.gone", number=f"s{number}")
    found = _of(await letters(context.tx), number)
    no = why_not(found) if found else None
    if no:
        return say(no, number=number)
    done = await actions.want_again(context.tx, context.staff(), number, context.now)
    return say("errors.asked" if done else "errors.gone", number=number)


async def put_away(context: Context, rest: str) -> Reply:
    """`/laegvaek 3`, `/laegvaek s7`: put it away, without trying again."""
    sending, number = _number(rest)
    if number is None:
        return say("errors.which")
    put = actions.give_up_sending if sending else actions.put_away
    done = await put(context.tx, context.staff(), number, context.now)
    shown = f"s{number}" if sending else number
    return say("errors.put_away" if done else "errors.gone", number=shown)


def _of(found: Sequence[Letter], number: int) -> Letter | None:
    return next((letter for letter in found if letter.number == number), None)


def _number(rest: str) -> tuple[bool, int | None]:
    """Whether the number is of something sent, and the number; None when there is none."""
    found = NUMBER.fullmatch(rest.strip())
    return (bool(found[1]), int(found[2])) if found else (False, None)


COMMANDS = tuple(
    Command(names, run, role=Role.COORDINATOR, aside=True, typed=False)
    for names, run in (
        (("fejl", "errors"), show),
        (("proev", "retry"), retry),
        (("laegvaek", "putaway"), put_away),
    )
)
