"""What a clause is about: the words in it vote, and earlier ones count more."""

from itertools import pairwise

from language.booktitles import acquires_known_book
from language.clauses import Clause, Opener
from language.tokens import Kind
from language.vocabulary import wordset
from language.voters import ENOUGH, FAIR, LATER, STRONG, About, vote_of

_GETS = frozenset({"dapat", "terima", "menerima", "beli", "punya"})
_SMALL = wordset("beside_counts")


def about(clause: Clause, within: About | None, *, counted: bool = False) -> About | None:
    """The likeliest reading of a clause, None if no word of its own tells.

    `within` is the section it stands in, `counted` whether that has its number already.
    """
    if clause.question:
        return About.SILENT
    votes = _votes(clause, within)
    if (
        within is About.ACTIVITIES
        and clause.opener in (Opener.COMMA, Opener.AND)
        and not clause.has("visit", "library")
        and not (counted and (clause.has("reading", "apart") or _closed_day(clause)))
    ):
        votes.pop(About.VISITS, None)
    if within is About.BOOKS:
        votes = _among_books(clause, votes)
    if clause.has("loan") and not clause.has("new_books", "purchase", "donation"):
        votes.pop(About.BOOKS, None)
    if within is About.VISITS and clause.opener is Opener.COMMA and _is_corner(clause):
        votes.pop(About.SILENT, None)
    best = max(votes, key=lambda kind: votes[kind], default=None)
    if best is About.BOOKS and (_has_not_come(clause) or _came_to_others(clause)):
        return About.SILENT
    return best if best is not None and votes[best] >= ENOUGH else None


def _votes(clause: Clause, within: About | None) -> dict[About, float]:
    votes: dict[About, float] = {}
    if (
        is_dated_count(clause)
        and not clause.has("average")
        and (within is not About.ACTIVITIES or clause.opener is Opener.LINE)
    ):
        votes[About.VISITS] = ENOUGH
    later = 0.0
    for i in range(len(clause.tokens)):
        vote = vote_of(clause, i)
        if vote is None:
            continue
        kind, weight = vote
        votes[kind] = max(votes.get(kind, 0.0), weight - later)
        later += LATER
    if votes.get(About.BOOKS, 0.0) < STRONG and acquires_known_book(clause.tokens):
        votes[About.BOOKS] = STRONG
    if About.VISITS in votes and About.ACTIVITIES in votes and clause.has("attend") and not clause.has("heading"):
        votes[About.ACTIVITIES] += 1
    return votes


def _is_corner(clause: Clause) -> bool:
    """pengunjung: baca 13, komputer 4: where the visitors sat"""
    return clause.has("furniture") and [token.kind for token in clause.tokens] == [Kind.WORD, Kind.NUMBER]


def _has_not_come(clause: Clause) -> bool:
    """buku kiriman dinas 50 eks belum sampai"""
    return any(
        token.word == "belum" and after.has("receive", "come") and token.text.islower()
        for token, after in pairwise(clause.tokens)
    )


def _came_to_others(clause: Clause) -> bool:
    """perpus kecamatan sebelah sudah dapat 1000 buku"""
    words = [token for token in clause.tokens if token.word != "sudah"]
    return any(token.has("elsewhere") and after.word in _GETS for token, after in pairwise(words))


def _closed_day(clause: Clause) -> bool:
    return clause.has("closed") and any(token.day is not None for token in clause.tokens)


def is_dated_count(clause: Clause) -> bool:
    """Jumat: 12 orang, kemarin 12, tgl 3 mei 20: a day gone by and a number mean visits."""
    dated = any(token.day is not None and not token.has("today") for token in clause.tokens)
    return (
        dated
        and bool(clause.numbers)
        and all(
            token.kind is not Kind.WORD
            or token.has("unit", "person", "held", "polite", "male", "female", "session", "upto", "total", "apiece")
            or token.word in _SMALL
            for token in clause.tokens
        )
    )


def _among_books(clause: Clause, votes: dict[About, float]) -> dict[About, float]:
    """In a list of books a title may hold any word; only a count of people ends the list."""
    if clause.has("copies") or About.BOOKS in votes:
        return {About.BOOKS: STRONG}
    kept: dict[About, float] = {}
    if clause.has("heading") and clause.has("nobody"):
        kept[About.ACTIVITIES] = FAIR
    if About.VISITS in votes and ((clause.numbers and _counted_visits(clause)) or clause.has("nobody")):
        kept[About.VISITS] = votes[About.VISITS]
    if About.ACTIVITIES in votes and clause.counted and clause.has("person", "attend"):
        kept[About.ACTIVITIES] = votes[About.ACTIVITIES]
    if About.SILENT in votes and (clause.has("loan", "member", "wait", "invitation") and clause.numbers):
        kept[About.SILENT] = votes[About.SILENT]
    return kept


def _counted_visits(clause: Clause) -> bool:
    titled = any(token.text[:1].isupper() and not token.tags and not token.text.isupper() for token in clause.tokens)
    if titled and clause.opener not in (Opener.LINE, Opener.SENTENCE):
        return False
    return clause.has("person") or (clause.has("visit") and clause.tokens[0].has("visit", "total"))
