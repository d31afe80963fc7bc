"""A filled-in form -> its books: "Judul : ...", "Pengarang : ..." on lines of their own."""

from domain.entries import Source
from language.bookitems import Item
from language.booklists import read_list
from language.bookpieces import plain
from language.tokens import Kind, Token

_FIELDS = (
    "field_title", "field_author", "field_copies", "field_isbn",
    "field_source", "field_publisher", "field_year", "field_skip",
)  # fmt: skip
_PAUSES = frozenset({",", ";", "."})

Field = tuple[int, int, str]
"""Where a label stands, where its value begins, and which field it is."""


def is_form(tokens: list[Token]) -> bool:
    fields = _fields(tokens)
    return len(fields) > 1 and any(name == "field_title" for _, _, name in fields)


def first_field(tokens: list[Token]) -> int:
    return _fields(tokens)[0][0]


def read_form(tokens: list[Token], text: str) -> list[Item]:
    items: list[Item] = []
    fields = _fields(tokens)
    ends = [start for start, _, _ in fields[1:]] + [len(tokens)]
    for (_, begin, name), end in zip(fields, ends, strict=True):
        if (name == "field_title" and (not items or items[-1].title)) or not items:
            items.append(Item())
        _fill(items[-1], name, _first_line(tokens[begin:end]), text)
    return items


def _fields(tokens: list[Token]) -> list[Field]:
    return [found for i in range(len(tokens)) if (found := _field_at(tokens, i))]


def _field_at(tokens: list[Token], i: int) -> Field | None:
    if not tokens[i].tags:
        return None
    name = next((name for name in _FIELDS if name in tokens[i].tags), None)
    starts_line = not i or tokens[i - 1].kind is Kind.LINE
    if name is None or (not starts_line and tokens[i - 1].text not in _PAUSES) or i + 1 >= len(tokens):
        return None
    if tokens[i + 1].text in {":", "="}:
        return i, i + 2, name
    if starts_line and name == "field_isbn" and tokens[i + 1].kind is Kind.ISBN:
        return i, i + 1, name
    bare = (
        name in ("field_title", "field_author", "field_copies")
        and tokens[i].text[:1].isupper()
        and tokens[i].word != "buku"
    )
    value = tokens[i + 1].text[:1].isupper() or tokens[i + 1].kind is Kind.NUMBER
    return (i, i + 1, name) if starts_line and bare and value and _several_lines(tokens) else None


def _several_lines(tokens: list[Token]) -> bool:
    return sum(token.kind is Kind.LINE for token in tokens) > 1


def _first_line(value: list[Token]) -> list[Token]:
    end = next((i for i, token in enumerate(value) if token.kind is Kind.LINE), len(value))
    return value[:end]


def _fill(item: Item, name: str, value: list[Token], text: str) -> None:
    number = next((token.number for token in value if token.number), None)
    words = plain(value, text)
    if name == "field_title":
        _fill_title(item, words, value, text)
    elif name == "field_author":
        item.author = words or item.author
    elif name == "field_copies":
        item.copies = number
    elif name == "field_isbn":
        item.isbn = "".join(token.text for token in value if token.shape != "pause") or None
    elif name == "field_publisher":
        item.publisher = words or None
    elif name == "field_year":
        item.year = number.value if number else None
    elif name == "field_source":
        item.source = _source(value)


def _fill_title(item: Item, words: str, value: list[Token], text: str) -> None:
    """Judul: Hujan (Tere Liye)"""
    inside = read_list(value, text).items if any(token.text == "(" for token in value) else []
    if len(inside) == 1:
        item.title, item.author, item.copies = inside[0].title, inside[0].author, inside[0].copies
    else:
        item.title = words


def _source(value: list[Token]) -> Source | None:
    if any(token.has("donation") for token in value):
        return Source.DONATION
    return Source.PURCHASE if any(token.has("purchase") for token in value) else None
