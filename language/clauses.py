"""Tokens -> clauses: the smallest pieces of a message that may be a report of their own."""

from dataclasses import dataclass, field, replace
from enum import Enum, auto
from itertools import pairwise

from language.enumeration import list_numbers, opens_line
from language.tokens import Kind, Token
from language.vocabulary import NOTHING, Concepts, wordset


class Opener(Enum):
    """What parts a clause from the one before."""

    START = auto()
    LINE = auto()
    ITEM = auto()  # a bullet or a number of a list
    SENTENCE = auto()
    COMMA = auto()
    AND = auto()


@dataclass(slots=True)
class Clause:
    tokens: list[Token]
    opener: Opener
    mark: str = "."  # the mark before it, where that ended a sentence
    question: bool = False
    counted: bool = False  # a number is in it, or right behind it: "senam lansia, 20 orang"
    tags: Concepts = NOTHING
    words: frozenset[str] = frozenset()

    def has(self, *concepts: str) -> bool:
        return not self.tags.isdisjoint(concepts)

    @property
    def numbers(self) -> list[Token]:
        return [token for token in self.tokens if token.kind is Kind.NUMBER]

    def with_tokens(self, tokens: list[Token]) -> "Clause":
        """The same clause, where something else says a part of it."""
        clause = replace(self, tokens=tokens)
        clause.describe()
        return clause

    def describe(self) -> None:
        self.tags = NOTHING.union(*(token.tags for token in self.tokens))
        self.words = frozenset(token.word for token in self.tokens)


@dataclass(slots=True)
class _Cutter:
    clauses: list[Clause] = field(default_factory=list)
    current: list[Token] = field(default_factory=list)
    opener: Opener = Opener.START
    mark: str = "."

    def cut(self, opener: Opener, mark: str = ".") -> None:
        if self.current:
            self.clauses.append(Clause(self.current, self.opener, self.mark))
            self.opener, self.mark = opener, mark
        elif opener in (Opener.LINE, Opener.ITEM) or self.opener in (Opener.COMMA, Opener.AND):
            self.opener = opener
        self.current = []


_SAID = (Kind.WORD, Kind.DAY)
_ENDS = frozenset(".!?;")
_BULLETS = frozenset("-*\u2022+>")
_AND = frozenset(
    {"dan", "sama", "plus", "serta", "terus", "trus", "lalu", "kemudian", "sedangkan", "sementara", "+", "&"}
)
_BUT = frozenset({"tapi", "tetapi", "tp"})
BECAUSE = frozenset({"karena", "soalnya", "sebab", "dikarenakan", "gara-gara", "lantaran", "berkat"})
_FAR = 40  # tokens; what was said further back in a clause decides nothing
_TITLES = wordset("abbreviations")
_HEADS = (
    "visit",
    "heading",
    "activity",
    "new_books",
    "purchase",
    "donation",
    "come",
    "closed",
    "loan",
    "member",
)


def in_book_list(clauses: list[Clause], i: int) -> bool:
    """Whether a clause may be a title, whatever its words say."""
    if clauses[i].has("new_books"):
        return True
    listed = clauses[i].opener in (Opener.LINE, Opener.ITEM)
    return listed and any(clause.has("new_books", "purchase", "donation") for clause in clauses[:i])


def cut_clauses(tokens: list[Token]) -> list[Clause]:
    cutter = _Cutter()
    numbers = list_numbers(tokens)
    for i, token in enumerate(tokens):
        if i in numbers or i - 1 in numbers:
            cutter.cut(Opener.ITEM)
            continue
        opener = _opener(tokens, i, cutter.current)
        if opener is not None:
            cutter.cut(opener, token.word)
        if token.text == "?" and opener is Opener.SENTENCE:
            _mark_question(cutter.clauses)
        if token.text != "|" and (opener is None or (token.kind in _SAID and token.word not in _AND)):
            cutter.current.append(token)
    cutter.cut(Opener.LINE)
    _describe(cutter.clauses)
    return cutter.clauses


