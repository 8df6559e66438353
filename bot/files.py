"""Photos and voice recordings from strangers: recognised by content, and encoded anew before they
are kept.

The result is drawn or encoded into a fresh file by us: a photo becomes a JPEG, a voice an MP3 with
one channel. So it carries no place, device, name, comment, cover or hidden archive of the sender's
file, and every browser can show or play it. This uses the processor for a moment, so the caller
runs it in a thread. Must never see a file's name; keeps nothing.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum
from io import BytesIO
from typing import Literal

import av
from av.audio.codeccontext import AudioCodecContext
from av.audio.frame import AudioFrame
from av.audio.resampler import AudioResampler
from av.audio.stream import AudioStream
from av.container import InputContainer
from av.stream import Disposition
from av.video.stream import VideoStream
from PIL import Image, ImageOps

MAX_BYTES = 5_000_000
MAX_PIXELS = 40_000_000
MAX_SIDE = 2048
MAX_SCANS = 100
"""So often a JPEG may paint its picture over: cameras do it ten times. Each costs the whole
picture, and a few bytes of the file.
"""
JPEG_QUALITY = 85
MAX_SECONDS = 5 * 60
SPARE_SECONDS = 1
"""Tolerance: a recorder that is set to five minutes often stops a little later."""
VOICE_RATE = 24_000
VOICE_BITS = 48_000
MAX_RATE = 192_000
MAX_CHANNELS = 8

PHOTOS = {"JPEG": (0, b"\xff\xd8\xff"), "PNG": (0, b"\x89PNG\r\n\x1a\n"), "WEBP": (8, b"WEBP")}
SCAN = b"\xff\xda"
AVIF = (4, b"ftypavif")
HEIC = tuple((4, b"ftyp" + brand) for brand in (b"heic", b"heix", b"mif1"))
"""How some telephones keep their photos: we read none of these."""

# The demuxer is named by us: left to guess, it would also open playlists and other surprises.
VOICES = {
    "ogg": ((0, b"OggS"),),
    "matroska": ((0, b"\x1a\x45\xdf\xa3"),),
    "wav": ((8, b"WAVE"),),
    "mp3": ((0, b"ID3"), (0, b"\xff\xfb"), (0, b"\xff\xf3"), (0, b"\xff\xf2"), (0, b"\xff\xfa")),
    "mp4": ((4, b"ftyp"),),
}
CODECS = frozenset({"opus", "vorbis", "aac", "mp3", "flac", "alac"})


class Refusal(StrEnum):
    """Why a file is not kept. The sender is told in words."""

    TOO_LARGE = "too_large"
    EMPTY = "empty"
    NOT_A_PHOTO_OR_VOICE = "not_a_photo_or_voice"
    HEIC = "heic"
    BROKEN = "broken"
    TOO_MANY_PIXELS = "too_many_pixels"
    TOO_LONG = "too_long"


class FileRefused(Exception):
    """A file that cannot be kept, and why. The message holds nothing from the file."""

    def __init__(self, reason: Refusal) -> None:
        super().__init__(reason.value)
        self.reason = reason


@dataclass(frozen=True, slots=True)
class CleanFile:
    """A photo or a voice, encoded anew by us."""

    kind: Literal["photo", "voice"]
    media_type: str
    content: bytes


def clean(content: bytes) -> CleanFile:
    """Encode a stranger's file anew. Raises FileRefused, and nothing else for any bytes."""
    if not content:
        raise FileRefused(Refusal.EMPTY)
    if len(content) > MAX_BYTES:
        raise FileRefused(Refusal.TOO_LARGE)
    if any(_begins(content, mark) for mark in HEIC):
        raise FileRefused(Refusal.HEIC)
    photo, voice = _photo_format(content), _voice_format(content)
    if photo is None and voice is None:
        raise FileRefused(Refusal.NOT_A_PHOTO_OR_VOICE)
    try:
        if photo is not None:
            return CleanFile("photo", "image/jpeg", _photo(content, photo))
        return CleanFile("voice", "audio/mpeg", _voice(content, str(voice)))
    except FileRefused:
        raise
    except (Image.DecompressionBombError, Image.DecompressionBombWarning):
        raise FileRefused(Refusal.TOO_MANY_PIXELS) from None
    except Exception:  # noqa: BLE001 - whatever a decoder trips over, the file is broken
        raise FileRefused(Refusal.BROKEN) from None


