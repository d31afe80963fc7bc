"""What facilitators and groups read: nothing is too long, nobody silent is named before others."""

from dataclasses import replace
from datetime import date

import pytest

from domain.days import Period, Span
from domain.messages import Keyboard
from domain.places import Region
from locales import texts_in
from replies.buttons import tap_of
from replies.nudging import Nudging
from replies.region_group import group_summary
from replies.region_lists import all_libraries, choose
from replies.region_summary import keyboard, summary
from reports.region_period import Beside, Idea, LibraryPeriod, RegionPeriod, Standing, Totals, totals
from reports.silence import Cause, Quiet, Silence
from reports.totals import Visiting
from simulator.formatting import parse_html, units
from tests.unit.reports.test_region_period import make_place

TEXTS = texts_in("id")
SANGGAU = Region(code="61.03", name="Kabupaten Sanggau", timezone="Asia/Pontianak")
KALBAR = Region(code="61", name="Kalimantan Barat", timezone="Asia/Pontianak")
WEEK, BEFORE = (
    Period(first=date(2026, 5, 4), last=date(2026, 5, 10)),
    Period(first=date(2026, 4, 27), last=date(2026, 5, 3)),
)
MONDAY = date(2026, 5, 11)
HOSTILE = "<b>Désa & \u202eKampung</b> 😀😀😀😀😀😀 </i> [x](http://a.id) {0} %s \n\n dan nama yang panjang sekali"
LIMIT = 4096


def make_period(*libraries: LibraryPeriod, **overrides: object) -> RegionPeriod:
    values: dict[str, object] = {
        "region": SANGGAU,
        "span": Span.WEEK,
        "period": WEEK,
        "before": BEFORE,
        "totals": totals(libraries),
        "beside": Beside(),
        "libraries": libraries,
    }
    return RegionPeriod(**values | overrides)  # type: ignore[arg-type]


def library(standing: Standing, counted: int = 0, *, quiet: Quiet | None = None, **place: object) -> LibraryPeriod:
    return LibraryPeriod(
        place=make_place(**place),
        visits=Visiting(total=20 * counted, counted=counted, open_days=6 if standing is not Standing.CLOSED else 0),
        before=Visiting(),
        standing=standing,
        quiet=quiet,
    )


def silent(cause: Cause = Cause.SILENT, **place: object) -> LibraryPeriod:
    long = Silence(since=date(2025, 12, 30), open_days=128)
    return library(Standing.SILENT, quiet=Quiet(cause=cause, silence=long), **place)


def hostile_region() -> RegionPeriod:
    """900 libraries of every kind, whose names nobody would want."""
    kinds = [
        lambda place: library(Standing.COMPLETE, 6, **place),
        lambda place: library(Standing.PARTIAL, 4, **place),
        lambda place: library(Standing.CLOSED, **place),
        *(lambda place, cause=cause: silent(cause, **place) for cause in Cause),
    ]
    named = {"village": HOSTILE, "district": HOSTILE}
    libraries = [kinds[n % len(kinds)](named | {"id": n}) for n in range(900)]  # type: ignore[no-untyped-call]
    region = Region(code="61.03", name=HOSTILE, timezone="Asia/Pontianak")
    idea = Idea(title=HOSTILE * 5, participants=2_000_000_000, village=HOSTILE)
    beside = Beside(activities=10**9, participants=10**9, titles=10**9, copies=10**9)
    return make_period(*libraries, region=region, idea=idea, beside=beside)


def length(text: str) -> int:
    return units(parse_html(text).text)


def data_of(rows: Keyboard) -> list[str]:
    return [button.data or "" for row in rows for button in row]


def test_the_week_of_four_libraries() -> None:
    figures = make_period(
        library(Standing.COMPLETE, 6, id=1, village="Balai Sebut"),
        library(Standing.COMPLETE, 6, id=2, village="Semoncol"),
        library(Standing.PARTIAL, 4, id=3, village="Tunggal Bhakti"),
        library(
            Standing.SILENT,
            id=4,
            village="Entikong",
            quiet=Quiet(cause=Cause.SILENT, silence=Silence(since=date(2026, 4, 30), open_days=8)),
        ),
        beside=Beside(activities=7, participants=121, titles=18, copies=40),
    )
    assert summary(TEXTS, figures, Nudging(), told=7).splitlines() == [
        "📊 Pekan 4–10 Mei 2026 · Kabupaten Sanggau, 4 perpustakaan",
        "Melapor 3 dari 4 · laporan harian masuk 16 dari 24 hari buka (67%)",
        "Pengunjung 320 · Kegiatan 7, peserta 121 · Buku baru 18 judul, 40 eks",
        "Pekan lalu diperbarui: 7 → 0",
        "Lengkap: Balai Sebut, Semoncol",
        "Sebagian: Tunggal Bhakti (4/6)",
        "Belum: Entikong, sejak Kamis, 30 April (8 hari buka)",
    ]


def test_causes_have_lines_of_their_own() -> None:
    figures = make_period(*(silent(cause, id=n, village=f"Desa {n}") for n, cause in enumerate(Cause)))
    assert summary(TEXTS, figures, Nudging()).splitlines()[2:] == [
        "Belum: Desa 0, sejak Selasa, 30 Desember 2025 (128 hari buka)",
        "Pengelola cuti: Desa 1",
        "Bot diblokir pengelola: Desa 2",
        "Belum ada pengelola: Desa 3",
        "Tutup: Desa 4",
    ]


