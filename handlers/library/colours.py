"""The identity colour: from a browser's field to three numbers, and its contrast. Pure."""

from __future__ import annotations

import colorsys
import re

from handlers.library import Colour

LEAST_CONTRAST = 4.5
"""White text stands on the colour: WCAG 2.1 AA asks for this much."""

_HEX = re.compile(r"#[0-9a-fA-F]{6}")


def contrast_with_white(colour: Colour) -> float:
    """The contrast of white text on a colour, as WCAG 2.1 computes it (1.0 to 21.0)."""
    linear = [c / 12.92 if c <= 0.03928 else ((c + 0.055) / 1.055) ** 2.4 for c in _rgb(colour)]
    luminance = 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]
    return 1.05 / (luminance + 0.05)


def from_hex(written: str) -> Colour | None:
    """The colour of `#4a6d5a`; None for anything else."""
    if not _HEX.fullmatch(written):
        return None
    red, green, blue = (int(written[n : n + 2], 16) / 255 for n in (1, 3, 5))
    hue, light, saturation = colorsys.rgb_to_hls(red, green, blue)
    return Colour(round(hue * 360) % 360, round(saturation * 100), round(light * 100))


def as_hex(colour: Colour) -> str:
    """A colour as a browser's field takes it."""
    return "#" + "".join(f"{round(part * 255):02x}" for part in _rgb(colour))


def _rgb(colour: Colour) -> tuple[float, float, float]:
    return colorsys.hls_to_rgb(colour.hue / 360, colour.lightness / 100, colour.saturation / 100)
