"""What all tests share: marks for what a machine may lack, and the report on tests that were left
out.
"""

from __future__ import annotations

import gc
import os
from collections import Counter

import hypothesis
import pytest

from tests.needs import NEEDS, examples, nothing_left_out

pytest_plugins = ["tests.databases", "tests.clusters", "pytester"]


def pytest_configure(config: pytest.Config) -> None:
    """Declare the marks. Naming files (not folders) runs everything in them, thorough tests too."""
    gc.disable()  # until everything is imported: all of that stays
    if all(".py" in named for named in config.args):
        os.environ["THOROUGH"] = "1"
    hypothesis.settings.register_profile("sammen", max_examples=examples(100))
    hypothesis.settings.load_profile("sammen")
    for need in NEEDS:
        config.addinivalue_line("markers", f"{need.mark}: runs only where there is {need.what}")


def pytest_xdist_auto_num_workers() -> int:
    """Use more workers than cores: some always wait for a server, a browser or a timer."""
    return (os.cpu_count() or 1) * 3 // 2 or 2


def pytest_collection_finish() -> None:
    """Exempt what was imported from garbage collection: searching it took a sixth of the time of
    all tests.
    """
    gc.freeze()
    gc.enable()
    gc.set_threshold(50_000, 20, 50)


@pytest.hookimpl(tryfirst=True)
def pytest_runtest_setup(item: pytest.Item) -> None:
    for need in NEEDS:
        if item.get_closest_marker(need.mark) and (reason := need.missing()):
            if nothing_left_out():
                pytest.fail(f"NOTHING_LEFT_OUT is set, and {reason}", pytrace=False)
            pytest.skip(reason)


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter) -> None:
    """Say at the end, plainly, what did not run here, why, and how to run it."""
    reasons = [
        str(report.longrepr[2]).removeprefix("Skipped: ")
        for report in terminalreporter.stats.get("skipped", [])
        if isinstance(report.longrepr, tuple)
    ]
    if not reasons:
        return
    remedies = {need.missing(): f" To run them: {need.remedy}." for need in NEEDS}
    terminalreporter.section("Left out on this machine")
    for reason, count in Counter(reasons).most_common():
        tests = "1 test" if count == 1 else f"{count} tests"
        terminalreporter.line(f"{tests}: {reason}.{remedies.get(reason, '')}")
