"""Pictures and sheets that the platform has already: its file ids, by what was drawn."""

from datetime import datetime

from sqlalchemy import Connection, select
from sqlalchemy.dialects import postgresql, sqlite

from storage.engine import is_sqlite
from storage.tables import Drawn as T


class Drawings:
    """The table `drawn` within one transaction; a file id is good for the bot that sent the file, and no other."""

    def __init__(self, connection: Connection, bot_id: int) -> None:
        self._connection = connection
        self._bot_id = bot_id

    def file_id(self, key: str) -> str | None:
        """The platform's file id of what was drawn under this key."""
        query = select(T.file_id).where(T.key == self._own(key))
        return self._connection.execute(query).scalar_one_or_none()

    def keep(self, key: str, file_id: str, at: datetime) -> None:
        """Remember it, in place of an older one."""
        dialect = sqlite if is_sqlite(self._connection) else postgresql
        statement = dialect.insert(T).values(key=self._own(key), file_id=file_id, drawn_at=at)
        newer = {"file_id": statement.excluded.file_id, "drawn_at": statement.excluded.drawn_at}
        self._connection.execute(statement.on_conflict_do_update(index_elements=[T.key], set_=newer))

    def _own(self, key: str) -> str:
        return f"{self._bot_id}:{key}"
