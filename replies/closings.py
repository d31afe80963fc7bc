"""Days told closed ahead."""

from dataclasses import dataclass
from datetime import date

from markupsafe import Markup

from domain.days import Period
from domain.messages import Button, Keyboard
from domain.opening import Closure
from domain.people import Library
from locales import Texts, message
from replies.buttons import button
from replies.days_ahead import days_ahead

CARD, CLOSE_TOO, REOPEN = "closing", "closetoo", "reopen"
UNDO, AGAIN, MOVE = range(3)
"""What a button of the answer does, as its version; its id is the question that stands for what was told."""

_RECORDED = message("🚪 Recorded: closed {days}{reason}. I won't remind you on those days.")
_RECORDED_DAY = message("🚪 Recorded: closed {days}{reason}. I won't remind you on that day.")
_BEFORE = message("🚪 That is recorded already: closed {days}{reason}.")
_TAKEN_BACK = message("↩️ Taken back: {days} counts as usual again.")
_STILL = message("↩️ Taken back. Still recorded: closed {days}{reason}.")


@dataclass(frozen=True, kw_only=True)
class Told:
    """Days told closed: the question that stands for them, their library, and what else the keeper keeps."""

    id: int
    library: Library
    closure: Closure
    today: date
    others: tuple[Library, ...] = ()


def recorded(texts: Texts, told: Told, *, before: bool = False) -> tuple[Markup, Keyboard]:
    """They are recorded, now or `before`."""
    period = told.closure.period
    sentence = _BEFORE if before else _RECORDED_DAY if period.first == period.last else _RECORDED
    said = texts.say(sentence, **_words(texts, told.closure, told.today))
    return _named(texts, told, said), (_undo(texts, told), *_moves(told))


def taken_back(texts: Texts, told: Told, days: Period, still: Closure | None) -> tuple[Markup, Keyboard]:
    """`days` of them are no longer told closed, except for what is `still`, told another time."""
    said = texts.say(_TAKEN_BACK, days=days_ahead(texts, days, told.today))
    if still is not None:
        said = texts.say(_STILL, **_words(texts, still, told.today))
    again = button(texts.label("🔁 Record again"), CARD, told.id, AGAIN)
    return _named(texts, told, said), ((again,),)


def called_off(texts: Texts, days: Period, today: date, *, known: bool) -> Markup:
    """The library will be open after all; `known`: it was told closed."""
    sentence = message("↩️ All right, {days} is a usual day again.")
    unknown = message("All right. {days} was not recorded as closed.")
    return texts.say(sentence if known else unknown, days=days_ahead(texts, days, today))


def too_far(texts: Texts) -> Markup:
    """Days more than a year ahead."""
    return texts.say(
        "I record closed days up to a year ahead, so I haven't recorded anything. Write for example: closed tomorrow, "
        "village feast"
    )


def line(texts: Texts, closure: Closure, today: date) -> Markup:
    """Closed days in the picture of a library."""
    return texts.say("🚪 Closed: {days}{reason}", **_words(texts, closure, today))


def reopen(texts: Texts, library: Library, period: Period) -> Button:
    """Take closed days back."""
    label = texts.label("✖️ Not closed {days}", days=texts.span(period.first, period.last))
    return button(label, REOPEN, library.id, period.first.toordinal(), period.last.toordinal())


def _named(texts: Texts, told: Told, said: Markup) -> Markup:
    """Whose days they are, where the keeper keeps several libraries."""
    if not told.others:
        return said
    return Markup("{}\n{}").format(said, texts.say("For {library}.", library=told.library.name))


def _words(texts: Texts, closure: Closure, today: date) -> dict[str, str]:
    reason = f" ({closure.reason})" if closure.reason else ""
    return {"days": days_ahead(texts, closure.period, today), "reason": reason}


def _undo(texts: Texts, told: Told) -> tuple[Button, ...]:
    return (button(texts.label("↩️ Undo"), CARD, told.id, UNDO),)


def _moves(told: Told) -> list[tuple[Button, ...]]:
    return [(button(f"➡️ {library.name}", CARD, told.id, MOVE, library.id),) for library in told.others]
