"""A list of libraries as a CSV document: checked whole, shown as it would come out, applied all or nothing."""

from domain.lists import Problem, WrongList
from domain.messages import LARGEST_DOCUMENT, Document, Media, Outgoing
from domain.plain import plain_line
from handlers.library_list import libraries_in
from handlers.turn import Answer, Turn
from locales import message
from replies import list_import as replies
from replies.buttons import Tap
from storage.importing import LibraryRow
from storage.questions import QuestionRow

KIND = "list"
"""The question whether a list is to be applied; its payload names the file, not what is in it."""


def is_list(turn: Turn) -> bool:
    """Whether this is a list of libraries, from somebody who may hand one in."""
    name = (turn.incoming.file_name or "").lower()
    sent = turn.incoming.media is Media.DOCUMENT and not turn.incoming.is_group
    return sent and name.endswith(".csv") and bool(turn.offices)


def received(turn: Turn) -> Answer:
    """What the list would change, or what is wrong with it."""
    file_id = turn.incoming.file_id or ""
    document = turn.document(file_id)
    if document is None:
        return []  # handled anew when it is here
    rows = _rows(turn, document)
    if isinstance(rows, Outgoing):
        return [rows]
    turn.work.questions.withdraw(turn.me.id, KIND)
    name = plain_line(turn.incoming.file_name or "")
    question = turn.work.questions.ask(
        kind=KIND, chat_id=turn.chat_id, person_id=turn.me.id, payload={"file_id": file_id, "name": name}, now=turn.now
    )
    imported = turn.work.libraries.preview(rows, turn.now)
    return [turn.answer(*replies.preview(turn.texts, name, imported, question.id), question_id=question.id)]


def decide(turn: Turn, tap: Tap) -> Answer:
    """Terapkan or Batal. The list is read again: what it is for may have changed since."""
    question = turn.work.questions.get(tap.id)
    if question is None or not _is_mine(turn, question):
        return []
    if tap.choice != replies.APPLY_IT:
        turn.work.questions.answer(question.id)
        return [turn.redraw(turn.texts.say("All right, nothing was changed."))]
    document = turn.document(question.payload["file_id"])
    if document is None:
        return []
    rows = _rows(turn, document)
    if isinstance(rows, Outgoing):
        return [rows]
    turn.work.questions.answer(question.id)
    imported = turn.work.libraries.take_over(rows, turn.now)
    return [turn.redraw(replies.applied(turn.texts, question.payload["name"], imported))]


def _rows(turn: Turn, document: Document) -> list[LibraryRow] | Outgoing:
    """The libraries of the list, or what to say of it."""
    if document.content is None:
        return turn.redraw(replies.not_had(turn.texts, LARGEST_DOCUMENT // 1024**2))
    try:
        rows, _ = libraries_in(document.content)
        _check(turn, rows)
    except WrongList as wrong:
        return turn.redraw(replies.wrong(turn.texts, wrong.problems, wrong.more))
    return rows


def _check(turn: Turn, rows: list[LibraryRow]) -> None:
    """Nothing beyond one's own regions: neither libraries, nor those that are elsewhere now, nor names of regions."""
    elsewhere = turn.work.libraries.elsewhere([row.code for row in rows], turn.reach)
    names = turn.work.libraries.region_names()
    found = [problem for row in rows for problem in _problems(turn, row, elsewhere, names)]
    if found:
        raise WrongList(found)


def _problems(turn: Turn, row: LibraryRow, elsewhere: set[str], names: dict[str, str]) -> list[Problem]:
    if not turn.answers_for(row.region_code) or row.code in elsewhere:
        sentence = message("{code} does not lie in your region")
        return [Problem(line=row.line, column="code", sentence=sentence, values={"code": row.code})]
    if None in turn.reach:
        return []
    told = {"province": (row.region_code[:2], row.province), "regency": (row.region_code, row.regency)}
    sentence = message("{code} is called {known}, not {name}")
    return [
        Problem(
            line=row.line,
            column=column,
            sentence=sentence,
            values={"code": code, "known": repr(names[code]), "name": repr(name)},
        )
        for column, (code, name) in told.items()
        if names.get(code, name) != name
    ]


def _is_mine(turn: Turn, question: QuestionRow) -> bool:
    return question.person_id == turn.me.id and question.kind == KIND and question.waits(turn.now)
