"""Questions: what isn't clear, with proposals that one tap accepts."""

from collections.abc import Callable
from datetime import date

from markupsafe import Markup

from domain.entries import Activity, Books, Entry, Mode, Visits
from domain.messages import Button
from domain.understanding import Doubt, DoubtKind, Slot
from locales import Texts, message
from replies import entries as lines
from replies.buttons import NONE, OTHER, WITHOUT, button, in_rows

ROUTE = "q"

_SENTENCES = {
    DoubtKind.NOUNLESS: message("What is the number {numbers} about? Visitors {day}?"),
    DoubtKind.BARE_NUMBER: message("Is {numbers} the number of visitors {day}?"),
    DoubtKind.DATE_IMPOSSIBLE: message("That date does not exist. Which day was it?"),
    DoubtKind.DATE_FUTURE: message("{day} is still to come. Which day was it?"),
    DoubtKind.DATE_TOO_OLD: message("{day} is more than 60 days ago. Shall I record it for that day?"),
    DoubtKind.DATE_MISMATCH: message("The weekday and the date don't fit together. Which day was it?"),
    DoubtKind.PERIOD_TOTAL: message(
        "I record day by day. Write for example: monday 12, tuesday 15. A total of a week or a month I add up myself."
    ),
    DoubtKind.ISBN_INVALID: message("The ISBN does not seem right (a digit mistyped?). Shall I record it without?"),
    DoubtKind.BOOK_UNNAMED: message("Which books, and how many copies? For example: new book Laskar Pelangi 2 copies"),
    DoubtKind.WHICH_ENTRY: message("What is the number {numbers} for? Write for example: correction, visitors 20"),
    DoubtKind.UNUSUAL: message("{entry}: is that right?"),
    DoubtKind.UNCLEAR: message("I did not understand that part. Could you write it again, one thing per line?"),
    DoubtKind.WHICH_DAY: message("{entry}: for which day?"),
}


def question(texts: Texts, doubt: Doubt, today: date) -> Markup:
    """The sentence that asks."""
    special = _SPECIAL.get(doubt.kind)
    if special is not None:
        return special(texts, doubt, today)
    entry = _entry(doubt)
    return texts.say(
        _SENTENCES[doubt.kind],
        numbers=_numbers(texts, doubt),
        day=day_name(texts, entry.date if entry else today, today),
        entry=lines.line(texts, entry) if entry else "",
    )


def buttons(texts: Texts, doubt: Doubt, question_id: int, version: int, today: date) -> tuple[tuple[Button, ...], ...]:
    """The proposals, then the other ways out."""
    labels = _labels(texts, doubt, today)
    proposals = [button(label, ROUTE, question_id, version, choice) for choice, label in enumerate(labels)]
    others = [button(label, ROUTE, question_id, version, choice) for label, choice in _others(texts, doubt)]
    long = any(len(label) > 14 for label in labels)
    return (*in_rows(proposals, 1 if long else 3), *in_rows(others, 2))


def day_name(texts: Texts, day: date, today: date) -> Markup:
    """today, yesterday, or the day's date."""
    if day == today:
        return texts.say("today")
    if (today - day).days == 1:
        return texts.say("yesterday")
    return Markup.escape(texts.short_day(day))


def _about(texts: Texts, doubt: Doubt, _today: date) -> Markup:
    entry = _entry(doubt)
    number = texts.number(_number(doubt))
    if isinstance(entry, Activity):
        return texts.say("Activity: {title}. Shall I record {number} participants?", title=entry.title, number=number)
    if isinstance(entry, Books):
        return texts.say("{books}. Shall I record {number} copies?", books=entry.title or "", number=number)
    return texts.say("Shall I record {number} visitors?", number=number)


def _range(texts: Texts, doubt: Doubt, _today: date) -> Markup:
    entry = _entry(doubt)
    numbers = texts.say(" or ").join(Markup.escape(texts.number(n)) for n in doubt.numbers)
    if isinstance(entry, Activity):
        return texts.say("{title}: how many participants, {numbers}?", title=entry.title, numbers=numbers)
    return texts.say("How many was it, {numbers}?", numbers=numbers)


