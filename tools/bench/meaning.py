"""How often free text is understood, by intent: our own wordings with a fifth left out in turn, and
a sample by another author, from which nothing was learned.
"""

from __future__ import annotations

import json
import random
import time
from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path

from handlers.understanding import Recogniser, Thing, Wording, wordings
from tests.needs import ROOT
from tools.bench.drawn import drawn

SAMPLE = ROOT / "tests" / "data" / "intents.json"
PAGE = Path(__file__).with_name("meaning.md").read_text(encoding="utf-8")
HEADING = PAGE.partition("\n")[0]
FOLDS = 5
ROUNDS = 20
HEAD = ("intent", "wordings", "surely right", "asked about", "lost", "wrong", "sample", "of")
SAME = {"idea_open": "idea_new", "thanks": "greeting"}
"""Intents that our wordings distinguish and the sample does not; both lead to the same."""


@dataclass
class Tally:
    """The results for wordings that nothing was learned from."""

    right: int = 0
    asked: int = 0
    lost: int = 0
    wrong: int = 0

    @property
    def all(self) -> int:
        """How many wordings there were."""
        return self.right + self.asked + self.lost + self.wrong

    def count(self, thing: Thing, meant: str) -> None:
        """Count a wording: certain and right or wrong; or asked about, with the right intent among
        the buttons or not.
        """
        possible = [SAME.get(each, each) for each in thing.possible]
        if thing.sure:
            right = possible[0] == meant
            self.right, self.wrong = self.right + right, self.wrong + (not right)
        else:
            among = meant in possible
            self.asked, self.lost = self.asked + among, self.lost + (not among)


Tallies = dict[str, Tally]


def sample() -> list[Wording]:
    """The wordings of another author."""
    given = json.loads(SAMPLE.read_text(encoding="utf-8"))["intents"]
    return [Wording(name, text) for name, one in given.items() for text in one["examples"]]


def left_out() -> Tallies:
    """Our own wordings, each judged by what was learned from the four fifths without it."""
    every, tallies = wordings(), _tallies()
    random.Random(1).shuffle(every)  # noqa: S311 - the same folds every time
    for fold in range(FOLDS):
        rest = [each for place, each in enumerate(every) if place % FOLDS != fold]
        _judge(Recogniser(rest), every[fold::FOLDS], tallies)
    return tallies


def of_another_hand() -> Tallies:
    """The sample, judged by what was learned from all of our own wordings."""
    tallies = _tallies()
    _judge(Recogniser(wordings()), sample(), tallies)
    return tallies


def _tallies() -> Tallies:
    return defaultdict(Tally)


def _judge(recogniser: Recogniser, texts: Iterable[Wording], tallies: Tallies) -> None:
    for each in texts:
        meant = SAME.get(each.intent, each.intent)
        tallies[meant].count(recogniser.thing(each.text), meant)


def total(tallies: Tallies) -> Tally:
    """All intents together."""
    every = tallies.values()
    return Tally(
        sum(each.right for each in every),
        sum(each.asked for each in every),
        sum(each.lost for each in every),
        sum(each.wrong for each in every),
    )


def section() -> str:
    """The part of the page about free text."""
    own, theirs = left_out(), of_another_hand()
    rows = [_row(name, own[name], theirs.get(name, Tally())) for name in sorted(own)]
    rows.append(_row("all", total(own), total(theirs)))
    learned, told = _times()
    return PAGE.format(
        table=drawn(HEAD, rows),
        folds=FOLDS,
        own=total(own).all,
        theirs=total(theirs).all,
        learned=f"{learned:.2f}",
        told=f"{told * 1000:.2f}",
    )


def put(page: str, part: str) -> str:
    """A page with its part about free text replaced; it stands last."""
    return f"{page.partition(HEADING)[0].rstrip()}\n\n{part}".lstrip()


def _row(name: str, own: Tally, theirs: Tally) -> tuple[str, ...]:
    shares = [own.right, own.asked, own.lost, own.wrong]
    return (
        name,
        str(own.all),
        *(f"{100 * each / own.all:.0f} %" for each in shares),
        _among(theirs),
        str(theirs.all or "-"),
    )


def _among(tally: Tally) -> str:
    return f"{tally.right} + {tally.asked}" if tally.all else "-"


def _times() -> tuple[float, float]:
    """Seconds of CPU to learn, and to understand one message."""
    began = time.process_time()
    recogniser = Recogniser(wordings())
    learned = time.process_time()
    texts: Sequence[Wording] = sample() * ROUNDS
    for each in texts:
        recogniser.things(each.text)
    return learned - began, (time.process_time() - learned) / len(texts)
