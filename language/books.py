"""A section about new books -> the books, or their counts."""

from dataclasses import replace
from datetime import date

from stdnum import isbn as isbn_rules

from domain.entries import Books, Source
from domain.understanding import Doubt, DoubtKind, Slot
from language.bookcounts import Counts, counts_of
from language.bookforms import first_field, is_form, read_form
from language.bookgivers import giver_of
from language.bookitems import Item
from language.booklists import Reading, read_list
from language.bookparts import Parts, parts_of
from language.names import is_known_title
from language.replaced import without_denied
from language.result import Result
from language.sections import Section
from language.tokens import Kind, Number, Token

MOST_COPIES = 5000
_ACQUIRED = ("new_books", "purchase", "donation", "receive", "add", "titles", "eks")
_TALK = 2  # more pieces of small words than these are a list
_TITLE = 4  # words in small letters that may name a kind of books: 20 buku pertanian
_NEAR = 7  # tokens from the number of titles to that of copies


def read_books(section: Section, text: str, default: date) -> Result:
    tokens = without_denied(section.tokens)
    day = next((token.day.date for token in tokens if token.day and token.day.date and not token.day.doubt), None)
    source = _source(tokens)
    giver = giver_of(tokens, text) if source is not Source.PURCHASE else None
    base = Books(date=day or default, source=source, giver=giver)
    if _is_nothing(tokens):
        return Result(because=["no new books"])
    parts = Parts([], tokens) if is_form(tokens) else parts_of(tokens)
    counts = counts_of(tokens)
    if _only_counts(counts, parts, tokens):
        return _counted(tokens, counts, base)
    reading = _reading(parts, text)
    if not reading.items or (_counts_titles(parts.body) and len(reading.items) == 1):
        return _counted(tokens, counts, base)
    _apply_head(reading.items, parts.head)
    if not _is_told(tokens, reading.items):
        proposals = tuple(_book(item, base) for item in reading.items)
        return Result(
            doubts=[Doubt(kind=DoubtKind.UNCLEAR, proposals=proposals)], because=["books, but not that they came"]
        )
    return _recorded(reading, parts, base)


def _reading(parts: Parts, text: str) -> Reading:
    if is_form(parts.body):
        parts.head = parts.body[: first_field(parts.body)]
        return Reading([item for item in read_form(parts.body, text) if item.title])
    return read_list(_without_counts(parts.body), text, _told_titles(parts))


def _recorded(reading: Reading, parts: Parts, base: Books) -> Result:
    result = Result(because=["books by title"])
    announced = any(token.text == ":" for token in parts.head) or len(reading.items) > _TALK
    for item in reading.items:
        item.listed = announced
    for rival in reading.rivals:
        _apply_head(rival, parts.head)
    others = [{item.key for item in rival} for rival in reading.rivals]
    sure = [item for item in reading.items if all(item.key in keys for keys in others)]
    for item in sure:
        _add(result, item, base)
    if reading.rivals:
        result.doubts.append(_unclear(reading, sure, base))
    return result


def _is_told(tokens: list[Token], items: list[Item]) -> bool:
    """Whether the books are said to have come: "lagi baca Jalan Pulang karya X" tells of none."""
    if any(token.has(*_ACQUIRED) or token.kind is Kind.ISBN or token.text == "@" for token in tokens) or is_form(
        tokens
    ):
        return True
    return any(item.copies is not None for item in items)


def _unclear(reading: Reading, sure: list[Item], base: Books) -> Doubt:
    """Title or author, one title or two: both ways to read it."""
    likeliest = [*reading.items, *reading.rivals[0]]
    proposals = dict.fromkeys(_book(item, base) for item in likeliest if item not in sure)
    return Doubt(kind=DoubtKind.UNCLEAR, proposals=tuple(proposals))


def _book(item: Item, base: Books) -> Books:
    return replace(
        base,
        title=item.title,
        author=item.author,
        copies=1 if item.copies is None else item.copies.value,
        publisher=item.publisher,
        year=item.year,
        source=item.source or base.source,
    )


