"""The sheet of an announcement's answers, from what is known at the moment of drawing."""

from datetime import date, datetime

from domain.days import local
from domain.messages import Drawing
from locales import Texts, texts_in
from replies.announcing.letters import label
from reports.answers_sheet import AnswerLine, answers_sheet
from storage.announcement_answers import Answered
from storage.work import Work

ZONE = "Asia/Jakarta"
"""Days as the west counts them, for authors of any region."""


def answers_drawn(work: Work, drawing: Drawing) -> bytes | None:
    """The file; None if there is no such announcement."""
    found = work.announcements.get(int(drawing.parameters["announcement"]))
    if found is None or found.started_at is None:
        return None
    texts = texts_in(str(drawing.parameters["language"]))
    lines = [_line(texts, one) for one in work.answers.all(found.id)]
    return answers_sheet(texts, _day(found.started_at), lines)


def _line(texts: Texts, one: Answered) -> AnswerLine:
    return AnswerLine(
        name=one.name,
        library=one.library,
        village=one.village,
        answer=label(texts, one.choice) if one.choice else None,
        words=one.words,
        day=_day(one.at) if one.at else None,
    )


def _day(moment: datetime) -> date:
    return local(moment, ZONE).date()
