"""Partners whose names are so alike that they may be the same, registered twice."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence

from rapidfuzz import fuzz, process
from sqlalchemy import select

from storage.cases.rules import CaseKind
from storage.cases.tables import Case
from storage.database import Transaction
from storage.partners.rules import CLOSED
from storage.partners.tables import Partner

NEAR_ENOUGH = 84
"""The lowest similarity of two names that counts, of 100."""

MOST = 5

_FORMS = re.compile(r"\b(foreningen|forening|klubben|klub|aps|a/s|i/s|fmba|af \d{4})\b")
"""The parts that many names share, which do not tell them apart."""


def bare(name: str) -> str:
    """A name for comparison: in lower case, without the parts that many names share."""
    plain = " ".join(name.casefold().split())
    return " ".join(_FORMS.sub(" ", plain).split()) or plain


async def names(tx: Transaction) -> dict[int, str]:
    """The names of all partners that have not left, by number, in one statement."""
    rows = await tx.connection.execute(
        select(Partner.number, Partner.name)
        .join(Case, Case.number == Partner.number)
        .where(Case.kind == CaseKind.PARTNER, Case.state.not_in(CLOSED), Partner.name != "")
        .order_by(Partner.number)
    )
    return {row.number: row.name for row in rows}


def alike(name: str, known: Mapping[int, str], but: int = 0) -> Sequence[int]:
    """The numbers of partners with nearly the same name, the most similar first; never `but`."""
    others = {number: bare(each) for number, each in known.items() if number != but}
    found = process.extract(
        bare(name),
        others,
        scorer=fuzz.token_sort_ratio,
        score_cutoff=NEAR_ENOUGH,
        limit=MOST,
    )
    return [number for _, _, number in found]