def _opener(tokens: list[Token], i: int, current: list[Token]) -> Opener | None:
    """What the token at `i` begins, None if it only goes on."""
    token = tokens[i]
    if token.kind is Kind.LINE:
        return Opener.LINE
    if token.text in _BULLETS and opens_line(tokens, i):
        return Opener.ITEM
    if token.kind is Kind.MARK and token.text in _ENDS and _ends_sentence(tokens, i):
        return Opener.SENTENCE
    if not current:
        return None
    if token.text == "," or (token.text == "|" and _parts_cells(tokens, i, current)):
        return Opener.COMMA
    bracket = token.text == "(" and i + 1 < len(tokens) and tokens[i + 1].kind is Kind.WORD
    if token.word in _BUT and _tells_otherwise(tokens, i, current):
        return Opener.AND
    joins = (token.word in _AND or bracket or token.word in BECAUSE) and _begins_report(tokens, i, current[-_FAR:])
    return Opener.AND if joins or _new_head(tokens, i, current) else None


def _parts_cells(tokens: list[Token], i: int, current: list[Token]) -> bool:
    """In a row of a table only a cell with words of its own stands apart: Senin | 12, mewarnai | 10."""
    cell = next((n for n, token in enumerate(tokens[i + 1 :]) if token.text == "|" or token.kind is Kind.LINE), None)
    ahead = tokens[i + 1 :][:cell]
    return any(token.kind is Kind.WORD for token in ahead) and any(token.kind is Kind.WORD for token in current)


def _describe(clauses: list[Clause]) -> None:
    for clause in clauses:
        clause.describe()
    for clause, following in zip(clauses, [*clauses, None][1:], strict=True):
        clause.counted = bool(clause.numbers) or (following is not None and _only_counts(following))


def _only_counts(clause: Clause) -> bool:
    """, 20 orang: people counted, and nothing else said"""
    return (
        clause.opener is Opener.COMMA
        and bool(clause.numbers)
        and clause.has("person", "attend")
        and not clause.has(*_HEADS)
    )


def _ends_sentence(tokens: list[Token], i: int) -> bool:
    if tokens[i].text != ".":
        return i + 1 >= len(tokens) or tokens[i + 1].text not in {"-", ",", "(", ")", '"', "/"}
    before, after = tokens[i - 1] if i else None, tokens[i + 1] if i + 1 < len(tokens) else None
    if before is None or after is None:
        return True
    if after.start == tokens[i].end and after.kind is not Kind.LINE and len(before.text) < 4:
        return False
    return (
        before.word not in _TITLES
        and before.text.lower() not in _TITLES
        and not (len(before.text) == 1 and before.kind is Kind.WORD and before.text.isupper())
    )


def _mark_question(clauses: list[Clause]) -> None:
    """A question mark reaches back to the start of its sentence."""
    for clause in reversed(clauses):
        clause.question = True
        if clause.opener in (Opener.LINE, Opener.ITEM, Opener.SENTENCE, Opener.START):
            return


def _begins_report(tokens: list[Token], i: int, current: list[Token]) -> bool:
    """Whether a head of its own follows the "dan", rather than one more word of a title."""
    ahead = _until_pause(tokens, i + 1)
    if tokens[i].word in BECAUSE:
        told = any(token.number or token.has("closed") for token in current)
        return told and any(token.has("activity", "event") for token in ahead)
    if _kind_of_head(current) == "activities" and _counts_people(current) and _counts_people(ahead):
        return True
    if not any(token.has(*_HEADS) for token in ahead):
        return False
    if any(token.number for token in ahead) and any(token.number for token in current):
        return True
    if not any(token.number or token.has("heading", "visit", "new_books") for token in ahead):
        return False
    return _kind_of_head(ahead) != _kind_of_head(current) and bool(_kind_of_head(current))


