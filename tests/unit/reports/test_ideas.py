import pytest

from reports.ideas import Idea, choose, may_be_told


def make_idea(**overrides: object) -> Idea:
    values: dict[str, object] = {
        "library_id": 2,
        "library": "Perpustakaan Desa Semoncol",
        "regency": "Kabupaten Sanggau",
        "title": "Lomba bercerita",
        "participants": 40,
    }
    return Idea(**values | overrides)  # type: ignore[arg-type]


@pytest.mark.parametrize("title", ["Lomba bercerita", "Senam lansia", "Panen sayur & masak bersama", "x" * 60])
def test_titles_that_others_may_read(title: str) -> None:
    assert may_be_told(title)


@pytest.mark.parametrize(
    "title",
    ["", " ", "x" * 61, "Hubungi 0812", "ikuti @desa", "lihat https://a", "WWW.desa", "buka desa.id", "tahun ٢٠٢٦"],
)
def test_titles_that_are_nobody_elses_business(title: str) -> None:
    assert not may_be_told(title)


def test_the_first_that_is_new_there_is_chosen() -> None:
    candidates = [make_idea(title="Mewarnai"), make_idea(title="LOMBA  bercerita"), make_idea(title="Senam")]
    assert choose(candidates, 1, {"mewarnai", "lomba bercerita"}) == candidates[2]


def test_what_a_library_did_itself_is_no_idea_for_it() -> None:
    assert choose([make_idea(library_id=1)], 1, set()) is None
    assert choose([], 1, set()) is None
