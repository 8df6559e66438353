"""A page as a browser without scripts sees it: its words, links and forms."""

from __future__ import annotations

from dataclasses import dataclass, field
from html.parser import HTMLParser

Attrs = list[tuple[str, str | None]]
UNSEEN = frozenset({"script", "style", "template"})


@dataclass(frozen=True)
class Button:
    """A button that sends its form, with its own name and value."""

    label: str
    name: str
    value: str
    form: Form


@dataclass
class Form:
    """A form: where it is sent, and what it sends when nobody fills it in."""

    name: str
    action: str
    fields: dict[str, str] = field(default_factory=dict)
    multipart: bool = False


class Page(HTMLParser):
    """A page that was read."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.html = html
        self.forms: list[Form] = []
        self.buttons: list[Button] = []
        self.links: list[str] = []
        self._words: list[str] = []
        self._open: list[Form] = []
        self._inside: list[str] = []
        self._button: dict[str, str] | None = None
        self._pressed: list[str] = []
        self._area: str | None = None
        self._select: str | None = None
        self.feed(html)

    @property
    def text(self) -> str:
        """All readable text, in one line."""
        return " ".join("".join(self._words).split())

    def form(self, action: str) -> Form:
        """The form that is sent to an address."""
        return next(form for form in self.forms if form.action == action)

    def button(self, label: str) -> Button | None:
        """The last button with this label."""
        return next((b for b in reversed(self.buttons) if b.label == label), None)

    def handle_starttag(self, tag: str, attrs: Attrs) -> None:
        given = {name: value or "" for name, value in attrs}
        if tag in UNSEEN:
            self._inside.append(tag)
        elif tag == "form":
            form = Form(given.get("id", ""), given.get("action", ""))
            form.multipart = "multipart" in given.get("enctype", "")
            self.forms.append(form)
            self._open.append(form)
        elif tag == "a":
            self.links.append(given.get("href", ""))
        elif tag == "button":
            self._button, self._pressed = given, []
        elif tag == "textarea":
            self._area = given.get("name", "")
        elif tag == "select":
            self._select = given.get("name", "")
        elif tag == "option":
            self._option(given)
        elif tag == "input":
            self._input(given)
        self._words.append(" ")

    def _option(self, given: dict[str, str]) -> None:
        if self._open and self._select and ("selected" in given or not self._kept(self._select)):
            self._open[-1].fields[self._select] = given.get("value", "")

    def _kept(self, name: str) -> bool:
        return name in self._open[-1].fields

    def _input(self, given: dict[str, str]) -> None:
        kind = given.get("type", "text")
        loose = kind in ("checkbox", "radio") and "checked" not in given
        if self._open and given.get("name") and kind != "file" and not loose:
            self._open[-1].fields[given["name"]] = given.get("value", "")

    def handle_data(self, data: str) -> None:
        if self._inside:
            return
        if self._area is not None and self._open:
            kept = self._open[-1].fields.get(self._area, "")
            self._open[-1].fields[self._area] = kept + data.removeprefix("\n")
        if self._button is not None:
            self._pressed.append(data)
        self._words.append(data)

    def handle_endtag(self, tag: str) -> None:
        if tag in UNSEEN and self._inside:
            self._inside.pop()
        elif tag == "form" and self._open:
            self._open.pop()
        elif tag == "textarea":
            self._area = None
        elif tag == "select":
            self._select = None
        elif tag == "button" and self._button is not None:
            self._end_button(self._button)
            self._button = None
        self._words.append(" ")

    def _end_button(self, given: dict[str, str]) -> None:
        named = [form for form in self.forms if form.name and form.name == given.get("form")]
        form = named[0] if named else (self._open[-1] if self._open else None)
        if form is not None and given.get("type") != "button":
            label = " ".join("".join(self._pressed).split())
            self.buttons.append(Button(label, given.get("name", ""), given.get("value", ""), form))
