"""`/ordliste`: the lexicon in a chat: finding subjects by a word, showing one with the library's
own words, adding and removing a word.

The same as on the desk's page, by the same rules. The lexicon is no secret, so it may be used
wherever staff talk. A change takes effect in every process within a second.
"""

from __future__ import annotations

from collections.abc import Sequence
from urllib.parse import urlencode

from handlers.conversation.flow import Answer, Answers, Choice, Flow, ReadStep, Unread, YesNo
from handlers.conversation.numbers import id_and_words
from handlers.conversation.texts import Values
from handlers.conversation.values import Begin, Button, Card, Context, Message, Reply, Row, say
from handlers.library.words import (
    LONGEST,
    NoWord,
    named,
    own_words,
    subject_called,
    subjects_with,
    word_of,
)
from storage.library.actions import change
from storage.library.queries import newest, standing
from storage.library.rules import Overtaken, Subject
from storage.matching import subject_name, topics
from storage.people.rules import NotAllowed, Role

PAGE = 12
"""Most subjects shown in one reply."""

SOME = 30
"""Most words shown at once, the newest of the library's own first; the page has all."""

OWN_NONE = "wordlist.own_none"
ALL = Button.to("ordliste")


async def show(context: Context, rest: str) -> Reply:
    """`/ordliste`, `/ordliste strik`: the subjects that have a word, or the one with that name; a
    number before the word is the page.
    """
    context.staff()
    number, after = id_and_words(rest)
    page, words = (number, after) if number else (1, rest)
    words = words[:LONGEST]
    topic = subject_called(words) if words else None
    if topic is not None:
        return Reply((await _one(context, topic),))
    kept = await standing(context.tx, Subject.WORDS)
    own = own_words({each.key: each.content for each in kept})
    if not words:
        return _beginning(context, [each.key for each in reversed(kept) if each.key in own])
    found = subjects_with(words, own, context.language)
    if len(found) == 1:
        return Reply((await _one(context, found[0]),))
    shown = found[PAGE * (page - 1) : PAGE * page]
    if not shown:
        return say("wordlist.not_found", ALL)
    more = Button(f"/ordliste {page + 1} {words}", "wordlist.more")
    ways = (*_see(context, shown), *((more,) if found[PAGE * page :] else ()))
    return Reply((Message("wordlist.having", {"n": len(found), "word": words}, ways),))


def _beginning(context: Context, own: Sequence[str]) -> Reply:
    """How to find a subject, with those that have words of the library's own, the last changed
    first.
    """
    lead = context.pen("wordlist.lead_in", n=len(topics()))
    if not own:
        return say("wordlist.lead_in", n=len(topics()))
    return say("wordlist.own_in", *_see(context, own[:PAGE]), lead=lead)


def _see(context: Context, found: Sequence[str]) -> tuple[Button, ...]:
    names = ((topic, subject_name(topic, context.language)) for topic in found)
    return tuple(Button(f"/ordliste {topic}", label=name) for topic, name in names)


async def _own(context: Context, topic: str) -> tuple[list[str], int]:
    """The library's own words of a subject, and the version they stand in."""
    last = await newest(context.tx, Subject.WORDS, topic)
    return (list(last.content or ()), last.number) if last else ([], 0)


async def _one(context: Context, topic: str) -> Message:
    """A subject with its words, and buttons to change them."""
    last = await newest(context.tx, Subject.WORDS, topic)
    own = list(last.content or ()) if last else []
    rows = [
        _words("wordlist.own", own[::-1]) if own else Row("wordlist.own", text_key=OWN_NONE),
        _words("wordlist.came", topics()[topic]),
    ]
    if last:
        by: Values = {"name": last.by_name, "at": last.at}
        rows.append(Row("wordlist.changed", text_key="wordlist.changed_by", values=by))
    page = f"/desk/ordliste/emne?{urlencode({'navn': topic})}"
    card = Card("", tuple(rows), link=page)
    ways = (*_acts(topic, own), ALL) if context.may(Role.COORDINATOR) else (ALL,)
    return Message("wordlist.one", {"topic": named(topic)}, ways, card)


