"""An agreement as data for its PDF, and as a Word file that both sides can go on writing in.

The words come from handlers/agreements/wording.py. Must not read the database.
"""

from __future__ import annotations

import colorsys
from collections.abc import Sequence
from dataclasses import asdict
from io import BytesIO
from typing import Any

from docx import Document
from docx.document import Document as Word
from docx.enum.text import WD_TAB_ALIGNMENT
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.oxml.xmlchemy import BaseOxmlElement
from docx.shared import Length, Mm, Pt, RGBColor
from docx.table import Table, _Cell
from docx.text.paragraph import Paragraph

from handlers.agreements.wording import Paper, Part, Signature
from handlers.conversation.pen import Pen
from handlers.library import Library
from storage.people.rules import Language

WORD = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
DARKEST = 38
"""Per cent of lightness. An identity colour above it is too pale for letters on paper."""


def as_data(paper: Paper, library: Library, pen: Pen) -> dict[str, Any]:
    """The data for the template of the PDF."""
    colour = library.colour
    return {
        **asdict(paper),
        "lang": str(pen.language),
        "library": library.name,
        "hue": colour.hue,
        "saturation": colour.saturation,
        "lightness": colour.lightness,
        "logo": list(library.logo.png) if library.logo else None,
        "heads": [pen(f"paper.{head}") for head in ("who", "what")],
        "sign_here": pen("paper.sign_here"),
    }


def as_word(paper: Paper, library: Library, pen: Pen) -> bytes:
    """The agreement as a Word file: headings, a table of who does what, lines to sign on."""
    file = _WordFile(library, pen)
    file.head(paper)
    for part in paper.parts:
        file.part(part, last=bool(paper.signatures) and part is paper.parts[-1])
    if paper.signatures:
        file.sign(paper.closing, paper.signatures)
    file.foot(paper.footer)
    return file.saved()


