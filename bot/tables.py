"""Files of rows and columns: reads CSV and spreadsheets, writes CSV and Excel. Knows nothing of
their meaning.
"""

from __future__ import annotations

import asyncio
import csv
import io
import resource
import sys
import zipfile
from collections.abc import Iterable, Sequence
from datetime import date
from subprocess import DEVNULL, PIPE
from typing import Any

import orjson
from python_calamine import CalamineError, CalamineWorkbook
from xlsxwriter import Workbook

from storage.talk.cpr import redact

UNPACKED = 60_000_000
"""Bytes: a spreadsheet is compressed, and must not become larger than this when it is opened."""

MOST_CELLS = 500_000
"""More than the largest register has; a file with more was not made for us."""

MEMORY = 1_000_000_000
SECONDS = 20.0
"""Limits for reading a stranger's file: bytes of memory, and seconds."""

DANGEROUS = ("=", "+", "-", "@", "\t", "\r")
"""The first character of a cell that a spreadsheet would take for a formula."""


class NotATable(ValueError):
    """The file cannot be read as a table."""


def read_table(content: bytes) -> list[list[str]]:
    """The rows of a file's first sheet, every cell as words, without CPR numbers.

    Raises NotATable.
    """
    rows = _spreadsheet(content) if content[:2] in {b"PK", b"\xd0\xcf"} else _csv(content)
    if sum(map(len, rows)) > MOST_CELLS:
        raise NotATable
    return [[redact(_words(cell)).text for cell in row] for row in rows]


async def read_apart(content: bytes) -> list[list[str]]:
    """Do the same in a process of its own: a value in a far corner of a sheet makes the reader ask
    for more memory than there is, which ends the process. Raises NotATable.
    """
    reader = await asyncio.create_subprocess_exec(
        sys.executable, "-m", "bot.tables", stdin=PIPE, stdout=PIPE, stderr=DEVNULL
    )
    try:
        async with asyncio.timeout(SECONDS):
            told, _ = await reader.communicate(content)
    except TimeoutError:
        raise NotATable from None
    finally:
        if reader.returncode is None:
            reader.kill()
            await reader.wait()
    if reader.returncode:
        raise NotATable
    rows: list[list[str]] = orjson.loads(told)
    return rows


def _spreadsheet(content: bytes) -> list[list[Any]]:
    try:
        if content[:2] == b"PK":
            with zipfile.ZipFile(io.BytesIO(content)) as packed:
                if sum(each.file_size for each in packed.infolist()) > UNPACKED:
                    raise NotATable
        return CalamineWorkbook.from_filelike(io.BytesIO(content)).get_sheet_by_index(0).to_python()
    except (CalamineError, zipfile.BadZipFile, OSError, ValueError, IndexError) as wrong:
        raise NotATable from wrong


def _csv(content: bytes) -> list[list[str]]:
    if b"\x00" in content:
        raise NotATable
    try:
        text = content.decode("utf-8-sig")
    except UnicodeDecodeError:
        text = content.decode("cp1252", errors="replace")
    first = text.split("\n", 1)[0]
    mark = max(";,\t", key=first.count)
    try:
        return list(csv.reader(io.StringIO(text, newline=""), delimiter=mark))
    except csv.Error as wrong:
        raise NotATable from wrong


def _words(cell: Any) -> str:
    if isinstance(cell, bool):
        return "ja" if cell else "nej"
    if isinstance(cell, float) and cell.is_integer():
        return str(int(cell))
    if isinstance(cell, date):
        return cell.isoformat()
    words = str(cell).replace("\r\n", "\n").replace("\x00", "").strip()
    return words[1:] if words[:1] == "'" and words[1:2] in DANGEROUS else words


def as_csv(heads: Sequence[str], rows: Iterable[Sequence[Any]]) -> bytes:
    """CSV that a spreadsheet opens by a double click, in Denmark too: semicolons, and a byte order
    mark.
    """
    out = io.StringIO()
    pen = csv.writer(out, delimiter=";", lineterminator="\r\n")
    pen.writerow(heads)
    pen.writerows([_harmless(cell) for cell in row] for row in rows)
    return out.getvalue().encode("utf-8-sig")


def _harmless(cell: Any) -> Any:
    """Put a mark before words that a spreadsheet would take for a formula. Reading takes it off
    again.
    """
    return f"'{cell}" if isinstance(cell, str) and cell.startswith(DANGEROUS) else cell


def as_excel(title: str, heads: Sequence[str], rows: Iterable[Sequence[Any]]) -> bytes:
    """An Excel file of one sheet, with headings that stay visible. Text stays text, whatever it
    looks like.
    """
    out = io.BytesIO()
    book = Workbook(out, {"in_memory": True})
    sheet = book.add_worksheet(title[:31])
    sheet.write_row(0, 0, heads, book.add_format({"bold": True, "bottom": 1}))
    for place, row in enumerate(rows, start=1):
        for column, cell in enumerate(row):
            write = sheet.write_number if isinstance(cell, int) else sheet.write_string
            write(place, column, cell)
    sheet.set_column(0, 0, 9)
    sheet.set_column(1, len(heads), 24)
    sheet.freeze_panes(1, 0)
    book.close()
    return out.getvalue()


def _read_here() -> None:
    """The process that `read_apart` starts: a file in, its rows out."""
    resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY))
    sys.stdout.buffer.write(orjson.dumps(read_table(sys.stdin.buffer.read())))


if __name__ == "__main__":
    _read_here()
