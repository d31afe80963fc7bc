"""The answer to a report: a picture of what is recorded now, drawn anew whenever that changes."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date

from markupsafe import Markup

from domain.counting import DayCount
from domain.entries import Entry
from domain.messages import Button, Keyboard
from domain.people import Library
from domain.understanding import Doubt
from locales import Texts, message
from replies import doubts, questions
from replies.buttons import button
from replies.entries import line

UNDO, AGAIN, FIX, CONFIRM, YESTERDAY, PHOTO, WHICH = "undo", "again", "fix", "confirm", "yesterday", "photo", "which"


@dataclass(frozen=True, kw_only=True)
class Asked:
    """The open question about a report; `by` told the count that a second one meets."""

    id: int
    version: int
    doubt: Doubt
    by: str | None = None


@dataclass(frozen=True, kw_only=True)
class Week:
    """This week so far, and the week before up to the same weekday (None: nothing recorded)."""

    day: date
    total: int
    before: int | None


@dataclass(frozen=True, kw_only=True)
class ReportView:
    """All that the answer to a report shows.

    `today` is the library's day on which it was sent, `days` what those days come to of which it must say so.
    """

    id: int
    version: int
    today: date
    library: Library | None
    several_libraries: bool
    entries: tuple[Entry, ...]
    days: Mapping[date, DayCount] = field(default_factory=dict)
    withdrawn: bool = False
    updated: bool = False
    week: Week | None = None
    asked: Asked | None = None
    notes: tuple[Markup, ...] = ()
    unconfirmed: bool = False
    for_yesterday: bool = False
    photos_to_keep: bool = False


def answer(texts: Texts, view: ReportView) -> tuple[Markup, Keyboard]:
    """The text and the buttons."""
    if view.withdrawn:
        return _withdrawn(texts, view), ((button(texts.label("🔁 Record again"), AGAIN, view.id, view.version),),)
    paragraphs = [*_recorded(texts, view), *view.notes]
    if view.unconfirmed:
        paragraphs.append(texts.say("That is much more than usual. Is it right?"))
    if view.asked:
        paragraphs.append(questions.question(texts, view.asked.doubt, view.today, view.asked.by))
    if not paragraphs:
        paragraphs.append(texts.say("Nothing is recorded from this message."))
    return Markup("\n").join(paragraphs), _keyboard(texts, view)


def _withdrawn(texts: Texts, view: ReportView) -> Markup:
    """What no longer counts, and what its days come to now."""
    lines = [line(texts, entry) for entry in view.entries]
    now = [_counts_again(texts, view, day, count) for day, count in sorted(view.days.items()) if count.reported]
    return Markup("\n").join((texts.say("↩️ Withdrawn. It no longer counts."), *lines, *now))


def _counts_again(texts: Texts, view: ReportView, day: date, now: DayCount) -> Markup:
    name = _capital(questions.day_name(texts, day, view.today))
    if now.closed:
        return texts.say("{day} is recorded as closed again.", day=name)
    return texts.say("{day} counts {number} visitors again.", day=name, number=texts.number(now.total or 0))


def _capital(text: str) -> str:
    return text[:1].upper() + text[1:]


def week_line(texts: Texts, week: Week) -> Markup:
    """This week so far beside the last."""
    total = texts.number(week.total)
    if week.before is None:
        return texts.say("This week {total}", total=total)
    trend = "📈" if week.total > week.before else "📉" if week.total < week.before else "➡️"
    return texts.say(
        "This week {total} (last week until {day} {before}) {trend}",
        total=total,
        day=texts.weekday(week.day),
        before=texts.number(week.before),
        trend=trend,
    )


def _recorded(texts: Texts, view: ReportView) -> list[Markup]:
    recorded: list[Markup] = []
    for day in sorted({entry.date for entry in view.entries}):
        recorded.append(_heading(texts, view, day, first=not recorded))
        recorded += [line(texts, entry) for entry in view.entries if entry.date == day]
        recorded += _sum(texts, view.days.get(day))
    if view.week and recorded:
        recorded.append(week_line(texts, view.week))
    return recorded


def _sum(texts: Texts, now: DayCount | None) -> list[Markup]:
    """What a day comes to after something was added."""
    if now is None or now.total is None:
        return []
    return [texts.say("Together {number} visitors", number=texts.number(now.total))]


def _heading(texts: Texts, view: ReportView, day: date, *, first: bool) -> Markup:
    if not first:
        return Markup.escape(texts.day(day))
    updated, recorded = message("✏️ Updated for {day}"), message("✅ Recorded for {day}")
    heading = texts.say(updated if view.updated else recorded, day=texts.day(day))
    if view.several_libraries and view.library:
        return Markup("{} · {}").format(heading, view.library.name)
    return heading


def _keyboard(texts: Texts, view: ReportView) -> Keyboard:
    rows: list[tuple[Button, ...]] = []
    if view.asked:
        rows += doubts.buttons(texts, view.asked.doubt, view.asked.id, view.asked.version, view.today)
    if view.unconfirmed:
        rows.append(
            (
                button(texts.label("✅ Right"), CONFIRM, view.id, view.version),
                button(texts.label("✏️ Change"), FIX, view.id, view.version),
            )
        )
    if view.for_yesterday:
        rows.append((button(texts.label("📅 For yesterday"), YESTERDAY, view.id, view.version),))
    if view.photos_to_keep:
        rows.append((button(texts.label("🖼️ Keep the photo"), PHOTO, view.id, view.version),))
    if view.entries:
        rows.append(
            (
                button(texts.label("↩️ Undo"), UNDO, view.id, view.version),
                button(texts.label("✏️ Correct"), FIX, view.id, view.version),
            )
        )
    return tuple(rows)


def which_library(texts: Texts, libraries: tuple[Library, ...], report_id: int) -> tuple[Markup, Keyboard]:
    """Asks a keeper of several libraries which one a message is for."""
    text = texts.say("Which library is this for?")
    rows = tuple((button(library.name, WHICH, report_id, 0, library.id),) for library in libraries)
    return text, rows
