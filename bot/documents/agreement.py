"""An agreement as data for its PDF, and as a Word file that both sides can go on writing in.

The words come from handlers/agreements/wording.py. Must not read the database.
"""

from __future__ import annotations

import colorsys
from dataclasses import asdict
from io import BytesIO
from typing import Any

from docx import Document
from docx.document import Document as Word
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Mm, Pt, RGBColor

from handlers.agreements.wording import Paper, Part, Signature
from handlers.conversation.texts import Texts
from handlers.library import Library
from storage.people.rules import Language

WORD = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
DARKEST = 38
"""Per cent of lightness above which the identity colour is too pale for letters on paper."""


def as_data(paper: Paper, library: Library, texts: Texts, language: Language) -> dict[str, Any]:
    """What the template of the PDF is given."""
    colour = library.colour
    return {
        **asdict(paper),
        "lang": str(language),
        "library": library.name,
        "hue": colour.hue,
        "saturation": colour.saturation,
        "lightness": colour.lightness,
        "logo": None,
        "heads": [texts.render(f"paper.{head}", language) for head in ("who", "what")],
        "sign_here": texts.render("paper.sign_here", language),
    }


def as_word(paper: Paper, library: Library, texts: Texts, language: Language) -> bytes:
    """The same as a Word file: headings, a table of who does what, lines to sign on."""
    pen = _Pen(library, texts, language)
    pen.head(paper)
    for part in paper.parts:
        pen.part(part)
    if paper.signatures:
        pen.sign(paper.closing, paper.signatures)
    pen.foot(paper.footer)
    return pen.saved()


class _Pen:
    """Writes one Word file."""

    def __init__(self, library: Library, texts: Texts, language: Language) -> None:
        self._library, self._texts, self._language = library, texts, language
        self._book: Word = Document()
        self._colour = _rgb(library)
        self._dress()

    def _dress(self) -> None:
        """The library's colour and the document's language, in styles that others can change."""
        section = self._book.sections[0]
        section.page_width, section.page_height = Mm(210), Mm(297)
        section.left_margin = section.right_margin = Mm(27)
        styles = self._book.styles
        normal = styles["Normal"]
        normal.font.name, normal.font.size = "Georgia", Pt(11.5)
        spoken = OxmlElement("w:lang")
        spoken.set(qn("w:val"), "da-DK" if self._language is Language.DA else "en-GB")
        normal.element.get_or_add_rPr().append(spoken)
        for name, size in (("Title", 28), ("Heading 1", 13), ("Subtitle", 14)):
            style = styles[name]
            style.font.name, style.font.size = "Georgia", Pt(size)
            style.font.color.rgb = self._colour
            style.font.italic = False
            style.element.get_or_add_rPr().get_or_add_rFonts().set(qn("w:asciiTheme"), "")

    def head(self, paper: Paper) -> None:
        """Who it is from, what it is, and between whom."""
        self._book.core_properties.title = f"{paper.title}, {paper.between}"
        self._book.core_properties.author = self._library.name
        self._book.core_properties.language = str(self._language)
        self._book.add_paragraph().add_run(self._library.name).bold = True
        self._book.add_paragraph(paper.kicker)
        self._book.add_paragraph(paper.title, style="Title")
        self._book.add_paragraph(paper.between, style="Subtitle")
        if paper.remark:
            self._book.add_paragraph(paper.remark).runs[0].italic = True

    def part(self, part: Part) -> None:
        """One numbered part."""
        self._book.add_heading(part.title, level=1)
        if part.words:
            self._book.add_paragraph(part.words)
        if part.rows:
            self._table(part)

    def _table(self, part: Part) -> None:
        table = self._book.add_table(rows=1, cols=2, style="Table Grid")
        for cell, head in zip(table.rows[0].cells, ("who", "what"), strict=True):
            words = self._texts.render(f"paper.{head}", self._language)
            cell.paragraphs[0].add_run(words).bold = True
        marked = OxmlElement("w:tblHeader")
        table.rows[0]._tr.get_or_add_trPr().append(marked)
        for name, words in part.rows:
            row = table.add_row().cells
            row[0].text, row[1].text = name, words

    def sign(self, closing: str, signatures: tuple[Signature, ...]) -> None:
        """Both yeses, or lines for them."""
        self._book.add_paragraph()
        self._book.add_paragraph(closing)
        here = self._texts.render("paper.sign_here", self._language)
        for sign in signatures:
            self._book.add_heading(sign.side, level=1)
            known = ", ".join(filter(None, (sign.name, sign.role)))
            self._book.add_paragraph(f"{known}\n{sign.when}" if sign.when else f"\n{'_' * 40}")
            if not sign.when:
                self._book.add_paragraph(f"{here} {known}".strip())

    def foot(self, words: str) -> None:
        """What version it is, on every page."""
        self._book.sections[0].footer.paragraphs[0].text = words

    def saved(self) -> bytes:
        """The file."""
        out = BytesIO()
        self._book.save(out)
        return out.getvalue()


def _rgb(library: Library) -> RGBColor:
    """The identity colour, dark enough for letters."""
    colour = library.colour
    lightness = min(colour.lightness, DARKEST) / 100
    red, green, blue = colorsys.hls_to_rgb(colour.hue / 360, lightness, colour.saturation / 100)
    return RGBColor(*(round(255 * each) for each in (red, green, blue)))
