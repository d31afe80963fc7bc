"""What people answer to announcements, by button or in words: of each person the newest counts."""

from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, delete, func, insert, select

from domain.announcing import Choice, Outcome
from storage.tables import AnnouncementAnswer as T
from storage.tables import AnnouncementRecipient, Library, Person

LONGEST = 500
"""Of an answer in words so much is kept."""


@dataclass(frozen=True, kw_only=True)
class Answered:
    """What a person answered; `village` is of the library for which they got it. Neither: no answer yet."""

    person_id: int
    name: str
    village: str | None
    library: str | None
    choice: Choice | None = None
    words: str | None = None
    at: datetime | None = None


class Answers:
    """The table `announcement_answer` within one transaction."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def choose(self, announcement_id: int, person_id: int, choice: Choice, now: datetime) -> None:
        """By button, in place of what was chosen before."""
        before = (T.announcement_id == announcement_id, T.person_id == person_id, T.choice.is_not(None))
        self._connection.execute(delete(T).where(*before))
        self._add(announcement_id, person_id, now, choice=str(choice))

    def say(self, announcement_id: int, person_id: int, words: str, now: datetime) -> None:
        """In words, in place of those said before."""
        before = (T.announcement_id == announcement_id, T.person_id == person_id, T.words.is_not(None))
        self._connection.execute(delete(T).where(*before))
        self._add(announcement_id, person_id, now, words=words[:LONGEST])

    def counts(self, announcement_id: int) -> dict[Choice, int]:
        """How many chose what."""
        query = select(T.choice, func.count()).where(T.announcement_id == announcement_id, T.choice.is_not(None))
        return {Choice(str(choice)): number for choice, number in self._connection.execute(query.group_by(T.choice))}

    def people(self, announcement_id: int) -> tuple[int, int]:
        """How many answered at all, and how many in words alone."""
        all_of_them = select(func.count(T.person_id.distinct())).where(T.announcement_id == announcement_id)
        by_button = all_of_them.where(T.choice.is_not(None))
        answered = self._connection.execute(all_of_them).scalar_one()
        return answered, answered - self._connection.execute(by_button).scalar_one()

    def silent(self, announcement_id: int) -> int:
        """How many whom it has come to have not answered."""
        return self._connection.execute(
            select(func.count()).select_from(AnnouncementRecipient).where(*_silent(announcement_id))
        ).scalar_one()

    def all(self, announcement_id: int) -> list[Answered]:
        """Everybody's answer, then those who have not answered, by name."""
        got = AnnouncementRecipient
        mine = (got.announcement_id == announcement_id, got.person_id == Person.id)
        said = (
            select(Person.id, Person.name, Library.village, Library.name.label("library"), T.choice, T.words)
            .add_columns(T.answered_at.label("at"))
            .join(T, T.person_id == Person.id)
            .outerjoin(got, (got.announcement_id == T.announcement_id) & mine[1])
            .outerjoin(Library, Library.id == got.library_id)
            .where(T.announcement_id == announcement_id)
            .order_by(Person.name, Person.id, T.id)
        )
        silent = (
            select(Person.id, Person.name, Library.village, Library.name.label("library"))
            .join(got, got.person_id == Person.id)
            .outerjoin(Library, Library.id == got.library_id)
            .where(*_silent(announcement_id))
            .order_by(Person.name, Person.id)
        )
        found = [
            Answered(person_id=id_, name=name, village=village, library=library)
            for id_, name, village, library in self._connection.execute(silent)
        ]
        return [*self._merged(said), *found]

    def _merged(self, said: Any) -> list[Answered]:
        people: dict[int, Answered] = {}
        for row in self._connection.execute(said):
            before = people.get(row.id) or Answered(
                person_id=row.id, name=row.name, village=row.village, library=row.library
            )
            choice = Choice(row.choice) if row.choice else before.choice
            people[row.id] = replace(before, choice=choice, words=row.words or before.words, at=row.at)
        return list(people.values())

    def _add(self, announcement_id: int, person_id: int, now: datetime, **answer: str) -> None:
        row = {"announcement_id": announcement_id, "person_id": person_id, "answered_at": now, **answer}
        self._connection.execute(insert(T).values(row))


def _silent(announcement_id: int) -> tuple[Any, ...]:
    answered = select(T.id).where(T.announcement_id == announcement_id, T.person_id == AnnouncementRecipient.person_id)
    return (
        AnnouncementRecipient.announcement_id == announcement_id,
        AnnouncementRecipient.outcome == str(Outcome.SENT),
        AnnouncementRecipient.person_id.is_not(None),
        ~answered.exists(),
    )