class _WordFile:
    """Writes one Word file that looks like the PDF. It uses styles throughout, so that others can
    change them.
    """

    def __init__(self, library: Library, pen: Pen) -> None:
        self._library, self._pen = library, pen
        self._book: Word = Document()
        self._colour = _rgb(library)
        self._pale, self._line = (mixed(self._colour, part) for part in (0.12, 0.45))
        self._dress()

    def _dress(self) -> None:
        """The library's colour and the document's language; a band at the edge, as on the PDF."""
        section = self._book.sections[0]
        section.page_width, section.page_height = Mm(210), Mm(297)
        section.left_margin, section.right_margin = Mm(27), Mm(22)
        section.top_margin, section.bottom_margin = Mm(17), Mm(20)
        band = {"val": "single", "sz": "96", "space": "0", "color": str(self._colour)}
        edges = _made("pgBorders", {"offsetFrom": "page"}, _made("left", band))
        section._sectPr.insert_element_before(edges, "w:lnNumType", "w:pgNumType", "w:cols")
        styles = self._book.styles
        normal = styles["Normal"]
        normal.font.name, normal.font.size = "Georgia", Pt(10.5)
        normal.paragraph_format.space_after = Pt(3)
        spoken = "da-DK" if self._pen.language is Language.DA else "en-GB"
        normal.element.get_or_add_rPr().append(_made("lang", {"val": spoken}))
        for name, size, above in (("Title", 28, 2), ("Heading 1", 11, 5), ("Subtitle", 14, 0)):
            style = styles[name]
            style.font.name, style.font.size = "Georgia", Pt(size)
            style.font.color.rgb = self._colour
            style.font.italic = False
            style.paragraph_format.space_before = Pt(above)
            style.paragraph_format.space_after = Pt(1)
            marks = style.element.get_or_add_rPr()
            marks.get_or_add_rFonts().set(qn("w:asciiTheme"), "")
            for old in (*style.element.iter(qn("w:pBdr")), *marks.iter(qn("w:spacing"))):
                old.getparent().remove(old)  # the model's blue line, and its wide letters
        styles["Subtitle"].font.color.rgb = RGBColor(0x1D, 0x1D, 0x1D)
        rule = {"val": "single", "sz": "4", "space": "3", "color": self._line}
        line = _made("pBdr", {}, _made("top", rule))
        heading = styles["Heading 1"].element.get_or_add_pPr()
        heading.insert_element_before(line, "w:shd", "w:tabs", "w:spacing", "w:ind", "w:outlineLvl")

    def head(self, paper: Paper) -> None:
        """Who it is from, what it is, and between whom."""
        self._book.core_properties.title = f"{paper.title}, {paper.between}"
        self._book.core_properties.author = self._library.name
        self._book.core_properties.language = str(self._pen.language)
        first = self._book.add_paragraph().add_run()
        if self._library.logo is not None:
            shown = first.add_picture(BytesIO(self._library.logo.png), height=Mm(14))
            shown._inline.docPr.set("descr", self._library.name)
        else:
            first.text, first.bold, first.font.size = self._library.name, True, Pt(13)
        self._quietly(self._book.add_paragraph(), paper.kicker)
        self._book.add_paragraph(paper.title, style="Title")
        between = self._book.add_paragraph(paper.between, style="Subtitle")
        between.paragraph_format.space_after = Pt(8)
        if paper.remark:
            self._book.add_paragraph(paper.remark).runs[0].italic = True

    def _quietly(self, paragraph: Paragraph, words: str) -> None:
        run = paragraph.add_run(words)
        run.font.size, run.font.color.rgb = Pt(9.5), RGBColor(0x48, 0x48, 0x48)

    def part(self, part: Part, *, last: bool = False) -> None:
        """One numbered part. The last one stays on a page with both signatures."""
        self._book.add_heading(part.title, level=1)
        if part.words:
            words = self._book.add_paragraph(part.words)
            words.paragraph_format.keep_together = True
            words.paragraph_format.keep_with_next = last
        if part.rows:
            self._table(part)

    def _table(self, part: Part) -> None:
        table = self._book.add_table(rows=1, cols=2)
        for cell, head in zip(table.rows[0].cells, ("who", "what"), strict=True):
            self._quietly(cell.paragraphs[0], self._pen(f"paper.{head}"))
        table.rows[0]._tr.get_or_add_trPr().append(OxmlElement("w:tblHeader"))
        for name, words in part.rows:
            row = table.add_row().cells
            row[0].paragraphs[0].add_run(name).bold = True
            row[1].text = words
        _measured(table, (Mm(52), Mm(109)))

    def sign(self, closing: str, signatures: tuple[Signature, ...]) -> None:
        """Both signatures side by side, or lines for them, on one page."""
        words = self._book.add_paragraph()
        self._quietly(words, closing)
        words.paragraph_format.space_before = Pt(14)
        words.paragraph_format.keep_with_next = True
        table = self._book.add_table(rows=1, cols=len(signatures))
        for cell, sign in zip(table.rows[0].cells, signatures, strict=True):
            cell._tc.get_or_add_tcPr().append(_made("shd", {"val": "clear", "fill": self._pale}))
            self._yes(cell, sign)
        _measured(table, (Mm(80.5),) * len(signatures))

    def _yes(self, cell: _Cell, sign: Signature) -> None:
        """The signature of one side: its heading, and who and when, or a line to write on."""
        side = cell.paragraphs[0].add_run(sign.side)
        side.bold, side.font.color.rgb = True, self._colour
        cell.paragraphs[0].paragraph_format.space_before = Pt(6)
        if sign.when:
            cell.add_paragraph().add_run(sign.name).font.size = Pt(15)
            cell.add_paragraph(sign.role)
            self._quietly(cell.add_paragraph(), sign.when)
            return
        cell.add_paragraph().paragraph_format.space_after = Pt(14)
        cell.add_paragraph("_" * 32)
        here = self._pen("paper.sign_here")
        known = ", ".join(filter(None, (sign.name, sign.role)))
        self._quietly(cell.add_paragraph(), f"{here} {known}".strip())

    def foot(self, words: str) -> None:
        """What version it is, and which page of how many, on every page."""
        foot = self._book.sections[0].footer.paragraphs[0]
        self._book.styles["Footer"].paragraph_format.tab_stops.clear_all()
        foot.paragraph_format.tab_stops.add_tab_stop(Mm(161), WD_TAB_ALIGNMENT.RIGHT)
        for before, counted in ((f"{words}\t", "PAGE"), (" / ", "NUMPAGES")):
            self._quietly(foot, before)
            self._quietly(foot, "1")
            foot._p.append(_made("fldSimple", {"instr": counted}, foot.runs[-1]._r))

    def saved(self) -> bytes:
        """The file."""
        out = BytesIO()
        self._book.save(out)
        return out.getvalue()


def _made(name: str, marks: dict[str, str], *inside: BaseOxmlElement) -> BaseOxmlElement:
    """Make an XML element for which python-docx has no function."""
    element = OxmlElement(f"w:{name}")
    for key, value in marks.items():
        element.set(qn(f"w:{key}"), value)
    element.extend(inside)
    return element


def _measured(table: Table, widths: Sequence[Length]) -> None:
    """Set the widths of a table's columns."""
    table.autofit = False
    for row in table.rows:
        for cell, width in zip(row.cells, widths, strict=True):
            cell.width = width


def mixed(colour: RGBColor, part: float) -> str:
    """A part of the colour, mixed with white."""
    return str(RGBColor(*(round(255 - (255 - each) * part) for each in colour)))


def _rgb(library: Library) -> RGBColor:
    """The identity colour, made dark enough for letters."""
    colour = library.colour
    lightness = min(colour.lightness, DARKEST) / 100
    red, green, blue = colorsys.hls_to_rgb(colour.hue / 360, lightness, colour.saturation / 100)
    return RGBColor(*(round(255 * each) for each in (red, green, blue)))
