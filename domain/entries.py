"""What a library reports: visits, activities and books.

Numbers are counts of people or copies; a *date* is the library's local day. `None` means "not told", never zero.
"""

from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum


class Mode(StrEnum):
    """How a count of visits relates to what is already recorded for its day."""

    ADD = "add"
    SET = "set"


class Band(StrEnum):
    """Age and school bands of the paper visitor list (Daftar Pengunjung); CHILDREN when the message says no more."""

    PAUD = "paud"
    SD = "sd"
    SMP = "smp"
    SMA = "sma"
    UMUM = "umum"
    LANSIA = "lansia"
    CHILDREN = "anak"
    DISABILITY = "disabilitas"


class ActivityClass(StrEnum):
    """The classes in which SIM TPBIS counts activities (Peraturan Perpusnas 3/2023)."""

    COMMUNITY = "pelibatan_masyarakat"
    ADVOCACY = "advokasi"
    SERVICE = "peningkatan_layanan_informasi"
    PUBLICATION = "publikasi"


class Source(StrEnum):
    """How a book came to the library."""

    PURCHASE = "purchase"
    DONATION = "donation"


@dataclass(frozen=True, kw_only=True)
class Visits:
    """The visits of one day, or a part of them (`mode` ADD).

    `total` is None only when `closed`. `groups` are people of one band each, part of `total`; `companions` (guru
    pendamping) stand beside the count and are no part of it.
    """

    date: date
    total: int | None = None
    male: int | None = None
    female: int | None = None
    groups: dict[Band, int] = field(default_factory=dict)
    companions: int | None = None
    closed: bool = False
    reason: str | None = None
    mode: Mode | None = None


@dataclass(frozen=True, kw_only=True)
class Activity:
    """One activity (kegiatan). Participants are never added to the visits of the day."""

    date: date
    title: str
    activity_class: ActivityClass | None = None
    participants: int | None = None
    male: int | None = None
    female: int | None = None
    groups: dict[Band, int] = field(default_factory=dict)
    companions: int | None = None
    partner: str | None = None
    place: str | None = None


@dataclass(frozen=True, kw_only=True)
class Books:
    """New books: one title with its copies (eksemplar), or, without a title, a count of titles and of copies.

    `isbn` holds the digits as written, 10 or 13, checked. `giver` is who gave a donation.
    """

    date: date
    title: str | None = None
    author: str | None = None
    isbn: str | None = None
    publisher: str | None = None
    year: int | None = None
    copies: int | None = None
    count_titles: int | None = None
    source: Source | None = None
    giver: str | None = None


Entry = Visits | Activity | Books
