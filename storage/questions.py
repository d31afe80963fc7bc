"""What was asked, of whom, and whether it is still open."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any

from sqlalchemy import Connection, Select, bindparam, insert, select, update

from storage.tables import Outbox, Report
from storage.tables import Question as T

LIFETIME = timedelta(days=2)

DAY = "visits"
"""The kind of question that asks for the visitors of a library's day; its payload names the `date`."""


@dataclass(frozen=True, kw_only=True)
class DayQuestion:
    """The visitors of a library's day, asked of one of its keepers; `listed` are other days asked for with it."""

    chat_id: int
    person_id: int
    library_id: int
    day: date
    asked_at: datetime
    listed: tuple[date, ...] = ()


@dataclass(frozen=True, kw_only=True)
class QuestionRow:
    """A question; `payload` is what an answer needs, in the shape that its kind defines."""

    id: int
    chat_id: int
    person_id: int
    report_id: int | None
    library_id: int | None
    kind: str
    payload: dict[str, Any]
    takes_number: bool
    version: int
    state: str
    asked_at: datetime
    expires_at: datetime

    @property
    def is_open(self) -> bool:
        """Whether nobody has answered or withdrawn it."""
        return self.state == "open"

    def waits(self, now: datetime) -> bool:
        """Whether an answer still counts."""
        return self.is_open and now < self.expires_at


class Questions:
    """The table `question` within one transaction."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def ask(
        self,
        *,
        kind: str,
        chat_id: int,
        person_id: int,
        now: datetime,
        payload: dict[str, Any] | None = None,
        report_id: int | None = None,
        library_id: int | None = None,
        takes_number: bool = False,
        lifetime: timedelta = LIFETIME,
    ) -> QuestionRow:
        """A new open question."""
        row = {
            "kind": kind,
            "chat_id": chat_id,
            "person_id": person_id,
            "payload": payload or {},
            "report_id": report_id,
            "library_id": library_id,
            "takes_number": takes_number,
            "asked_at": now,
            "expires_at": now + lifetime,
            "state": "open",
            "version": 1,
        }
        id_ = self._connection.execute(_ASK, row).scalar_one()
        return QuestionRow(id=id_, **row)  # type: ignore[arg-type]

    def ask_days(self, asked: Sequence[DayQuestion]) -> list[int]:
        """Many new open questions for the visitors of days; their ids, in this order."""
        rows = [_day_row(question) for question in asked]
        return list(self._connection.execute(_ASK_ALL, rows).scalars()) if rows else []

    def get(self, id_: int) -> QuestionRow | None:
        """The question with this id, open or not."""
        return self._first(T.id == id_)

    def open_for(self, person_id: int, chat_id: int, now: datetime) -> list[QuestionRow]:
        """The open questions of a person in a chat, the newest first; those about a withdrawn report rest with it."""
        return self._rows(_OPEN_FOR, person=person_id, chat=chat_id, now=now)

    def of_report(self, report_id: int) -> list[QuestionRow]:
        """The open questions about a report, the oldest first."""
        return self._rows(_OF_REPORT, report=report_id)

    def of_message(self, chat_id: int, message_id: int) -> QuestionRow | None:
        """The question that this message of the bot asks."""
        asked = select(Outbox.question_id).where(
            Outbox.chat_id == chat_id,
            Outbox.sent_message_id == message_id,
            Outbox.question_id.is_not(None),
        )
        return self._first(T.id.in_(asked))

    def answered_by(self, chat_id: int, message_id: int) -> QuestionRow | None:
        """The question that this message of the person answered."""
        return self._first(T.chat_id == chat_id, T.answer_message_id == message_id)

    def answer(self, id_: int, message_id: int | None = None) -> None:
        """It is answered, by a tap or by a message."""
        self._close(T.id == id_, state="answered", answer_message_id=message_id)

    def remember(self, id_: int, payload: dict[str, Any]) -> None:
        """What an answered question needs when its answer is edited."""
        self._connection.execute(update(T).where(T.id == id_).values(payload=payload))

    def progress(self, id_: int, payload: dict[str, Any]) -> None:
        """A question of several steps has got further; buttons of the step before are old."""
        self._close(T.id == id_, payload=payload, version=T.version + 1)

    def withdraw_of_report(self, report_id: int) -> None:
        """The report has changed: what was asked about it is no longer the question."""
        self._close(T.report_id == report_id, state="withdrawn")

    def withdraw(self, person_id: int, kind: str) -> None:
        """Nobody waits for an answer of this kind any more."""
        self._close(T.person_id == person_id, T.kind == kind, state="withdrawn")

    def _close(self, *where: Any, **values: Any) -> None:
        self._connection.execute(update(T).where(T.state == "open", *where).values(**values))

    def _first(self, *where: Any) -> QuestionRow | None:
        return next(iter(self._rows(_QUESTIONS.where(*where).order_by(T.id.desc()))), None)

    def _rows(self, query: Select[Any], **values: Any) -> list[QuestionRow]:
        return [QuestionRow(**row._asdict()) for row in self._connection.execute(query, values)]


def _day_row(asked: DayQuestion) -> dict[str, Any]:
    payload: dict[str, Any] = {"date": asked.day.isoformat()}
    if asked.listed:
        payload["listed"] = [day.isoformat() for day in asked.listed]
    return {
        "kind": DAY,
        "chat_id": asked.chat_id,
        "person_id": asked.person_id,
        "library_id": asked.library_id,
        "payload": payload,
        "takes_number": True,
        "asked_at": asked.asked_at,
        "expires_at": asked.asked_at + LIFETIME,
        "state": "open",
        "version": 1,
    }


_QUESTIONS = select(
    T.id,
    T.chat_id,
    T.person_id,
    T.report_id,
    T.library_id,
    T.kind,
    T.payload,
    T.takes_number,
    T.version,
    T.state,
    T.asked_at,
    T.expires_at,
)

# Asked for every message: built once, since building a statement takes longer than running it.
_ASK = insert(T).returning(T.id)
_ASK_ALL = insert(T).returning(T.id, sort_by_parameter_order=True)
_OPEN_FOR = (
    _QUESTIONS.where(
        T.person_id == bindparam("person"),
        T.chat_id == bindparam("chat"),
        T.state == "open",
        T.expires_at > bindparam("now"),
        ~select(Report.id).where(Report.id == T.report_id, Report.withdrawn_at.is_not(None)).exists(),
    )
).order_by(T.id.desc())
_OF_REPORT = _QUESTIONS.where(T.report_id == bindparam("report"), T.state == "open").order_by(T.id)
