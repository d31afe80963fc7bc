"""What a message was understood to say: the value that passes from `language` to whoever records and answers."""

from dataclasses import dataclass
from datetime import date, time
from enum import StrEnum

from domain.days import Period
from domain.entries import Entry
from domain.reminding import Frequency


class Asked(StrEnum):
    """What the bot asked before this message came."""

    VISITS = "visits"  # how many visitors came that day
    NUMBER = "number"  # some other number: a bare one answers it, and names no entry


@dataclass(frozen=True, kw_only=True)
class Expecting:
    """The question a message answers, and the local day it asked about (a reminder may be yesterday's)."""

    asked: Asked
    date: date


class DoubtKind(StrEnum):
    """Why a careful clerk asks back."""

    ABOUT = "about"  # sekitar 20an: an about-number, a bound
    RANGE = "range"  # 10-12, 10 atau 12
    CONTRADICTION = "contradiction"  # L 10 P 12 total 25
    BARE_NUMBER = "bare_number"  # 15, and nothing was asked
    NOUNLESS = "nounless"  # L 5 P 6, 12 orang: a number of people, but of what?
    DATE_IMPOSSIBLE = "date_impossible"  # 31 April
    DATE_FUTURE = "date_future"  # a report of a day to come
    DATE_TOO_OLD = "date_too_old"  # more than 60 days back
    DATE_MISMATCH = "date_mismatch"  # Senin 13 Mei, when the 13th is a Wednesday
    PERIOD_TOTAL = "period_total"  # the total of a week or a month
    ISBN_INVALID = "isbn_invalid"  # wrong length or check digit
    BOOK_UNNAMED = "book_unnamed"  # new books, but neither titles nor counts
    WHICH_ENTRY = "which_entry"  # a correction that names no entry: "jadi 20"
    UNUSUAL = "unusual"  # a number that can't be: 5000 visitors, copies fewer than titles
    SECOND_COUNT = "second_count"  # that day has a count already; found when recording, not when reading
    WHICH_DAY = "which_day"  # before opening time, and the last open day is empty; found when recording
    UNCLEAR = "unclear"  # there is a report in it, but it can't be told apart


class Slot(StrEnum):
    """The part of an entry that a question is about, and that a typed answer fills."""

    TOTAL = "total"
    PARTICIPANTS = "participants"
    COPIES = "copies"
    DATE = "date"
    ISBN = "isbn"


@dataclass(frozen=True, kw_only=True)
class Doubt:
    """Something to ask back.

    `proposals` are complete entries, the best first: tapping one records it. `draft` is the entry with its doubtful
    slot empty where that is possible (None: nothing worth recording without an answer); a typed answer fills `slot`.
    `numbers` are the numbers in doubt as they were written, for the sentence of the question.
    """

    kind: DoubtKind
    slot: Slot | None = None
    draft: Entry | None = None
    proposals: tuple[Entry, ...] = ()
    numbers: tuple[int, ...] = ()


class Correction(StrEnum):
    """A correction in words that names no entry of its own and so means what was said last."""

    WITHDRAW = "withdraw"  # batal, hapus yang tadi, salah kirim
    SET = "set"  # eh salah, 18 / jadi 20
    ADD = "add"  # tambah 5 lagi


class Topic(StrEnum):
    """What a message that records nothing is about, so that the answer can fit it."""

    GREETING = "greeting"
    THANKS = "thanks"
    PLAN = "plan"  # besok ada lomba
    WAIT = "wait"  # bentar saya cek dulu
    LOAN = "loan"  # buku dipinjam 12
    MEMBER = "member"  # anggota baru 3
    STOCK = "stock"  # koleksi kami 1200 eks, buku rusak 4
    HELP = "help"  # gimana cara lapor tutup?
    QUESTION = "question"  # any other question
    OTHER = "other"  # adverts, invitations, prices, chit-chat


class Figures(StrEnum):
    """What a query about one's own figures asks for."""

    VISITS = "visits"
    ACTIVITIES = "activities"
    BOOKS = "books"
    ALL = "all"


@dataclass(frozen=True, kw_only=True)
class Query:
    """A question about one's own figures; `first` and `last` are inclusive local days."""

    figures: Figures
    first: date
    last: date


@dataclass(frozen=True, kw_only=True)
class Change:
    """A correction of what was said last; `number` is None for a withdrawal."""

    kind: Correction
    number: int | None = None


class WishKind(StrEnum):
    """What a keeper wants of the reminders."""

    HOUR = "hour"  # ingatkan jam 4 sore
    FREQUENCY = "frequency"  # ingatkan seminggu sekali saja, jangan ingatkan lagi
    PAUSE = "pause"  # cuti sampai 2 Juni
    RESUME = "resume"  # lanjutkan pengingat


@dataclass(frozen=True, kw_only=True)
class Wish:
    """A wish about reminders; `hour` is local, `until` the last day of a pause."""

    kind: WishKind
    hour: time | None = None
    frequency: Frequency | None = None
    until: date | None = None


@dataclass(frozen=True, kw_only=True)
class Closing:
    """Days to come on which the library will be closed: "besok tutup, ada hajatan". Not a report yet.

    `called_off`: it will be open after all ("besok tidak jadi tutup").
    """

    period: Period
    reason: str | None = None
    called_off: bool = False


@dataclass(frozen=True, kw_only=True)
class Understanding:
    """Everything one message says: what to record, what to ask, and otherwise what it is about.

    `help_topic` is the catalogue key of the piece of help that a HELP question asks for. `leftover` holds the words
    that no rule used. `because` names the rules that decided, in order, for `--explain`. `dated` tells whether the text
    names a day: where it doesn't, entries are of the day of sending. `corrects` tells whether it says that something
    recorded before was wrong.
    """

    entries: tuple[Entry, ...] = ()
    doubts: tuple[Doubt, ...] = ()
    change: Change | None = None
    query: Query | None = None
    wish: Wish | None = None
    closing: Closing | None = None
    topic: Topic | None = None
    help_topic: str | None = None
    leftover: str = ""
    because: tuple[str, ...] = ()
    dated: bool = False
    corrects: bool = False
