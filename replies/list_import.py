"""A list of libraries as a document: what it would change, what is wrong with it, that it was applied."""

from collections.abc import Sequence
from itertools import accumulate

from markupsafe import Markup

from domain.lists import Problem
from domain.messages import Keyboard
from locales import Texts
from replies.buttons import NONE, button
from storage.importing import Imported

APPLY = "libapply"
APPLY_IT = 0
SHOWN = 20
LONGEST = 3500
"""Characters of what is wrong; Telegram takes 4,096 in a message."""


def preview(texts: Texts, name: str, imported: Imported, question_id: int) -> tuple[Markup, Keyboard]:
    """What would change."""
    lines = (
        texts.say("📄 {name} is in order.", name=name),
        _counts(texts, imported),
        texts.say("Nothing is removed. Apply it?"),
    )
    yes = button(texts.label("✅ Apply"), APPLY, question_id, 0, APPLY_IT)
    return Markup("\n").join(lines), ((yes, button(texts.label("✖️ Cancel"), APPLY, question_id, 0, NONE)),)


def applied(texts: Texts, name: str, imported: Imported) -> Markup:
    """It is done."""
    return Markup("\n").join((texts.say("✅ {name} is applied.", name=name), _counts(texts, imported)))


def wrong(texts: Texts, problems: Sequence[Problem], more: int) -> Markup:
    """What is wrong, line by line."""
    shown = _fitting([_line(texts, problem) for problem in problems[:SHOWN]])
    left = len(problems) - len(shown) + more
    rest = [texts.count("and {number} more", "and {number} more", left)] if left else []
    heading = texts.say("⚠️ I have changed nothing: something in this list is not right.")
    return Markup("\n").join((heading, *shown, *rest, texts.say("Please correct it and send the file again.")))


def not_had(texts: Texts, megabytes: int) -> Markup:
    """The file could not be fetched."""
    return texts.say(
        "I could not read that file. It may have {number} MB at most; please send it again.",
        number=texts.number(megabytes),
    )


def _counts(texts: Texts, imported: Imported) -> Markup:
    return texts.say(
        "New: {added} · changed: {changed} · unchanged: {unchanged}",
        added=texts.number(imported.added),
        changed=texts.number(imported.changed),
        unchanged=texts.number(imported.unchanged),
    )


def _fitting(lines: Sequence[Markup]) -> list[Markup]:
    lengths = accumulate(len(line) + 1 for line in lines)
    return [line for line, length in zip(lines, lengths, strict=True) if length <= LONGEST]


def _line(texts: Texts, problem: Problem) -> Markup:
    what = texts.say(problem.sentence, **problem.values)
    if problem.column is None:
        return texts.say("• Line {line}: {what}", line=problem.line, what=what)
    return texts.say("• Line {line}, {column}: {what}", line=problem.line, column=problem.column, what=what)
