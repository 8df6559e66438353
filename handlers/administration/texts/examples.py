"""Examples of the values in a text that is looked at: the library's own where it has them."""

from __future__ import annotations

from handlers.conversation.texts import Key, Texts
from handlers.library import Library
from storage.people.rules import Language


def examples(texts: Texts, library: Library, language: Language) -> dict[str, str]:
    """An example of every value that a text may hold, by its name."""
    general = {name: texts.render(f"example.{name}", language) for name in texts.names("example")}
    own = {
        "library": library.name,
        "phone": library.phone,
        "mail": library.mail,
        "dpo": library.dpo,
        "hours": library.hours,
        "strategy": library.strategy,
        "visions": library.visions,
        "crisis": library.crisis_number,
        "crisis_children": library.crisis_number_children,
        "contact": library.ways or Key("welcome.counter"),
        "site": library.url.partition("://")[2],
        "url": library.url,
    }
    given = {
        name: texts.render("common.listed", language, {"things": value})
        for name, value in own.items()
        if value
    }
    return general | given
