from reports.books import BookSums, book_sums
from tests.factories import make_books


def test_a_title_is_one_copy_unless_more_are_told() -> None:
    told = [make_books(copies=None), make_books(copies=2), make_books(copies=0)]
    assert book_sums(told) == BookSums(titles=3, copies=3)


def test_counts_add_up() -> None:
    counts = [
        make_books(title=None, author=None, count_titles=15, copies=20),
        make_books(title=None, author=None, count_titles=None, copies=4),
        make_books(title=None, author=None, count_titles=2, copies=None),
    ]
    assert book_sums(counts) == BookSums(titles=17, copies=24)
