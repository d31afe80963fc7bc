"""What a keeper wants of the reminders: another hour, less often, a pause. Said to the bot, and of nobody else."""

from dataclasses import dataclass
from datetime import date, datetime

from domain.understanding import Wish
from language.clauses import Clause, Opener, in_book_list
from language.cleaning import clean
from language.reading import spelled
from language.tokens import Token
from language.wish_sense import Said
from language.wish_words import ABSENT, COUNT, NAMED, NUMBER, OTHER, Piece, mentions_reminders, pieces

_WALLS = frozenset({OTHER, NUMBER, COUNT, "because", "if"})
_ENDS = frozenset({"because", "if"})


@dataclass(frozen=True, slots=True)
class FoundWish:
    """A wish and the part of the text that says it. `firm`: it can't only mean this day."""

    wish: Wish
    begin: int
    end: int
    firm: bool


def wish(text: str, now: datetime) -> Wish | None:
    """What is wanted by the text behind a command about reminders, where that word may be missing."""
    tokens = [token for token in spelled(clean(text)) if token.text not in "?!"]
    said = pieces(tokens, now.date(), bare=True)
    end = next((n for n, piece in enumerate(said) if piece.concept in _WALLS), len(said))
    if end < len(said) and said[end].concept not in _ENDS:
        return None
    return Said(said[:end], now.date(), commanded=True).wish()


def find_wish(clauses: list[Clause], text: str, today: date) -> FoundWish | None:
    """The first wish of a message; `text` is what the clauses were cut from."""
    for i, clause in enumerate(clauses):
        if not mentions_reminders(clause) or in_book_list(clauses, i):
            continue
        alone = _part([clause], text, today)
        if not any(piece.concept in NAMED for piece in alone.said):
            continue
        for part in (alone, *(_part(joined, text, today) for joined in _joined(clauses, i))):
            found = part.wish(today)
            if found is not None:
                return found
    return None


def _joined(clauses: list[Clause], i: int) -> list[list[Clause]]:
    """With what a comma parts from it: "ingatkan ya, jam 4 sore"; but what tells of closing is a matter of its own."""
    pairs = ((i, i + 1, i + 1), (i - 1, i, i - 1))
    return [
        clauses[first : last + 1]
        for first, last, other in pairs
        if first >= 0
        and last < len(clauses)
        and clauses[last].opener is Opener.COMMA
        and not clauses[other].has("closed")
    ]


def _part(clauses: list[Clause], text: str, today: date) -> "_Part":
    begin, end = clauses[0].tokens[0].start, clauses[-1].tokens[-1].end
    tokens = spelled(text[begin:end])
    return _Part(begin, end, tokens, pieces(tokens, today), any(clause.question for clause in clauses))


@dataclass(frozen=True, slots=True)
class _Part:
    """A part of the text, from `begin` to `end`, and its pieces."""

    begin: int
    end: int
    tokens: list[Token]
    said: list[Piece]
    asked: bool

    def wish(self, today: date) -> FoundWish | None:
        run = _run(self.said)
        if run is None:
            return None
        first, last = run
        conditional = last < len(self.said) and self.said[last].concept == "if"
        wanted = Said(self.said[first:last], today, asked=self.asked, conditional=conditional).wish()
        if wanted is None:
            return None
        begin, end = self.tokens[self.said[first].begin].start, self.tokens[self.said[last - 1].end - 1].end
        firm = any(piece.concept == "stop" for piece in self.said[first:last])
        return FoundWish(wanted, self.begin + begin, self.end if last < len(self.said) else self.begin + end, firm)


def _run(said: list[Piece]) -> tuple[int, int] | None:
    """The pieces around the word for reminders up to what is foreign to them; None where that may change the sense."""
    named = next((n for n, piece in enumerate(said) if piece.concept in NAMED), None)
    if named is None:
        return None
    first = next((n + 1 for n in reversed(range(named)) if said[n].concept in _WALLS), 0)
    last = next((n for n in range(named, len(said)) if said[n].concept in _WALLS), len(said))
    absent = said[named].concept in ABSENT
    open_left = not first or said[first - 1].concept in {NUMBER, COUNT}
    open_right = last == len(said) or said[last].concept in _ENDS or absent
    past = absent and any(piece.concept == "past" for piece in said)
    return (first, last) if open_left and open_right and not past else None
