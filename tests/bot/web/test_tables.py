"""Files from strangers are read within bounds, whatever stands in them."""

from __future__ import annotations

import io

import pytest
from xlsxwriter import Workbook

from bot import tables
from bot.tables import NotATable, read_apart, read_table
from storage.people.rules import Role
from tests.online import Library


def a_sheet(row: int, column: int) -> bytes:
    """A spreadsheet with a heading, and one word somewhere else."""
    out = io.BytesIO()
    book = Workbook(out, {"in_memory": True})
    sheet = book.add_worksheet()
    sheet.write(0, 0, "Navn")
    sheet.write(row, column, "Skakklubben")
    book.close()
    return out.getvalue()


async def test_a_sheet_is_read_apart_as_it_is_here() -> None:
    assert await read_apart(a_sheet(1, 0)) == [["Navn"], ["Skakklubben"]]


@pytest.mark.parametrize("content", [b"", b"PK nothing", a_sheet(1_048_575, 16_383)])
async def test_what_cannot_be_read_ends_nothing_but_its_reader(content: bytes) -> None:
    if content:
        with pytest.raises(NotATable):
            await read_apart(content)
    else:
        assert await read_apart(content) == []


async def test_what_takes_too_long_is_given_up(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(tables, "SECONDS", 0.0)
    with pytest.raises(NotATable):
        await read_apart(a_sheet(1, 0))


def test_more_cells_than_any_register_has_are_not_looked_at() -> None:
    with pytest.raises(NotATable):
        read_table(b"1;" * tables.MOST_CELLS)


async def test_at_the_desk_it_is_said_and_all_goes_on(library: Library) -> None:
    anna = await library.joins("Anna Aa", Role.COORDINATOR)
    form = "/desk/partnere/ind"
    assert "kan jeg ikke læse" in await anna.sends_file(form, "x.xlsx", "PK nothing")
    assert anna.status == 400
    await anna.posts(f"{form}/gem", {"rows": "null"})
    assert anna.status == 400
