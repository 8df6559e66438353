"""Texts of a file, compared without a database."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from bot import match
from bot.cli import main
from bot.config import ConfigError


def a_file(folder: Path, *rows: dict[str, Any], name: str = "rows") -> Path:
    path = folder / f"{name}.jsonl"
    path.write_text("\n".join(map(json.dumps, rows)) + "\n\n")
    return path


def test_twins(tmp_path: Path) -> None:
    words = {"1": "strikkeklub", "2": "hækle sammen", "3": "skak"}
    path = a_file(tmp_path, *({"id": name, "text": text} for name, text in words.items()))
    found = {row["id"]: row["ranking"] for row in map(json.loads, match.twins(path))}
    assert found["1"][0][0] == "2"
    assert found["3"] == []


def test_pairs(tmp_path: Path) -> None:
    path = a_file(tmp_path, {"id": "D1", "a": "strikkeklub for unge", "b": "strike klub for unge"})
    (row,) = map(json.loads, match.pairs(path))
    assert row["id"] == "D1"
    assert row["score"] > 0.5


def test_a_register(tmp_path: Path) -> None:
    partners = a_file(
        tmp_path,
        {"id": "P1", "name": "Maskerne", "description": "Vi strikker sammen"},
        {"id": "P2", "name": "Bondestormen", "description": "Skak for alle"},
        name="partners",
    )
    ideas = a_file(
        tmp_path,
        {"id": "I1", "text": "en aften med garn og hækling"},
        {"id": "I2", "text": "hvornår åbner I?"},
    )
    first, second = map(json.loads, match.ranked(partners, ideas))
    assert first["idea"] == "I1"
    assert first["ranking"][0][0] == "P1"
    assert first["fits"]
    assert not second["fits"]
    assert second["confidence"] < first["confidence"]


def test_nothing_about_the_library_is_read(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setenv("DATABASE_URL", "postgresql://nobody@127.0.0.1:1/none")
    path = a_file(tmp_path, {"id": "1", "text": "skak"})
    assert main(["match", "--texts", str(path)]) == 0
    assert json.loads(capsys.readouterr().out) == {"id": "1", "ranking": []}


def test_what_others_write_is_read(tmp_path: Path) -> None:
    empty = {"interests": None, "audience": None, "language": None, "kind": None}
    partners = a_file(
        tmp_path,
        {"id": 1, "name": "Maskerne", "description": "Vi mødes", "interests": "strik"},
        {"id": 2, "name": "Bondestormen", "description": "Skak for alle", **empty},
        name="partners",
    )
    ideas = tmp_path / "rows.jsonl"
    ideas.write_bytes(b'\xef\xbb\xbf{"id": 7, "text": "jeg vil strikke"}\r\n')
    (row,) = map(json.loads, match.ranked(partners, ideas))
    assert row["idea"] == 7
    assert row["ranking"][0][0] == 1


def test_a_register_needs_ideas(capsys: pytest.CaptureFixture[str], tmp_path: Path) -> None:
    assert main(["match", "--register", str(tmp_path / "partners.jsonl")]) == 1
    said = capsys.readouterr()
    assert said.out == ""
    assert "--ideas" in said.err


def test_what_is_wrong_with_a_file_is_said(tmp_path: Path) -> None:
    with pytest.raises(ConfigError, match="object 1: it needs the texts id, a, b"):
        list(match.pairs(a_file(tmp_path, {"id": "1", "text": "skak"})))
    with pytest.raises(ConfigError, match="cannot be read"):
        list(match.twins(tmp_path / "none"))
    (tmp_path / "rows.jsonl").write_text("skak")
    with pytest.raises(ConfigError, match="not one object of JSON a line"):
        list(match.twins(tmp_path / "rows.jsonl"))
