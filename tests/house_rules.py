"""House rules that ruff, mypy and import-linter cannot check: one small function each.

A rule takes one source file and yields what breaks it, as (line, sentence). It must need no upkeep:
no list of modules or names that grows with the project.
"""

from __future__ import annotations

import ast
import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import cached_property
from pathlib import PurePosixPath

ROOMS = ("bot", "handlers", "storage")
MOST_LINES = 350

CLOCK = re.compile(r"(date|datetime)\.(now|utcnow|today)|time\.(time|monotonic)(_ns)?|func\.now")
MOCK = re.compile(
    r"^\s*(import|from)\b.*\b(pytest_mock|\w*[mM]ock)\b"
    r"|^\s*monkeypatch\.(set|del)(attr|item)\((?!\w+, \"[A-Z_]+\", )"  # a limit may be lowered
)
SKIPS = re.compile(r"pytest\.(skip|importorskip|xfail|mark\.(skip|skipif|xfail))")
LOG_CALL = re.compile(
    r"(\w*_)?log(ger|ging)?\.(debug|info|warning|error|exception|critical)", re.IGNORECASE
)
TELLS = re.compile(
    r"(^|[_.])(name|text|mail|phone|token|code|word|said|person|body|secret|error|exc)s?$"
)
DOOR = {PurePosixPath("storage/database.py"), PurePosixPath("storage/embedded.py")}
"""The modules that may end a transaction: the database and its driver."""

COMMITS = re.compile(r".*\.(commit|rollback|get_transaction|begin_nested)")
ORDERS = re.compile(r"\s*(COMMIT|ROLLBACK|END|ABORT|SAVEPOINT|PREPARE TRANSACTION)\b.*", re.DOTALL)
WRITES = {"insert", "update", "delete"}
SENTENCE = re.compile(r"^\W*[A-ZÆØÅ](?=.*[æøåÆØÅ])\w* \w+ \w+", re.DOTALL)
# written with [] where they would otherwise find themselves
UNFINISHED = re.compile(r"\b(T[O]DO|F[I]XME|X[X]X)\b")
ELSEWHERE = re.compile(
    r"pypi[.](org|io)|pythonhosted[.]|registry[.]npm|deb[.]debian[.]"
    r"|--(extra-)?index[-]url|--find[-]links|(?<![\w.}])/(work|root)/\w"
)
INLINE = re.compile(
    r"<style\b|\sstyle\s*=|\son[a-z]+\s*=\s*[\"'{]|javascript:|\|\s*safe\b|autoescape false",
    re.IGNORECASE,
)
SCRIPT = re.compile(r"<script\b(?![^>]*\bsrc=)(?![^>]*application/json)", re.IGNORECASE)
THIRD_PARTY = re.compile(
    r"(?:\bsrc|<link[^>]*href)\s*=\s*[\"']?(?:https?:)?//|url\([\"']?(?:https?:)?//|@import",
    re.IGNORECASE,
)

Breaks = Iterator[tuple[int, str]]


@dataclass(frozen=True)
class Source:
    """One file of the project: its path from the root, and its text."""

    path: PurePosixPath
    text: str

    @property
    def room(self) -> str:
        """The top folder that it is in: bot, handlers, storage, tests, deploy ..."""
        return self.path.parts[0]

    @property
    def is_program(self) -> bool:
        """Whether it is Python of the program, not of a test or a tool."""
        return self.room in ROOMS and self.path.suffix == ".py"

    @cached_property
    def tree(self) -> ast.Module:
        """Its syntax, for Python."""
        return ast.parse(self.text)

    def calls(self) -> Iterator[tuple[ast.Call, str]]:
        """Every call with the dotted name of what is called."""
        for node in ast.walk(self.tree):
            if isinstance(node, ast.Call):
                yield node, ast.unparse(node.func)

    def found(self, pattern: re.Pattern[str], sentence: str) -> Breaks:
        """Every line that the pattern matches."""
        for number, line in enumerate(self.text.splitlines(), 1):
            if match := pattern.search(line):
                yield number, f"{sentence}: {match.group().strip()}"


def can_be_stopped(source: Source) -> Breaks:
    if source.is_program:
        for call, name in source.calls():
            if name == "asyncio.wait_for":
                yield call.lineno, "wait_for may forget that it was cancelled: bot/waiting.py"


def says_what_it_is_for(source: Source) -> Breaks:
    if source.is_program and not ast.get_docstring(source.tree):
        yield 1, "a module says in a docstring what it is for"


def stays_readable(source: Source) -> Breaks:
    lines = source.text.count("\n")
    if source.is_program and "versions" not in source.path.parts and lines > MOST_LINES:
        yield lines, f"{lines} lines: a module has at most {MOST_LINES}, and reads best under 150"


def leaves_the_environment_alone(source: Source) -> Breaks:
    if source.is_program and source.path != PurePosixPath("bot/config.py"):
        for node in ast.walk(source.tree):
            if isinstance(node, ast.Attribute | ast.Name) and re.fullmatch(
                r"(os\.)?(environb?|getenv)", ast.unparse(node)
            ):
                yield node.lineno, "only bot/config.py reads the environment"