def _tells_otherwise(tokens: list[Token], i: int, current: list[Token]) -> bool:
    """les libur tapi yang baca ada 6 anak"""
    ahead = _until_pause(tokens, i + 1)
    came = any(token.has("visit", "comers", "come", "reading") for token in ahead)
    off = any(token.has("closed") for token in current) and not any(token.number for token in current)
    return off and came and any(token.kind is Kind.NUMBER for token in ahead)


def _counts_people(tokens: list[Token]) -> bool:
    """tari 10 anak dan pantomim 6 anak"""
    return any(token.kind is Kind.NUMBER and after.has("person") for token, after in pairwise(tokens)) and not (
        tokens[0].kind is Kind.NUMBER or tokens[0].has("person")
    )


def _until_pause(tokens: list[Token], i: int) -> list[Token]:
    ahead: list[Token] = []
    for j, token in enumerate(tokens[i : i + 12], i):
        if token.kind is Kind.LINE or token.text in {",", ";", "dan", ")"}:
            break
        if token.text == "." and _ends_sentence(tokens, j):
            break
        ahead.append(token)
    return ahead


_HEAD_KINDS = (
    ("visits", ("visit",)),
    ("activities", ("heading", "activity")),
    ("books", ("new_books",)),
    ("silent", ("loan", "member")),
)


def _kind_of_head(tokens: list[Token]) -> str:
    for token in tokens:
        for kind, concepts in _HEAD_KINDS:
            if token.has(*concepts):
                return kind
    return ""


def _new_head(tokens: list[Token], i: int, current: list[Token]) -> bool:
    """No mark between two reports: "pengunjung 12 kegiatan mewarnai 10 anak"."""
    token = tokens[i]
    if _counted_anew(tokens, i, current):
        return True
    if not current or not token.tags or not token.has("visit", "heading", "new_books", "activity", "loan", "member"):
        return False
    before = _kind_of_head(current)
    if token.has("loan", "member") and before != "visits":
        return False
    if not before and token.has("heading") and _counts_both_sexes(current):
        return _counted_soon(tokens, i)
    if (
        not before
        or (before == "silent" and not (token.has("visit") or (token.has("activity") and current[-1].has("person"))))
        or not any(other.kind is Kind.NUMBER for other in current)
    ):
        return False
    if before == "books" and not (token.has("visit", "heading") and _counted_soon(tokens, i)):
        return False
    if current[-1].has("attend", "come") or (
        current[-1].number and current[-1].kind is Kind.NUMBER and token.has("visit")
    ):
        return False
    return _kind_of_head([token]) != before and _counted_soon(tokens, i)


def _counted_anew(tokens: list[Token], i: int, current: list[Token]) -> bool:
    """les calistung 9 anak | les inggris 7 anak, mendongeng 14 anak | tgl 16 nonton 20 anak"""
    last = current[-2:]
    if len(last) < 2:
        return False
    told = last[0].kind is Kind.NUMBER and last[1].has("person")
    shortly = last[0].has("activity") and last[1].kind is Kind.NUMBER  # ngaji 9 | menggambar 6
    if not told and not shortly:
        return False
    dated = tokens[i].kind is Kind.DAY and i + 1 < len(tokens)
    head = tokens[i + 1] if dated else tokens[i]
    if not head.has("activity") or head.has("person") or _kind_of_head(current) != "activities":
        return False
    ahead = _until_pause(tokens, i + dated + 1)
    if shortly:
        return bool(ahead) and ahead[0].kind is Kind.NUMBER
    return any(token.kind is Kind.NUMBER and after.has("person") for token, after in pairwise(ahead))


def _counts_both_sexes(tokens: list[Token]) -> bool:
    """P 12 L 8 kegiatan ngaji 15: the first are no participants"""
    sexes = [token for token in tokens if token.has("male", "female")]
    return len(sexes) == 2 == sum(token.kind is Kind.NUMBER for token in tokens)


def _counted_soon(tokens: list[Token], i: int) -> bool:
    return any(token.kind is Kind.NUMBER for token in _until_pause(tokens, i + 1))