def test_villages_of_one_name_are_told_by_their_districts() -> None:
    figures = make_period(
        library(Standing.COMPLETE, 6, id=1, district="Jangkang"), library(Standing.PARTIAL, 4, id=2, district="Beduai")
    )
    lines = summary(TEXTS, figures, Nudging()).splitlines()
    assert lines[-2:] == ["Lengkap: Balai Sebut (Jangkang)", "Sebagian: Balai Sebut (Beduai) (4/6)"]


def test_all_but_one_of_a_thousand_days_is_not_all() -> None:
    visits = Visiting(total=1, counted=999, open_days=1000)
    figures = make_period(totals=Totals(libraries=1, due=1, reported=1, visits=visits))
    assert "999 dari 1.000 hari buka (99%)" in summary(TEXTS, figures, Nudging()).splitlines()[1]


def test_a_week_without_anything_is_one_kind_line() -> None:
    lines = summary(TEXTS, make_period(silent(village="Entikong")), Nudging()).splitlines()
    assert lines[1] == "Belum ada yang tercatat. Sapaan singkat kepada pengelola biasanya membantu."


@pytest.mark.parametrize("language", ["id", "en"])
def test_900_hostile_names_fit(language: str) -> None:
    texts, figures = texts_in(language), hostile_region()
    assert length(summary(texts, figures, Nudging(), told=10**9)) <= LIMIT
    assert length(group_summary(texts, figures)) <= LIMIT


def test_38_hostile_regencies_fit() -> None:
    regencies = tuple(
        (Region(code=f"35.{n:02}", name=HOSTILE, timezone="Asia/Jakarta"), Totals(due=900, reported=899))
        for n in range(1, 39)
    )
    figures = make_period(region=KALBAR, regencies=regencies, totals=Totals(libraries=9000, due=9000, reported=1))
    assert length(summary(TEXTS, figures, Nudging())) <= LIMIT


def test_the_pages_of_a_list_hold_every_library_once_and_each_fits() -> None:
    figures = hostile_region()
    text, rows = all_libraries(TEXTS, figures, 0)
    pages = [text]
    while rows[0][-1].text == "▶":
        text, rows = all_libraries(TEXTS, figures, len(pages))
        pages.append(text)
    assert sum(page.count("\n• ") for page in pages) == 900
    assert max(length(page) for page in pages) <= LIMIT


def test_a_list_that_is_cut_has_a_button_for_the_rest() -> None:
    few = make_period(library(Standing.COMPLETE, 6))
    many = make_period(*(library(Standing.COMPLETE, 6, id=n, village=f"Desa {n}") for n in range(13)))
    assert not any(data.startswith("rlist") for data in data_of(keyboard(TEXTS, few, Nudging())))
    assert any(data.startswith("rlist") for data in data_of(keyboard(TEXTS, many, Nudging())))
    assert summary(TEXTS, many, Nudging()).endswith(", dan 1 lagi")


def test_buttons_come_back_as_taps() -> None:
    figures = make_period(region=KALBAR, totals=Totals(libraries=1, due=1, reported=1))
    regions = [Region(code=f"35.{n:02}", name=f"Kabupaten {n}", timezone="Asia/Jakarta") for n in range(1, 39)]
    rows = (
        *keyboard(TEXTS, figures, Nudging(possible=True), MONDAY),
        *choose(TEXTS, regions, 1, opens="region", turns="rpick", parent=35, version=1, choice=MONDAY.toordinal()),
    )
    assert all(tap_of(data) for data in data_of(rows))
    assert all(len(data.encode()) <= 64 for data in data_of(rows))


def test_the_group_hears_thanks_and_an_idea_but_never_who_was_silent() -> None:
    figures = make_period(
        library(Standing.COMPLETE, 6, id=1, village="Balai Sebut"),
        library(Standing.PARTIAL, 1, id=2, village="Tunggal Bhakti"),
        *(silent(cause, id=10 + n, village=f"Entikong {n}") for n, cause in enumerate(Cause)),
        idea=Idea(title="Read aloud", participants=31, village="Balai Sebut"),
    )
    assert group_summary(TEXTS, figures).splitlines() == [
        "📊 Pekan 4–10 Mei 2026 · Kabupaten Sanggau, 7 perpustakaan",
        "Pengunjung 140",
        "Terima kasih, laporan lengkap dari Balai Sebut 🌟",
        "💡 Ide dari Balai Sebut: Read aloud, 31 peserta",
    ]


def test_as_long_as_it_runs_nothing_is_called_complete() -> None:
    """Who has reported by Monday morning stands for nobody else."""
    early = make_period(library(Standing.COMPLETE, 6))
    praise = "Semua laporan lengkap. Terima kasih! 🌟"
    assert praise in summary(TEXTS, early, Nudging()).splitlines()
    running = make_period(*early.libraries, today=MONDAY)
    assert praise not in summary(TEXTS, running, Nudging()).splitlines()


def test_what_is_known_of_a_region_is_counted_in_reports() -> None:
    """A week has no 68 days."""
    libraries = [
        replace(library(Standing.PARTIAL, 4, id=n), before=Visiting(total=99, counted=6, open_days=6))
        for n in range(11)
    ]
    lines = summary(TEXTS, make_period(*libraries), Nudging()).splitlines()
    assert lines[2] == "Pengunjung 880, 44 laporan harian (pekan lalu 1.089, 66 laporan harian)"


def test_who_has_just_joined_is_told_apart_from_the_silent() -> None:
    new = library(Standing.SILENT, quiet=Quiet(cause=Cause.SILENT, is_new=True), id=1, village="Semoncol")
    text = summary(TEXTS, make_period(new, silent(id=2, village="Entikong")), Nudging())
    assert text.splitlines()[-2:] == [
        "• Entikong, sejak Selasa, 30 Desember 2025 (128 hari buka)",
        "• Semoncol, baru bergabung",
    ]
