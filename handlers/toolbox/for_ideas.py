"""Proposes methods for an idea by the state of its case, and says why (S62). Pure.

The colleague who has the case chooses; nothing here acts.
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
"""The next steps of an idea, by its state; a state with nothing to do is missing."""

WITH_SOMEBODY = frozenset({(Stage.AGREE, Area.PARTNERS), (Stage.EVALUATE, Area.PARTNERS)})
"""Steps that need a partner: one that was found, or one that is looked for now."""


@dataclass(frozen=True)
class Proposal:
    """A method for an idea, and for which step. `promise`: the influence that was promised, if the
    method bears it; only on the first proposal.
    """

    method: Method
    step: Step
    promise: InfluenceLevel | None


def proposals(case: StaffCase) -> tuple[Proposal, ...]:
    """Two or three methods, in the order in which they are used; none for a case that is no idea,
    and in a state with nothing to do.
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
    """The best method for a step: for the people whom the idea names, bearing what was promised;
    else the first.
    """
    stage, area = step
    fitting = [m for m in methods().values() if m.stage is stage and m.area is area]

    def rank(method: Method) -> tuple[bool, bool, bool]:
        bears = promised is None or method.level >= promised
        return for_others(method, words), not bears, not method.only

    return min(fitting, key=rank)
