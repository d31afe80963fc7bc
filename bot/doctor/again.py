"""Trying again what was given up."""

from datetime import datetime

from domain.errors import BadInput
from storage import failures
from storage.work import Database


def retry(database: Database, id_: int) -> str:
    """Work on a failed update again; what was done."""
    with database.work() as work:
        if not work.inbox.retry(id_):
            raise BadInput(f"no failed update has the id {id_}")
        work.commit()
    return f"update {id_} will be worked on again"


def resend(database: Database, id_: int, now: datetime) -> str:
    """Send a failed message again; what was done."""
    with database.work() as work:
        if not failures.resend(work.connection, id_, now):
            raise BadInput(
                f"no failed message that is still of use has the id {id_}"
                " (announcements are sent again by their authors, from the chat)"
            )
        work.commit()
    return f"message {id_} will be sent again"
