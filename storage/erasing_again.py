"""Who asked to be erased, and erasing them again in an older copy of the database."""

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, select
from sqlalchemy.dialects import sqlite

from storage.directory import PLATFORM
from storage.erasing import Erasing, account_hash
from storage.erasing_queues import forget_letters, forget_updates
from storage.tables import Account, Erased, Inbox, Outbox, Person
from storage.work import Database


@dataclass(frozen=True, kw_only=True)
class Erasure:
    """The hash of an account, and when it was erased."""

    account_hash: str
    erased_at: datetime


def erasures(address: str) -> list[Erasure]:
    """All erasures that a database knows of."""
    with _opened(address) as database, database.look() as work:
        rows = work.connection.execute(select(Erased.account_hash, Erased.erased_at))
        return [Erasure(**row._asdict()) for row in rows]


def erase_again(address: str, known: Sequence[Erasure]) -> int:
    """Apply erasures to a copy that may be older than they are; the number of people erased.

    Somebody who came back and agreed again after the erasure stays.
    """
    with _opened(address) as database, database.work() as work:
        when = {erasure.account_hash: erasure.erased_at for erasure in known}
        erased = [_erase(work.connection, person, when) for person in _people(work.connection)]
        _forget_chats(work.connection, when)
        marks = [{"account_hash": hash_, "erased_at": moment} for hash_, moment in when.items()]
        if marks:
            work.connection.execute(sqlite.insert(Erased).on_conflict_do_nothing(), marks)
        work.commit()
    return sum(erased)


def _people(connection: Connection) -> Sequence[Any]:
    query = select(Account.person_id, Account.external_id, Person.consented_at).join(Person)
    return connection.execute(query.where(Account.platform == PLATFORM)).all()


def _erase(connection: Connection, person: Any, when: dict[str, datetime]) -> bool:
    moment = when.get(account_hash(person.external_id))
    if moment is None or person.consented_at > moment:
        return False
    return Erasing(connection).erase(person.external_id, moment)


def _forget_chats(connection: Connection, when: dict[str, datetime]) -> None:
    """What erased people wrote and were sent, in the queues. A private chat has the account's id."""
    for chat_id in connection.execute(select(Inbox.chat_id).union(select(Outbox.chat_id))).scalars().all():
        erased_at = when.get(account_hash(str(chat_id)))
        if erased_at is not None:
            forget_updates(connection, Inbox.chat_id == chat_id, Inbox.sent_at <= erased_at)
            forget_letters(connection, Outbox.chat_id == chat_id, Outbox.created_at <= erased_at)


@contextmanager
def _opened(address: str) -> Iterator[Database]:
    database = Database(address)
    try:
        yield database
    finally:
        database.close()
