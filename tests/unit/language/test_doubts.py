"""Every doubt carries what one tap or one typed answer needs."""

from collections.abc import Callable
from datetime import date, datetime

import pytest

from domain.entries import Activity, Visits
from domain.understanding import Doubt, DoubtKind, Slot, Understanding
from language import day_of

THURSDAY = date(2026, 5, 21)
Say = Callable[..., Understanding]


def doubt(understood: Understanding) -> Doubt:
    (found,) = understood.doubts
    return found


def test_a_bare_number_is_proposed_as_visits(say: Say) -> None:
    assert doubt(say("15")) == Doubt(
        kind=DoubtKind.BARE_NUMBER,
        slot=Slot.TOTAL,
        draft=Visits(date=THURSDAY),
        proposals=(Visits(date=THURSDAY, total=15),),
        numbers=(15,),
    )


def test_people_without_a_noun_are_proposed_with_their_split(say: Say) -> None:
    assert doubt(say("L 5 P 6")) == Doubt(
        kind=DoubtKind.NOUNLESS,
        slot=Slot.TOTAL,
        draft=Visits(date=THURSDAY),
        proposals=(Visits(date=THURSDAY, total=11, male=5, female=6),),
        numbers=(5, 6),
    )


@pytest.mark.parametrize("text", ["L 10 P 12 total 25", "pengunjung L 10 P 12 total 25"])
def test_a_contradiction_keeps_the_split_with_its_sum(say: Say, text: str) -> None:
    assert doubt(say(text)) == Doubt(
        kind=DoubtKind.CONTRADICTION,
        slot=Slot.TOTAL,
        draft=Visits(date=THURSDAY),
        proposals=(Visits(date=THURSDAY, total=22, male=10, female=12), Visits(date=THURSDAY, total=25)),
        numbers=(10, 12, 25),
    )


@pytest.mark.parametrize(
    ("text", "kind", "days"),
    [
        ("tgl 31 april pengunjung 12", DoubtKind.DATE_IMPOSSIBLE, ["2026-04-30"]),
        ("tgl 25 mei pengunjung 12", DoubtKind.DATE_FUTURE, ["2026-04-25"]),
        ("senin 13 mei pengunjung 12", DoubtKind.DATE_MISMATCH, ["2026-05-13", "2026-05-11"]),
        ("1 januari pengunjung 12", DoubtKind.DATE_TOO_OLD, ["2026-01-01"]),
    ],
)
def test_a_doubtful_date_proposes_the_days_it_may_have_been(
    say: Say, text: str, kind: DoubtKind, days: list[str]
) -> None:
    found = doubt(say(text))
    assert (found.kind, found.slot) == (kind, Slot.DATE)
    assert found.proposals == tuple(Visits(date=date.fromisoformat(day), total=12) for day in days)


def test_a_future_date_is_named_in_the_draft(say: Say) -> None:
    assert doubt(say("tgl 25 mei pengunjung 12")).draft == Visits(date=date(2026, 5, 25), total=12)


def test_closed_and_counted_proposes_both(say: Say) -> None:
    closed, counted = doubt(say("tutup, pengunjung 12")).proposals
    assert isinstance(closed, Visits)
    assert (closed.closed, counted) == (True, Visits(date=THURSDAY, total=12))


def test_two_counts_of_a_day_are_alternatives(say: Say) -> None:
    found = doubt(say("Yang datang bantu 9 anak. Pengunjung 15"))
    assert (found.kind, found.slot, found.numbers) == (DoubtKind.RANGE, Slot.TOTAL, (9, 15))


def test_the_writer_who_is_not_sure_is_asked(say: Say) -> None:
    found = doubt(say("pengunjung 12 eh apa 15 ya, lupa saya"))
    assert (found.kind, found.numbers) == (DoubtKind.RANGE, (12, 15))


def test_an_activity_among_days_gone_by_asks_for_its_day(say: Say) -> None:
    understood = say("senin 11, selasa 13, kegiatan ngaji 10 anak")
    found = doubt(understood)
    assert (found.kind, found.slot, found.draft) == (DoubtKind.WHICH_DAY, Slot.DATE, None)
    assert [(type(entry), entry.date.day) for entry in found.proposals] == [(Activity, 19), (Activity, 18)]


def test_the_total_of_a_period_proposes_nothing(say: Say) -> None:
    found = doubt(say("minggu ini pengunjung 60"))
    assert (found.kind, found.proposals, found.numbers) == (DoubtKind.PERIOD_TOTAL, (), (60,))


@pytest.mark.parametrize(
    ("text", "dated", "corrects"),
    [
        ("pengunjung 12", False, False),
        ("pengunjung hari ini 12", True, False),
        ("ralat kegiatan mewarnai 15 anak", False, True),
        ("eh lupa, kegiatan mewarnai 15 anak", False, False),
        ("ralat pengunjung kemarin 15 bukan 12", True, True),
    ],
)
def test_whether_a_day_is_named_and_something_corrected(say: Say, text: str, dated: bool, corrects: bool) -> None:
    understood = say(text)
    assert (understood.dated, understood.corrects) == (dated, corrects)


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("30 april", "2026-04-30"),
        ("kemarin", "2026-05-20"),
        ("senin bu", "2026-05-18"),
        ("tgl 3", "2026-05-03"),
        ("Senin, 18 Mei 2026", "2026-05-18"),
        ("1 januari", "2026-01-01"),
        ("minggu lalu", None),
        ("besok", None),
        ("15", None),
        ("kemarin 12", None),
        ("tgl 31 april", None),
    ],
)
def test_a_message_that_is_only_a_day(text: str, day: str | None) -> None:
    now = datetime.fromisoformat("2026-05-21T16:00:00+07:00")
    assert day_of(text, now=now) == (date.fromisoformat(day) if day else None)