def is_told_the_time(source: Source) -> Breaks:
    if source.is_program and source.room in {"handlers", "storage"}:
        for call, name in source.calls():
            if CLOCK.fullmatch(name) or CLOCK.fullmatch(name.partition(".")[2]):
                yield call.lineno, f"now is an argument, not {name}()"


def leaves_the_commit_to_the_door(source: Source) -> Breaks:
    if not source.is_program or source.path in DOOR or "migrations" in source.path.parts:
        return
    for call, name in source.calls():
        ordered = [word.value for word in call.args if isinstance(word, ast.Constant)]
        if COMMITS.fullmatch(name) or any(ORDERS.fullmatch(str(word)) for word in ordered):
            yield call.lineno, f"only database.transaction() ends one, not {name}()"


def writes_only_in_actions(source: Source) -> Breaks:
    """Inside a subject of storage, `actions` is the only writer."""
    if not source.is_program or source.room != "storage" or len(source.path.parts) < 3:
        return
    if "migrations" in source.path.parts or "actions" in str(source.path):
        return
    for node in ast.walk(source.tree):
        if isinstance(node, ast.ImportFrom) and (node.module or "").startswith("sqlalchemy"):
            for writes in WRITES & {alias.name for alias in node.names}:
                yield node.lineno, f"only actions write, and this imports {writes}"


def explains_its_actions(source: Source) -> Breaks:
    if source.room == "storage" and source.is_program and "actions" in str(source.path):
        for node in source.tree.body:
            if (
                isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef)
                and not node.name.startswith("_")
                and not ast.get_docstring(node)
            ):
                yield (
                    node.lineno,
                    f"{node.name}() has no docstring: what it does, refuses and raises",
                )


def logs_numbers_only(source: Source) -> Breaks:
    """A log line is a fixed English sentence with numbers: never a name, a text or a token."""
    if not source.is_program:
        return
    for call, name in source.calls():
        if not LOG_CALL.fullmatch(name) or not call.args:
            continue
        message, *values = call.args
        if not (isinstance(message, ast.Constant) and isinstance(message.value, str)):
            yield call.lineno, "a log line is a fixed sentence with arguments"
        for value in map(ast.unparse, values):
            if TELLS.search(value.removesuffix("()")):
                yield call.lineno, f"logs hold numbers, not {value}"


def keeps_sentences_in_texts(source: Source) -> Breaks:
    """Words for people are in TOML. A sentence is recognised by a capital letter and Danish
    letters.
    """
    if not source.is_program:
        return
    comments = {id(node.value) for node in ast.walk(source.tree) if isinstance(node, ast.Expr)}
    for node in ast.walk(source.tree):
        if isinstance(node, ast.Constant) and id(node) not in comments:
            if isinstance(node.value, str) and SENTENCE.search(node.value):
                yield node.lineno, f"words for people live in TOML: {node.value[:40]!r}"


def mocks_nothing(source: Source) -> Breaks:
    if source.room == "tests":
        yield from source.found(MOCK, "the real thing, or a stand-in that speaks the protocol")


def skips_with_a_reason(source: Source) -> Breaks:
    if source.room != "tests" or source.path.suffix != ".py":
        return
    why = "a test that is left out says why"
    for node in ast.walk(source.tree):
        for mark in getattr(node, "decorator_list", []):
            if SKIPS.fullmatch(ast.unparse(mark)):
                yield mark.lineno, why
    for call, name in source.calls():
        told = any(word.arg in {"reason", "msg"} for word in call.keywords)
        if SKIPS.fullmatch(name) and not told and (not call.args or name.endswith("skipif")):
            yield call.lineno, why


def is_finished(source: Source) -> Breaks:
    yield from source.found(UNFINISHED, "what is left to do is an issue, not a remark")


def names_no_other_machine(source: Source) -> Breaks:
    yield from source.found(ELSEWHERE, "no registry's host and no machine's own path")
    if source.path.suffix == ".lock":
        yield from source.found(re.compile(r"https?://\S+"), "a lock names no address")


def keeps_its_pages_strict(source: Source) -> Breaks:
    """Find what a strict Content-Security-Policy would refuse, or what loads from elsewhere."""
    if source.room == "bot" and source.path.suffix in {".html", ".jinja", ".j2", ".svg", ".css"}:
        if source.path.suffix in {".html", ".jinja", ".j2"}:
            yield from source.found(INLINE, "no inline style or script, no unescaped text")
            yield from source.found(SCRIPT, "a script is a file of ours")
        yield from source.found(THIRD_PARTY, "nothing is fetched from elsewhere")


RULES: tuple[Callable[[Source], Breaks], ...] = (
    can_be_stopped,
    says_what_it_is_for,
    stays_readable,
    leaves_the_environment_alone,
    is_told_the_time,
    leaves_the_commit_to_the_door,
    writes_only_in_actions,
    explains_its_actions,
    logs_numbers_only,
    keeps_sentences_in_texts,
    mocks_nothing,
    skips_with_a_reason,
    is_finished,
    names_no_other_machine,
    keeps_its_pages_strict,
)
