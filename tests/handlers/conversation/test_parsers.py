"""A yes and a no, as people say them."""

from __future__ import annotations

import pytest

from handlers.conversation.parsers import yes_or_no
from handlers.conversation.values import Text

YES = """ja; Ja!; jo tak; ja tak; JA, meget gerne; ja, det vil jeg gerne; ja det er jeg;
ja, det må I gerne; ja da; ja ok; gerne; Det vil jeg gerne; selvfølgelig; ok tak; yes please;
yes I would like to; Of course"""

NO = """nej; nej tak; Nej, ellers tak; nej, det er jeg ikke; nej ikke mere; nej det var alt;
ikke lige nu; ikke nu, tak; helst ikke; nej, det behøver du ikke; no thanks; no, not now"""

NEITHER = """ja men ikke i dag; nej jo; ja nej; nej, jeg vil hellere om torsdagen; jeg kan ikke;
jeg vil gerne læse højt; ok, hvad så; ja ikke; det ved jeg ikke; nej det må du gerne;
no problem; måske"""


def each(words: str) -> list[str]:
    return [one.strip() for one in words.split(";")]


@pytest.mark.parametrize("words", each(YES))
def test_a_yes(words: str) -> None:
    assert yes_or_no(Text(words)) is True


@pytest.mark.parametrize("words", each(NO))
def test_a_no(words: str) -> None:
    assert yes_or_no(Text(words)) is False


@pytest.mark.parametrize("words", each(NEITHER))
def test_what_is_neither(words: str) -> None:
    assert yes_or_no(Text(words)) is None
