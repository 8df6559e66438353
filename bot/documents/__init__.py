"""Documents to hand out: PDF files that a screen reader can read (PDF/UA), set by Typst.

What a document says comes in as data, never as markup, so a citizen's words cannot change the
layout. Must not read the database.
"""

from __future__ import annotations

import asyncio
from pathlib import Path
from typing import Any

import orjson
import typst

_CASE = Path(__file__).parent / "case.typ"
_AGREEMENT = Path(__file__).parent / "agreement.typ"
_HOURS = Path(__file__).parent / "hours.typ"
_PROOF = Path(__file__).parent / "proof.typ"


async def case_pdf(data: dict[str, Any]) -> bytes:
    """A case as PDF. `data` is what bot/web/desk/document.py makes of it."""
    return await asyncio.to_thread(_set, _CASE, data)


async def agreement_pdf(data: dict[str, Any]) -> bytes:
    """An agreement as PDF. `data` is what bot/documents/agreement.py makes of it."""
    return await asyncio.to_thread(_set, _AGREEMENT, data)


async def hours_pdf(data: dict[str, Any]) -> bytes:
    """A volunteer's hours as PDF. `data` is what bot/documents/given.py makes of them."""
    return await asyncio.to_thread(_set, _HOURS, data)


async def proof_pdf(data: dict[str, Any]) -> bytes:
    """A volunteer's certificate as PDF. `data` is what bot/documents/given.py makes of it."""
    return await asyncio.to_thread(_set, _PROOF, data)


def _set(template: Path, data: dict[str, Any]) -> bytes:
    made = typst.compile(
        template,
        sys_inputs={"data": orjson.dumps(data).decode()},
        pdf_standards="ua-1",
        ignore_system_fonts=True,
    )
    if not isinstance(made, bytes):
        raise TypeError("a document is one file")
    return made
