"""The summaries of a page of libraries, written for each of their keepers."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time

from markupsafe import Markup

from domain.days import Period, Span, local
from domain.messages import Outgoing, Priority
from locales import texts_in
from replies.library_figures import figures
from replies.library_summary import Summary, buttons, summary
from reports.ideas import Idea
from reports.library_period import LibraryPeriod
from scheduler.library_ideas import ideas
from scheduler.period_ends import STALE, PeriodEnd, ended
from scheduler.planned import Window
from storage.periods import LibraryToLook, Recipient
from storage.work import Work

CLOCK = time(7)
Ends = tuple[Span, Period]


@dataclass(frozen=True, kw_only=True)
class Message:
    """A summary for one keeper; `total` and `idea` (its key) are what it tells."""

    library: LibraryToLook
    end: PeriodEnd
    dedupe_key: str
    outgoing: Outgoing
    total: int
    idea: str | None


@dataclass(frozen=True, kw_only=True)
class _Told:
    """What is told of a period, by library."""

    figures: Mapping[int, LibraryPeriod]
    before: Mapping[str, int]
    ideas: Mapping[int, Idea]
    first_days: Mapping[int, date]


def messages(work: Work, libraries: Iterable[LibraryToLook], window: Window) -> Iterator[Message]:
    """The summaries of these libraries that fall due within a window."""
    due: dict[Ends, list[tuple[LibraryToLook, PeriodEnd]]] = defaultdict(list)
    for library in libraries:
        for end in ended(library.timezone, CLOCK, window):
            due[end.span, end.period].append((library, end))
    if not due:
        return
    keepers: dict[int, list[Recipient]] = defaultdict(list)
    for keeper in work.periods.recipients({library.id for found in due.values() for library, _ in found}):
        keepers[keeper.library_id].append(keeper)
    for (span, period), found in due.items():
        kept = [(library, end) for library, end in found if library.id in keepers]
        if not kept:
            continue
        told = _read(work, [library for library, _ in kept], keepers, span, period)
        for library, end in kept:
            yield from _of_library(library, end, keepers[library.id], told)


def subject(library_id: int) -> str:
    """What a library's totals are remembered as."""
    return f"library:{library_id}"


def note(work: Work, told: Iterable[Message], at: datetime) -> None:
    """Remember what these messages tell."""
    new_ideas: set[tuple[int, str]] = set()
    totals: dict[Ends, dict[str, int]] = defaultdict(dict)
    for message in told:
        totals[message.end.span, message.end.period][subject(message.library.id)] = message.total
        if message.idea is not None:
            new_ideas.add((message.library.id, message.idea))
    for (span, period), of_libraries in totals.items():
        work.told.note_totals(of_libraries, span, period.first)
    work.told.note_ideas(sorted(new_ideas), at)


def _read(
    work: Work,
    libraries: Sequence[LibraryToLook],
    keepers: Mapping[int, Sequence[Recipient]],
    span: Span,
    period: Period,
) -> _Told:
    ids = [library.id for library in libraries]
    known = figures(work, ids, span, period)
    curious = [
        library
        for library in libraries
        if not known[library.id].is_empty and any(keeper.ideas for keeper in keepers[library.id])
    ]
    new = [library.id for library in libraries if any(_is_new(library, k, period) for k in keepers[library.id])]
    return _Told(
        figures=known,
        before=work.told.totals([subject(id_) for id_ in ids], span, span.before(period).first),
        ideas=ideas(work, curious, period) if span is Span.WEEK else {},
        first_days=work.periods.first_days(new),
    )


def _of_library(library: LibraryToLook, end: PeriodEnd, keepers: Sequence[Recipient], told: _Told) -> Iterator[Message]:
    found = told.figures[library.id]
    first_day = told.first_days.get(library.id)
    never_reported = first_day is None or first_day > end.period.last
    written: dict[tuple[str, bool], Markup] = {}
    for keeper in keepers:
        if never_reported and _is_new(library, keeper, end.period):
            continue
        idea = told.ideas.get(library.id) if keeper.ideas else None
        variant = (keeper.language, idea is not None)
        if variant not in written:
            shown = Summary(
                library=library.name, figures=found, told_before=told.before.get(subject(library.id)), idea=idea
            )
            written[variant] = summary(texts_in(keeper.language), shown)
        yield _message(library, end, keeper, written[variant], found, idea)


def _message(
    library: LibraryToLook, end: PeriodEnd, keeper: Recipient, text: Markup, found: LibraryPeriod, idea: Idea | None
) -> Message:
    key = f"summary:{keeper.chat_id}:{library.id}:{end.span.name_of(end.period)}"
    row = buttons(texts_in(keeper.language), library.id, found)
    outgoing = Outgoing(
        chat_id=keeper.chat_id,
        text=text,
        keyboard=(row,) if row else (),
        priority=Priority.SUMMARY,
        not_before=end.at,
        not_after=end.at + STALE,
        dedupe_key=key,
    )
    return Message(
        library=library,
        end=end,
        dedupe_key=key,
        outgoing=outgoing,
        total=found.visits.total,
        idea=idea.key if idea else None,
    )


def _is_new(library: LibraryToLook, keeper: Recipient, period: Period) -> bool:
    """Whether this keeper began only after the period."""
    return local(keeper.since, library.timezone).date() > period.last
