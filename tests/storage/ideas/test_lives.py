"""Random citizens and staff, played against a small model of their own."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any

import pytest
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, rule
from hypothesis.stateful import run_state_machine_as_test as run
from sqlalchemy import select

from storage.cases.rules import NotValid
from storage.cases.tables import Case
from storage.cases.working_days import morning
from storage.database import Database
from storage.ideas import actions
from storage.ideas.rules import (
    CLOSED,
    LIFECYCLE,
    TOLD,
    Act,
    AlreadyTaken,
    CannotUndo,
    State,
    TooLate,
    mover,
)
from storage.people.queries import Colleague
from storage.people.rules import NotAllowed, Role
from storage.talk.pace import COPENHAGEN
from tests.needs import examples
from tests.storage.cast import (
    CITIZEN,
    LATER,
    NOW,
    PARKED,
    an_idea,
    cast,
    play,
    tick,
)

ACTS = sorted({move.act for move in LIFECYCLE.moves} - {Act.WAKE, Act.LATE, Act.JOIN})


@dataclass
class Done:
    """One act as the model remembers it."""

    act: str
    by: Colleague | None
    at: datetime
    was: State
    had: int | None
    told: bool
    staff: bool
    released: bool = False
    undone: bool = False


@dataclass(frozen=True)
class Planned:
    """News of an act, or, without one, the morning on which a parked idea comes back."""

    at: datetime
    order: int
    number: int
    done: Done | None


@dataclass
class Model:
    """What one case must look like, kept by rules much simpler than the program's."""

    author: int
    state: State = State.RECEIVED
    shown: State = State.RECEIVED
    assigned: int | None = None
    until: datetime | None = None
    into: int = 0
    """The idea that it went on in last."""

    done: list[Done] = field(default_factory=list)

    def undoable(self, by: Colleague, now: datetime) -> Done | None:
        last = next((one for one in reversed(self.done) if not one.undone), None)
        if last is None or not last.staff or last.by != by or last.released:
            return None
        return last if now < last.at + LATER else None


def waking(parked_at: datetime) -> datetime:
    day = parked_at.astimezone(COPENHAGEN).date() + PARKED
    return morning(day)


