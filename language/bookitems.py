"""The tokens of one book -> its title, author, copies and ISBN."""

from dataclasses import dataclass, field

from domain.entries import Source
from language.names import is_author, is_known_author, strip_author
from language.titles import balanced, tidy
from language.tokens import Kind, Number, Token
from language.vocabulary import wordset

MOST_BARE_COPIES = 60  # a number at the end without "eks"; larger ones belong to the title (Dilan 1990)

_NOT_AN_AUTHOR = wordset("no_authors")
MOST_UNSURE = 12
_QUOTES = frozenset({'"', "'"})


@dataclass(slots=True)
class Item:
    title: str = ""
    author: str | None = None
    copies: Number | None = None
    isbn: str | None = None
    publisher: str | None = None
    year: int | None = None
    source: Source | None = None
    each: bool = False  # what is told holds for every book of the list
    bare: bool = False  # the copies had no unit
    unsure: Number | None = None  # a number word at the end: copies, or part of the title?
    complete: bool = False  # an author or copies in brackets, so the next piece is another book
    tokens: list[Token] = field(default_factory=list)


def read_item(tokens: list[Token], text: str) -> Item:
    item = Item(tokens=tokens)
    rest = _take_isbn(item, _without_giver(_without_money(tokens)))
    rest = _take_each(item, rest)
    rest = _take_copies(item, rest)
    rest = _take_brackets(item, rest, text)
    rest = _take_quoted(item, rest, text)
    rest = _take_author(item, rest, text)
    item.title = item.title or plain(_without_publisher(rest), text)
    if item.copies is None and len(rest) > 1 and rest[-1].shape == "number_word" and rest[-1].number is not None:
        item.unsure = rest[-1].number if 0 < rest[-1].number.value <= MOST_UNSURE else None
    if item.each and item.author is None and is_known_author(item.title):
        item.author, item.title = item.title, ""
    if item.author is None:
        item.title, item.author = strip_author(item.title)
    return item


def plain(tokens: list[Token], text: str) -> str:
    """The words of the title or name itself."""
    tokens = [token for token in tokens if token.shape != "pause"]
    while tokens and _is_trailing(tokens[-1]):
        tokens = tokens[:-1]
    while tokens and _is_leading(tokens):
        tokens = tokens[1:]
    if not tokens or not any(token.kind is not Kind.MARK for token in tokens):
        return ""
    return balanced(tidy(text[tokens[0].start : tokens[-1].end]))


def _is_trailing(token: Token) -> bool:
    if token.kind is Kind.MARK:
        return token.text not in "!?)"
    return token.text.islower() and (
        token.has("polite", "thanks", "held", "receive", "new")
        or token.word in {"dan", "sebanyak", "total", "nya", "jumlah"}
    )


def _is_leading(tokens: list[Token]) -> bool:
    first = tokens[0]
    if first.kind is Kind.MARK and first.text not in "(":
        return True
    lead = first.text.lower() in {
        "judul",
        "novel",
        "berjudul",
        "yaitu",
        "dan",
        "ada",
        "judulnya",
        "buku",
        "juga",
        "dengan",
    }
    return lead and len(tokens) > 1 and first.text.islower()


def _without_money(tokens: list[Token]) -> list[Token]:
    for i, token in enumerate(tokens):
        if (
            token.has("money_before", "price")
            and any(after.kind in (Kind.MEASURE, Kind.NUMBER) for after in tokens[i + 1 : i + 3])
        ) or _is_money(tokens, i):
            return [before for before in tokens[:i] if before.word != "total"]
    return tokens


def _without_publisher(tokens: list[Token]) -> list[Token]:
    end = next(
        (i for i, token in enumerate(tokens) if i and token.has("field_publisher") and token.text.islower()),
        len(tokens),
    )
    return tokens[:end]


def _without_giver(tokens: list[Token]) -> list[Token]:
    """2 eks dari BPS: behind the copies comes who gave them"""
    for i, token in enumerate(tokens):
        if i and token.word == "dari" and (tokens[i - 1].kind is Kind.NUMBER or tokens[i - 1].has("copies", "eks")):
            return tokens[:i]
    return tokens


def _is_money(tokens: list[Token], i: int) -> bool:
    if tokens[i].kind is not Kind.MEASURE:
        return False
    return bool(tokens[i].parts) or (i + 1 < len(tokens) and tokens[i + 1].has("money_after"))


def _take_isbn(item: Item, tokens: list[Token]) -> list[Token]:
    """The ISBN and the word for it; a long number behind the word is one too, right or wrong."""
    kept: list[Token] = []
    named = False
    for token in tokens:
        if token.kind is Kind.ISBN or (
            named and token.kind in (Kind.MEASURE, Kind.NUMBER, Kind.WORD) and len(token.text) > 6
        ):
            item.isbn, named = token.text, False
        elif token.has("field_isbn"):
            named = True
        elif named and token.text in {"10", "13"}:
            continue
        elif not (named and token.text in {":", ".", "-"}):
            named = False
            kept.append(token)
    return kept


def _take_each(item: Item, tokens: list[Token]) -> list[Token]:
    kept: list[Token] = []
    for token in tokens:
        if token.has("one_each"):
            item.copies, item.each = Number(1), True
        elif token.text == "@" or (token.has("each") and (token.text.islower() or len(tokens) < 3)):
            item.each = True
        else:
            kept.append(token)
    return kept


