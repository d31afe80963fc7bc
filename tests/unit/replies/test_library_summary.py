"""Whole messages, as keepers read them."""

from dataclasses import replace
from datetime import date, timedelta
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from domain.days import Period, Span
from domain.entries import Activity, ActivityClass, Books
from domain.opening import Closure
from locales import texts_in
from replies.library_summary import Summary, buttons, summary
from replies.library_trend import trend as trend_text
from reports.ideas import Idea
from reports.library_period import Known, library_period
from reports.trend import trend
from tests.unit.reports.knowing import CLOSED, MONDAY, counted, make_known

WEEK = Span.WEEK.of(MONDAY)
MAY = Span.MONTH.of(MONDAY)
LAST_WEEK = counted(MONDAY - timedelta(days=7), [20, 20, 22, 22, 22, 22])
THIS_WEEK = counted(MONDAY, [21, 30, 18, 25, 22, 27], male=10)
ACTIVITIES = (
    Activity(date=date(2026, 5, 5), title="Belajar komputer", participants=12),
    Activity(date=date(2026, 5, 7), title="Mewarnai", participants=15),
)
BOOKS = (
    Books(date=date(2026, 5, 5), title="Laskar Pelangi", copies=2),
    Books(date=date(2026, 5, 8), count_titles=4, copies=6),
)
IDEA = Idea(
    library_id=9,
    library="Perpustakaan Desa Semoncol",
    regency="Kabupaten Sanggau",
    title="Lomba bercerita",
    participants=40,
)


def told(
    known: Known, *, language: str = "id", span: Span = Span.WEEK, today: date | None = None, row: int = 0, **more: Any
) -> list[str]:
    """The lines of a summary."""
    figures = replace(library_period(span, span.of(MONDAY), known, today), weeks_in_a_row=row)
    shown = Summary(library="Perpustakaan Desa Balai Sebut", figures=figures, **more)
    return summary(texts_in(language), shown).unescape().split("\n")


def test_a_complete_week() -> None:
    assert told(make_known(LAST_WEEK | THIS_WEEK, activities=ACTIVITIES, books=BOOKS)) == [
        "📊 Pekan 4–10 Mei 2026 · Perpustakaan Desa Balai Sebut",
        "Pengunjung 143, naik 12% dari pekan lalu (128)",
        "Sen 21 · Sel 30 · Rab 18 · Kam 25 · Jum 22 · Sab 27 · Min tutup    ▃█▂▅▄▆",
        "L 60 · P 83",
        "Laporan masuk 6 dari 6 hari buka",
        "Kegiatan 2, peserta 27: Belajar komputer (12), Mewarnai (15)",
        "Buku baru 5 judul, 8 eksemplar",
        "Terima kasih, laporan sepekan ini lengkap! 🌟",
    ]


def test_a_complete_week_in_english_with_all_that_may_be_added() -> None:
    known = make_known(LAST_WEEK | THIS_WEEK, activities=ACTIVITIES, books=BOOKS)
    assert told(known, language="en", row=4, told_before=120, idea=IDEA) == [
        "📊 Week 4–10 May 2026 · Perpustakaan Desa Balai Sebut",
        "143 visitors, up 12% on last week (128)",
        "Last week is updated: 120 → 128",
        "Mon 21 · Tue 30 · Wed 18 · Thu 25 · Fri 22 · Sat 27 · Sun closed    ▃█▂▅▄▆",
        "M 60 · F 83",
        "Reports 6 of 6 opening days",
        "Activities 2, participants 27: Belajar komputer (12), Mewarnai (15)",
        "New books: 5 titles, 8 copies",
        "Thank you, the reports of this week are complete! 🌟",
        "Four weeks in a row complete!",
        "💡 An idea from Perpustakaan Desa Semoncol, Kab. Sanggau: Lomba bercerita, 40 participants",
    ]


def test_a_week_with_gaps_a_holiday_and_a_closed_day() -> None:
    days = counted(MONDAY, [21, None, CLOSED, None, 0, 12])
    assert told(make_known(days, holidays={MONDAY + timedelta(days=3): "Kenaikan Isa Almasih"}))[1:] == [
        "Pengunjung 33",
        "Sen 21 · Sel – · Rab tutup · Kam libur · Jum 0 · Sab 12 · Min tutup    █·▁▅",
        "Laporan masuk 3 dari 4 hari buka",
    ]


