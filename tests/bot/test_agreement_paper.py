"""How an agreement looks on paper: one page with both yeses, and a Word file of the same dress."""

from __future__ import annotations

import re
from io import BytesIO
from itertools import cycle

from docx import Document
from docx.document import Document as Word
from docx.oxml.ns import qn

from bot.documents import agreement_pdf
from bot.documents.agreement import as_data, as_word
from handlers.agreements.wording import Paper, Part, Signature
from handlers.conversation.pen import Pen
from storage.people.rules import Language
from tests.harness import LIBRARY, TEXTS

PAGES = re.compile(rb"/Type ?/Page\b(?!s)")
USUAL = ("meetings", "evaluation", "changes", "data", "attachments", "economy")


def a_paper(parts: int) -> Paper:
    """A signed one with so many parts in the usual words, the second of them a table."""
    who = (("Biblioteket", "Vi finder et rum"), ("Ældre Sagen", "Vi læser"))
    said = [
        Part(f"{n}. Til daglig", TEXTS.render(f"usual.{name}", Language.DA))
        for n, name in zip(range(1, parts + 1), cycle(USUAL), strict=False)
    ]
    said[1] = Part("2. Hvem gør hvad", rows=who)
    when = "mandag den 4. maj 2026 kl. 11.09"
    return Paper(
        title="Partnerskabsaftale",
        kicker="Nummer 2 · version 8",
        between="Mellem Bøgeby Bibliotek og Ældre Sagen",
        remark="",
        parts=tuple(said),
        closing="Den er ikke tænkt som en kontrakt i loven.",
        signatures=(
            Signature("Ja fra Bøgeby Bibliotek", "Lis Lind", "leder", when),
            Signature("Ja fra Ældre Sagen", "", "", ""),
        ),
        footer="Nummer 2 · version 8",
    )


async def pages(paper: Paper) -> int:
    content = await agreement_pdf(as_data(paper, LIBRARY, Pen(TEXTS, Language.DA)))
    return len(PAGES.findall(content))


def in_word(paper: Paper) -> Word:
    return Document(BytesIO(as_word(paper, LIBRARY, Pen(TEXTS, Language.DA))))


async def test_all_parts_of_a_partnership_and_both_yeses_share_a_page() -> None:
    assert await pages(a_paper(4)) == 1
    assert await pages(a_paper(18)) == 1


def test_the_word_file_has_the_dress_of_the_pdf() -> None:
    book = in_word(a_paper(18))
    section = book.sections[0]._sectPr
    band = section.find(f"{qn('w:pgBorders')}/{qn('w:left')}")
    assert band is not None, "the library's colour stands at the edge"
    assert not list(book.styles["Title"].element.iter(qn("w:pBdr"))), "and no blue line"
    yeses = book.tables[-1].rows[0].cells
    assert [cell.paragraphs[0].text for cell in yeses] == [
        "Ja fra Bøgeby Bibliotek",
        "Ja fra Ældre Sagen",
    ]
    assert "Lis Lind" in yeses[0].text
    assert "Dato, navn og titel:" in yeses[1].text
    foot = book.sections[0].footer._element
    assert [each.get(qn("w:instr")) for each in foot.iter(qn("w:fldSimple"))] == [
        "PAGE",
        "NUMPAGES",
    ]


def test_the_last_part_of_the_word_file_stays_with_the_yeses() -> None:
    kept = [p.paragraph_format.keep_with_next for p in in_word(a_paper(5)).paragraphs]
    assert kept[-2:] == [True, True]
    assert kept[-4] is not True
