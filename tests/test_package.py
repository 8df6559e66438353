"""What is installed elsewhere is whole: texts, templates, styles, migrations are in the wheel."""

from __future__ import annotations

import subprocess
import sys
import zipfile
from pathlib import Path

import pytest

from tests.house_rules import ROOMS
from tests.needs import ROOT


@pytest.mark.thorough
def test_the_wheel_holds_every_file_of_the_rooms(tmp_path: Path) -> None:
    project = tmp_path / "project"
    listed = subprocess.run(
        ["git", "ls-files", "--cached", "--others", "--exclude-standard", "pyproject.toml", *ROOMS],
        cwd=ROOT,
        check=True,
        capture_output=True,
        text=True,
    )
    wanted = {name for name in listed.stdout.splitlines() if (ROOT / name).is_file()}
    for name in wanted:
        (project / name).parent.mkdir(parents=True, exist_ok=True)
        (project / name).write_bytes((ROOT / name).read_bytes())

    command = [sys.executable, "-m", "pip", "wheel", "--quiet", "--no-build-isolation", "--no-deps"]
    subprocess.run([*command, "--wheel-dir", str(tmp_path), str(project)], check=True)

    with zipfile.ZipFile(next(tmp_path.glob("sammen-*.whl"))) as wheel:
        packed = set(wheel.namelist())
    assert wanted - {"pyproject.toml"} <= packed
