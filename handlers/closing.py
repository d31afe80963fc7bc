"""/tutup: a closed day, told with one word or one tap."""

from handlers import reporting
from handlers.turn import Answer, Turn
from replies import steps as replies


def closed(turn: Turn) -> Answer:
    """What follows the command is the reason (and the day); without it, today or yesterday."""
    if not turn.me.libraries:
        return [turn.answer(turn.texts.say("You don't keep a library yet. Write /start to choose one."))]
    if turn.text.strip():
        return reporting.report(turn, reporting.read(turn, f"tutup {turn.text}", None))
    return [turn.answer(*replies.which_day(turn.texts, closed=True))]
