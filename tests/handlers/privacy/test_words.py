"""Every field of an export and every period has its words, in both languages."""

from __future__ import annotations

import pytest

from handlers.conversation.pen import Pen
from handlers.conversation.texts import HANDLERS, Placeholder, Texts
from handlers.privacy.periods import how_long, records, told_periods
from storage.base import Personal
from storage.people.rules import Language
from storage.privacy.actions import SWEEPS
from storage.privacy.holdings import HOLDINGS, Holding
from storage.privacy.rules import PERIODS
from tests.storage.privacy.full import PERSONAL

TEXTS = Texts.load(HANDLERS, HANDLERS.parent / "bot")


@pytest.mark.parametrize("holding", HOLDINGS, ids=lambda holding: holding.name)
def test_a_table_of_the_export_has_its_words(holding: Holding) -> None:
    needed = {f"held.{holding.name}_title", *(f"held.{name}" for name in holding.also)}
    if holding.withheld:
        needed.add(f"held.{holding.name}_withheld")
    missing = {key for key in needed if not TEXTS.has(key)}
    assert not missing, f"write them in handlers/privacy: {sorted(missing)}"


@pytest.mark.parametrize(
    ("table", "column", "mark"), PERSONAL, ids=[f"{t}.{c}" for t, c, _ in PERSONAL]
)
def test_a_mark_has_a_word(table: str, column: str, mark: Personal) -> None:
    assert TEXTS.has(f"held.{mark.label}"), f"{table}.{column}: write held.{mark.label}"


def test_an_act_that_needs_values_has_words_without_them() -> None:
    """A list of what is kept knows what was done, and not the numbers and days around it."""
    for name in TEXTS.names("did"):
        pieces = TEXTS.forms(f"did.{name}", Language.DA)["other"]
        if any(isinstance(piece, Placeholder) for piece in pieces):
            assert TEXTS.has(f"held.act_{name}"), f"write held.act_{name} in handlers/privacy"


@pytest.mark.parametrize("language", Language)
def test_every_period_is_told_and_recorded_with_its_own_times(language: Language) -> None:
    recorded = {entry.name: entry for entry in records(Pen(TEXTS, language))}
    told = {section.name for section in told_periods(Pen(TEXTS, language), ())}
    assert list(recorded) == [period.name for period in PERIODS]
    assert told == {period.name for period in PERIODS if period.told}
    for period in PERIODS:
        times = [*period.named.values(), *([period.lasts] if period.lasts else [])]
        words = how_long(period, Pen(TEXTS, language))
        for lasts in times:
            assert TEXTS.render(f"lasts.{lasts.unit}", language, {"n": lasts.n}) in words
        assert bool(recorded[period.name].fields) is period.inside


def test_every_sweep_has_a_name_in_reports() -> None:
    for sweep in SWEEPS:
        assert TEXTS.has(f"purged.{sweep.what}"), sweep.what