@pytest.mark.parametrize(
    ("now", "before", "line"),
    [
        ([10] * 6, [12] * 6, "Pengunjung 60, turun 17% dari pekan lalu (72)"),
        ([10] * 6, [10] * 6, "Pengunjung 60, sama dengan pekan lalu"),
        ([200, 201] * 3, [200] * 6, "Pengunjung 1.203, hampir sama dengan pekan lalu (1.200)"),
        ([10] * 6, [10] * 3, "Pengunjung 60 (pekan lalu baru 3 hari tercatat: 30)"),
        ([10] * 3, [10] * 6, "Pengunjung 30, 3 hari tercatat (pekan lalu 60, 6 hari tercatat)"),
        ([10] * 6, [10, 10, *[CLOSED] * 4], "Pengunjung 60, 6 hari tercatat (pekan lalu 20, 2 hari tercatat)"),
        ([10] * 6, [0] * 6, "Pengunjung 60, 6 hari tercatat (pekan lalu 0, 6 hari tercatat)"),
        ([10] * 6, [], "Pengunjung 60"),
        (
            [],
            [10] * 6,
            "Belum ada pengunjung tercatat. "
            "Tidak apa-apa, hari yang terlewat masih bisa ditulis, misalnya: tgl 9 Mei 12 orang",
        ),
    ],
)
def test_the_total_beside_the_week_before(now: list[int], before: list[int], line: str) -> None:
    days = counted(MONDAY, now) | counted(MONDAY - timedelta(days=7), before)
    assert told(make_known(days))[1] == line


def test_a_week_that_was_closed_is_no_reproach() -> None:
    away = Closure(period=WEEK)
    assert told(make_known(closures=(away,)))[1:] == [
        "Perpustakaan tutup sepekan penuh. Sampai jumpa saat buka kembali!"
    ]
    assert told(make_known(counted(MONDAY, [CLOSED] * 6)))[1:] == [
        "Perpustakaan tutup sepekan penuh. Sampai jumpa saat buka kembali!"
    ]


def test_activities_alone() -> None:
    assert told(make_known(activities=[Activity(date=MONDAY, title="Mewarnai")]))[1:] == [
        "Belum ada pengunjung tercatat.",
        "Laporan masuk 0 dari 6 hari buka",
        "Kegiatan 1: Mewarnai",
    ]


def test_a_week_that_runs() -> None:
    known = make_known(LAST_WEEK | counted(MONDAY, [20, 26]))
    assert told(known, today=MONDAY + timedelta(days=2))[1:] == [
        "Pengunjung 46, naik 15% dari pekan lalu s.d. Selasa (40)",
        "Sen 20 · Sel 26    ▄█",
        "Laporan masuk 2 dari 2 hari buka",
    ]
    assert told(make_known(LAST_WEEK), today=MONDAY)[1:] == ["Belum ada pengunjung tercatat."]


def test_a_month() -> None:
    days = counted(date(2026, 5, 1), [5, 6, None, *[7, 8, 9, 10, None, 12, None] * 4])
    many = [
        Activity(date=date(2026, 5, n), title=f"Kelas {name}", participants=n, activity_class=kind)
        for n, (name, kind) in enumerate(
            [
                ("A", ActivityClass.COMMUNITY),
                ("B", ActivityClass.SERVICE),
                ("C", ActivityClass.COMMUNITY),
                ("D", ActivityClass.COMMUNITY),
                ("E", ActivityClass.COMMUNITY),
                ("F", ActivityClass.COMMUNITY),
                ("F", ActivityClass.COMMUNITY),
            ],
            start=1,
        )
    ]
    known = make_known(
        days, activities=[*many, Activity(date=MONDAY, title="Mading", activity_class=ActivityClass.PUBLICATION)]
    )
    assert told(known, span=Span.MONTH) == [
        "📊 Mei 2026 · Perpustakaan Desa Balai Sebut",
        "Pengunjung 195",
        "Tgl 1–3: 11 · 4–10: 46 · 11–17: 46 · 18–24: 46 · 25–31: 46    ▁████",
        "Laporan masuk 22 dari 26 hari buka",
        "Kegiatan 8, peserta 28: Kelas B (2), Kelas C (3), Kelas D (4), Kelas E (5), Kelas F 2× (13), dan 2 lainnya",
        "Menurut jenis: Pelibatan masyarakat 6 kegiatan, 26 peserta · Peningkatan layanan informasi 1 kegiatan, "
        "2 peserta · Publikasi 1 kegiatan",
        "Belum tercatat: 8, 15, 22, 29 Mei (masih bisa ditulis, misalnya: tgl 8 Mei 12 orang)",
    ]


