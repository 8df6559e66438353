"""`/glem_mig`: says what is erased, what stays and why, before the question and after the yes.

Must not decide what stays: storage does.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date

from handlers.conversation.flow import Answers, Flow, YesNo
from handlers.conversation.texts import Key
from handlers.conversation.values import Begin, Context, Message, Reply, say
from storage.people.queries import chats
from storage.privacy.actions import erase
from storage.privacy.queries import kept_back, under_hold
from storage.silences.queries import silence_of
from storage.talk.rules import PRIVATE

GOES = ("talk", "drafts", "contact", "files", "unanswered")


async def start_erasing(context: Context, _: str) -> Reply:
    """Show what would be erased and what would stay, then ask."""
    held = await under_hold(context.tx, context.person_id)
    records = [n for n in await kept_back(context.tx, context.person_id) if n not in held]
    goes = Message("erase.goes", {"goes": tuple(Key(f"erase.goes_{what}") for what in GOES)})
    running = await silence_of(context.tx, context.person_id, context.now)
    until = running.until if running else None
    stays = _stays(records, held, until, staff=context.colleague is not None)
    reach = [Message("erase.at_telegram")] if await _in_telegram(context) else []
    return Reply((goes, *stays, *reach), begin=Begin("erase"))


def _stays(
    records: Sequence[int], held: Sequence[int], silenced: date | None, *, staff: bool
) -> Iterator[Message]:
    """What stays, and why."""
    if records:
        yield Message("erase.records", {"refs": _refs(records)})
    if held:
        yield Message("erase.held", {"refs": _refs(held)})
    if silenced is not None:
        yield Message("erase.silenced", {"until": silenced})
    if staff:
        yield Message("erase.work")


def _refs(numbers: Sequence[int]) -> tuple[str, ...]:
    return tuple(str(number) for number in numbers)


async def _in_telegram(context: Context) -> bool:
    return bool(await chats(context.tx, context.person_id, context.now))


async def _erase(context: Context, answers: Answers) -> Reply:
    if not answers["sure"]:
        return say("erase.no")
    reach = [Message("erase.left_in_telegram")] if await _in_telegram(context) else []
    speaking = context.version if context.place == PRIVATE else None
    erased = await erase(context.tx, context.person_id, context.now, speaking=speaking)
    context.everywhere = True
    stays = _stays(erased.records, erased.held, erased.silenced, staff=erased.staff)
    new = [] if erased.silenced else [Message("erase.new")]
    return Reply((Message("erase.done"), *stays, *reach, *new))


ERASE = Flow(
    name="erase", version=1, steps=(YesNo(key="sure"),), finish=_erase, always=True, private=True
)
