"""Methods as they are shown in a chat: a short card that says why it fits, and one method whole."""

from __future__ import annotations

from collections.abc import Iterator

from handlers.conversation.texts import Key, Values
from handlers.conversation.values import Button, Card, Context, Message, Row
from handlers.toolbox.methods import Method
from handlers.toolbox.wording import Speaker

ALL = Button("/metode alle", "toolbox.all_methods", quiet=True)
ASK = Button("/metode spoerg", "toolbox.ask_anew", quiet=True)
PAGE = "/desk/metoder"


def page_of(method: Method) -> str:
    """Where a method has its page."""
    return f"/desk/metode/{method.key}"


def see(context: Context, method: Method) -> Button:
    """The button that shows a method, labelled with its name: several stand under one another."""
    return Button(f"/metodekort {method.key}", label=Speaker(context.pen).told(method).name)


def short(context: Context, key: str, method: Method, why: str, *beside: Button) -> Message:
    """A method in short, and why it is shown."""
    speaker = Speaker(context.pen)
    told = speaker.told(method)
    size: Values = {"people": speaker.many(method.group), "time": speaker.long(method.time)}
    rows = [
        Row("toolbox.purpose", told.purpose),
        Row("toolbox.frame", text_key="toolbox.framed", values=size),
        *((Row("toolbox.fits", why),) if why else ()),
    ]
    return Message(key, {}, beside, Card(told.name, tuple(rows), (see(context, method),)))


def whole(context: Context, method: Method) -> Message:
    """All of a method, with the steps numbered."""
    speaker = Speaker(context.pen)
    name = speaker.told(method).name
    card = Card("", tuple(_rows(speaker, method)), link=page_of(method))
    return Message("toolbox.one", {"name": name}, (ASK, ALL), card)


def _rows(speaker: Speaker, method: Method) -> Iterator[Row]:
    """All facts of a method, in the order in which they are needed."""
    told = speaker.told(method)
    yield Row("toolbox.purpose", told.purpose)
    yield from needed(speaker, method)
    steps = (f"{n}. {step}" for n, step in enumerate(told.steps, start=1))
    yield Row("toolbox.steps", "\n".join(steps))
    yield from beside(method)


def needed(speaker: Speaker, method: Method) -> Iterator[Row]:
    """When it is used, and what it takes."""
    told = speaker.told(method)
    yield Row("toolbox.when", told.when)
    yield Row("toolbox.group", speaker.many(method.group))
    yield Row("toolbox.time", speaker.long(method.time))
    yield Row("toolbox.bring", told.bring)


def beside(method: Method) -> Iterator[Row]:
    """What is promised to those who take part, who decides, and what staff practise."""
    yield Row("toolbox.promise", text_key=f"influence.promise_{int(method.level)}")
    yield Row("toolbox.steers", text_key=f"method_steers.{method.steers}")
    trains = [Key(f"method_trains.{each}") for each in method.trains]
    yield Row("toolbox.trains", text_key="common.listed", values={"things": trains})