def _only_counts(counts: Counts, parts: Parts, tokens: list[Token]) -> bool:
    """bantuan CSR, 60 judul 120 eks: with both told and no list behind, other words are no titles"""
    listed = any(token.kind is Kind.LINE or token.text in {'"', "("} for token in parts.body)
    colon = (
        any(token.text == ":" for token in [*parts.head, *parts.body])
        or (bool(parts.head) and parts.head[-1].end < parts.body[0].start - 1)
        if parts.body
        else False
    )
    told = counts.titles is not None and counts.copies is not None and _side_by_side(tokens)
    return (not colon and _is_one_count(counts, parts.body)) or (told and not listed and not colon)


def _is_nothing(tokens: list[Token]) -> bool:
    """Buku masuk = 0"""
    told = [token for token in tokens if token.kind is Kind.NUMBER]
    others = any(token.kind is Kind.WORD and not token.has("new_books", "book", "copies") for token in tokens)
    return bool(told) and not others and all(token.number and token.number.value == 0 for token in told)


def _is_one_count(counts: Counts, body: list[Token]) -> bool:
    """buku baru 30 dari kabupaten; belikan 20 buku pertanian: a number, and no capital behind it"""
    told = [token for token in body if token.kind is not Kind.MARK]
    if len(counts.told) != 1 or sum(token.kind is Kind.NUMBER for token in told) != 1:
        return False
    words = [token for token in told if token.kind is Kind.WORD]
    if not words:
        return False
    first = told[0].kind is Kind.NUMBER
    small = first and all(word.text.islower() for word in words)
    topic = told[1].word == "buku" and len(words) < _TITLE and not is_known_title(" ".join(w.text for w in words[1:]))
    return (first and told[1].word == "dari") or (small and topic)


def _side_by_side(tokens: list[Token]) -> bool:
    numbers = [i for i, token in enumerate(tokens) if token.kind is Kind.NUMBER]
    return len(numbers) > 1 and numbers[1] - numbers[0] < _NEAR


def _counts_titles(body: list[Token]) -> bool:
    """seri Why? 10 judul 10 eks: the one name before the counts is no title"""
    counts = counts_of(body)
    return counts.titles is not None and counts.titles.value > 1


def _told_titles(parts: Parts) -> int | None:
    """beli 3 buku: ..., 2 judul: ..."""
    counts = counts_of(parts.head)
    told = counts.titles or counts.bare
    return told.value if told is not None and told.value > 1 else None


def _without_counts(tokens: list[Token]) -> list[Token]:
    """3 judul: how many titles, not one of them"""
    counts = {i for i, token in enumerate(tokens[:-1]) if token.kind is Kind.NUMBER and tokens[i + 1].has("titles")}
    return [token for i, token in enumerate(tokens) if i not in counts and i - 1 not in counts]


def _apply_head(items: list[Item], head: list[Token]) -> None:
    """masing-masing 2 eks: ..., and for one book alone: 3 eks: ..."""
    copies = counts_of(head).copies
    each = any(token.has("each") or token.text == "@" for token in head)
    if copies is not None and (each or len(items) == 1):
        for item in items:
            item.copies = item.copies or copies


def _add(result: Result, item: Item, base: Books) -> None:
    book = _book(item, base)
    if item.isbn is not None and not isbn_rules.is_valid(item.isbn):
        result.doubts.append(Doubt(kind=DoubtKind.ISBN_INVALID, slot=Slot.ISBN, draft=book, proposals=(book,)))
    elif _has_small_lead(item.title):
        result.doubts.append(Doubt(kind=DoubtKind.UNCLEAR, proposals=(_without_lead(book), book)))
    elif _is_bare_talk(item) or _is_bare_number(item) or _is_bare_word(item):
        result.doubts.append(Doubt(kind=DoubtKind.UNCLEAR, proposals=(book,)))
    elif item.unsure is not None:
        result.doubts.append(_unsure(book, item.unsure))
    elif item.copies is not None and (doubt := _doubt_of(item.copies)):
        result.doubts.append(_copies_doubt(book, item.copies, doubt))
    else:
        result.entries.append(replace(book, isbn=isbn_rules.compact(item.isbn) if item.isbn else None))


