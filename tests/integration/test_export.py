"""perpusbot export: what was reported, for other programs."""

import csv
import json
import zipfile
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pytest

from domain.entries import Band, Books, Mode, Source, Visits
from domain.people import Library
from storage.work import Database
from tests.factories import NOW, TODAY, Someone, add_report, make_activity, make_books, make_visits
from tests.integration.conftest import Perpusbot

TOMORROW = TODAY + timedelta(days=1)


@pytest.fixture
def reported(database: Database, balai_sebut: Library, tanjung_puri: Library, wati: Someone, darius: Someone) -> None:
    """Two libraries, two days, all kinds of entries, something withdrawn."""
    with database.work() as work:
        add_report(
            work, balai_sebut, wati, make_visits(male=10, female=13, groups={Band.CHILDREN: 5}, mode=Mode.SET),
            make_activity(title="=SUM(A1)"), make_books(source=Source.DONATION), message_id=1,
        )  # fmt: skip
        add_report(work, tanjung_puri, darius, Visits(date=TODAY, closed=True), message_id=2, chat_id=7002)
        late = NOW + timedelta(days=1)
        told = [make_visits(date=TOMORROW, total=300), Books(date=TOMORROW, count_titles=3, copies=9)]
        add_report(work, balai_sebut, darius, *told, message_id=3, sent_at=late, unconfirmed=True)
        withdrawn = add_report(work, balai_sebut, wati, make_visits(total=99, mode=Mode.ADD), message_id=4)
        work.journal.retally(balai_sebut.id, work.journal.withdraw(withdrawn, NOW))
        work.commit()


def lines(perpusbot: Perpusbot, url: str, *args: str) -> list[dict[str, Any]]:
    result = perpusbot("export", *args, database_url=url)
    assert (result.exit_code, result.stderr) == (0, "")
    return [json.loads(line) for line in result.stdout.splitlines()]


def test_entries_are_ordered_by_date_library_and_entry(perpusbot: Perpusbot, database_url: str, reported: None) -> None:
    origin = {"chat_id": 7001, "message_id": 1, "person": "7001", "version": 1, "sent_at": "2026-05-12T08:30:00+00:00"}
    first = {"library": "61.03.04.2001", "date": "2026-05-12"}
    entries = lines(perpusbot, database_url, "entries")
    assert entries[0] == first | origin | {
        "kind": "visits", "total": 23, "male": 10, "female": 13, "children": 5, "groups": {"anak": 5}, "mode": "set",
    }  # fmt: skip
    assert entries[1] == first | origin | {
        "kind": "activities", "title": "=SUM(A1)", "class": "pelibatan_masyarakat", "participants": 12,
    }  # fmt: skip
    assert entries[2] == first | origin | {
        "kind": "books", "title": "Laskar Pelangi", "author": "Andrea Hirata", "copies": 2, "source": "donation",
    }  # fmt: skip
    assert [(entry["library"], entry["date"], entry["kind"]) for entry in entries[3:]] == [
        ("61.05.01.1003", "2026-05-12", "visits"),
        ("61.03.04.2001", "2026-05-13", "visits"),
        ("61.03.04.2001", "2026-05-13", "books"),
    ]
    assert entries[4]["unconfirmed"] is True
    assert (entries[5]["count_titles"], entries[5]["count_copies"]) == (3, 9)
    assert "copies" not in entries[5]


def test_days_are_the_folds(perpusbot: Perpusbot, database_url: str, reported: None) -> None:
    assert lines(perpusbot, database_url, "days") == [
        {
            "library": "61.03.04.2001",
            "date": "2026-05-12",
            "total": 23,
            "male": 10,
            "female": 13,
            "groups": {"anak": 5},
        },
        {"library": "61.05.01.1003", "date": "2026-05-12", "closed": True},
        {"library": "61.03.04.2001", "date": "2026-05-13", "total": 300},
    ]


