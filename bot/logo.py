"""A library's logo, drawn anew from the given picture: small, and nothing but its pixels.

This uses the processor for a moment, so the caller runs it in a thread.
"""

from __future__ import annotations

from base64 import b64encode
from io import BytesIO

from PIL import Image, ImageOps

FORMATS = ("PNG", "JPEG", "WEBP")
MOST_BYTES = 5_000_000
MOST_PIXELS = 40_000_000
WIDEST, HIGHEST = 640, 240
"""Pixels: three times the largest size in which it is shown, for fine screens and for paper."""


class NoLogo(Exception):
    """The file is not a picture that can be used."""


def drawn(content: bytes) -> str:
    """Turn a picture into the PNG that is stored, in base64: for the database it is a line of text.

    Raises NoLogo and nothing else, whatever the bytes are.
    """
    if not content or len(content) > MOST_BYTES:
        raise NoLogo
    try:
        return b64encode(_png(content)).decode()
    except Exception:  # noqa: BLE001 - whatever a decoder trips over, it is no logo
        raise NoLogo from None


def _png(content: bytes) -> bytes:
    with Image.open(BytesIO(content), formats=FORMATS) as opened:
        if opened.width * opened.height > MOST_PIXELS:
            raise NoLogo
        upright = ImageOps.exif_transpose(opened).convert("RGBA")
    upright.thumbnail((WIDEST, HIGHEST))
    bare = Image.new("RGBA", upright.size)
    bare.paste(upright)
    out = BytesIO()
    bare.save(out, "PNG", optimize=True)
    return out.getvalue()
