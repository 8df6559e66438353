"""A method in words: how long, for how many, why it fits. The same on the page and in a chat."""

from __future__ import annotations

from collections.abc import Sequence

from handlers.conversation.pen import Pen
from handlers.conversation.texts import Key, Values
from handlers.toolbox.choosing import Seen, Side
from handlers.toolbox.for_ideas import Proposal
from handlers.toolbox.methods import DAY, HOUR, Area, Method, Span, Stage, Told
from handlers.toolbox.wanted import Wanted

MOST_IN_MINUTES = 3 * HOUR
"""Minutes up to which an uneven time is said in minutes: "90-150 minutter", and no halves."""


class Speaker:
    """Puts methods into words, in one language."""

    def __init__(self, pen: Pen) -> None:
        self.pen = pen

    def told(self, method: Method) -> Told:
        """What the method says of itself."""
        return method.told[self.pen.language]

    def long(self, span: Span) -> str:
        """How long: "60-90 minutter", "2 timer til 5 dage"."""
        units = _unit(span.least), _unit(span.most)
        if units[0] != units[1] and span.most <= MOST_IN_MINUTES:
            units = ("minutes", "minutes")
        if units[0] == units[1]:
            return self._amount(units[0], span.least, span.most)
        least, most = (
            self._amount(unit, each, each)
            for unit, each in zip(units, (span.least, span.most), strict=True)
        )
        return self.pen("method_span.from_to", least=least, most=most)

    def many(self, span: Span) -> str:
        """For how many: "12-200 personer"."""
        return self._amount("people", span.least, span.most)

    def why(self, seen: Seen, wanted: Wanted) -> str:
        """Why it fits, in one sentence; empty where nothing was said that it could fit."""
        reasons = [self._fits(side, seen, wanted) for side in seen.fits]
        return self.pen("toolbox.why", reasons=reasons) if reasons else ""

    def but(self, seen: Seen) -> str:
        """What does not fit, in one sentence; empty where all does."""
        reasons = [self._fails(side, seen.method) for side in seen.fails]
        return self.pen("toolbox.but", reasons=reasons) if reasons else ""

    def why_for(self, proposal: Proposal) -> str:
        """Why it is proposed for an idea."""
        stage, area = proposal.step
        why = self.pen(f"method_for.{stage}_{area}")
        if proposal.promise is None:
            return why
        promise = Key(f"influence.promise_{int(proposal.promise)}")
        return f"{why} {self.pen('method_for.promise', promise=promise)}"

    def understood(self, wanted: Wanted) -> str:
        """What was understood of the request; empty where nothing was."""
        things: list[str | Key] = []
        if wanted.people:
            things.append(self.many(wanted.people))
        if wanted.time:
            things.append(self.long(wanted.time))
        things += [
            Key(f"method_stage.{each}", inside=True) for each in Stage if each in wanted.stages
        ]
        things += [Key(f"method_area.{each}", inside=True) for each in Area if each in wanted.areas]
        return ", ".join(self.pen("common.listed", things=[each]) for each in things)

    def line(self, stage: Stage, names: Sequence[str]) -> str:
        """A stage and its methods by name."""
        values: Values = {"stage": Key(f"method_stage.{stage}"), "names": " · ".join(names)}
        return self.pen("toolbox.line", **values)

    def _fits(self, side: Side, seen: Seen, wanted: Wanted) -> str:
        method = seen.method
        if side is Side.PEOPLE and wanted.people:
            return self.pen("method_fits.people", people=self.many(wanted.people))
        if side is Side.TIME and wanted.time:
            if method.time.most < wanted.time.least:
                return self.pen("method_fits.shorter", time=self.long(method.time))
            return self.pen("method_fits.time", time=self.long(wanted.time))
        return self.pen("method_fits.words") if side is Side.WORDS else self._is(side, method)

    def _fails(self, side: Side, method: Method) -> str:
        if side is Side.PEOPLE:
            return self.pen("method_fails.people", people=self.many(method.group))
        if side is Side.TIME:
            return self.pen("method_fails.time", time=self.long(method.time))
        return self._is(side, method)

    def _is(self, side: Side, method: Method) -> str:
        """The area or the stage of a method, whether it was asked for or not."""
        if side is Side.AREA:
            return self.pen(f"method_is.{method.area}")
        return self.pen("method_is.stage", stage=Key(f"method_stage.{method.stage}", inside=True))

    def _amount(self, unit: str, least: int, most: int) -> str:
        size = {"people": 1, "minutes": 1, "hours": HOUR, "days": DAY}[unit]
        low, high = round(least / size), round(most / size)
        amount = str(low) if low == high else f"{low}-{high}"
        return self.pen(f"method_span.{unit}", n=high, amount=amount)


def _unit(minutes: int) -> str:
    if minutes % DAY == 0:
        return "days"
    return "minutes" if minutes % HOUR else "hours"
