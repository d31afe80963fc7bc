"""/libur: the holidays to come, and adding or removing one."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from markupsafe import Markup

from domain.days import Period
from domain.messages import Keyboard
from domain.places import Region
from locales import Texts
from replies.buttons import NONE, button
from replies.drawings import region_number
from replies.region_words import short_name
from storage.calendar import DECREED, CalendarRow

SHOW, DECIDE = "holidays", "holiday"
"""The id of SHOW is a region's number, 0 for everywhere; that of DECIDE a question's, its choice a region."""

Said = tuple[Markup, Keyboard]
"""What is said, and the buttons below."""


@dataclass(frozen=True, kw_only=True)
class Area:
    """A region, or everywhere."""

    code: str | None
    name: str


def area(texts: Texts, region: Region | None) -> Area:
    """A region, or everywhere, as it is called in a sentence."""
    if region is None:
        return Area(code=None, name=texts.label("all regions"))
    return Area(code=region.code, name=short_name(region))


def for_others(texts: Texts) -> Markup:
    """To whoever has no region."""
    return texts.say(
        "Holidays are kept by your facilitator, and on them I don't remind you. "
        "Is your library closed on another day? Just write /tutup."
    )


def coming(texts: Texts, shown: Area, rows: Sequence[CalendarRow], today: date, others: Sequence[Area]) -> Said:
    """The next holidays of a region with where they come from, and its neighbours to look at."""
    lines = [_line(texts, row, shown, today) for row in rows] or [texts.say("None is known yet.")]
    text = Markup("\n").join(
        (
            texts.say("📅 The next holidays in {place}", place=shown.name),
            *lines,
            "",
            texts.say("Add: /libur 2 June Gawai Dayak\nRemove: /libur hapus 2 June"),
        )
    )
    return text, tuple((button(f"➡️ {one.name}", SHOW, _number(one)),) for one in others)


def unclear(texts: Texts) -> Markup:
    """No day was found in it."""
    return texts.say(
        "Which day is that? Please write for example:\n"
        "/libur 2 June Gawai Dayak\n"
        "/libur 1–2 June Gawai Dayak\n"
        "/libur hapus 2 June"
    )


def unnamed(texts: Texts, period: Period) -> Markup:
    """A day without its name."""
    return texts.say(
        "What is the holiday called? Please write its name behind the date: {days}", days=_days(texts, period)
    )


def gone_by(texts: Texts, period: Period) -> Markup:
    """It isn't to come any more."""
    return texts.say("{days} has passed; only days to come can be changed.", days=_days(texts, period))


def no_holiday(texts: Texts, period: Period, where: Area) -> Markup:
    """There is nothing to remove."""
    return texts.say("{days} is no holiday in {place}.", days=_days(texts, period), place=where.name)


def ask_to_add(texts: Texts, question_id: int, period: Period, name: str, where: Sequence[Area]) -> Said:
    """Which region has a holiday then? One tap says yes."""
    text = texts.say(
        "{days}: {name}\nOn a holiday nobody is reminded, and the day doesn't count as an opening day.",
        days=_days(texts, period),
        name=name,
    )
    yes = [texts.label("Yes, a holiday in {place}", place=one.name) for one in where]
    return text, _choices(texts, question_id, yes)


def ask_to_remove(texts: Texts, question_id: int, rows: Sequence[CalendarRow], where: Sequence[Area]) -> Said:
    """In which region do people work then? One tap says yes."""
    named = [Markup("{}: {}").format(texts.day(row.day), row.name) for row in rows]
    told = texts.say("Is it not a holiday there? Libraries that usually open on that day are then reminded.")
    yes = [texts.label("Yes, no holiday in {place}", place=one.name) for one in where]
    return Markup("\n").join((*named, told)), _choices(texts, question_id, yes)


def added(texts: Texts, period: Period, name: str, where: Area) -> Markup:
    """It is a holiday now."""
    return texts.say("✅ Holiday in {place}: {name}, {days}", place=where.name, name=name, days=_days(texts, period))


def removed(texts: Texts, where: Area, gone: Sequence[CalendarRow], left: Sequence[CalendarRow]) -> Markup:
    """People work then; where only an addition was taken back, a day may be a holiday all the same."""
    done = [texts.say("✅ {day}: no holiday in {place}", day=texts.day(row.day), place=where.name) for row in gone]
    still = [
        texts.say(
            "{day}: taken back, but still a holiday ({name}). To remove that too, write it again.",
            day=texts.day(row.day),
            name=row.name,
        )
        for row in left
    ]
    return Markup("\n").join((*done, *still))


def dropped(texts: Texts) -> Markup:
    """Batal."""
    return texts.say("All right, nothing was changed.")


def _line(texts: Texts, row: CalendarRow, shown: Area, today: date) -> Markup:
    day = texts.short_day(row.day) if row.day.year == today.year else texts.day(row.day)
    if not row.is_holiday:
        return texts.say("{day}: no holiday here ({name})", day=day, name=row.name)
    return texts.say("{day}: {name} ({source})", day=day, name=row.name, source=_source(texts, row, shown))


def _source(texts: Texts, row: CalendarRow, shown: Area) -> str:
    if row.source == DECREED:
        return texts.label("national")
    if row.region_code is None:
        return texts.label("added by the admin")
    return shown.name if row.region_code == shown.code else texts.label("province")


def _choices(texts: Texts, question_id: int, yes: Sequence[str]) -> Keyboard:
    rows = [(button(label, DECIDE, question_id, 0, number),) for number, label in enumerate(yes)]
    return (*rows, (button(texts.label("✖️ Cancel"), DECIDE, question_id, 0, NONE),))


def _days(texts: Texts, period: Period) -> str:
    return texts.day(period.first) if period.first == period.last else texts.span(period.first, period.last)


def _number(one: Area) -> int:
    return region_number(one.code) if one.code else 0
