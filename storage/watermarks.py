"""How far something has got, by name."""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import Connection, select
from sqlalchemy.dialects import postgresql, sqlite

from storage.engine import is_sqlite
from storage.tables import Watermark as T


@dataclass(frozen=True, kw_only=True)
class Outage:
    """Nothing was fetched between these moments, for longer than the platform keeps what waits for us."""

    since: datetime
    until: datetime


class Watermarks:
    """The table `watermark` within one transaction."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def get(self, name: str) -> str | None:
        """The value under this name, None if there is none."""
        return self._connection.execute(select(T.value).where(T.name == name)).scalar_one_or_none()

    def set(self, name: str, value: str) -> None:
        """Put this value under this name."""
        dialect = sqlite if is_sqlite(self._connection) else postgresql
        statement = dialect.insert(T).values(name=name, value=value)
        self._connection.execute(
            statement.on_conflict_do_update(index_elements=[T.name], set_={"value": statement.excluded.value})
        )

    def note_outage(self, bot_id: int, outage: Outage) -> None:
        """Remember the newest outage of a bot."""
        self.set(f"outage:{bot_id}", f"{outage.since.isoformat()} {outage.until.isoformat()}")

    def outage(self, bot_id: int) -> Outage | None:
        """The newest outage of a bot, if there was one."""
        noted = self.get(f"outage:{bot_id}")
        if noted is None:
            return None
        since, until = (datetime.fromisoformat(moment) for moment in noted.split())
        return Outage(since=since, until=until)
