"""/tutup: a closed day, told with one word or one tap."""

from dataclasses import replace

from handlers import closings, editing, reporting
from handlers.reading import read
from handlers.steps import ask_closed_day
from handlers.turn import Answer, Turn
from replies.joining import no_library


def closed(turn: Turn) -> Answer:
    """What follows the command is the reason (and the day); without it, today or yesterday."""
    if not turn.me.libraries:
        return [turn.answer(no_library(turn.texts))]
    if not turn.text.strip():
        return [ask_closed_day(turn)]
    told = _in_words(turn)
    understood = read(told, told.text)
    if understood.closing is not None and not (understood.entries or understood.doubts):
        return closings.told(told, told.me.libraries[0], understood.closing)
    return reporting.report(told, understood)


def edited(turn: Turn) -> Answer:
    """The command was edited, its reason or its day."""
    return editing.edited(_in_words(turn))


def _in_words(turn: Turn) -> Turn:
    """As it would be said without a command."""
    return replace(turn, incoming=replace(turn.incoming, text=f"tutup {turn.text}"))
