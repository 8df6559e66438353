"""Photos and voices: what is kept is what was meant, and nothing else that lay in the file."""

from __future__ import annotations

import struct
import zipfile
import zlib
from fractions import Fraction
from functools import cache
from io import BytesIO

import av
import pytest
from av.audio.frame import AudioFrame
from av.audio.resampler import AudioResampler
from av.audio.stream import AudioStream
from av.video.frame import VideoFrame
from av.video.stream import VideoStream
from hypothesis import given, settings
from hypothesis import strategies as st
from PIL import Image
from PIL.ExifTags import GPS, IFD, Base
from PIL.PngImagePlugin import PngInfo

from bot.files import MAX_BYTES, MAX_SIDE, FileRefused, Refusal, clean
from handlers.conversation.texts import Texts
from tests.needs import examples

SECRET = "Hemmelig Hansen"
LOUD = 10_000
VOICES = {
    "ogg": "libopus",
    "webm": "libopus",
    "mp4": "aac",
    "ipod": "aac",
    "mp3": "libmp3lame",
    "wav": "pcm_s16le",
}


def a_photo(kind: str = "JPEG", size: tuple[int, int] = (400, 300), turned: int = 1) -> bytes:
    """A picture, red to the left and blue to the right, that tells where and by whom."""
    picture = Image.new("RGB", size, "blue")
    picture.paste("red", (0, 0, size[0] // 2, size[1]))
    exif = Image.Exif()
    exif[Base.Orientation] = turned
    exif[Base.Artist] = SECRET
    exif.get_ifd(IFD.GPSInfo)[GPS.GPSLatitude] = (55.0, 37.0, 12.0)
    out = BytesIO()
    picture.save(out, kind, exif=exif, comment=SECRET.encode(), xmp=SECRET.encode())
    return out.getvalue()


@cache
def a_voice(kind: str = "ogg", seconds: float = 1.0, rate: int = 48_000) -> bytes:
    """A hum with a name and a place in its tags."""
    out = BytesIO()
    with av.open(out, "w", format=kind) as target:
        target.metadata["artist"] = SECRET
        target.metadata["comment"] = SECRET
        stream = target.add_stream(VOICES[kind], rate=rate, layout="mono")
        assert isinstance(stream, AudioStream)
        codec = stream.codec_context
        resampler = AudioResampler(codec.format.name, "mono", rate, codec.frame_size or 960)
        wave = struct.pack("<960h", *(LOUD if n % 96 < 48 else -LOUD for n in range(960)))
        for start in range(0, int(seconds * rate), 960):
            frame = AudioFrame(format="s16", layout="mono", samples=960)
            frame.planes[0].update(wave)
            frame.sample_rate, frame.pts = rate, start
            for part in resampler.resample(frame):
                target.mux(stream.encode(part))
        target.mux(stream.encode(None))
    return out.getvalue()


def a_film() -> bytes:
    """Five frames of green, and a hum."""
    out = BytesIO()
    with av.open(out, "w", format="mp4") as target, av.open(BytesIO(a_voice("mp4")), "r") as voice:
        stream = target.add_stream("mpeg4", rate=Fraction(10))
        assert isinstance(stream, VideoStream)
        stream.width = stream.height = 64
        sound = target.add_stream_from_template(voice.streams.audio[0])
        for number in range(5):
            frame = VideoFrame(64, 64, "yuv420p")
            frame.pts = number
            target.mux(stream.encode(frame))
        target.mux(stream.encode(None))
        for packet in voice.demux(audio=0):
            if packet.dts is not None:
                packet.stream = sound
                target.mux(packet)
    return out.getvalue()


def a_chunk(name: bytes, data: bytes) -> bytes:
    return struct.pack(">I", len(data)) + name + data + struct.pack(">I", zlib.crc32(name + data))


def a_png(side: int, *chunks: bytes) -> bytes:
    """A black square of one bit a pixel: a few kilobytes that want to be very many pixels."""
    squeeze = zlib.compressobj(9)
    row = bytes(1 + (side + 7) // 8)
    data = b"".join(squeeze.compress(row) for _ in range(side)) + squeeze.flush()
    header = struct.pack(">IIBBBBB", side, side, 1, 0, 0, 0, 0)
    parts = (a_chunk(b"IHDR", header), *chunks, a_chunk(b"IDAT", data), a_chunk(b"IEND", b""))
    return b"\x89PNG\r\n\x1a\n" + b"".join(parts)


def refusal(content: bytes) -> Refusal:
    with pytest.raises(FileRefused) as refused:
        clean(content)
    return refused.value.reason


@pytest.mark.parametrize("kind", ["JPEG", "PNG", "WEBP", "AVIF"])
def test_a_photo_keeps_its_picture_and_loses_its_tale(kind: str) -> None:
    sent = a_photo(kind)
    assert b"Exif" in sent or b"eXIf" in sent or b"EXIF" in sent
    kept = clean(sent)
    assert (kept.kind, kept.media_type) == ("photo", "image/jpeg")
    for word in (SECRET.encode(), b"Exif", b"http", b"ICC_PROFILE"):
        assert word not in kept.content
    with Image.open(BytesIO(kept.content)) as picture:
        assert picture.format == "JPEG"
        assert picture.size == (400, 300)
        assert not picture.getexif()
        assert set(picture.info) <= {"jfif", "jfif_version", "jfif_unit", "jfif_density"}
        left, right = picture.getpixel((50, 150)), picture.getpixel((350, 150))
    assert isinstance(left, tuple)
    assert isinstance(right, tuple)
    assert left[0] > left[2] + 150
    assert right[2] > right[0] + 150


def test_a_photo_stands_upright() -> None:
    with Image.open(BytesIO(clean(a_photo(turned=6)).content)) as picture:
        assert picture.size == (300, 400)
        top = picture.getpixel((150, 50))
    assert isinstance(top, tuple)
    assert top[0] > 200  # what was to the left is now on top


@pytest.mark.parametrize("size", [(5000, 3000), (3000, 5000), (9000, 10)])
def test_a_large_photo_is_made_smaller(size: tuple[int, int]) -> None:
    with Image.open(BytesIO(clean(a_photo(size=size)).content)) as picture:
        assert max(picture.size) == MAX_SIDE
        assert (picture.width > picture.height) == (size[0] > size[1])


def test_what_is_transparent_becomes_white_paper() -> None:
    out = BytesIO()
    info = PngInfo()
    info.add_text("Author", SECRET)
    Image.new("RGBA", (50, 50), (255, 0, 0, 0)).save(out, "PNG", pnginfo=info)
    kept = clean(out.getvalue())
    assert SECRET.encode() not in kept.content
    with Image.open(BytesIO(kept.content)) as picture:
        assert picture.getpixel((25, 25)) == (255, 255, 255)


@pytest.mark.parametrize("mode", ["1", "L", "LA", "P", "CMYK", "RGB"])
def test_every_usual_kind_of_colour_can_be_read(mode: str) -> None:
    out = BytesIO()
    Image.new(mode, (20, 20)).save(out, "JPEG" if mode == "CMYK" else "PNG")
    assert clean(out.getvalue()).kind == "photo"


@pytest.mark.parametrize("kind", VOICES)
def test_a_voice_keeps_its_sound_and_loses_its_tale(kind: str) -> None:
    sent = a_voice(kind)
    assert SECRET.encode() in sent
    kept = clean(sent)
    assert (kept.kind, kept.media_type) == ("voice", "audio/mpeg")
    for word in (SECRET.encode(), b"ID3", b"Lavf", b"Lavc"):
        assert word not in kept.content
    with av.open(BytesIO(kept.content), "r", format="mp3") as heard:
        frames = list(heard.decode(audio=0))
        assert not heard.metadata
        seconds = sum(frame.samples / frame.sample_rate for frame in frames)
        middle = bytes(
            AudioResampler("s16", "mono").resample(frames[len(frames) // 2])[0].planes[0]
        )
    assert seconds == pytest.approx(1.0, abs=0.2)
    loudest = max(struct.unpack(f"<{len(middle) // 2}h", middle))
    assert loudest > LOUD / 2


@pytest.mark.thorough
def test_a_voice_of_five_minutes_is_kept_and_a_longer_one_not() -> None:
    assert clean(a_voice("wav", 300, 8_000)).kind == "voice"
    assert refusal(a_voice("wav", 302, 8_000)) is Refusal.TOO_LONG


def test_the_cover_of_a_recording_is_left_out() -> None:
    cover = a_photo(size=(64, 64))
    frame = b"\x00image/jpeg\x00\x03\x00" + cover
    tag = b"APIC" + struct.pack(">I", len(frame)) + b"\x00\x00" + frame
    size = len(tag)
    sizes = bytes((size >> shift) & 0x7F for shift in (21, 14, 7, 0))
    kept = clean(b"ID3\x03\x00\x00" + sizes + tag + a_voice("mp3", 1.5))
    assert kept.kind == "voice"
    assert b"\xff\xd8\xff" not in kept.content


def test_a_film_is_refused() -> None:
    assert refusal(a_film()) is Refusal.NOT_A_PHOTO_OR_VOICE


@pytest.mark.parametrize(
    "content",
    [
        b"hello",
        b"<svg xmlns='http://www.w3.org/2000/svg'><script>alert(1)</script></svg>",
        b"<html><script>alert(1)</script></html>",
        b"%PDF-1.7\n",
        b"PK\x03\x04" + bytes(100),
        b"MZ" + bytes(100),
        b"GIF89a" + bytes(100),
        b"BM" + bytes(100),
        b"#EXTM3U\nfile:///etc/passwd\n",
        b"ffconcat version 1.0\nfile '/etc/passwd'\n",
        b"\x00",
    ],
)
def test_anything_else_is_refused(content: bytes) -> None:
    assert refusal(content) is Refusal.NOT_A_PHOTO_OR_VOICE


def test_nothing_and_too_much_are_refused() -> None:
    assert refusal(b"") is Refusal.EMPTY
    assert refusal(a_photo() + bytes(MAX_BYTES)) is Refusal.TOO_LARGE


@pytest.mark.parametrize("kind", ["JPEG", "PNG", "WEBP", "AVIF"])
@pytest.mark.parametrize("share", [0.1, 0.6, 0.9])
def test_half_a_photo_is_broken(kind: str, share: float) -> None:
    whole = a_photo(kind)
    assert refusal(whole[: int(len(whole) * share)]) is Refusal.BROKEN


@pytest.mark.parametrize("kind", VOICES)
def test_a_voice_without_its_sound_is_broken(kind: str) -> None:
    assert refusal(a_voice(kind)[:40]) is Refusal.BROKEN


def test_a_photo_that_is_also_an_archive_is_only_a_photo() -> None:
    archive = BytesIO()
    with zipfile.ZipFile(archive, "w") as packed:
        packed.writestr("run.js", "alert(1)")
    kept = clean(a_photo() + b"<script>alert(1)</script>" + archive.getvalue())
    assert kept.kind == "photo"
    assert b"PK" not in kept.content[-200:]
    assert b"script" not in kept.content
    assert not zipfile.is_zipfile(BytesIO(kept.content))


@pytest.mark.parametrize("side", [7_000, 10_000, 30_000])
def test_a_few_bytes_that_want_many_pixels_are_refused(side: int) -> None:
    bomb = a_png(side)
    assert len(bomb) < MAX_BYTES
    assert refusal(bomb) is Refusal.TOO_MANY_PIXELS


def test_a_picture_that_is_painted_over_and_over_is_refused() -> None:
    out = BytesIO()
    Image.new("L", (400, 300)).save(out, "JPEG", progressive=True)
    sent = out.getvalue()
    assert clean(sent).kind == "photo"
    last = sent.rindex(b"\xff\xda")
    assert refusal(sent[:last] + sent[last:-2] * 70_000 + sent[-2:]) is Refusal.BROKEN


@pytest.mark.parametrize("brand", [b"heic", b"heix", b"mif1"])
def test_a_photo_that_only_telephones_read_is_told_so(brand: bytes) -> None:
    assert refusal(b"\x00\x00\x00\x18ftyp" + brand + bytes(500)) is Refusal.HEIC


def test_a_few_bytes_that_want_much_text_are_refused() -> None:
    words = b"Comment\x00\x00" + zlib.compress(bytes(50_000_000), 9)
    assert refusal(a_png(8, a_chunk(b"zTXt", words))) is Refusal.BROKEN


def test_a_refusal_tells_nothing_of_the_file() -> None:
    with pytest.raises(FileRefused) as refused:
        clean(a_photo()[:300] + SECRET.encode())
    assert str(refused.value) == "broken"
    assert refused.value.__cause__ is None


def test_every_refusal_can_be_told() -> None:
    assert set(Texts.load().names("file_refused")) == {reason.value for reason in Refusal}


WHOLE = [
    a_photo("JPEG", (40, 30)),
    a_photo("PNG", (40, 30)),
    a_voice("ogg", 0.2),
    a_voice("mp4", 0.2),
]


@settings(max_examples=examples(150), deadline=None)
@given(
    st.sampled_from(WHOLE), st.lists(st.tuples(st.floats(0, 1), st.binary(max_size=8)), max_size=6)
)
def test_whatever_the_bytes_are_it_is_kept_or_refused(
    whole: bytes, changes: list[tuple[float, bytes]]
) -> None:
    content = bytearray(whole)
    for place, other in changes:
        at = int(place * len(content))
        content[at : at + len(other)] = other
    try:
        kept = clean(bytes(content))
    except FileRefused:
        return
    assert kept.content
