"""What each word votes for, looking at the words around it."""

from collections.abc import Callable
from enum import Enum, auto
from itertools import zip_longest

from language.clauses import Clause
from language.closed_days import is_closed
from language.tokens import Kind, Token
from language.vocabulary import wordset


class About(Enum):
    VISITS = auto()
    ACTIVITIES = auto()
    BOOKS = auto()
    SILENT = auto()  # loans, plans, questions: nothing to record


Vote = tuple[About, float]

STRONG, FAIR, WEAK = 5.0, 4.0, 2.0
ENOUGH = 3.0
LATER = 0.4  # what each head further on loses

_FIRST_WORDS = ("held", "polite", "greeting", "ralat", "add", "thanks", "again")
_CONNECTIVES = wordset("connectives")
_BUSY = frozenset({"sibuk", "repot", "ngurus", "ngurusi"})  # what kept the keeper away
_NEWS = ("new_books", "new", "add", "receive", "purchase", "donation")
_PLEASE = frozenset({"tolong", "mohon", "coba", "bisakah"})
_EVENT_STOPPERS = (
    "library",
    "session",
    "total",
    "held",
    "male",
    "female",
    "come",
    "add",
    "becomes",
    "nobody",
    "about",
    "band_umum",
    "field_copies",
    "wrong_one",
    "upto",
    "month_word",
    "attend",
    "unit",
    "child",
    "adult",
    "again",
    "ralat",
    "average",
    "visit",
    "this",
    "next",
)


def vote_of(clause: Clause, i: int) -> Vote | None:
    token = clause.tokens[i]
    if token.kind is Kind.ISBN or (
        token.text == "@"
        and i + 1 < len(clause.tokens)
        and clause.tokens[i + 1].kind is Kind.NUMBER
        and not clause.has("person")
    ):
        return About.BOOKS, STRONG
    if not token.tags:
        return None
    for concepts, voter in _VOTERS:
        if not token.tags.isdisjoint(concepts) and (vote := voter(clause, i)):
            return vote
    return None


def _visit(clause: Clause, i: int) -> Vote | None:
    token = clause.tokens[i]
    people = any(other.has("person") and not other.has("visit") for other in clause.tokens)
    if any(before.has("elsewhere") for before in clause.tokens[:i]) and not people and not clause.has("come"):
        return About.SILENT, STRONG + 1
    if token.word == "kunjungan" and is_event(clause.tokens, i):
        return About.ACTIVITIES, STRONG
    return About.VISITS, STRONG


def is_event(tokens: list[Token], i: int) -> bool:
    """kunjungan Bunda Literasi is an event; kunjungan 17, kunjungan hari ini, kunjungan warga are counts"""
    following = tokens[i + 1] if i + 1 < len(tokens) else None
    if following is not None and following.word in {"dari", "oleh", "ke"}:
        following = tokens[i + 2] if i + 2 < len(tokens) else None
    if following is None or following.kind is not Kind.WORD:
        return False
    return not following.has(*_EVENT_STOPPERS)


def _comers(_clause: Clause, _i: int) -> Vote | None:
    return About.VISITS, FAIR


def _won(clause: Clause, i: int) -> Vote | None:
    """juara 2 lomba pidato: somebody's prize, not our contest"""
    token = clause.tokens[i]
    won = token.word in {"juara", "menang", "memenangkan"} and any(
        after.has("activity") and not (following is not None and following.kind is Kind.ORDINAL)
        for after, following in zip_longest(clause.tokens[i:], clause.tokens[i + 1 :])
    )
    return (About.SILENT, STRONG) if won else None


def _come(clause: Clause, i: int) -> Vote | None:
    token = clause.tokens[i]
    if clause.has("eks", "new_books") or (clause.has("book") and "buku" not in token.word):
        return None
    if clause.counted or clause.has("nobody"):
        return About.VISITS, FAIR if clause.has("library") else ENOUGH
    return None


