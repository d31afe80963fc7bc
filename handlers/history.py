"""/riwayat: the newest entries of the library, each to correct."""

from handlers.turn import Answer, Turn
from replies import history as replies
from replies.joining import no_library

SHOWN = 8


def history(turn: Turn) -> Answer:
    """The newest entries, as buttons that open their report."""
    library = turn.library()
    if library is None:
        return [turn.answer(no_library(turn.texts))]
    newest = turn.work.views.newest(library.id, SHOWN)
    listed = [(shown.report_id, shown.version, shown.entry) for shown in newest]
    return [turn.answer(*replies.history(turn.texts, library, listed))]
