"""Files of partners: read in both languages, refused row by row, written without contacts."""

from __future__ import annotations

from io import BytesIO

import pytest
from openpyxl import Workbook, load_workbook

from bot.tables import NotATable, as_csv, as_excel, read_table
from handlers.partners.sheet import HEADS, MOST_ROWS, WRITTEN, Sheet, read
from storage.partners.rules import Openness, PartnerKind
from tests.harness import LIBRARY, TEXTS

HEAD = "Hvem;Navn;Laver;Steder;Sprog;På den offentlige liste;Kontakt;Mail"
GOOD = (
    f"{HEAD}\nForening;Garnlauget;Vi strikker;Havnen;dansk og engelsk;ja;Kirsten;k@garn.example\n"
)


def sheet(text: str, known: dict[int, str] | None = None) -> Sheet:
    return read(read_table(text.encode()), known or {}, TEXTS, LIBRARY)


def faults(text: str, known: dict[int, str] | None = None) -> list[tuple[int, str]]:
    found = sheet(text, known)
    return [(f.row, f.key.removeprefix("partner_sheet.")) for f in found.faults]


def test_a_row_is_a_partner() -> None:
    (entry,) = sheet(GOOD).entries
    assert entry.number is None
    new = entry.new
    assert (new.kind, new.name, new.listed) == (PartnerKind.ASSOCIATION, "Garnlauget", True)
    assert (new.branches, new.languages) == (("havnen",), ("da", "en"))
    assert new.openness is Openness.STAFF
    assert [(c.name, c.mail) for c in new.contacts] == [("Kirsten", "k@garn.example")]


def test_english_headings_and_plain_names_of_columns_do_too() -> None:
    (entry,) = sheet("who,name,DOES\nSchool,Byskolen,We teach\n").entries
    assert entry.new.kind is PartnerKind.SCHOOL
    (other,) = sheet("kind\tname\tdoes\ncompany\tBageren\tBrød\n").entries
    assert other.new.kind is PartnerKind.COMPANY


def test_an_old_file_of_windows_is_read() -> None:
    rows = read_table("Hvem;Navn;Laver\nForening;Blåbær;Æbler".encode("cp1252"))
    assert rows[1] == ["Forening", "Blåbær", "Æbler"]


@pytest.mark.parametrize(
    ("row", "fault"),
    [
        ("Hund;Ole;Gør;;;;;", "unknown"),
        (";Ole;Gør;;;;;", "missing"),
        ("Forening;;Gør;;;;;", "missing"),
        ("Forening;Ole;;;;;;", "missing"),
        (f"Forening;{'x' * 121};Gør;;;;;", "too_long"),
        ("Forening;Ole;Gør;Månen;;;;", "unknown"),
        ("Forening;Ole;Gør;;klingon;;;", "unknown"),
        ("Forening;Ole;Gør;;;måske;;", "unknown"),
        ("Forening;Ole;Gør;;;;Ole;ingen mail", "wrong"),
        ("Forening;Ole;Gør;;;;;ole@x.example", "missing"),
    ],
)
def test_each_fault_names_its_row(row: str, fault: str) -> None:
    assert faults(f"{GOOD}{row}\n") == [(3, fault)]


def test_the_same_twice_and_what_is_there_already() -> None:
    assert faults(f"{GOOD}Forening;garnlauget;Igen;;;;;\n") == [(3, "twice")]
    assert faults(GOOD, {7: "Garnlauget"}) == [(2, "there")]
    with_number = "Nummer;Hvem;Navn;Laver\n7;Forening;Garnlauget;Nyt\n8;Forening;X Y;Nyt\n"
    assert faults(with_number, {7: "Garnlauget"}) == [(3, "no_number")]


def test_a_file_without_its_columns_or_rows() -> None:
    assert faults("Navn;Laver\nA;B\n") == [(1, "no_column")]
    assert faults(f"{HEAD}\n\n") == [(2, "empty")]
    assert faults("") == [(1, "empty")]
    assert faults(
        "Hvem;Navn;Laver\n" + "\n".join(f"Forening;N{n};L" for n in range(MOST_ROWS + 1))
    ) == [(MOST_ROWS + 2, "too_many")]


def test_excel_is_read_and_what_is_none_is_refused() -> None:
    book = Workbook()
    page = book.active
    assert page is not None
    page.append(["Nummer", "Hvem", "Navn", "Laver"])
    page.append([7, "Forening", "Skakklubben", "CPR 010190-1234 og skak"])
    out = BytesIO()
    book.save(out)
    rows = read_table(out.getvalue())
    assert rows[1][:3] == ["7", "Forening", "Skakklubben"]
    assert "010190" not in rows[1][3]
    for content in (b"PK\x03\x04 not really", b"\x00\x01\x02", b"PK"):
        with pytest.raises(NotATable):
            read_table(content)


def test_what_is_written_can_be_read_again_and_works_nothing_out() -> None:
    heads = [TEXTS.render(HEADS[name], "da") for name in WRITTEN]  # type: ignore[arg-type]
    row = [7, "Forening", "=1+1", "Laver", "", "", "", "Havnen", "dansk", "Alle", "Ja", ""]
    rows = read_table(as_csv(heads, [row]))
    assert b"'=1+1" in as_csv(heads, [row])
    (entry,) = read(rows, {7: "Før"}, TEXTS, LIBRARY).entries
    assert (entry.number, entry.new.name) == (7, "=1+1")
    book = load_workbook(BytesIO(as_excel("Partnere", heads, [row])))
    page = book.active
    assert page is not None
    assert page["C2"].value == "=1+1"
    assert page["C2"].data_type == "s"
    assert not {"Kontakt", "Mail", "Telefon"} & set(heads)
