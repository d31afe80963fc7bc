"""The activities and new books of a library's week or month, in words."""

from collections.abc import Iterator

from markupsafe import Markup

from domain.plain import plain_line
from locales import Texts
from reports.activities import ActivitySum, ActivitySums
from reports.books import BookSums
from reports.words import CLASSES

LISTED = 5
LONGEST_TITLE = 40


def activities(texts: Texts, sums: ActivitySums, *, by_class: bool) -> Iterator[Markup]:
    """How many with how many participants, the largest by title; by class too where that is asked for."""
    if not sums.all.number:
        return
    titles = ", ".join([_titled(texts, title, same) for title, same in sums.largest(LISTED)])
    others = len(sums.by_title) - LISTED
    if others > 0:
        titles = f"{titles}, {texts.count('and {number} other', 'and {number} others', others).unescape()}"
    told = {"number": texts.number(sums.all.number), "titles": titles}
    if sums.all.participants is None:
        yield texts.say("Activities {number}: {titles}", **told)
    else:
        people = texts.number(sums.all.participants)
        yield texts.say("Activities {number}, participants {people}: {titles}", people=people, **told)
    if by_class:
        classes = Markup(" · ").join(_class(texts, texts.label(CLASSES[kind]), same) for kind, same in sums.by_class)
        yield texts.say("By class: {classes}", classes=classes)


def books(texts: Texts, sums: BookSums) -> Iterator[Markup]:
    """Titles and copies."""
    told = []
    if sums.titles:
        told.append(texts.count("{number} title", "{number} titles", sums.titles))
    if sums.copies:
        told.append(texts.count("{number} new copy", "{number} new copies", sums.copies))
    if told:
        yield texts.say("New books {sums}", sums=Markup(", ").join(told))


def short_title(title: str) -> str:
    """A title on one line, cut where it is long."""
    line = plain_line(title, LONGEST_TITLE + 1) or "–"
    return line if len(line) <= LONGEST_TITLE else f"{line[: LONGEST_TITLE - 1].rstrip()}…"


def _titled(texts: Texts, title: str, same: ActivitySum) -> str:
    name = short_title(title) if same.number == 1 else f"{short_title(title)} {same.number}×"
    return name if same.participants is None else f"{name} ({texts.number(same.participants)})"


def _class(texts: Texts, name: str, same: ActivitySum) -> Markup:
    number = texts.count("{number} activity", "{number} activities", same.number)
    if same.participants is None:
        return Markup("{} {}").format(name, number)
    people = texts.count("{number} participant", "{number} participants", same.participants)
    return Markup("{} {}, {}").format(name, number, people)
