"""Pieces that know what they are -> books."""

from dataclasses import dataclass, field
from enum import Enum, auto

from domain.entries import Source
from language.bookcopies import Copies
from language.bookpieces import Gap, Piece, Role, plain
from language.names import strip_author, strip_known_title
from language.tokens import Number, Token

MOST_UNSURE = 12


class Label(Enum):
    """What words are."""

    TITLE = auto()
    AUTHOR = auto()
    MORE = auto()  # the title goes on
    NOTHING = auto()  # a publisher, a remark


@dataclass(slots=True)
class Item:
    title: str = ""
    author: str | None = None
    copies: Number | None = None
    isbn: str | None = None
    publisher: str | None = None
    year: int | None = None
    source: Source | None = None
    bare: bool = False  # the copies had no unit
    listed: bool = False  # behind an announcement with a colon
    joined: bool = False  # of several pieces: Kejahatan dan Hukuman
    unsure: Number | None = None  # a number word at the end: copies, or part of the title?
    tokens: list[Token] = field(default_factory=list)

    @property
    def key(self) -> tuple[object, ...]:
        copies = None if self.copies is None else self.copies.value
        return self.title.lower(), (self.author or "").lower(), copies, self.isbn


@dataclass(slots=True)
class _Assembly:
    text: str
    items: list[Item] = field(default_factory=list)
    copies: Number | None = None  # told before the title it counts
    isbn: str | None = None
    author: str | None = None
    author_tokens: list[Token] = field(default_factory=list)
    for_all: Item = field(default_factory=Item)

    def take(self, piece: Piece, label: Label | None, leading: bool) -> None:
        last = self.items[-1] if self.items else None
        if label is Label.AUTHOR:
            self.author_tokens = piece.tokens
        elif label is not Label.MORE:
            self.author_tokens = []
        if label is Label.TITLE:
            author, self.author = self.author, None
            self.items.append(Item(piece.words, author, self.copies, self.isbn, tokens=piece.tokens))
            self.copies, self.isbn = None, None
        elif label is Label.MORE and last is not None and self.author_tokens:
            self.author_tokens = [*self.author_tokens, *piece.tokens]
            last.author = plain(self.author_tokens, self.text)
        elif label is Label.MORE and last is not None:
            last.tokens = [*last.tokens, *piece.tokens]
            last.title = plain(last.tokens, self.text)
            last.joined = True
        elif label is Label.AUTHOR or piece.role is Role.AUTHOR:
            self.take_author(piece, last)
        elif piece.role is Role.COPIES and piece.copies is not None:
            self.take_copies(piece.copies, last, leading)
        elif piece.role is Role.ISBN:
            self.take_isbn(piece.tokens[0].text, last)
        elif piece.role is Role.PUBLISHER and last is not None:
            last.publisher = last.publisher or piece.words.rstrip(" 0123456789,") or None

    def take_author(self, piece: Piece, last: Item | None) -> None:
        if piece.each:
            self.for_all.author = piece.words
        elif last is None:
            if piece.gap is Gap.DASH or piece.role is Role.WORDS:
                self.author = piece.words
            else:
                self.for_all.author = piece.words
        elif last.author is None:
            behind_copies = last.copies is not None and not last.bare and len(self.items) > 1
            none = all(item.author is None and item.copies is not None for item in self.items)
            if behind_copies and none and piece.gap in (Gap.DASH, Gap.LINE, Gap.STOP):
                self.for_all.author = piece.words
            last.author = piece.words

    def take_copies(self, copies: Copies, last: Item | None, leading: bool) -> None:
        if copies.total and len(self.items) > 1:
            return
        if len(copies.numbers) > 1:
            for item, number in zip(self.items, copies.numbers, strict=False):
                item.copies = number
        elif copies.each and (len(self.items) != 1 or leading):
            self.give_all(copies.numbers[0], leading)
        elif last is None or leading:
            self.copies = copies.numbers[0]
        elif last.copies is None or (last.bare and not copies.bare):
            self.end_title(last)
            last.copies, last.bare = copies.numbers[0], copies.bare

    def give_all(self, number: Number, leading: bool) -> None:
        if leading or not self.items:
            self.for_all.copies = number
        for item in self.items:
            item.copies = item.copies or number

    def end_title(self, item: Item) -> None:
        """Tangga Nada 1, then "2 eks": the bare number was the title's own"""
        if item.copies is not None and item.bare:
            item.title = f"{item.title} {item.copies.value}"

    def take_isbn(self, isbn: str, last: Item | None) -> None:
        if last is None:
            self.isbn = isbn
        else:
            last.isbn = last.isbn or isbn


def assemble(pieces: list[Piece], labels: tuple[Label, ...], text: str) -> list[Item]:
    """`labels` says of each piece of words what it is."""
    told = iter(labels)
    made = _Assembly(text)
    leading = False
    for n, piece in enumerate(pieces):
        if n == 0 or piece.gap is Gap.LINE:
            leading = _copies_lead(pieces, n)
        made.take(piece, next(told) if piece.role is Role.WORDS else None, leading)
    items = made.items
    if made.copies is not None and items:
        items[-1].copies = items[-1].copies or made.copies
    _finish(items, made.for_all, any(_is_each(piece) for piece in pieces))
    return items


def _is_each(piece: Piece) -> bool:
    return piece.each or piece.role is Role.EACH or (piece.copies is not None and piece.copies.each)


def _copies_lead(pieces: list[Piece], n: int) -> bool:
    """3 eks Kamus Sunda, 2 eks Kamus Jawa: whether the copies stand before the titles of this line"""
    first = next((i for i in range(n, len(pieces)) if pieces[i].role in (Role.WORDS, Role.COPIES)), None)
    if first is None or pieces[first].role is not Role.COPIES or first + 1 >= len(pieces):
        return False
    copies = pieces[first].copies
    if copies is None or copies.bare:
        return False
    return pieces[first + 1].gap is not Gap.LINE and any(piece.role is Role.WORDS for piece in pieces[first:])


def _finish(items: list[Item], for_all: Item, each: bool) -> None:
    _volumes(items)
    for item in items:
        item.copies = item.copies or for_all.copies
        item.author = item.author or for_all.author
        if item.author is None:
            item.title, item.author = strip_author(item.title)
            item.joined = item.joined and item.author is None
        if item.author is None:
            item.title, item.author = strip_known_title(item.title)
        _may_end_in_copies(item)
    if each and items and items[-1].author and not any(item.author for item in items[:-1]):
        for item in items:
            item.author = items[-1].author


def _may_end_in_copies(item: Item) -> None:
    last = item.tokens[-1] if item.tokens else None
    if (
        item.copies is None
        and len(item.tokens) > 1
        and last is not None
        and last.shape == "number_word"
        and last.number
    ):
        item.unsure = last.number if 0 < last.number.value <= MOST_UNSURE else None


def _volumes(items: list[Item]) -> None:
    """Api Sejarah 1 sama Api Sejarah 2: the same title with another number each time is a series."""
    titles = [item.title.lower() for item in items]
    for item in items:
        if item.bare and item.copies and titles.count(item.title.lower()) > 1:
            item.title, item.copies = f"{item.title} {item.copies.value}", None
