"""`/glem_mig`: what goes, what stays and why is said before the question, and again after the yes.

Must not decide what stays: storage does.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from handlers.conversation.flow import Answers, Flow, YesNo
from handlers.conversation.texts import Key
from handlers.conversation.values import Begin, Context, Message, Reply
from storage.people.queries import chats
from storage.privacy.actions import erase
from storage.privacy.queries import kept_back, under_hold
from storage.talk.rules import PRIVATE

GOES = ("talk", "drafts", "contact", "files", "unanswered")


async def start_erasing(context: Context, _: str) -> Reply:
    """What would go and what would stay, then the question."""
    held = await under_hold(context.tx, context.person_id)
    records = [n for n in await kept_back(context.tx, context.person_id) if n not in held]
    goes = Message("erase.goes", {"goes": tuple(Key(f"erase.goes_{what}") for what in GOES)})
    stays = _stays(records, held, staff=context.colleague is not None)
    reach = [Message("erase.at_telegram")] if await _in_telegram(context) else []
    return Reply((goes, *stays, *reach), begin=Begin("erase"))


def _stays(records: Sequence[int], held: Sequence[int], *, staff: bool) -> Iterator[Message]:
    """What stays, and why."""
    if records:
        yield Message("erase.records", {"refs": _refs(records)})
    if held:
        yield Message("erase.held", {"refs": _refs(held)})
    if staff:
        yield Message("erase.work")


def _refs(numbers: Sequence[int]) -> tuple[str, ...]:
    return tuple(str(number) for number in numbers)


async def _in_telegram(context: Context) -> bool:
    return bool(await chats(context.tx, context.person_id, context.now))


async def _erase(context: Context, answers: Answers) -> Reply:
    if not answers["sure"]:
        return Reply((Message("erase.no"),))
    reach = [Message("erase.left_in_telegram")] if await _in_telegram(context) else []
    speaking = context.version if context.place == PRIVATE else None
    erased = await erase(context.tx, context.person_id, context.now, speaking=speaking)
    context.everywhere = True
    stays = _stays(erased.records, erased.held, staff=erased.staff)
    return Reply((Message("erase.done"), *stays, *reach, Message("erase.new")))


ERASE = Flow(name="erase", version=1, steps=(YesNo(key="sure"),), finish=_erase, always=True)