@pytest.mark.parametrize(
    ("args", "count"),
    [
        (["--from", "2026-05-13"], 1),
        (["--to", "2026-05-12"], 2),
        (["--from", "2026-05-12", "--to", "2026-05-13"], 3),
        (["--library", "61.05.01.1003"], 1),
        (["--region", "61.03"], 2),
        (["--region", "61"], 3),
    ],
)
def test_an_export_can_be_narrowed(
    perpusbot: Perpusbot, database_url: str, reported: None, args: list[str], count: int
) -> None:
    assert len(lines(perpusbot, database_url, "days", *args)) == count


def test_somebody_erased_is_in_no_export(
    perpusbot: Perpusbot, database: Database, database_url: str, reported: None, wati: Someone
) -> None:
    with database.work() as work:
        work.erasing.erase(wati.external_id, NOW)
        work.commit()
    entry = lines(perpusbot, database_url, "entries")[0]
    assert entry["total"] == 23
    assert {"chat_id", "message_id", "person"} & entry.keys() == set()


def test_csv_disarms_formulas_and_spreads_the_groups(perpusbot: Perpusbot, database_url: str, reported: None) -> None:
    result = perpusbot("export", "entries", "--format", "csv", database_url=database_url)
    rows = list(csv.DictReader(result.stdout.splitlines()))
    assert (rows[0]["total"], rows[0]["anak"], rows[0]["title"]) == ("23", "5", "")
    assert rows[1]["title"] == "'=SUM(A1)"


def test_xlsx_holds_text_that_looks_like_a_formula_as_text(
    perpusbot: Perpusbot, database_url: str, reported: None, tmp_path: Path
) -> None:
    path = tmp_path / "entries.xlsx"
    result = perpusbot("export", "entries", "--format", "xlsx", "--output", str(path), database_url=database_url)
    assert (result.exit_code, result.output) == (0, "")
    with zipfile.ZipFile(path) as book:
        sheet = book.read("xl/worksheets/sheet1.xml").decode()
    assert "=SUM(A1)" in sheet
    assert "<f>" not in sheet


def test_a_file_is_written_whole_or_not_at_all(
    perpusbot: Perpusbot, database_url: str, reported: None, tmp_path: Path
) -> None:
    path = tmp_path / "days.jsonl"
    perpusbot("export", "days", "--output", str(path), database_url=database_url)
    assert len(path.read_text().splitlines()) == 3
    for shape in ("jsonl", "xlsx"):
        result = perpusbot("export", "days", "--format", shape, "--output", "/nowhere/x", database_url=database_url)
        assert (result.exit_code, result.stderr) == (1, "/nowhere/x: No such file or directory\n")
    assert [found.name for found in tmp_path.glob("*days*")] == ["days.jsonl"]


def test_what_cant_be_exported_is_a_sentence(perpusbot: Perpusbot, database_url: str, reported: None) -> None:
    result = perpusbot("export", "days", "--library", "1", database_url=database_url)
    assert (result.exit_code, result.stderr) == (1, "no library has the code '1'\n")
    result = perpusbot("export", "days", "--region", "1", database_url=database_url)
    assert (result.exit_code, result.stderr) == (1, "no region has the code '1'\n")


def test_options_that_dont_go_together_are_refused(perpusbot: Perpusbot) -> None:
    for args in (
        ["--region", "61", "--library", "1"],
        ["--from", "2026-05-13", "--to", "2026-05-12"],
        ["--from", "kemarin"],
        ["--format", "xlsx"],
    ):
        assert perpusbot("export", "days", *args).exit_code == 2


def test_the_books_are_a_list_of_their_own(perpusbot: Perpusbot, database_url: str, reported: None) -> None:
    first, second = lines(perpusbot, database_url, "books")
    assert (first["title"], first["copies"], first["date"]) == ("Laskar Pelangi", 2, TODAY.isoformat())
    assert (second["count_titles"], second["date"]) == (3, date(2026, 5, 13).isoformat())
