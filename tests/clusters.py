"""A PostgreSQL server of its own for a test, which may stop and start it."""

from __future__ import annotations

import asyncio
import os
import shutil
import subprocess
import tempfile
from collections.abc import Iterator
from pathlib import Path

import pytest

from storage.migrate import migrate
from tests.needs import CLUSTER_OWNER, cluster_programs
from tests.programs import free_port


class Cluster:
    """A PostgreSQL in a folder of its own, on a port of its own."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._port = free_port()
        self.url = f"postgresql+asyncpg://{CLUSTER_OWNER}@127.0.0.1:{self._port}/postgres"

    def make(self) -> None:
        """Create its files. They need not survive a power cut."""
        data = str(self._folder / "data")
        self._run(
            "initdb", "-D", data, "-U", CLUSTER_OWNER, "-A", "trust", "-E", "UTF8", "--no-sync"
        )

    def start(self) -> None:
        """Start it, and wait until it answers."""
        options = f"-p {self._port} -k {self._folder} -c listen_addresses=127.0.0.1 -c fsync=off"
        log = str(self._folder / "log")
        self._run(
            "pg_ctl", "-D", str(self._folder / "data"), "-w", "-l", log, "-o", options, "start"
        )

    def stop(self) -> None:
        """Stop it at once, like a power cut."""
        self._run("pg_ctl", "-D", str(self._folder / "data"), "-w", "-m", "immediate", "stop")

    def _run(self, program: str, *words: str) -> None:
        where = cluster_programs()
        assert where is not None
        owner = CLUSTER_OWNER if os.geteuid() == 0 else None
        subprocess.run(
            [str(where / program), *words],
            check=True,
            user=owner,
            cwd=self._folder,
            stdout=subprocess.DEVNULL,
            env={"PATH": os.environ["PATH"], "LC_ALL": "C.UTF-8"},
        )


@pytest.fixture
def cluster() -> Iterator[Cluster]:
    """A PostgreSQL that runs, migrated."""
    folder = Path(tempfile.mkdtemp(prefix="sammen-cluster-"))
    if os.geteuid() == 0:
        shutil.chown(folder, CLUSTER_OWNER)
    own = Cluster(folder)
    try:
        own.make()
        own.start()
        asyncio.run(migrate(own.url))
        yield own
    finally:
        if (folder / "data" / "postmaster.pid").exists():
            own.stop()
        shutil.rmtree(folder)
