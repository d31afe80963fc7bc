"""New books, summed up."""

from collections.abc import Iterable
from dataclasses import dataclass

from domain.entries import Books


@dataclass(frozen=True, kw_only=True)
class BookSums:
    """Titles and copies (eksemplar)."""

    titles: int = 0
    copies: int = 0


def book_sums(books: Iterable[Books]) -> BookSums:
    """A title is one, with one copy unless more are told; counts add up."""
    titles = copies = 0
    for entry in books:
        is_title = entry.title is not None
        titles += 1 if is_title else entry.count_titles or 0
        copies += entry.copies if entry.copies is not None else int(is_title)
    return BookSums(titles=titles, copies=copies)