def _closed(clause: Clause, i: int) -> Vote | None:
    if not is_closed(clause.tokens, i):
        return None
    reason_first = i > 0 and not clause.counted  # ikut bimtek tutup, hari ini gotong royong perpus tutup
    return About.VISITS, STRONG + i * LATER if reason_first else FAIR


def _activity(clause: Clause, i: int) -> Vote | None:
    token = clause.tokens[i]
    following = clause.tokens[i + 1] if i + 1 < len(clause.tokens) else None
    if token.word in {"kelas", "kelompok"} and following is not None and following.kind is Kind.ORDINAL:
        return None
    if i and (clause.tokens[i - 1].word in _BUSY or _took_part(clause, i)):
        return None
    colon = max((n for n, before in enumerate(clause.tokens[:i]) if before.text == ":"), default=0)
    first = all(
        before.kind in (Kind.DAY, Kind.MARK, Kind.MEASURE, Kind.ORDINAL)
        or before.has(*_FIRST_WORDS)
        or before.has("session", "ketika", "person", "heading", "attend", "activity", "clock")
        or before.word in _CONNECTIVES
        for before in clause.tokens[colon:i]
    )
    first = first or clause.tokens[i - 1].has("attend")
    counted = clause.counted or clause.has("attend")
    if token.has("weak_activity") and not (counted and first) and not clause.tokens[0].has("session"):
        return About.ACTIVITIES, WEAK
    return About.ACTIVITIES, FAIR if first else ENOUGH + LATER


def _took_part(clause: Clause, i: int) -> bool:
    """pengelola ikut bimtek: where the keepers were, no activity of the library"""
    took_part = clause.tokens[i - 1].word in {"ikut", "mengikuti", "ikutan", "ada"}
    return took_part and not clause.counted and any(before.has("staff") for before in clause.tokens[:i])


def _held(clause: Clause, i: int) -> Vote | None:
    """ada renungan akhir tahun 24 orang: held, an unknown name, and people counted"""
    after = clause.tokens[i + 1] if i + 1 < len(clause.tokens) else None
    named = after is not None and after.kind is Kind.WORD and not after.tags and len(after.text) > 3
    if named and clause.numbers and clause.has("person"):
        return About.ACTIVITIES, ENOUGH
    token = clause.tokens[i]
    told = token.has("takes_place") and after is not None and after.kind is Kind.WORD
    silent = clause.has("visit", "new_books", "loan", "member", "stock", "plan", "closed")
    silent = silent or "tidak" in clause.words
    return (About.ACTIVITIES, ENOUGH + LATER) if told and not silent else None


def _heading(clause: Clause, i: int) -> Vote | None:
    shown = i > 0 and clause.tokens[i - 1].has("help_photo") and not clause.counted  # ini foto kegiatan tadi
    return None if shown else (About.ACTIVITIES, FAIR)


def _new_books(clause: Clause, i: int) -> Vote | None:
    """Not: minta buku baru, diskon buku baru, buku baru belum datang"""
    wished = _is_wished(clause, i)
    behind = clause.tokens[i + 1 : i + 4]
    used = any(after.has("loan", "plan", "wait") and after.text.islower() for after in behind) and not clause.numbers
    if wished or used or (behind and behind[0].word == "belum"):
        return About.SILENT, STRONG
    return About.BOOKS, STRONG + 1


def _is_wished(clause: Clause, i: int) -> bool:
    """minta buku baru, tolong belikan buku; but not "tolong dicatat: buku baru" """
    before = clause.tokens[:i]
    return any(token.has("plan", "invitation", "question", "wait") for token in before) or _is_asked_for(before)


def _is_asked_for(before: list[Token]) -> bool:
    return any(token.word in _PLEASE for token in before) and not any(token.text == ":" for token in before)