def _is_bare_talk(item: Item) -> bool:
    """buku baru nya bagus-bagus: small words without copies, author or a colon before them name no book for certain"""
    told = item.copies is not None or item.author or item.isbn or item.listed or item.source
    return item.title.islower() and not told and not is_known_title(item.title)


def _is_bare_number(item: Item) -> bool:
    """dapat 2000 buku: a number, unless something tells that it is a title (1984, George Orwell)"""
    told = item.author or item.isbn or item.listed or item.copies is not None
    return not any(letter.isalpha() for letter in item.title) and not told and not is_known_title(item.title)


def _is_bare_word(item: Item) -> bool:
    """bk baru dtg 25, laku 3: one small word is rather no title, unless it is known or was announced"""
    small = item.title.islower() and item.title.isalpha()
    return small and not (item.listed or item.author or is_known_title(item.title))


def _has_small_lead(title: str) -> bool:
    """kali ini Jalan Pulang: several small words before the capitals are rather no part of the title"""
    words = title.split()
    small = next((i for i, word in enumerate(words) if not word[:1].islower()), 0)
    return small > 1


def _without_lead(book: Books) -> Books:
    words = (book.title or "").split()
    while words and words[0][:1].islower():
        words.pop(0)
    return replace(book, title=" ".join(words))


def _unsure(book: Books, number: Number) -> Doubt:
    """Babad Tanah Jawi satu: one copy, or a title that ends so?"""
    shorter = replace(book, title=(book.title or "").rpartition(" ")[0], copies=number.value)
    return Doubt(kind=DoubtKind.UNCLEAR, slot=Slot.COPIES, proposals=(shorter, book), numbers=(number.value,))


def _doubt_of(number: Number) -> DoubtKind | None:
    return number.doubt or (None if 0 < number.value <= MOST_COPIES else DoubtKind.UNUSUAL)


def _copies_doubt(book: Books, number: Number, kind: DoubtKind) -> Doubt:
    options = number.others or (number.value,)
    proposals = tuple(replace(book, copies=value) for value in options)
    return Doubt(kind=kind, slot=Slot.COPIES, draft=replace(book, copies=None), proposals=proposals, numbers=options)


def _counted(tokens: list[Token], counts: Counts, base: Books) -> Result:
    """buku baru 15 judul 20 eks"""
    told = counts.told
    if (
        any(token.has("nobody") for token in tokens)
        or _is_dashed_out(tokens)
        or (told and all(number.value == 0 for number in told))
    ):
        return Result(because=["no new books"])
    if not told:
        return Result(doubts=[Doubt(kind=DoubtKind.BOOK_UNNAMED)], because=["books without a name"])
    if not any(token.has("new_books", "purchase", "donation", "receive", "add", "titles", "eks") for token in tokens):
        return Result(
            doubts=[Doubt(kind=DoubtKind.BOOK_UNNAMED)],
            because=["a number of books, but not that they are new"],
        )
    copies = counts.copies or (counts.bare if counts.titles is None else None)
    titles = counts.titles
    entry = replace(base, count_titles=titles.value if titles else None, copies=copies.value if copies else None)
    numbers = tuple(value for number in told for value in (number.others or (number.value,)))
    kind = next((number.doubt for number in told if number.doubt), None)
    if titles and copies and copies.value < titles.value:
        kind = kind or DoubtKind.UNUSUAL
    if kind is not None:
        return Result(doubts=[Doubt(kind=kind, slot=Slot.COPIES, proposals=(entry,), numbers=numbers)])
    return Result(entries=[entry], because=["books by count"])


def _is_dashed_out(tokens: list[Token]) -> bool:
    """Buku baru: -"""
    for i, token in enumerate(tokens):
        if token.text == "-" and (i + 1 >= len(tokens) or tokens[i + 1].kind is Kind.LINE):
            return all(before.tags or before.kind is Kind.MARK for before in tokens[:i])
    return False


def _source(tokens: list[Token]) -> Source | None:
    for token in tokens:
        if token.has("donation"):
            return Source.DONATION
        if token.has("purchase"):
            return Source.PURCHASE
    return None
