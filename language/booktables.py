"""A table pasted from a sheet: its head is the heading of a list, the running numbers of its rows say nothing."""

from language.tokens import Kind, Token
from language.vocabulary import concepts_of

_HEADING = "buku baru"
_COLUMNS = (
    "field_title", "field_author", "field_copies", "field_isbn", "field_publisher", "field_year", "field_skip",
    "field_source", "eks", "copies", "numbered", "total",
)  # fmt: skip
_CELLS = frozenset({";", "|", ",", "-", "/", ".", ")"})


def without_table_head(tokens: list[Token]) -> list[Token]:
    start = _head(tokens)
    if start is None:
        return tokens
    end = next(i for i in range(start, len(tokens)) if tokens[i].kind is Kind.LINE)
    first, last = tokens[start], tokens[end - 1]
    text = f"{first.text} {last.text}".lower()
    heading = Token(Kind.WORD, text, _HEADING, first.start, last.end, concepts_of(_HEADING), shape="word")
    return [*tokens[:start], heading, *_without_row_numbers(tokens[end:])]


def _head(tokens: list[Token]) -> int | None:
    """Where a line begins that names columns and nothing else."""
    if not any(token.has("field_title") for token in tokens):
        return None
    start = 0
    for i, token in enumerate(tokens):
        if token.kind is Kind.LINE:
            if _names_columns(tokens[start:i]):
                return start
            start = i + 1
    return None


def _names_columns(line: list[Token]) -> bool:
    words = [token for token in line if token.kind is not Kind.MARK]
    titled = any(token.has("field_title") and token.word != "buku" for token in words)
    return len(words) > 1 and titled and all(token.has(*_COLUMNS) for token in words)


def _without_row_numbers(rows: list[Token]) -> list[Token]:
    kept: list[Token] = []
    for i, token in enumerate(rows):
        opens = bool(kept) and kept[-1].kind is Kind.LINE
        follows = i + 1 < len(rows) and rows[i + 1].text in _CELLS
        numbers = opens and token.shape == "digits" and follows
        dropped = i > 1 and token.text in _CELLS and rows[i - 1].shape == "digits" and rows[i - 2].kind is Kind.LINE
        if not numbers and not dropped:
            kept.append(token)
    return kept
