"""The summaries of regions, written for facilitators and groups."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field, replace
from datetime import datetime, time

from markupsafe import Markup

from domain.days import Period, Span
from domain.messages import DrawingKind, Keyboard, Outgoing, Priority
from domain.places import Region
from locales import texts_in
from replies.drawings import drawn
from replies.nudging import Nudging
from replies.region_figures import region_period
from replies.region_group import group_summary
from replies.region_summary import keyboard, summary
from reports.region_period import RegionPeriod
from scheduler.period_ends import STALE, PeriodEnd, ended
from scheduler.planned import Window
from storage.recipients import Recipient
from storage.work import Work

FACILITATORS_CLOCK, GROUPS_CLOCK = time(7), time(8)


@dataclass(frozen=True, kw_only=True)
class Due:
    """A summary that is due to somebody."""

    recipient: Recipient
    end: PeriodEnd

    @property
    def dedupe_key(self) -> str:
        """One for each period, whatever offices lead to it."""
        one, end = self.recipient, self.end
        return f"summary:{one.chat_id}:{one.region.code}:{end.span.name_of(end.period)}"


@dataclass(frozen=True, kw_only=True)
class Message:
    """A summary as it is sent, with the sheet that comes beside a month's; `total` is what it tells of a region."""

    due: Due
    outgoing: tuple[Outgoing, ...]
    total: int


def clock_of(recipient: Recipient) -> time:
    """The hour of a region's own clock at which its summaries come."""
    return GROUPS_CLOCK if recipient.is_group else FACILITATORS_CLOCK


def dues(recipients: Iterable[Recipient], window: Window) -> Iterator[Due]:
    """What falls due within a window; nobody gets what was due before they came, or can't be written to."""
    for one in recipients:
        for end in ended(one.region.timezone, clock_of(one), window):
            if one.reachable and (one.since is None or one.since <= end.at):
                yield Due(recipient=one, end=end)


def messages(work: Work, found: Iterable[Due], now: datetime) -> Iterator[Message]:
    """What is due, in words; a region without libraries has nothing to tell."""
    reader = _Reader(work=work, now=now)
    for due in found:
        figures = reader.figures(due.recipient.region, due.end.span, due.end.period)
        if figures.totals.libraries:
            yield _message(reader, due, figures)


def note(work: Work, told: Iterable[Message]) -> None:
    """Remember what facilitators are told."""
    for message in told:
        due, end = message.due, message.due.end
        if not due.recipient.is_group:
            work.told.note_totals({_subject(due.recipient.region): message.total}, end.span, end.period.first)


@dataclass(frozen=True, kw_only=True)
class _Reader:
    """Reads a region's period once, however many are told of it."""

    work: Work
    now: datetime
    known: dict[tuple[Region, Span, Period], RegionPeriod] = field(default_factory=dict)

    def figures(self, region: Region, span: Span, period: Period) -> RegionPeriod:
        """A region's week or month."""
        key = (region, span, period)
        if key not in self.known:
            self.known[key] = region_period(self.work, region, span, period, self.now)
        return self.known[key]

    def told_before(self, figures: RegionPeriod) -> int | None:
        """The total that was told of the period before."""
        subject = _subject(figures.region)
        return self.work.told.totals([subject], figures.span, figures.before.first).get(subject)


def _message(reader: _Reader, due: Due, figures: RegionPeriod) -> Message:
    one, end = due.recipient, due.end
    text, buttons = _words(reader, one, figures)
    told = Outgoing(
        chat_id=one.chat_id,
        topic_id=one.topic_id,
        text=text,
        keyboard=buttons,
        priority=Priority.SUMMARY,
        not_before=end.at,
        not_after=end.at + STALE,
        dedupe_key=due.dedupe_key,
    )
    with_sheet = end.span is Span.MONTH and not one.is_group and not figures.empty
    outgoing = (told, _sheet(told, one, figures)) if with_sheet else (told,)
    return Message(due=due, outgoing=outgoing, total=figures.totals.visits.total)


def _sheet(told: Outgoing, one: Recipient, figures: RegionPeriod) -> Outgoing:
    of = {"region": figures.region.code}
    texts, first = texts_in(one.language), figures.period.first
    caption, drawing = drawn(texts, DrawingKind.REGION_SHEET, of, figures.region.name, figures.span, first)
    return replace(told, text=caption, keyboard=(), drawing=drawing, dedupe_key=f"{told.dedupe_key}:sheet")


def _words(reader: _Reader, one: Recipient, figures: RegionPeriod) -> tuple[Markup, Keyboard]:
    texts = texts_in(one.language)
    if one.is_group:
        return group_summary(texts, figures), ()
    nudging = Nudging(possible=figures.wants_reminding)
    return summary(texts, figures, nudging, reader.told_before(figures)), keyboard(texts, figures, nudging)


def _subject(region: Region) -> str:
    return f"region:{region.code}"
