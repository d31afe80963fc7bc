"""Which command menu each account is shown: a mark of its own one, or nothing where the common one fits."""

from typing import Any

from sqlalchemy import Connection, select, update

from storage.directory import PLATFORM
from storage.tables import Account


class Menus:
    """The column `account.menu` within one transaction."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def shown(self, external_id: str) -> str | None:
        """The mark of the menu that an account is shown."""
        return self._connection.execute(select(Account.menu).where(*_mine(external_id))).scalar_one_or_none()

    def show(self, external_id: str, mark: str | None) -> None:
        """It is shown another from now on."""
        self._connection.execute(update(Account).where(*_mine(external_id)).values(menu=mark))


def _mine(external_id: str) -> tuple[Any, ...]:
    return Account.platform == PLATFORM, Account.external_id == external_id
