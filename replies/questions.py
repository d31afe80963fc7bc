"""Questions about what isn't clear: the sentences."""

from collections.abc import Callable
from datetime import date

from markupsafe import Markup

from domain.entries import Activity, Books, Entry, Visits
from domain.understanding import Doubt, DoubtKind
from locales import Texts, message
from replies import entries as lines

_SENTENCES = {
    DoubtKind.NOUNLESS: message("Is that the number of visitors {day}: {entry}?"),
    DoubtKind.BARE_NUMBER: message("Is {numbers} the number of visitors {day}?"),
    DoubtKind.DATE_IMPOSSIBLE: message("That date does not exist. Which day was it?"),
    DoubtKind.DATE_FUTURE: message("{day} is still to come. Which day was it?"),
    DoubtKind.DATE_TOO_OLD: message("{day} is more than 60 days ago. Shall I record it for that day?"),
    DoubtKind.DATE_MISMATCH: message("The weekday and the date don't fit together. Which day was it?"),
    DoubtKind.ISBN_INVALID: message(
        "{entry}. The ISBN does not seem right (a digit mistyped?). Write it again, or shall I record it without?"
    ),
    DoubtKind.BOOK_UNNAMED: message("Which books, and how many copies? For example: Laskar Pelangi 2 copies"),
    DoubtKind.WHICH_ENTRY: message("Which one shall become {numbers}?"),
    DoubtKind.UNCLEAR: message("Which one is meant? Or write it again, one thing per line."),
    DoubtKind.UNUSUAL: message("{entry}: is that right?"),
    DoubtKind.WHICH_DAY: message("{entry}: for which day?"),
}
_WITHOUT_PROPOSAL = {
    DoubtKind.NOUNLESS: message("What is the number {numbers} about? Write for example: visitors 12"),
    DoubtKind.BARE_NUMBER: message("What is the number {numbers} about? Write for example: visitors 12"),
    DoubtKind.CONTRADICTION: message("The numbers don't fit together. Could you write it again?"),
    DoubtKind.DATE_IMPOSSIBLE: message("That date does not exist. Please write the report again with the right date."),
    DoubtKind.DATE_FUTURE: message("That day is still to come. Please write the report again with the right date."),
    DoubtKind.DATE_TOO_OLD: message(
        "That is more than 60 days ago. Please write the report again with the right date, the year included."
    ),
    DoubtKind.DATE_MISMATCH: message(
        "The weekday and the date don't fit together. Please write the report again with the right date."
    ),
    DoubtKind.ISBN_INVALID: message("The ISBN does not seem right (a digit mistyped?). Could you write it again?"),
    DoubtKind.WHICH_ENTRY: message("What is the number {numbers} for? Write for example: correction, visitors 20"),
    DoubtKind.UNUSUAL: message("That is an unusual number. Could you write it again?"),
    DoubtKind.PERIOD_TOTAL: message(
        "I record day by day. Write for example: monday 12, tuesday 15. A total of a week or a month I add up myself."
    ),
}
_UNCLEAR = message("I did not understand that part. Could you write it again, one thing per line?")


def question(texts: Texts, doubt: Doubt, today: date, by: str | None = None) -> Markup:
    """The sentence that asks; `by` is who told the count that a second one meets."""
    entry = entry_of(doubt)
    if doubt.kind is DoubtKind.SECOND_COUNT:
        return _second(texts, doubt, today, by)
    if doubt.kind in _SPECIAL and (entry is not None or doubt.numbers):
        return _SPECIAL[doubt.kind](texts, doubt)
    kind = DoubtKind.BARE_NUMBER if doubt.kind is DoubtKind.NOUNLESS and len(doubt.numbers) == 1 else doubt.kind
    sentence = _SENTENCES.get(kind) if entry else None
    if doubt.kind is DoubtKind.BOOK_UNNAMED:
        sentence = _SENTENCES[doubt.kind]
    return texts.say(
        sentence or _WITHOUT_PROPOSAL.get(doubt.kind, _UNCLEAR),
        numbers=_numbers(texts, doubt),
        day=day_name(texts, entry.date if entry else today, today),
        entry=lines.line(texts, entry) if entry else "",
    )