def _contradiction(texts: Texts, doubt: Doubt, _today: date) -> Markup:
    *parts, stated = doubt.numbers or (0, 0)
    return texts.say(
        "{parts} = {sum}, but the total says {total}. Which one is right?",
        parts=Markup(" + ").join(Markup.escape(texts.number(n)) for n in parts),
        sum=texts.number(sum(parts)),
        total=texts.number(stated),
    )


def _second(texts: Texts, doubt: Doubt, today: date) -> Markup:
    recorded, told = doubt.numbers
    entry = _entry(doubt)
    day = day_name(texts, entry.date if entry else today, today)
    if entry and isinstance(entry, Visits) and entry.closed:
        return texts.say(
            "{number} visitors are already recorded for {day}. Was the library closed?",
            day=day,
            number=texts.number(recorded),
        )
    return texts.say(
        "{number} visitors are already recorded for {day}. The number {told} is…",
        day=day,
        number=texts.number(recorded),
        told=texts.number(told),
    )


_SPECIAL: dict[DoubtKind, Callable[[Texts, Doubt, date], Markup]] = {
    DoubtKind.ABOUT: _about,
    DoubtKind.RANGE: _range,
    DoubtKind.CONTRADICTION: _contradiction,
    DoubtKind.SECOND_COUNT: _second,
}


def _labels(texts: Texts, doubt: Doubt, today: date) -> list[str]:
    return [_label(texts, doubt, entry, today) for entry in doubt.proposals]


def _label(texts: Texts, doubt: Doubt, entry: Entry, today: date) -> str:
    number = texts.number(_filled(entry, doubt.slot))
    if doubt.kind is DoubtKind.SECOND_COUNT and isinstance(entry, Visits):
        return _second_label(texts, doubt, entry)
    if doubt.kind in (DoubtKind.BARE_NUMBER, DoubtKind.NOUNLESS):
        return texts.label("Yes, {number} visitors", number=number)
    if doubt.kind is DoubtKind.UNUSUAL:
        return texts.label("Yes, that's right")
    if doubt.kind is DoubtKind.CONTRADICTION and isinstance(entry, Visits | Activity) and entry.male is None:
        return texts.label("{number} without the split", number=number)
    if doubt.slot is Slot.ISBN:
        return texts.label("Yes, without ISBN")
    if doubt.slot is Slot.DATE or doubt.kind is DoubtKind.WHICH_DAY:
        return day_name(texts, entry.date, today).capitalize()
    return texts.label("Yes, {number}", number=number) if doubt.kind is DoubtKind.ABOUT else number


def _second_label(texts: Texts, doubt: Doubt, entry: Visits) -> str:
    if entry.closed:
        return texts.label("Yes, closed")
    if entry.mode is Mode.ADD:
        return texts.label("➕ Add, makes {number}", number=texts.number(sum(doubt.numbers)))
    return texts.label("🔁 Replace by {number}", number=texts.number(entry.total or 0))


def _others(texts: Texts, doubt: Doubt) -> list[tuple[str, int]]:
    match doubt.kind:
        case DoubtKind.SECOND_COUNT:
            return [(texts.label("✖️ Ignore"), NONE)]
        case DoubtKind.BARE_NUMBER | DoubtKind.NOUNLESS:
            return [(texts.label("No"), NONE)]
        case DoubtKind.ABOUT | DoubtKind.RANGE | DoubtKind.UNUSUAL:
            others = [(texts.label("Another number"), OTHER)]
            if isinstance(doubt.draft, Activity):
                others.append((texts.label("Without a number"), WITHOUT))
            return others
        case DoubtKind.WHICH_DAY:
            return []
    return [(texts.label("✖️ Don't record"), NONE)]


def _entry(doubt: Doubt) -> Entry | None:
    return doubt.draft or next(iter(doubt.proposals), None)


def _number(doubt: Doubt) -> int:
    if doubt.proposals:
        return _filled(doubt.proposals[0], doubt.slot)
    return doubt.numbers[0] if doubt.numbers else 0


def _filled(entry: Entry, slot: Slot | None) -> int:
    if isinstance(entry, Visits):
        return entry.total or 0
    if isinstance(entry, Activity):
        return entry.participants or 0
    return (entry.copies if slot is not None else entry.copies or entry.count_titles) or 0


def _numbers(texts: Texts, doubt: Doubt) -> str:
    return ", ".join(texts.number(number) for number in doubt.numbers)
