"""Puts facts about volunteers into words. Pure: reads nothing, decides nothing."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date

from handlers.conversation.pen import Pen
from handlers.conversation.texts import Key, Values
from handlers.conversation.values import Row
from handlers.library import Library
from storage.volunteers.queries import Place, Standing, place_steps
from storage.volunteers.rules import LIBRARY_LINES, OWN_LINES, State, StepKey


def state_word(state: State | str) -> str:
    """The key of the state's name."""
    return f"vol_state.{state}"


def line_text(pen: Pen, line: str, library: Library, contact: str) -> str:
    """One line of the promises, with its values."""
    values: Values = {
        "contact": contact or Key("vol_line.somebody"),
        "n": library.notice_hours,
    }
    return pen(f"vol_line.{line}", **values)


def lines_text(pen: Pen, lines: Iterable[str], library: Library, contact: str) -> str:
    """Several lines, each under the side that promises it."""
    wanted, told = set(lines), []
    for side, all_of_them in (("library", LIBRARY_LINES), ("own", OWN_LINES)):
        listed = [line for line in all_of_them if line in wanted]
        if listed:
            told.append(pen(f"vol_line.of_{side}"))
        told += [f"– {line_text(pen, each, library, contact)}" for each in listed]
    return "\n".join(told)


def times(listed: Iterable[str]) -> list[str | Key]:
    """When somebody has time, as a phrase: "Om formiddagen og i weekenden"."""
    return [Key(f"volunteer.times_{time}", inside=n > 0) for n, time in enumerate(listed)]


def standing_rows(standing: Standing, today: date) -> Iterator[Row]:
    """The state of a volunteer, for both sides."""
    yield Row("vol_card.stands", text_key=state_word(standing.state))
    if standing.places:
        titles = ", ".join(each.role.title for each in standing.places)
        yield Row("vol_card.roles", titles)
    elif standing.wanted:
        yield Row("vol_card.wanted", standing.wanted.title)
    if standing.person.trial_until:
        yield _day("trial_until", standing.person.trial_until)
    if standing.person.paused_until:
        yield _day("paused_until", standing.person.paused_until)
    yield Row("vol_card.promises", text_key=f"vol_card.promises_{promises(standing)}")
    secret = "yes" if standing.person.secret else "no"
    yield Row("vol_card.secret", text_key=f"vol_card.secret_{secret}")
    if standing.with_children:
        yield Row("vol_card.check", text_key=f"vol_check_status.{standing.check_status}")
    if standing.check and standing.check.renew_on and standing.cleared(today):
        yield _day("renew_on", standing.check.renew_on)


def own_rows(standing: Standing, today: date) -> list[Row]:
    """What volunteers see of themselves: only what they have been told."""
    rows = list(standing_rows(standing, today))
    rows[0] = Row("vol_card.stands", text_key=state_word(standing.case.shown_state))
    if standing.case.shown_promise and standing.case.shown_state == State.INTERESTED:
        day: Values = {"day": standing.case.shown_promise}
        rows.insert(1, Row("vol_card.promised", text_key="vol_card.day", values=day))
    if standing.person.wish:
        rows.append(Row("vol_card.wish", standing.person.wish))
    if standing.person.times:
        listed: Values = {"things": times(standing.person.times)}
        rows.append(Row("vol_card.times", text_key="common.listed", values=listed))
    return rows


def promises(standing: Standing) -> str:
    """The state of the promises: agreed, waiting for one side, to talk about, or not begun."""
    found = standing.expected
    if found is None or not (found.own_ticks or found.library_ticks):
        return "none"
    if standing.agreed:
        return "agreed"
    if standing.open_lines:
        return "open"
    waits = [side for side in ("library", "own") if getattr(found, f"{side}_yes") is None]
    return "both" if len(waits) == 2 else waits[0]


def _day(name: str, day: date) -> Row:
    return Row(f"vol_card.{name}", text_key="vol_card.day", values={"day": day})


def step_words(pen: Pen, standing: Standing, place: Place, today: date) -> str:
    """The list of one role on one line: what is done, and what is not."""
    done = place_steps(standing, place, today)
    return ", ".join(
        f"{'✓' if there else '–'} {pen(f'vol_step.{step}')}" for step, there in done.items()
    )


def open_steps(standing: Standing, place: Place, today: date) -> list[StepKey]:
    """The steps of the list that are not done."""
    return [step for step, there in place_steps(standing, place, today).items() if not there]
