"""Reads a whole sentence into its parts, in whatever order they were said.

Every word must be understood, be a small word, or stand before or after everything understood. A
word in the middle that cannot be read is asked about, never dropped. Must not know today.
"""

from __future__ import annotations

from handlers.conversation.dates.kinds import LIGHT, Kind
from handlers.conversation.dates.parts import RULES, Sentence
from handlers.conversation.dates.reader import Reader
from handlers.conversation.dates.reasons import CannotRead, Reason
from handlers.conversation.dates.tokens import Token


def read_sentence(tokens: list[Token]) -> Sentence:
    """The parts of the sentence, or CannotRead."""
    reader, sentence = Reader(tokens), Sentence()
    read: list[int] = []
    while not reader.done:
        at = reader.at
        if any(rule(reader, sentence) for rule in RULES):
            read += range(at, reader.at)
        else:
            reader.at += 1
    _refuse_unread(tokens, read)
    return sentence


def _refuse_unread(tokens: list[Token], read: list[int]) -> None:
    left = {at: token for at, token in enumerate(tokens) if at not in set(read)}
    heavy = {at: token for at, token in left.items() if token.kind not in LIGHT}
    if not read:
        numbers = any(token.kind is Kind.NUMBER for token in heavy.values())
        raise CannotRead(Reason.BARE_NUMBER if numbers and len(tokens) < 3 else Reason.NOT_A_DATE)
    kinds = {token.kind for token in heavy.values()}
    for kind, reason in ((Kind.OR, Reason.SEVERAL), (Kind.VAGUE, Reason.VAGUE)):
        if kind in kinds:
            raise CannotRead(reason)
    if Kind.NUMBER in kinds:
        raise CannotRead(Reason.BARE_NUMBER, _words(heavy))
    first, last = min(read), max(read)
    lost = {at: token for at, token in heavy.items() if not _harmless(at, token, first, last)}
    if lost:
        raise CannotRead(Reason.UNREAD, _words(lost))


def _harmless(at: int, token: Token, first: int, last: int) -> bool:
    """Chatter around the date; a word like «fra» or «hver» only before it."""
    if token.kind in (Kind.UNKNOWN, Kind.DASH):
        return not first < at < last
    return token.kind in (Kind.UNTIL, Kind.FROM, Kind.THIS, Kind.AT) and at < first


def _words(tokens: dict[int, Token]) -> str:
    return " ".join(token.text for token in tokens.values())[:60]
