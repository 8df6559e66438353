"""`/nyaftale ...`: a partner wants an agreement, and says what it expects; free words before it
become the suggestion for the first answer. `/begyndaftale 12`: staff take it up.
"""

from __future__ import annotations

from collections.abc import Sequence

from handlers.agreements.acting import found, kindly, not_now, not_there, see
from handlers.agreements.telling import news, tell_side
from handlers.conversation.flow import Answers
from handlers.conversation.numbers import number_and_words
from handlers.conversation.values import Begin, Button, Context, Message, Reply, say
from storage.agreements.actions import want
from storage.agreements.queries import contact_with_us, for_group, speaks_for_with_us
from storage.agreements.rules import AgreementAct, NoSuchAgreement, Party
from storage.cases.rules import Source
from storage.partners.tables import Partner
from storage.people.rules import Channel


async def start(context: Context, rest: str) -> Reply:
    """Begin for one's own partner; ask which one if there are several."""
    mine = await speaks_for_with_us(context.tx, context.person_id)
    number, words = number_and_words(context, rest)
    chosen = [one for one in mine if one.number == number]
    if not chosen:
        words = rest.strip()
    if not mine:
        become = Button(f"/partner ny {words}".strip(), "command.partner")
        return say("agreement.none_yours", become)
    if len(chosen or mine) > 1:
        return say("agreement.for_which", *_which(mine, words))
    args = {"wants": (chosen or mine)[0].number, "said": words}
    return Reply((Message("agreement.begins"),), Begin("expect", args))


def _which(mine: Sequence[Partner], words: str) -> tuple[Button, ...]:
    return tuple(Button(f"/nyaftale {one.number} {words}".strip(), label=one.name) for one in mine)


async def opens(context: Context, answers: Answers) -> Reply | None:
    """Refuse somebody who no longer speaks for the partner, and a partner that has left."""
    known = await contact_with_us(context.tx, context.person_id, answers.args["wants"])
    return None if known else not_there()


async def keep(context: Context, answers: Answers) -> Reply:
    """Save what is wanted; say the number and the promised day, and tell the desk."""
    told = {key: answers[key] for key in answers.given if answers[key]}
    try:
        case = await want(
            context.tx,
            context.person_id,
            answers.args["wants"],
            told,
            context.now,
            context.library.days_to_answer,
            source=Source.TELEGRAM if context.channel is Channel.TELEGRAM else Source.WEB,
        )
    except NoSuchAgreement:
        return not_there()
    number = case.number
    whole = await for_group(context.tx, number)
    if whole is not None:
        message = news(whole, "wanted", Party.LIBRARY, "begyndaftale")
        await tell_side(context, whole, Party.LIBRARY, message)
    return say("agreement.wanted", see(number), ref=number, date=case.promised_on or "")


async def take_up(context: Context, rest: str) -> Reply:
    """`/begyndaftale 12`: the ten questions about what a partner wants."""
    number, _ = number_and_words(context, rest)
    if number is None:
        return say("agreement.which")
    return await kindly(context, number, _questions(context, number))


async def _questions(context: Context, number: int) -> Reply:
    whole = await found(context, number)
    if AgreementAct.TAKE_UP not in whole.acts:
        return not_now(number, whole.state)
    args = {"partner": whole.partner.number, "about": None, "case": number}
    return Reply(begin=Begin("agree", args))
