"""`sammen match`: compares texts from files and prints the results as lines of JSON. Needs no
database.

The files have the form of the labelled samples. Pairs `{"id", "a", "b"}` become `{"id", "score"}`;
texts `{"id", "text"}` become `{"id", "ranking": [[id, score], ...]}`; a register and ideas become
`{"idea", "ranking", "confidence", "fits"}`.
"""

from __future__ import annotations

from codecs import BOM_UTF8
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

import orjson

from bot.config import ConfigError
from storage.matching import Entry, Index, Reader, Register, Wish, likeness

MOST = 10


def pairs(path: Path) -> Iterator[str]:
    """The score of each pair of texts."""
    reader = Reader()
    for pair in _rows(path, "id", "a", "b"):
        score = likeness(reader.read(pair["a"]), reader.read(pair["b"]))
        yield _line({"id": pair["id"], "score": round(score, 4)})


def twins(path: Path) -> Iterator[str]:
    """For each text, the other texts that are most alike, the best first."""
    reader, index = Reader(), Index()
    rows = _rows(path, "id", "text")
    for place, row in enumerate(rows):
        index.put(place, reader.read(row["text"]))
    for place, row in enumerate(rows):
        found = index.alike(reader.read(row["text"]), MOST + 1)
        ranking = [[rows[one.key]["id"], round(one.score, 4)] for one in found if one.key != place]
        yield _line({"id": row["id"], "ranking": ranking[:MOST]})


def ranked(register: Path, ideas: Path) -> Iterator[str]:
    """For each idea, the partners of a register that fit best, and whether any fits at all."""
    reader = Reader()
    known, partners = Register(reader), _rows(register, "id", "name", "description")
    for place, row in enumerate(partners):
        known.put(place, entry(row))
    for row in _rows(ideas, "id", "text"):
        found = known.rank(Wish.of(row["text"], reader), MOST)
        ranking = [[partners[one.key]["id"], round(one.score, 4)] for one in found.proposals]
        told = {"confidence": round(found.confidence, 4), "fits": bool(found.fitting)}
        yield _line({"idea": row["id"], "ranking": ranking, **told})


def entry(row: Mapping[str, Any]) -> Entry:
    """A line of a register as an entry: what a partner does is its description and interests."""
    return Entry(
        name=row["name"],
        does="\n".join((row["description"], ", ".join(_several(row, "interests")))),
        kind=row.get("kind") or "",
        audience=", ".join(_several(row, "audience")),
        languages=tuple(_several(row, "language")),
    )


def _several(row: Mapping[str, Any], name: str) -> Sequence[str]:
    """A list of words. A single word counts as a list, a missing one as an empty list."""
    given = row.get(name) or ()
    return [given] if isinstance(given, str) else [str(each) for each in given]


def _rows(path: Path, *needed: str) -> Sequence[Mapping[str, Any]]:
    try:
        lines = path.read_bytes().removeprefix(BOM_UTF8).splitlines()
        rows = [orjson.loads(line) for line in lines if line.strip()]
    except OSError as error:
        raise ConfigError(f"{path} cannot be read: {error.strerror}. Name another file.") from None
    except orjson.JSONDecodeError as error:
        raise ConfigError(f"{path} is not one object of JSON a line: {error}.") from None
    for number, row in enumerate(rows, start=1):
        if not isinstance(row, dict) or not all(_is_there(row, key) for key in needed):
            raise ConfigError(f"{path}, object {number}: it needs the texts {', '.join(needed)}.")
    return rows


def _is_there(row: Mapping[str, Any], key: str) -> bool:
    """Whether the row has this text. An `id` may also be a number."""
    return isinstance(row.get(key), (str, int) if key == "id" else str)


def _line(row: Mapping[str, Any]) -> str:
    return orjson.dumps(row).decode()
