"""How partners are spoken of: kinds, states, lists of places and languages, buttons."""

from __future__ import annotations

from collections.abc import Iterable

from handlers.conversation.parsers import folded
from handlers.conversation.values import Button
from handlers.library import Library
from storage.partners.queries import Known
from storage.partners.rules import PartnerKind

_SIGNS: dict[PartnerKind, tuple[str, ...]] = {
    PartnerKind.ASSOCIATION: (
        *("forening", "klub", "laug", "kor", "association", "club", "choir", "society"),
        *("roede kors", "aeldre sagen", "spejder"),
    ),
    PartnerKind.SCHOOL: ("skole", "gymnasi", "boernehave", "universitet", "school", "university"),
    PartnerKind.COMPANY: ("firma", "virksomhed", "butik", "forlag", "company", "business"),
    PartnerKind.NETWORK: ("netvaerk", "network"),
    PartnerKind.MUNICIPAL: ("kommune", "forvaltning", "municipal"),
    PartnerKind.INSTITUTION: ("museum", "museet", "teater", "plejehjem", "kirke", "institution"),
    PartnerKind.GROUP: ("gruppe", "group"),
}
"""Parts of words, folded, by which each kind is recognised."""


def kind_in(words: str) -> PartnerKind | None:
    """The kind that somebody's own words name; None unless they name exactly one."""
    plain = folded(words)
    found = [kind for kind, signs in _SIGNS.items() if any(sign in plain for sign in signs)]
    return found[0] if len(found) == 1 else None


_WANTING = """vil ville ku kan kunne maa skal deltage deltag soeger mangler oensker haaber tilbyder
bod want would like can could may join take looking need offer stand"""


def wants_something(words: str) -> bool:
    """Whether words say what somebody wants, and not only who they are."""
    return not set(_WANTING.split()).isdisjoint(folded(words).split())


def kind_key(kind: PartnerKind) -> str:
    """The text that names a kind."""
    return f"partner_kind.{kind}"


def state_key(known: Known, *, told: bool) -> str:
    """The text that says where a partner stands; `told`: as far as the partner has heard."""
    return f"partner_state.{known.shown if told else known.state}"


def places(library: Library, slugs: Iterable[str]) -> list[str]:
    """The names of the houses that a partner is near; empty where all are meant."""
    return [branch.name for slug in slugs if (branch := library.branch(slug))]


def see(number: int) -> Button:
    """The button that shows a partner."""
    return Button(f"/partner {number}", "command.partner_see")
