from domain.entries import ActivityClass
from reports.activities import ActivitySum, activity_sums
from tests.factories import TODAY, make_activity


def test_titles_that_look_the_same_are_one() -> None:
    sums = activity_sums(
        [
            make_activity(title="Membaca  nyaring", participants=12),
            make_activity(title="membaca nyaring", participants=8),
            make_activity(title="Mewarnai", participants=None),
        ]
    )
    assert sums.all == ActivitySum(number=3, participants=20)
    assert sums.by_title == (
        ("Membaca  nyaring", ActivitySum(number=2, participants=20)),
        ("Mewarnai", ActivitySum(number=1)),
    )


def test_the_largest_keep_the_order_of_their_days() -> None:
    told = [make_activity(title=title, participants=n) for title, n in (("A", 5), ("B", 1), ("C", 9), ("D", None))]
    assert [title for title, _ in activity_sums(told).largest(2)] == ["A", "C"]


def test_activities_by_class_in_the_order_of_the_form() -> None:
    told = [
        make_activity(activity_class=ActivityClass.PUBLICATION, participants=None),
        make_activity(activity_class=ActivityClass.COMMUNITY, participants=7),
        make_activity(activity_class=None, participants=3),
    ]
    assert activity_sums(told).by_class == (
        (ActivityClass.COMMUNITY, ActivitySum(number=2, participants=10)),
        (ActivityClass.PUBLICATION, ActivitySum(number=1)),
    )


def test_no_activities() -> None:
    assert activity_sums([]).all == ActivitySum()


def test_the_oldest_come_first() -> None:
    told = [make_activity(title="B", date=TODAY), make_activity(title="A", date=TODAY.replace(day=1))]
    assert [title for title, _ in activity_sums(told).by_title] == ["A", "B"]