def test_of_many_missing_days_ten_are_named() -> None:
    lines = told(make_known(counted(date(2026, 5, 1), [5])), span=Span.MONTH)
    assert lines[-1] == (
        "Belum tercatat: 2, 4, 5, 6, 7, 8, 9, 11, 12, 13 Mei, dan 15 hari lain"
        " (masih bisa ditulis, misalnya: tgl 2 Mei 12 orang)"
    )


def test_every_fourth_complete_week_in_a_row_is_noticed() -> None:
    known = make_known(THIS_WEEK)
    said = {row: told(known, row=row)[-1] for row in (1, 3, 4, 5, 8, 12, 16)}
    thanks = "Terima kasih, laporan sepekan ini lengkap! 🌟"
    assert said == {
        1: thanks,
        3: thanks,
        4: "Empat pekan berturut-turut lengkap!",
        5: thanks,
        8: "Delapan pekan berturut-turut lengkap!",
        12: "Dua belas pekan berturut-turut lengkap!",
        16: "16 pekan berturut-turut lengkap!",
    }


def test_a_late_report_is_said_even_where_nothing_else_is() -> None:
    assert told(make_known(LAST_WEEK), told_before=100)[-1] == "Pekan lalu diperbarui: 100 → 128"
    assert told(make_known(LAST_WEEK), told_before=128)[-1] != "Pekan lalu diperbarui: 128 → 128"


def test_buttons_are_those_that_matter() -> None:
    def labels(known: Known) -> list[str]:
        return [button.text for button in buttons(texts_in("id"), 1, library_period(Span.WEEK, WEEK, known))]

    assert labels(make_known(THIS_WEEK)) == ["🖼️ Grafik", "📄 Excel"]
    assert labels(make_known()) == ["✍️ Catat sekarang", "⏰ Pengingat"]
    assert labels(make_known(closures=(Closure(period=WEEK),))) == []


HOSTILE = st.sampled_from(["<b>&", "\u202e", "👩‍👩‍👧", "\n", "{0}", "{title}", "panjang "]).flatmap(
    lambda part: st.integers(1, 4096).map(lambda number: (part * number)[:4096])
)


@given(st.lists(HOSTILE, min_size=1, max_size=30), HOSTILE, st.sampled_from(list(Span)), st.sampled_from(["id", "en"]))
def test_no_titles_or_names_make_a_message_too_long(titles: list[str], name: str, span: Span, language: str) -> None:
    told = [Activity(date=MONDAY, title=f"{title}{n}", participants=10**9) for n, title in enumerate(titles)]
    known = make_known(counted(date(2026, 4, 1), [10**9] * 45), activities=told, books=BOOKS)
    figures = library_period(span, span.of(MONDAY), known)
    idea = replace(IDEA, library=name, title=titles[0])
    shown = Summary(library=name, figures=figures, told_before=1, idea=idea)
    text = summary(texts_in(language), shown)
    assert len(text.striptags()) <= len(text.unescape()) < 1500
    assert "\u202e" not in text
    assert "<" not in text


def test_a_trend() -> None:
    first = MONDAY - timedelta(weeks=4)
    days = counted(first, [*[10] * 6, None, *[None] * 7, *[CLOSED] * 7, 20, *[None] * 6, 30])
    shown = trend(Span.WEEK, WEEK, make_known(days), first, MONDAY)
    assert trend_text(texts_in("id"), "Perpustakaan Desa Balai Sebut", shown).unescape().split("\n") == [
        "📈 12 pekan · Perpustakaan Desa Balai Sebut",
        "6–12 Apr: 60 ▇▇▇▇▇▇▇▇▇▇",
        "13–19 Apr: –",
        "20–26 Apr: tutup",
        "27 Apr–3 Mei: 20 ▇▇▇ (1 dari 6 hari)",
        "4–10 Mei: 30 ▇▇▇▇▇ sejauh ini",
        "Rata-rata 40 sepekan",
    ]


def test_a_trend_of_months() -> None:
    known = make_known(counted(date(2026, 4, 1), [1] * 61))
    shown = trend(Span.MONTH, MAY, known, date(2026, 4, 1), date(2026, 6, 1))
    assert trend_text(texts_in("en"), "Balai Sebut", shown).unescape().split("\n") == [
        "📈 12 months · Balai Sebut",
        "April 2026: 30 ▇▇▇▇▇▇▇▇▇▇",
        "May 2026: 31 ▇▇▇▇▇▇▇▇▇▇",
        "On average 30 a month",
    ]


def test_a_month_that_was_closed() -> None:
    away = Closure(period=Period(first=MAY.first, last=MAY.last))
    assert told(make_known(closures=(away,)), span=Span.MONTH)[1:] == [
        "Perpustakaan tutup sebulan penuh. Sampai jumpa saat buka kembali!"
    ]
