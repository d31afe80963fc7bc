"""What a reminder says, and what becomes of it once its day has a report."""

from collections.abc import Sequence
from datetime import date, datetime, timedelta

from markupsafe import Markup

from domain.counting import DayCount
from domain.messages import Keyboard
from locales import Texts, texts_in
from replies.buttons import button
from replies.small_talk import greeting
from replies.steps import CLOSED_NUMBER, NUMBER, suggested


def first(texts: Texts, clock: datetime, library: str | None) -> Markup:
    """Today's visitors are asked for; `clock` is the library's, `library` its name for a keeper of several."""
    return _greeted(texts, clock, library, _today(texts, clock.date()))


def again(texts: Texts, clock: datetime, day: date, library: str | None) -> Markup:
    """The visitors of the open day before are asked for once more."""
    if day == clock.date() - timedelta(days=1):
        question = texts.say("There is no report for yesterday yet. How many visitors were there?")
    else:
        question = texts.say("There is no report for {day} yet. How many visitors were there?", day=_day(texts, day))
    return _greeted(texts, clock, library, question)


def weekly(texts: Texts, clock: datetime, missing: Sequence[date], library: str | None) -> Markup:
    """The days of the week without a report are listed, and the newest of them is asked for."""
    question = _today(texts, clock.date()) if missing[-1] == clock.date() else _on(texts, missing[-1])
    if len(missing) == 1:
        return _greeted(texts, clock, library, question)
    lines = (_greeted(texts, clock, library, still_missing(texts, missing)), _example(texts, missing), question)
    return Markup("\n").join(lines)


def lost(texts: Texts, days: Sequence[date]) -> Markup:
    """Reports of these days may have been lost while the bot was out of service."""
    return texts.say(
        "Sorry, I was out of service for a while. I have no report for {days}; if you had sent it, "
        "please send it once more 🙏",
        days=_listed(texts, days),
    )


def numbers(texts: Texts, question_id: int, recent: list[int]) -> Keyboard:
    """Numbers near the library's own recent days in one row, and closed below: six in a row are cut on small phones."""
    buttons = tuple(button(texts.number(n), NUMBER, question_id, 0, n) for n in suggested(recent))
    return buttons, (button(texts.label("🚪 Closed"), NUMBER, question_id, 0, CLOSED_NUMBER),)


def recorded(texts: Texts, day: date, count: DayCount) -> Markup:
    """To somebody who taps a number for a day that has a report."""
    if count.closed:
        return texts.say("✅ {day} is already recorded: closed", day=texts.short_day(day))
    return texts.count(
        "✅ {day} is already recorded: {number} visitor",
        "✅ {day} is already recorded: {number} visitors",
        count.total or 0,
        day=texts.short_day(day),
    )


def recorded_by(texts: Texts, name: str, day: date, count: DayCount) -> Markup:
    """To the other keepers, in the place of the reminder."""
    if count.closed:
        return texts.say("✅ Already recorded by {name}: closed ({day})", name=name, day=texts.short_day(day))
    return texts.count(
        "✅ Already recorded by {name}: {number} visitor ({day})",
        "✅ Already recorded by {name}: {number} visitors ({day})",
        count.total or 0,
        name=name,
        day=texts.short_day(day),
    )


def still_missing(texts: Texts, days: Sequence[date]) -> Markup:
    """The days of this week without a report."""
    return texts.say("Not recorded yet this week: {days}.", days=_listed(texts, days))


def _greeted(texts: Texts, clock: datetime, library: str | None, said: Markup) -> Markup:
    line = Markup("{} {}").format(greeting(texts, clock.hour), said)
    return line if library is None else Markup("{}\n{}").format(library, line)


def _today(texts: Texts, day: date) -> Markup:
    return texts.say("How many visitors were there today, {day}?", day=_day(texts, day))


def _on(texts: Texts, day: date) -> Markup:
    return texts.say("How many visitors were there on {day}?", day=_day(texts, day))


def _example(texts: Texts, days: Sequence[date]) -> Markup:
    """In the language that is understood, whatever the keeper's own."""
    words = texts_in("id")
    told = ", ".join(f"{words.weekday(day).lower()} {number}" for day, number in zip(days, (9, 14), strict=False))
    return texts.say("Write for example: {example}", example=told)


def _listed(texts: Texts, days: Sequence[date]) -> str:
    return ", ".join(f"{texts.short_weekday(day)} {day.day}" for day in days)


def _day(texts: Texts, day: date) -> str:
    """Selasa 12 Mei: within a sentence, without a comma of its own."""
    return f"{texts.weekday(day)} {texts.day_and_month(day)}"