def _begins(content: bytes, mark: tuple[int, bytes]) -> bool:
    at, expected = mark
    return content[at : at + len(expected)] == expected


def _photo_format(content: bytes) -> str | None:
    if _begins(content, AVIF):
        return "AVIF"
    return next((name for name, mark in PHOTOS.items() if _begins(content, mark)), None)


def _voice_format(content: bytes) -> str | None:
    for name, marks in VOICES.items():
        if any(_begins(content, mark) for mark in marks):
            return name
    return None


def _photo(content: bytes, kind: str) -> bytes:
    """The picture alone: turned upright, on white, its longer side at most MAX_SIDE."""
    if kind == "JPEG" and content.count(SCAN) > MAX_SCANS:
        raise FileRefused(Refusal.BROKEN)
    with Image.open(BytesIO(content), formats=(kind,)) as opened:
        if opened.width * opened.height > MAX_PIXELS:
            raise FileRefused(Refusal.TOO_MANY_PIXELS)
        opened.draft("RGB", (MAX_SIDE, MAX_SIDE))
        opened.load()
        upright = ImageOps.exif_transpose(opened)
    upright.thumbnail((MAX_SIDE, MAX_SIDE))
    layered = upright.convert("RGBA")
    paper = Image.new("RGB", layered.size, "white")
    paper.paste(layered, mask=layered)
    out = BytesIO()
    paper.save(out, "JPEG", quality=JPEG_QUALITY, optimize=True)
    return out.getvalue()


def _voice(content: bytes, kind: str) -> bytes:
    """The sound alone, encoded into a new file."""
    out = BytesIO()
    bare = {"id3v2_version": "0", "write_xing": "0", "fflags": "+bitexact"}
    with (
        av.open(BytesIO(content), "r", format=kind) as source,
        av.open(out, "w", format="mp3", options=bare) as target,
    ):
        voice = target.add_stream("libmp3lame", rate=VOICE_RATE, layout="mono")
        voice.bit_rate = VOICE_BITS
        resampler = AudioResampler("s16p", "mono", VOICE_RATE)
        for heard in _heard(source):
            for frame in resampler.resample(heard):
                frame.pts = None
                target.mux(voice.encode(frame))
        for frame in resampler.resample(None):
            frame.pts = None
            target.mux(voice.encode(frame))
        target.mux(voice.encode(None))
    return out.getvalue()


def _heard(source: InputContainer) -> Iterator[AudioFrame]:
    """The decoded sound. Its length is counted in samples, because the times in a file can be
    false.
    """
    seconds = 0.0
    for frame in source.decode(_only_voice(source)):
        if not frame.sample_rate:
            raise FileRefused(Refusal.BROKEN)
        seconds += frame.samples / frame.sample_rate
        if seconds > MAX_SECONDS + SPARE_SECONDS:
            raise FileRefused(Refusal.TOO_LONG)
        yield frame
    if not seconds:
        raise FileRefused(Refusal.BROKEN)


def _only_voice(source: InputContainer) -> AudioStream:
    """The audio stream of a recording. Raises FileRefused for a film or an unknown codec."""
    films = [s for s in source.streams if isinstance(s, VideoStream) and not _is_cover(s)]
    if films or not source.streams.audio:
        raise FileRefused(Refusal.NOT_A_PHOTO_OR_VOICE)
    voice = source.streams.audio[0]
    codec: AudioCodecContext = voice.codec_context
    name = codec.codec.canonical_name
    if name not in CODECS and not name.startswith("pcm_"):
        raise FileRefused(Refusal.NOT_A_PHOTO_OR_VOICE)
    if codec.sample_rate > MAX_RATE or codec.channels > MAX_CHANNELS:
        raise FileRefused(Refusal.BROKEN)
    return voice


def _is_cover(stream: VideoStream) -> bool:
    return bool(stream.disposition & Disposition.attached_pic)