def _words(key: str, every: Sequence[str]) -> Row:
    shown, left = ", ".join(every[:SOME]), len(every) - SOME
    if left <= 0:
        return Row(key, shown)
    return Row(key, text_key="wordlist.and_more", values={"words": shown, "n": left})


def _acts(topic: str, own: Sequence[str]) -> tuple[Button, ...]:
    add = Button(f"/nytord {topic}", "wordlist.new")
    return (add, Button(f"/fjernord {topic}", "wordlist.remove_one")) if own else (add,)


async def add(context: Context, rest: str) -> Reply:
    """`/nytord Skak` adds a word to the subject."""
    context.staff()
    topic = subject_called(rest)
    if topic is None:
        return say("wordlist.which", ALL)
    return Reply(begin=Begin("word_new", {"topic": topic}))


async def remove(context: Context, rest: str) -> Reply:
    """`/fjernord Skak` removes one of the library's own words, after a yes."""
    context.staff()
    topic = subject_called(rest)
    if topic is None:
        return say("wordlist.which", ALL)
    own, _ = await _own(context, topic)
    if not own:
        return say(OWN_NONE, *_acts(topic, own), ALL)
    return Reply(begin=Begin("word_gone", {"topic": topic}))


async def _named(_: Context, answers: Answers) -> Values:
    return {"topic": named(answers.args["topic"]), "word": answers["word"] or ""}


async def _read_new(context: Context, answers: Answers, words: str) -> Answer | Unread:
    topic = answers.args["topic"]
    own, _ = await _own(context, topic)
    try:
        word = word_of(topic, words, own)
    except NoWord as no:
        return Unread(no.key)
    return Answer(word, word)


async def _add(context: Context, answers: Answers) -> Reply:
    """Add the word to those that stand now: another word of a colleague is no conflict."""
    topic = answers.args["topic"]
    own, seen = await _own(context, topic)
    try:
        word = word_of(topic, answers["word"], own)
    except NoWord as no:
        return say(no.key, *_see(context, [topic]))
    told = Message(
        "wordlist.added_to",
        {"word": word, "topic": named(topic)},
        (Button(f"/nytord {topic}", "wordlist.one_more"), *_see(context, [topic])),
    )
    return await _changed(context, topic, [*own, word], seen, told)


async def _changed(
    context: Context, topic: str, own: Sequence[str], seen: int, told: Message
) -> Reply:
    by, content = context.staff(), list(own) or None
    try:
        await change(context.tx, by, Subject.WORDS, topic, content, context.now, seen=seen)
    except NotAllowed:
        return say("common.not_allowed")
    except Overtaken:
        return say("wordlist.overtaken", *_see(context, [topic]))
    return Reply((told,))


async def _some_own(context: Context, answers: Answers) -> tuple[Choice, ...]:
    own, _ = await _own(context, answers.args["topic"])
    return tuple(Choice(word, word) for word in own[::-1][:SOME])


async def _read_own(context: Context, answers: Answers, words: str) -> Answer | Unread:
    own, _ = await _own(context, answers.args["topic"])
    word = " ".join(words.split()).lower()
    return Answer(word, word) if word in own else Unread("wordlist.not_own")


async def _remove(context: Context, answers: Answers) -> Reply:
    topic, word = answers.args["topic"], answers["word"]
    ways = _see(context, [topic])
    if not answers["sure"]:
        return say("wordlist.stays", *ways, word=word)
    own, seen = await _own(context, topic)
    told = Message("wordlist.removed_from", {"word": word, "topic": named(topic)}, ways)
    if word not in own:
        return Reply((told,))
    return await _changed(context, topic, [each for each in own if each != word], seen, told)


FLOWS = (
    Flow(
        name="word_new",
        version=1,
        steps=(ReadStep(key="word", values=_named, read=_read_new),),
        finish=_add,
        role=Role.COORDINATOR,
    ),
    Flow(
        name="word_gone",
        version=1,
        steps=(
            ReadStep(
                key="word", values=_named, suggestions=_some_own, read=_read_own, most=LONGEST
            ),
            YesNo(key="sure", values=_named),
        ),
        finish=_remove,
        role=Role.COORDINATOR,
    ),
)