def something_else(texts: Texts, doubt: Doubt) -> Markup:
    """Ask for what is right in words."""
    if doubt.kind is DoubtKind.CONTRADICTION:
        return texts.say("Please write it again, for example: visitors 25, male 10 female 15")
    return texts.say("Write the number, please.")


def day_name(texts: Texts, day: date, today: date) -> Markup:
    """today, yesterday, or the day's date."""
    if day == today:
        return texts.say("today")
    if (today - day).days == 1:
        return texts.say("yesterday")
    return Markup.escape(texts.short_day(day))


def _about(texts: Texts, doubt: Doubt) -> Markup:
    entry = entry_of(doubt)
    number = texts.number(_number(doubt))
    if isinstance(entry, Activity):
        return texts.say("Activity: {title}. Shall I record {number} participants?", title=entry.title, number=number)
    if isinstance(entry, Books):
        return texts.say("{books}. Shall I record {number} copies?", books=entry.title or "", number=number)
    return texts.say("Shall I record {number} visitors?", number=number)


def _range(texts: Texts, doubt: Doubt) -> Markup:
    entry = entry_of(doubt)
    numbers = texts.say(" or ").join(Markup.escape(texts.number(n)) for n in doubt.numbers)
    if isinstance(entry, Activity):
        return texts.say("{title}: how many participants, {numbers}?", title=entry.title, numbers=numbers)
    return texts.say("How many was it, {numbers}?", numbers=numbers)


def _contradiction(texts: Texts, doubt: Doubt) -> Markup:
    if len(doubt.numbers) < 2:
        unknown = _WITHOUT_PROPOSAL[DoubtKind.CONTRADICTION]
        return texts.say("Which one is right?") if doubt.proposals else texts.say(unknown)
    *parts, stated = doubt.numbers
    total = texts.number(stated)
    if len(parts) == 1:
        return texts.say(
            "The parts make {sum}, but the total says {total}. Which one is right?",
            sum=texts.number(parts[0]),
            total=total,
        )
    return texts.say(
        "{parts} = {sum}, but the total says {total}. Which one is right?",
        parts=Markup(" + ").join(Markup.escape(texts.number(n)) for n in parts),
        sum=texts.number(sum(parts)),
        total=total,
    )


def _second(texts: Texts, doubt: Doubt, today: date, by: str | None) -> Markup:
    entry = entry_of(doubt)
    day = day_name(texts, entry.date if entry else today, today)
    recorded, told = (texts.number(number) for number in (*doubt.numbers, 0, 0)[:2])
    if isinstance(entry, Visits) and entry.closed:
        return texts.say(
            "{number} visitors are already recorded for {day}. Was the library closed?", day=day, number=recorded
        )
    if not any(doubt.numbers[:1]):
        return texts.say("The library is recorded as closed {day}. Were there {told} visitors?", day=day, told=told)
    if by:
        return texts.say(
            "{name} has already recorded {number} visitors for {day}. The number {told} is…",
            name=by,
            day=day,
            number=recorded,
            told=told,
        )
    return texts.say(
        "{number} visitors are already recorded for {day}. The number {told} is…", day=day, number=recorded, told=told
    )


_SPECIAL: dict[DoubtKind, Callable[[Texts, Doubt], Markup]] = {
    DoubtKind.ABOUT: _about,
    DoubtKind.RANGE: _range,
    DoubtKind.CONTRADICTION: _contradiction,
}


def entry_of(doubt: Doubt) -> Entry | None:
    """What the question is about."""
    return next(iter(doubt.proposals), None) or doubt.draft


def _number(doubt: Doubt) -> int:
    if doubt.proposals:
        return number_shown(doubt.proposals[0])
    return doubt.numbers[0] if doubt.numbers else 0


def number_shown(entry: Entry) -> int:
    """The number that a button names."""
    if isinstance(entry, Visits):
        return entry.total or 0
    if isinstance(entry, Activity):
        return entry.participants or 0
    return entry.copies or entry.count_titles or 0


def _numbers(texts: Texts, doubt: Doubt) -> str:
    return ", ".join(texts.number(number) for number in doubt.numbers)
