"""People and places, as the rest of the program sees them."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

CONSENT_VERSION = 1
"""The version of the consent text in the catalogs; raise it when the text's meaning changes."""


class Role(StrEnum):
    """What somebody may do; a facilitator's and an admin's region bounds it."""

    KEEPER = "keeper"
    FACILITATOR = "facilitator"
    ADMIN = "admin"


@dataclass(frozen=True, kw_only=True)
class Library:
    """A village library. `opening_days` are seven characters, Monday first, `1` open; times are local `HH:MM`.

    Without a `reminder_at` it is reminded at its usual minute (domain.reminding).
    """

    id: int
    code: str
    name: str
    village: str
    district: str
    regency: str
    region_code: str
    timezone: str
    opening_days: str
    opens_at: str
    closes_at: str
    reminder_at: str | None = None

    @property
    def place(self) -> str:
        """Where it is, as people write it."""
        return f"Kec. {self.district}, {self.regency.replace('Kabupaten ', 'Kab. ', 1)}"


@dataclass(frozen=True, kw_only=True)
class Person:
    """Somebody who writes to the bot. `libraries` are those they keep now, the one last written for first."""

    id: int
    name: str
    language: str
    consent_version: int | None = None
    consented_at: datetime | None = None
    unreachable: bool = False
    libraries: tuple[Library, ...] = ()

    def keeps(self, library_id: int | None) -> bool:
        """Whether this person may write for that library."""
        return any(library.id == library_id for library in self.libraries)


@dataclass(frozen=True, kw_only=True)
class Office:
    """What a facilitator or an admin is appointed to; `region_code` is None for everywhere."""

    role: Role
    region_code: str | None

    def covers(self, region_code: str) -> bool:
        """Whether a regency (or province) lies in this office's region."""
        mine = self.region_code
        return mine is None or region_code == mine or region_code.startswith(f"{mine}.")
