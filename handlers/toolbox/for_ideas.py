"""Which methods an idea is helped by where it stands, and why (S62). Pure.

The one who has the case chooses; nothing here does anything.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from handlers.conversation.parsers import folded
from handlers.toolbox.choosing import for_others
from handlers.toolbox.methods import Area, Method, Stage, methods
from storage.cases.rules import CaseKind
from storage.ideas.queries import StaffCase
from storage.ideas.rules import ASKING, InfluenceLevel, InfluenceProfile, State

Step = tuple[Stage, Area]

_ASSESSED: tuple[Step, ...] = (
    (Stage.UNDERSTAND, Area.CITIZENS),
    (Stage.FIND, Area.PARTNERS),
    (Stage.CHOOSE, Area.CITIZENS),
)
STEPS: dict[State, tuple[Step, ...]] = {
    **dict.fromkeys(ASKING, _ASSESSED),
    State.PARTNERING: ((Stage.FIND, Area.PARTNERS), (Stage.AGREE, Area.PARTNERS)),
    State.APPROVED: (
        (Stage.CREATE, Area.CITIZENS),
        (Stage.AGREE, Area.PARTNERS),
        (Stage.TRY, Area.CITIZENS),
    ),
    State.IN_PROGRESS: (
        (Stage.TRY, Area.CITIZENS),
        (Stage.EVALUATE, Area.CITIZENS),
        (Stage.EVALUATE, Area.PARTNERS),
    ),
}
"""What comes next at an idea, by where it stands; nothing where nothing is to be done now."""

WITH_SOMEBODY = frozenset({(Stage.AGREE, Area.PARTNERS), (Stage.EVALUATE, Area.PARTNERS)})
"""What needs a partner who is there already, or is just looked for."""


@dataclass(frozen=True)
class Proposal:
    """A method for an idea: for which step; and the promise that was given and that it bears, said
    once, with the first.
    """

    method: Method
    step: Step
    promise: InfluenceLevel | None


def proposals(case: StaffCase) -> tuple[Proposal, ...]:
    """Two or three methods, in the order in which they are used; none for what is no idea, and
    where nothing is to be done now.
    """
    if case.case.kind != CaseKind.IDEA:
        return ()
    state, idea = State(case.case.state), case.idea
    words = folded(f"{case.case.title or ''} {idea.text} {idea.benefit or ''}").split()
    promised = _promised(case)
    alone = state is not State.PARTNERING and not idea.partners
    steps = [s for s in STEPS.get(state, ()) if not (alone and s in WITH_SOMEBODY)]
    best = [_best(step, words, promised) for step in steps]
    bears = bool(best) and promised is not None and best[0].level >= promised
    return tuple(
        Proposal(method, step, promised if bears and not place else None)
        for place, (method, step) in enumerate(zip(best, steps, strict=True))
    )


def _promised(case: StaffCase) -> InfluenceLevel | None:
    idea = case.idea
    task, process, result = idea.influence_task, idea.influence_process, idea.influence_result
    if task is None or process is None or result is None:
        return None
    return InfluenceProfile(task, process, result).level


def _best(step: Step, words: Sequence[str], promised: InfluenceLevel | None) -> Method:
    """The best for a step: made for those whom the idea speaks of, bearing what was promised, and
    else the first.
    """
    stage, area = step
    fitting = [m for m in methods().values() if m.stage is stage and m.area is area]

    def rank(method: Method) -> tuple[bool, bool, bool]:
        bears = promised is None or method.level >= promised
        return for_others(method, words), not bears, not method.only

    return min(fitting, key=rank)
