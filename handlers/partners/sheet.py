"""Partners as rows of a spreadsheet: reading rows, listing their faults, and writing rows.

A heading may be in either language or be the column's own name. Contact persons are read but never
written, because nobody sees where a file ends up. Opens no file and saves nothing.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from handlers.conversation.parsers import NO, YES, folded
from handlers.conversation.texts import Key, Texts, Values
from handlers.library import Library
from handlers.partners.wording import kind_in
from storage.cases.rules import NotValid, Problem
from storage.partners.actions import Differences, Entry, NewContact, NewPartner
from storage.partners.actions.checks import kept, kept_contact
from storage.partners.queries import Known
from storage.partners.rules import EDITABLE, LANGUAGES, Openness, PartnerKind, may_become
from storage.people.rules import Language

MOST_ROWS = 1000

HEADS: dict[str, str] = {
    "number": "held.number",
    "kind": "partners.kind",
    "name": "partners.name",
    "does": "partners.does",
    "gives": "partners.gives",
    "gets": "partners.gets",
    "audience": "partners.audience",
    "branches": "partners.branches",
    "languages": "partners.languages",
    "openness": "partners.openness",
    "listed": "partners.listed",
    "together": "partners.together",
    "contact": "partners.contact",
    "role": "partner_more.role_label",
    "mail": "held.contact_mail",
    "phone": "held.contact_phone",
}
"""The columns in their order, and the text of each heading."""

WRITTEN = tuple(HEADS)[:-4]
NEEDED = ("kind", "name", "does")


@dataclass(frozen=True)
class Fault:
    """What is wrong in a row of the file; row 1 holds the headings."""

    row: int
    key: str
    values: Values = field(default_factory=dict)


@dataclass
class Sheet:
    """A file as it was understood: the entries to save, and the faults. With any fault nothing is
    saved.
    """

    entries: list[Entry] = field(default_factory=list)
    faults: list[Fault] = field(default_factory=list)
    differences: Differences = field(default_factory=dict)
    """What changes in the partners that are registered already."""


def read(
    rows: Sequence[Sequence[str]], known: Mapping[int, str], texts: Texts, library: Library
) -> Sheet:
    """Read the rows of a file. `known`: the names of the registered partners, by number."""
    sheet = Sheet()
    if not rows:
        sheet.faults.append(Fault(1, "partner_sheet.empty"))
        return sheet
    columns = _columns(rows[0], texts)
    if missing := [name for name in NEEDED if name not in columns]:
        heads = [Key(HEADS[name]) for name in missing]
        sheet.faults.append(Fault(1, "partner_sheet.no_column", {"things": heads}))
        return sheet
    reader = _Reader(texts, library, known, sheet)
    filled = [(n, row) for n, row in enumerate(rows[1:], start=2) if any(c.strip() for c in row)]
    if len(filled) > MOST_ROWS:
        sheet.faults.append(Fault(MOST_ROWS + 2, "partner_sheet.too_many", {"most": MOST_ROWS}))
        return sheet
    for number, row in filled:
        reader.take(number, {c: row[i].strip() for c, i in columns.items() if i < len(row)})
    if not filled:
        sheet.faults.append(Fault(2, "partner_sheet.empty"))
    return sheet


def _columns(heads: Sequence[str], texts: Texts) -> dict[str, int]:
    """The index of each column that is known."""
    names = {folded(name): name for name in HEADS}
    for name, key in HEADS.items():
        names |= {folded(texts.render(key, language)): name for language in Language}
    found: dict[str, int] = {}
    for place, head in enumerate(heads):
        if (column := names.get(folded(head))) is not None:
            found.setdefault(column, place)
    return found


def kind_faults(entries: Sequence[Entry], kinds: Mapping[int, PartnerKind]) -> list[Fault]:
    """Faults for entries that would make a single citizen another kind, or the reverse, which no
    file may do. `kinds`: the present kinds, by number.
    """
    head = Key(HEADS["kind"])
    return [
        Fault(entry.row, "partner_sheet.fixed", {"field": head, "ref": number})
        for entry in entries
        if (number := entry.number or 0) in kinds and not may_become(kinds[number], entry.new.kind)
    ]


class _Reader:
    """Reads row after row into one sheet."""

    def __init__(
        self, texts: Texts, library: Library, known: Mapping[int, str], sheet: Sheet
    ) -> None:
        self._texts = texts
        self._library = library
        self._known = known
        self._there = {folded(name): number for number, name in known.items()}
        self._seen: dict[str, int] = {}
        self._sheet = sheet

    def take(self, row: int, cells: Mapping[str, str]) -> None:
        """Read one row: adds an entry, or at least one fault."""
        before = len(self._sheet.faults)
        entry = self._entry(row, cells)
        if entry is not None and len(self._sheet.faults) == before:
            self._sheet.entries.append(entry)

    def _fault(self, row: int, key: str, **values: Any) -> None:
        self._sheet.faults.append(Fault(row, f"partner_sheet.{key}", values))

    def _entry(self, row: int, cells: Mapping[str, str]) -> Entry | None:
        number = self._number(row, cells)
        kind = self._choice(row, cells, "kind", PartnerKind, "partner_kind")
        openness = self._choice(row, cells, "openness", Openness, "partner_open")
        given: dict[str, Any] = {
            name: cells.get(name, "") for name in EDITABLE if name not in {"openness", "listed"}
        }
        given["branches"] = self._several(row, cells, "branches", self._houses())
        languages = self._words("partner_language", LANGUAGES)
        given["languages"] = self._several(row, cells, "languages", languages) or ["da"]
        given["openness"] = openness or Openness.STAFF
        given["listed"] = self._yes(row, cells)
        contacts = self._contacts(row, cells)
        if kind is None:
            return None
        try:
            values = {name: kept(name, value, PartnerKind(kind)) for name, value in given.items()}
            together = kept("gives", cells.get("together", ""), PartnerKind(kind))
        except NotValid as wrong:
            self._wrong(row, wrong)
            return None
        lists = {name: tuple(values[name]) for name in ("branches", "languages")}
        new = NewPartner(**{**values, **lists}, kind=PartnerKind(kind), contacts=contacts)
        return Entry(number, new, together, frozenset(cells), row)

    def _wrong(self, row: int, wrong: NotValid) -> None:
        head = Key(HEADS.get(wrong.field, "partners.name"))
        if wrong.problem is Problem.TOO_LONG:
            self._fault(row, "too_long", field=head, most=wrong.limit or 0)
        elif wrong.problem is Problem.MISSING:
            self._fault(row, "missing", field=head)
        else:
            self._fault(row, "wrong", field=head)

    def _number(self, row: int, cells: Mapping[str, str]) -> int | None:
        """The number of the partner that the row is about; None for a new one, whose name must be
        new too.
        """
        typed, name = cells.get("number", ""), folded(cells.get("name", ""))
        if name and name in self._seen:
            self._fault(row, "twice", name=cells["name"], other=self._seen[name])
        self._seen.setdefault(name, row)
        if not typed:
            if name in self._there:
                self._fault(row, "there", name=cells["name"], ref=self._there[name])
            return None
        number = int(typed) if re.fullmatch(r"\d{1,9}", typed) else 0
        if number not in self._known:
            self._fault(row, "no_number", ref=typed)
        return number

    def _words(self, table: str, values: Any) -> dict[str, str]:
        """All names by which each value is recognised, in both languages, folded."""
        said = {folded(str(value)): str(value) for value in values}
        for language in Language:
            for value in values:
                said[folded(self._texts.render(f"{table}.{value}", language))] = str(value)
        return said

    def _houses(self) -> dict[str, str]:
        named = {folded(branch.name): branch.slug for branch in self._library.branches}
        return named | {folded(branch.slug): branch.slug for branch in self._library.branches}

    def _choice(
        self, row: int, cells: Mapping[str, str], name: str, values: Any, table: str
    ) -> str | None:
        typed = cells.get(name, "")
        if not typed:
            if name in NEEDED:
                self._fault(row, "missing", field=Key(HEADS[name]))
            return None
        found = self._words(table, values).get(folded(typed))
        if found is None and name == "kind":
            found = kind_in(typed)
        if found is None:
            self._fault(row, "unknown", field=Key(HEADS[name]), word=typed[:40])
        return found

    def _several(
        self, row: int, cells: Mapping[str, str], name: str, known: Mapping[str, str]
    ) -> list[str]:
        found = []
        for part in re.split(r"[,;/]|\s+og\s+|\s+and\s+", cells.get(name, "")):
            word = folded(part)
            if word in known:
                found.append(known[word])
            elif word and word not in {"alle", "all"}:
                self._fault(row, "unknown", field=Key(HEADS[name]), word=part.strip()[:40])
        return found

    def _yes(self, row: int, cells: Mapping[str, str]) -> bool:
        typed = folded(cells.get("listed", ""))
        if typed and typed not in YES | NO | {"true", "false", "x"}:
            self._fault(row, "unknown", field=Key(HEADS["listed"]), word=cells["listed"][:40])
        return typed in YES | {"true", "x"}

    def _contacts(self, row: int, cells: Mapping[str, str]) -> tuple[NewContact, ...]:
        given = [cells.get(name, "") for name in ("contact", "role", "mail", "phone")]
        if not any(given):
            return ()
        contact = NewContact(given[0], given[1], given[2], given[3])
        try:
            kept_contact(contact)
        except NotValid as wrong:
            self._wrong(row, wrong)
        return (contact,)


def written(known: Known, texts: Texts, language: Language, library: Library) -> list[Any]:
    """One partner as a row, under the headings of `WRITTEN`; without its contact persons."""
    partner = known.partner
    houses = [b.name for slug in partner.branches if (b := library.branch(slug))]
    spoken = [texts.render(f"partner_language.{code}", language) for code in partner.languages]
    yes = "common.yes" if partner.listed else "common.no"
    return [
        known.case.number,
        texts.render(f"partner_kind.{partner.kind}", language),
        partner.name,
        partner.does,
        partner.gives or "",
        partner.gets or "",
        partner.audience or "",
        ", ".join(houses),
        ", ".join(spoken),
        texts.render(f"partner_open.{partner.openness}", language),
        texts.render(yes, language),
        partner.together or "",
    ]