class Lives(RuleBasedStateMachine):
    """Random people and random acts; the database must always agree with the model."""

    url: Callable[[], str]

    def __init__(self) -> None:
        super().__init__()
        self.runner = asyncio.Runner()
        self.database = Database(type(self).url())
        self.models: dict[int, Model] = {}
        self.planned: list[Planned] = []
        self.order = 0
        self.now = NOW
        self.people = self.do(cast(self.database))

    def do(self, coroutine: Any) -> Any:
        return self.runner.run(coroutine)

    def teardown(self) -> None:
        self.do(self.database.close())
        self.runner.close()

    @initialize()
    def begin(self) -> None:
        self.give("eva")
        self.give("ole")

    @rule(who=st.sampled_from(["eva", "ole"]))
    def give(self, who: str) -> None:
        author = getattr(self.people, who)
        case = self.do(an_idea(self.database, author, now=self.now))
        self.models[case.number] = Model(author)

    @rule(data=st.data(), who=st.sampled_from(["hans", "karen", "anna"]))
    def decide(self, data: st.DataObject, who: str) -> None:
        by: Colleague = getattr(self.people, who)
        number = data.draw(st.sampled_from(sorted(self.models)))
        model = self.models[number]
        legal = [m.act for m in LIFECYCLE.legal(model.state) if isinstance(m.by, Role)]
        act = data.draw(st.sampled_from(legal * 3 + [a for a in ACTS if a not in CITIZEN]))
        other = 0
        if act is Act.MERGE:
            other = data.draw(st.sampled_from(sorted(self.models)))
        if act is Act.HAND_ON:
            to = data.draw(st.sampled_from(["hans", "karen", "anna"]))
            other = getattr(self.people, to).person_id
        expected = self.expected(model, by, act, number, other)
        assert self.attempt(number, act, by=by, other=other, to=other) == expected
        if expected is None:
            self.remember(model, number, act, by, other)

    def expected(
        self, model: Model, by: Colleague, act: Act, number: int, other: int
    ) -> type[Exception] | str | None:
        """What the act must raise, "nothing" for no effect, None for an effect."""
        if act is Act.MERGE and other == number:
            return NotValid
        if not by.may(Role(str(mover(act)))):
            return NotAllowed
        if model.state not in self.sources(act):
            return TooLate
        if act is Act.MERGE and self.models[other].state in CLOSED:
            return NotValid
        if act is Act.TAKE and model.assigned not in {None, by.person_id}:
            return AlreadyTaken
        mine = act is Act.TAKE and model.assigned == by.person_id
        if (mine and model.state is not State.RECEIVED) or (
            act is Act.HAND_ON and model.assigned == other
        ):
            return "nothing"
        return None

    def sources(self, act: Act) -> set[State]:
        return {state for move in LIFECYCLE.moves if move.act is act for state in move.sources}

    def remember(
        self, model: Model, number: int, act: Act, by: Colleague | None, other: int
    ) -> None:
        target = LIFECYCLE.after(model.state, act)
        if act is Act.NOTE:
            return
        told = act in TOLD or target is not model.state
        done = Done(act, by, self.now, model.state, model.assigned, told, staff=by is not None)
        model.done.append(done)
        if told:
            wait = timedelta() if by is None else LATER
            self.plan(self.now + wait, number, done)
        if by and model.assigned is None and act in TOLD - {Act.RENAME}:
            model.assigned = by.person_id
        if by and act is Act.TAKE:
            model.assigned = by.person_id
        if act is Act.HAND_ON:
            model.assigned = other
        model.state = target
        if act is Act.MERGE:
            model.into = other
        if act is Act.PARK:
            model.until = waking(self.now)
            self.plan(model.until, number, None)

    def plan(self, at: datetime, number: int, done: Done | None) -> None:
        self.order += 1
        self.planned.append(Planned(at, self.order, number, done))

    def attempt(self, number: int, act: Act, **how: Any) -> type[Exception] | str | None:
        async def go() -> type[Exception] | str | None:
            try:
                async with self.database.transaction() as tx:
                    done = await play(tx, self.people, number, act, self.now, **how)
            except (NotAllowed, TooLate, AlreadyTaken, NotValid) as refused:
                return type(refused)
            quiet = act in {Act.TAKE, Act.HAND_ON} and done is None
            return "nothing" if quiet else None

        result: type[Exception] | str | None = self.do(go())
        return result

    @rule(data=st.data(), act=st.sampled_from(sorted(CITIZEN)))
    def speak(self, data: st.DataObject, act: Act) -> None:
        """Eva speaks, of her own case or of Ole's."""
        number = data.draw(st.sampled_from(sorted(self.models)))
        model = self.models[number]
        got = self.attempt(number, act)
        if model.author != self.people.eva:
            assert got is NotAllowed
            return
        if act is Act.ANSWER:
            asked = any(
                one.act == Act.ASK and not one.released and not one.undone for one in model.done
            )
            assert got is None
            if model.state is not State.QUESTION or model.shown is not State.QUESTION or asked:
                return
        elif model.state not in self.sources(act):
            assert got is TooLate
            return
        assert got is None
        target = LIFECYCLE.after(model.state, act)
        if target is model.state:
            return
        if act is Act.WITHDRAW:
            for one in model.done:
                one.told = one.told and one.released
        model.done.append(
            Done(act, None, self.now, model.state, None, told=False, staff=False, released=True)
        )
        model.state = model.shown = target
        if act is Act.WITHDRAW:
            self.let_go(number)

    def let_go(self, number: int) -> None:
        """What went on in an idea that is no more goes its own way."""
        for other, model in sorted(self.models.items()):
            if model.state is State.MERGED and model.into == number:
                self.remember(model, other, Act.SEPARATE, None, 0)

    @rule(data=st.data(), who=st.sampled_from(["hans", "karen", "anna"]))
    def take_back(self, data: st.DataObject, who: str) -> None:
        by: Colleague = getattr(self.people, who)
        number = data.draw(st.sampled_from(sorted(self.models)))
        model = self.models[number]
        last = model.undoable(by, self.now)
        if last and last.was is State.MERGED and self.models[model.into].state in CLOSED:
            last = None

        async def go() -> str | None:
            try:
                async with self.database.transaction() as tx:
                    return (await actions.undo(tx, by, number, self.now)).act
            except CannotUndo:
                return None

        assert self.do(go()) == (last.act if last else None)
        if last:
            last.undone = True
            model.state, model.assigned = last.was, last.had
            if model.state is State.PARKED:
                parks = [one for one in model.done if one.act == Act.PARK and not one.undone]
                model.until = waking(parks[-1].at)

    @rule(minutes=st.sampled_from([1, 1, 1, 2, 5, 60 * 24 * 31]))
    def wait(self, minutes: int) -> None:
        self.now += timedelta(minutes=minutes)
        told = self.do(tick(self.database, self.now))
        expected = self.pass_time()
        heard = [(news.case.number, news.event.act) for news in told]
        assert [one for one in heard if one[1] != Act.LATE] == expected
        for news in told:
            listeners = {listener.person_id for listener in news.audience}
            assert self.models[news.case.number].author in listeners

    def pass_time(self) -> list[tuple[int, str]]:
        told: list[tuple[int, str]] = []
        while ready := [planned for planned in self.planned if planned.at <= self.now]:
            planned = min(ready, key=lambda one: (one.at, one.order))
            self.planned.remove(planned)
            model, done = self.models[planned.number], planned.done
            if done is None:
                if model.state is State.PARKED and model.until == planned.at:
                    self.remember(model, planned.number, Act.WAKE, None, 0)
            elif done.told and not done.undone:
                done.released = True
                told.append((planned.number, done.act))
                moved = LIFECYCLE.after(done.was, Act(done.act))
                model.shown = moved if moved is not done.was else model.shown
        return told

    @invariant()
    def the_database_agrees(self) -> None:
        for case in self.do(self.all_cases()):
            model = self.models[case.number]
            assert case.state == model.state
            assert case.shown_state == model.shown
            assert case.assigned == model.assigned
            assert (case.closed_at is not None) is (model.state in CLOSED)
            assert (case.parked_until is not None) is (model.state is State.PARKED)
            if model.state in {State.RECEIVED, State.READ, State.PARTNERING}:
                assert case.promised_on is not None
                assert self.now < morning(case.promised_on + timedelta(days=1))  # or told of late
            if model.state in CLOSED | {State.QUESTION, State.PARKED}:
                assert case.promised_on is None
            if not any(one.told and not one.released and not one.undone for one in model.done):
                assert (case.shown_state, case.shown_promise) == (case.state, case.promised_on)

    async def all_cases(self) -> Sequence[Case]:
        async with self.database.reading() as tx:
            found = (await tx.session.scalars(select(Case))).all()
        assert len(found) == len(self.models)
        return found


def lives(url: Callable[[], str], many: int) -> None:
    machine = type("Lives", (Lives,), {"url": staticmethod(url)})
    run(
        machine,
        settings=settings(
            max_examples=examples(many),
            stateful_step_count=30,
            deadline=None,
            suppress_health_check=list(HealthCheck),
        ),
    )


def test_random_lives_on_sqlite(fresh_sqlite: Callable[[], str]) -> None:
    lives(fresh_sqlite, 15)


@pytest.mark.needs_postgres
def test_random_lives_on_postgres(fresh_postgres: Callable[[], str]) -> None:
    lives(fresh_postgres, 4)