def _take_copies(item: Item, tokens: list[Token]) -> list[Token]:
    for i, token in enumerate(tokens):
        if token.kind is not Kind.NUMBER or token.number is None:
            continue
        span = _copies_span(item, tokens, i)
        if span is not None:
            item.copies = token.number
            return tokens[: span[0]] + tokens[span[1] :]
    return tokens


def _copies_span(item: Item, tokens: list[Token], i: int) -> tuple[int, int] | None:
    """From where to where the copies are told around the number at `i`; None if it is part of the title."""
    before, after = tokens[i - 1] if i else None, tokens[i + 1] if i + 1 < len(tokens) else None
    start, end = i, i + 1
    if after is not None and ((after.has("copies") and after.text.islower()) or after.has("eks") or after.word == "x"):
        end += 1
        end += end < len(tokens) and tokens[end].text == "."
    elif before is not None and (before.has("field_copies") or before.word == "x"):
        start -= 1
    elif i > 1 and before is not None and before.text == ":" and tokens[i - 2].has("field_copies"):
        start -= 2
    elif before is None or before.text != "(" or after is None or after.text != ")":
        if not (item.each and len(tokens) == 1) and not _is_bare(tokens, i):
            return None
        item.bare = True
    while start and tokens[start - 1].word in {"sebanyak", "jumlah", "=", "x", ":", "total"}:
        start -= 1
    if start and tokens[start - 1].text == "(" and end < len(tokens) and tokens[end].text == ")":
        item.complete = True
        start, end = start - 1, end + 1
    return start, end


def _is_bare(tokens: list[Token], i: int) -> bool:
    """A small number at the very end; in words only behind an author."""
    number = tokens[i].number
    if number is None or i != len(tokens) - 1 or number.value > MOST_BARE_COPIES:
        return False
    return tokens[i].shape == "digits" or any(token.text == ")" or token.has("author_by") for token in tokens)


def _take_brackets(item: Item, tokens: list[Token], text: str) -> list[Token]:
    """Title (Author): the last brackets hold the author, unless they hold a year or a remark."""
    end = next((i for i in range(len(tokens) - 1, 0, -1) if tokens[i].text == ")"), None)
    start = next((i for i in range((end or 0) - 1, 0, -1) if tokens[i].text == "("), None)
    if start is None or end is None:
        return tokens
    for words in _split(tokens[start + 1 : end]):
        if item.author is None and _may_be_author(words):
            item.each = item.each or any(token.has("each") for token in words)
            item.author = plain([token for token in words if not token.has("author_by", "each")], text) or None
            item.complete = item.author is not None
    return tokens[:start]


def _split(tokens: list[Token]) -> list[list[Token]]:
    found: list[list[Token]] = [[]]
    for token in tokens:
        if token.text in {",", ";"}:
            found.append([])
        else:
            found[-1].append(token)
    return [words for words in found if words]


def _may_be_author(words: list[Token]) -> bool:
    if (
        words[0].kind is not Kind.WORD
        or words[0].word in _NOT_AN_AUTHOR
        or any(token.word in _NOT_AN_AUTHOR for token in words[:2])
    ):
        return False
    return not any(token.has("new_books", "new", "donation", "purchase", "copies") for token in words)


def _take_quoted(item: Item, tokens: list[Token], text: str) -> list[Token]:
    """ "Tarian Bumi" Oka Rusmini: the quoted words are the title, those behind them may be its author."""
    marks = [i for i, token in enumerate(tokens) if token.text == '"']
    if len(marks) < 2:
        return tokens
    item.title = plain(tokens[marks[0] + 1 : marks[1]], text)
    behind = plain([token for token in tokens[marks[1] + 1 :] if not token.has("author_by")], text)
    if item.author is None and behind and (is_author(behind) or is_known_author(behind)):
        item.author, item.complete = behind, True
    return []


def _take_author(item: Item, tokens: list[Token], text: str) -> list[Token]:
    for i, token in enumerate(tokens):
        if (
            token.has("author_by")
            and (i or len(tokens) > 1)
            and (token.word != "oleh" or i)
            and _names_author(tokens, i)
        ):
            item.author = item.author or plain(_without_publisher(_to_dash(tokens[i + 1 :])), text) or None
            item.complete = True
            return tokens[:i]
    for i, token in enumerate(tokens):
        apart = token.text in {"-", "/"} and 0 < i < len(tokens) - 1
        if apart and tokens[i - 1].end < token.start and token.end < tokens[i + 1].start:
            return _around_dash(item, tokens, i, text)
    return tokens


def _names_author(tokens: list[Token], i: int) -> bool:
    """ "penulis" and "karya" may be words of a title: then no name follows them."""
    return i + 1 < len(tokens) and tokens[i + 1].kind is not Kind.NUMBER


def _to_dash(tokens: list[Token]) -> list[Token]:
    """Animal Farm - George Orwell - Bentang: what follows the author is the publisher or a remark"""
    end = next(
        (i for i, token in enumerate(tokens) if i and token.text in {"-", "/"} and tokens[i - 1].end < token.start),
        len(tokens),
    )
    return tokens[:end]


def _around_dash(item: Item, tokens: list[Token], i: int, text: str) -> list[Token]:
    left, right = plain(tokens[:i], text), plain(_to_dash(tokens[i + 1 :]), text)
    item.complete = True
    if is_known_author(left) and not is_known_author(right):
        item.author = item.author or left
        return tokens[i + 1 :]
    item.author = item.author or right or None
    return tokens[:i]
