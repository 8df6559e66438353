"""A library's logo, made anew from whatever picture is given: small, and nothing but its dots.

It works hard for a moment, so the caller runs it in a thread.
"""

from __future__ import annotations

from base64 import b64encode
from io import BytesIO

from PIL import Image, ImageOps

FORMATS = ("PNG", "JPEG", "WEBP")
MOST_BYTES = 5_000_000
MOST_PIXELS = 40_000_000
WIDEST, HIGHEST = 640, 240
"""Three times as large as it is ever shown, for fine screens and for paper."""


class NoLogo(Exception):
    """The file is no picture that can be used."""


def drawn(content: bytes) -> str:
    """A picture as the PNG that is kept, in base64: a database keeps it as one more line of text.

    Raises NoLogo; nothing else, whatever the bytes are.
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
