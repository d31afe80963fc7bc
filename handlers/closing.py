"""/tutup: a closed day, told with one word or one tap."""

from handlers import reporting
from handlers.reading import read
from handlers.steps import ask_closed_day
from handlers.turn import Answer, Turn
from replies.joining import no_library


def closed(turn: Turn) -> Answer:
    """What follows the command is the reason (and the day); without it, today or yesterday."""
    if not turn.me.libraries:
        return [turn.answer(no_library(turn.texts))]
    if turn.text.strip():
        return reporting.report(turn, read(turn, f"tutup {turn.text}"))
    return [ask_closed_day(turn)]
