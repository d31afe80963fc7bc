"""A week or a month of a library, as its keepers read it."""

from collections.abc import Iterator
from dataclasses import dataclass

from markupsafe import Markup

from domain.days import Span
from domain.messages import Button
from domain.plain import plain_line
from locales import Texts, message
from replies import drawings, library_doings, library_visits
from replies.buttons import button
from replies.reminder_settings import SETTINGS, SHOW
from replies.steps import ANYTHING, MENU
from reports.ideas import Idea
from reports.library_period import LibraryPeriod
from reports.words import period_name

LONGEST_NAME = 120
_THANKS = {
    Span.WEEK: message("Thank you, the reports of this week are complete! 🌟"),
    Span.MONTH: message("Thank you, the reports of this month are complete! 🌟"),
}
_ROWS = {
    4: message("Four weeks in a row complete!"),
    8: message("Eight weeks in a row complete!"),
    12: message("Twelve weeks in a row complete!"),
}
_CLOSED = {
    Span.WEEK: message("The library was closed the whole week. See you when it opens again!"),
    Span.MONTH: message("The library was closed the whole month. See you when it opens again!"),
}
_UPDATED = {
    Span.WEEK: message("Last week is updated: {told} → {now}"),
    Span.MONTH: message("Last month is updated: {told} → {now}"),
}


@dataclass(frozen=True, kw_only=True)
class Summary:
    """What is told of a library; `told_before` is what was told of the period before, if it was."""

    library: str
    figures: LibraryPeriod
    told_before: int | None = None
    idea: Idea | None = None


def summary(texts: Texts, shown: Summary) -> Markup:
    """The whole message."""
    figures = shown.figures
    lines = [title(texts, shown.library, figures)]
    if figures.is_empty:
        lines += [nothing(texts, figures), *_updated(texts, shown)]
    else:
        first, *others = library_visits.visits(texts, figures)
        lines += [first, *_updated(texts, shown), *others, *_doings(texts, figures), *_praise(texts, figures)]
        lines += [idea(texts, shown.idea)] if shown.idea else []
    return Markup("\n").join(lines)


def title(texts: Texts, library: str, figures: LibraryPeriod) -> Markup:
    """Which period, which library."""
    name = period_name(texts, figures.span, figures.period)
    return Markup("📊 {} · {}").format(name, plain_line(library, LONGEST_NAME))


def nothing(texts: Texts, figures: LibraryPeriod) -> Markup:
    """One kind line where nothing is recorded; its example is the day that is best remembered."""
    if figures.missing:
        return texts.say(
            "No visits recorded yet. That is all right:"
            " missed days can still be written, for example: {day} 12 visitors",
            day=texts.day_and_month(figures.missing[-1]),
        )
    return texts.say(_CLOSED[figures.span]) if figures.is_over else texts.say("No visits recorded yet.")


def idea(texts: Texts, told: Idea) -> Markup:
    """What a neighbour did."""
    return texts.say(
        "💡 An idea from {library}, {regency}: {title}, {participants}",
        library=plain_line(told.library, LONGEST_NAME),
        regency=told.regency.replace("Kabupaten ", "Kab. ", 1),
        title=plain_line(told.title),
        participants=texts.count("{number} participant", "{number} participants", told.participants),
    )


def buttons(texts: Texts, library_id: int, figures: LibraryPeriod) -> tuple[Button, ...]:
    """Picture and sheet; where nothing is recorded but could be, the way to do so."""
    if not figures.is_empty:
        return drawings.of_library(texts, library_id, figures.span, figures.period.first)
    if figures.is_over and not figures.missing:
        return ()
    return (
        button(texts.label("✍️ Record now"), MENU, library_id, 0, ANYTHING),
        button(texts.label("⏰ Reminders"), SETTINGS, library_id, 0, SHOW),
    )


def _doings(texts: Texts, figures: LibraryPeriod) -> Iterator[Markup]:
    yield from library_doings.activities(texts, figures.activities, by_class=figures.span is Span.MONTH)
    yield from library_doings.books(texts, figures.books)


def _updated(texts: Texts, shown: Summary) -> Iterator[Markup]:
    """A late report has changed what was told of the period before."""
    now = shown.figures.before.total
    if shown.told_before is not None and shown.told_before != now:
        updated = _UPDATED[shown.figures.span]
        yield texts.say(updated, told=texts.number(shown.told_before), now=texts.number(now))


def _praise(texts: Texts, figures: LibraryPeriod) -> Iterator[Markup]:
    if figures.is_over and figures.visits.complete:
        yield texts.say(_THANKS[figures.span])
        if figures.weeks_in_a_row and figures.weeks_in_a_row % 4 == 0:
            yield _row(texts, figures.weeks_in_a_row)
    elif figures.span is Span.MONTH and figures.missing:
        yield library_visits.missing(texts, figures)


def _row(texts: Texts, weeks: int) -> Markup:
    if weeks in _ROWS:
        return texts.say(_ROWS[weeks])
    return texts.say("{number} weeks in a row complete!", number=texts.number(weeks))
