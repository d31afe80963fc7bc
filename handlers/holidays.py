"""/libur: a facilitator or an admin sees the holidays of their regions, adds some and takes some away."""

from collections.abc import Sequence
from datetime import date, timedelta
from itertools import islice

from domain.days import Period
from handlers.holiday_words import HolidayWords, holiday_words, without_place
from handlers.turn import Answer, Turn
from replies import holidays as replies
from replies.buttons import NONE, Tap
from replies.drawings import region_code
from replies.holidays import Area
from storage.calendar import CalendarRow

KIND = "holiday"
"""The question whether days are to be added or removed; its payload says which, and in which regions they may be."""

SHOWN = 10
AHEAD = timedelta(days=550)
MOST_AREAS = 8
_SHORT = {"kab": "kabupaten", "prov": "provinsi", "propinsi": "provinsi"}
_KINDS = ("kabupaten ", "kota ", "provinsi ")


def holidays(turn: Turn) -> Answer:
    """/libur: what comes next; with a day and a name behind it, one more; with `hapus` and a day, one less."""
    mine = _mine(turn)
    if not mine:
        return [turn.answer(replies.for_others(turn.texts))]
    words = holiday_words(turn.text, turn.wall_clock().date())
    named = _named(turn, words)
    name = without_place(words) if named else words.name
    if words.period is not None:
        return _ask(turn, words.period, name, named or mine, remove=words.remove)
    if name or words.remove:
        return [turn.answer(replies.unclear(turn.texts))]
    return [turn.answer(*_coming(turn, (named or mine)[0], mine))]


def show(turn: Turn, tap: Tap) -> Answer:
    """The holidays of another of one's regions."""
    code = region_code(tap.id) if tap.id else None
    if not _covers(turn, code) or (code and turn.work.regions.get(code) is None):
        return []
    return [turn.redraw(*_coming(turn, _area(turn, code), _mine(turn)))]


def decide(turn: Turn, tap: Tap) -> Answer:
    """Ya, in one of the regions, or Batal."""
    question = turn.work.questions.get(tap.id)
    if question is None or question.person_id != turn.me.id or question.kind != KIND or not question.waits(turn.now):
        return []
    asked = question.payload
    if tap.choice == NONE:
        turn.work.questions.answer(question.id)
        return [turn.redraw(replies.dropped(turn.texts))]
    if tap.choice >= len(asked["regions"]) or not _covers(turn, asked["regions"][tap.choice]):
        return []
    turn.work.questions.answer(question.id)
    where = _area(turn, asked["regions"][tap.choice])
    period = Period(first=date.fromisoformat(asked["first"]), last=date.fromisoformat(asked["last"]))
    if asked["remove"]:
        return _remove(turn, period, where)
    for day in _days(period):
        turn.work.calendar.add(day, asked["name"], where.code)
    return [turn.redraw(replies.added(turn.texts, period, asked["name"], where))]


def _ask(turn: Turn, period: Period, name: str, where: Sequence[Area], *, remove: bool) -> Answer:
    if period.first < turn.wall_clock().date():
        return [turn.answer(replies.gone_by(turn.texts, period))]
    if not remove:
        return _ask_to_add(turn, period, name, where)
    rows = {area: _holidays(turn, period, area.code) for area in where}
    where = [area for area in where if rows[area]]
    if not where:
        return [turn.answer(replies.no_holiday(turn.texts, period, next(iter(rows))))]
    question_id = _question(turn, period, name, where, remove=True)
    text, keyboard = replies.ask_to_remove(turn.texts, question_id, rows[where[0]], where)
    return [turn.answer(text, keyboard, question_id=question_id)]


def _ask_to_add(turn: Turn, period: Period, name: str, where: Sequence[Area]) -> Answer:
    if not name:
        return [turn.answer(replies.unnamed(turn.texts, period))]
    question_id = _question(turn, period, name, where, remove=False)
    text, keyboard = replies.ask_to_add(turn.texts, question_id, period, name, where)
    return [turn.answer(text, keyboard, question_id=question_id)]


def _question(turn: Turn, period: Period, name: str, where: Sequence[Area], *, remove: bool) -> int:
    turn.work.questions.withdraw(turn.me.id, KIND)
    asked = {
        "remove": remove,
        "first": period.first.isoformat(),
        "last": period.last.isoformat(),
        "name": name,
        "regions": [area.code for area in where],
    }
    question = turn.work.questions.ask(
        kind=KIND, chat_id=turn.chat_id, person_id=turn.me.id, payload=asked, now=turn.now
    )
    return question.id


def _remove(turn: Turn, period: Period, where: Area) -> Answer:
    before = _holidays(turn, period, where.code)
    for row in before:
        turn.work.calendar.remove(row.day, where.code)
    left = _holidays(turn, period, where.code)
    still = {row.day for row in left}
    gone = [row for row in before if row.day not in still]
    return [turn.redraw(replies.removed(turn.texts, where, gone, left))]


def _coming(turn: Turn, where: Area, mine: Sequence[Area]) -> replies.Said:
    today = turn.wall_clock().date()
    named = turn.work.calendar.standing(Period(first=today, last=today + AHEAD), where.code).values()
    others = [area for area in mine if area != where]
    return replies.coming(turn.texts, where, list(islice(named, SHOWN)), today, others)


def _holidays(turn: Turn, period: Period, code: str | None) -> list[CalendarRow]:
    return [row for row in turn.work.calendar.standing(period, code).values() if row.is_holiday]


def _mine(turn: Turn) -> list[Area]:
    """Where this person decides, everywhere first."""
    codes = {office.region_code for office in turn.offices}
    return [_area(turn, code) for code in sorted(codes, key=lambda code: code or "")][:MOST_AREAS]


def _named(turn: Turn, words: HolidayWords) -> list[Area]:
    """The regions of theirs that the words name, of one name a regency and a city."""
    if words.place is None:
        return []
    wanted = _plain(words.place)
    reached = turn.work.regions.reached({office.region_code for office in turn.offices})
    found = [region for region in reached if wanted in {region.code, _plain(region.name), _short(region.name)}]
    return [replies.area(turn.texts, region) for region in found[:MOST_AREAS]]


def _area(turn: Turn, code: str | None) -> Area:
    return replies.area(turn.texts, turn.work.regions.get(code) if code else None)


def _covers(turn: Turn, code: str | None) -> bool:
    """Whether this person decides there; everywhere is more than any region."""
    return any(office.region_code is None or (code is not None and office.covers(code)) for office in turn.offices)


def _days(period: Period) -> list[date]:
    return [period.first + timedelta(days=n) for n in range((period.last - period.first).days + 1)]


def _plain(name: str) -> str:
    """`Kab. Sanggau` as it is written in full."""
    words = name.casefold().replace(".", " ").split() if not name[:1].isdigit() else [name]
    return " ".join(_SHORT.get(word, word) for word in words)


def _short(name: str) -> str:
    """`Kabupaten Sanggau` as people say it."""
    plain = _plain(name)
    return next((plain.removeprefix(kind) for kind in _KINDS if plain.startswith(kind)), plain)
