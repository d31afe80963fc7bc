"""A message that is nothing but a day: the answer to a question which day it was."""

from datetime import date, datetime

from domain.understanding import DoubtKind
from language.cleaning import clean
from language.reading import read
from language.tokens import Kind

_SAY_NOTHING = ("polite", "thanks", "ralat", "becomes", "date_word", "day_word", "held", "session")


def day_of(text: str, *, now: datetime) -> date | None:
    """30 april, kemarin, senin; also a day long ago, for that is what was asked."""
    tokens = [token for token in read(clean(text), now.date()) if token.kind not in (Kind.MARK, Kind.LINE)]
    days = {token.day.date for token in tokens if token.day is not None}
    doubts = {token.day.doubt for token in tokens if token.day is not None} - {None, DoubtKind.DATE_TOO_OLD}
    others = [token for token in tokens if token.day is None and not token.has(*_SAY_NOTHING)]
    return days.pop() if len(days) == 1 and not doubts and not others else None