def _acquired(clause: Clause, i: int) -> Vote | None:
    token = clause.tokens[i]
    if _is_asked_for(clause.tokens[:i]):
        return About.SILENT, STRONG + 1
    if token.text.lower().startswith("hadiahnya"):  # the prize of a contest
        return None
    announces = i + 1 < len(clause.tokens) and any(after.text == ":" for after in clause.tokens[i + 1 : i + 4])
    if clause.has("book", "copies", "titles", "new_books") or "buku" in token.word or announces:
        return About.BOOKS, STRONG
    return None


def _added(clause: Clause, i: int) -> Vote | None:
    token = clause.tokens[i]
    near = clause.tokens[max(0, i - 3) : i + 5] if token.has("receive") else clause.tokens[i + 1 : i + 5]
    books = any(following.has("book", "eks", "titles") for following in near)
    return (About.BOOKS, STRONG) if books else None


def _book_unit(clause: Clause, i: int) -> Vote | None:
    token = clause.tokens[i]
    if clause.tokens[0].word == "koleksi" and not clause.has(*_NEWS):
        return About.SILENT, STRONG
    gone = clause.has("loan") or any(other.has("stock") and other.text.islower() for other in clause.tokens)
    shown = token.has("titles") and any(other.has("activity") for other in clause.tokens[:i])  # nonton film 2 judul
    if i and clause.tokens[i - 1].kind is Kind.NUMBER and token.has("eks", "titles") and not gone and not shown:
        return About.BOOKS, STRONG
    return None


def _book_field(clause: Clause, i: int) -> Vote | None:
    token = clause.tokens[i]
    following = clause.tokens[i + 1] if i + 1 < len(clause.tokens) else None
    if i == 0 and following is not None and following.text in {":", "="} and token.word != "jumlah":
        return About.BOOKS, FAIR
    named = following is not None and following.text[:1].isupper() and token.text[:1].isupper()
    if i == 0 and named and token.word not in {"buku", "karya"} and token.has("field_title", "field_author"):
        return About.BOOKS, ENOUGH
    if i == 0 and token.word == "buku" and following is not None and following.kind is Kind.NUMBER:
        return About.BOOKS, ENOUGH
    return (About.BOOKS, ENOUGH) if token.word == "karya" else None


def _silent(_clause: Clause, _i: int) -> Vote | None:
    return About.SILENT, STRONG


def _furniture(_clause: Clause, _i: int) -> Vote | None:
    """Rak buku baru 2 buah: nothing to record; but it may be in the name of an activity."""
    return About.SILENT, FAIR


def _stock(clause: Clause, i: int) -> Vote | None:
    token = clause.tokens[i]
    if clause.has("book", "copies", "titles", "collection") or "koleksi" in token.word:
        return About.SILENT, STRONG
    return None


def _question(clause: Clause, i: int) -> Vote | None:
    token = clause.tokens[i]
    return (About.SILENT, STRONG) if (i < 3 and token.word not in {"apa", "mana", "tanya"}) or i == 0 else None


def _group(clause: Clause, _i: int) -> Vote | None:
    return (About.VISITS, ENOUGH) if clause.numbers else None


_VOTERS: tuple[tuple[frozenset[str], Callable[[Clause, int], Vote | None]], ...] = (
    (frozenset({"loan", "member"}), _silent),
    (frozenset({"stock"}), _stock),
    (frozenset({"plan", "wait", "invitation", "example"}), _silent),
    (frozenset({"furniture"}), _furniture),
    (frozenset({"question"}), _question),
    (frozenset({"new_books"}), _new_books),
    (frozenset({"purchase", "donation"}), _acquired),
    (frozenset({"add", "receive"}), _added),
    (frozenset({"visit"}), _visit),
    (frozenset({"speaker"}), _won),
    (frozenset({"comers"}), _comers),
    (frozenset({"closed"}), _closed),
    (frozenset({"heading"}), _heading),
    (frozenset({"activity"}), _activity),
    (frozenset({"come"}), _come),
    (frozenset({"group"}), _group),
    (frozenset({"held"}), _held),
    (frozenset({"copies", "titles"}), _book_unit),
    (frozenset({"field_title", "field_author", "field_isbn", "author_by"}), _book_field),
)
