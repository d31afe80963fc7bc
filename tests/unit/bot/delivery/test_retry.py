from hypothesis import given
from hypothesis import strategies as st

from bot.delivery.retry import AsSent, CutOff, GiveUp, Moved, Retry, SendAnew, Untopic, decide
from domain.errors import Gone, Migrated, Muted, NoTopic, Refused, TryAgain, Unchanged, Unreachable


def test_what_was_not_sent_is_tried_later_and_later_and_never_counts() -> None:
    pauses = [decide(TryAgain("502"), failures=failures, attempts=0) for failures in (1, 2, 3, 8, 100)]
    assert pauses == [Retry(after=after) for after in (0.5, 1.0, 2.0, 60.0, 60.0)]


@given(st.integers(1, 10_000))
def test_pauses_stay_between_half_a_second_and_a_minute(failures: int) -> None:
    decision = decide(TryAgain("502"), failures=failures, attempts=0)
    assert isinstance(decision, Retry)
    assert 0.5 <= decision.after <= 60


def test_a_429_waits_as_long_as_telegram_says() -> None:
    error = TryAgain("too many requests", after=17.0, flood=True)
    assert decide(error, failures=5, attempts=0) == Retry(after=17.0, flood=True)


def test_the_platforms_refusals_have_their_cures() -> None:
    assert decide(Unchanged("same"), failures=1, attempts=0) == AsSent()
    assert decide(Gone("gone"), failures=1, attempts=0) == SendAnew()
    assert decide(NoTopic("gone"), failures=1, attempts=0) == Untopic(reason="gone")
    assert decide(Migrated(-1002), failures=1, attempts=0) == Moved(new_chat_id=-1002)
    assert decide(Unreachable("blocked"), failures=1, attempts=0) == CutOff(reason="blocked")
    assert decide(Refused("no"), failures=1, attempts=0) == GiveUp(reason="no")


def test_a_refused_menu_is_given_up_and_says_nothing_of_its_chat() -> None:
    flood = TryAgain("too many requests", after=3600.0, flood=True)
    for error in (flood, Unreachable("blocked"), Muted("no rights"), Migrated(-1002), Refused("no")):
        assert decide(error, failures=1, attempts=0, menu=True) == GiveUp(reason=str(error))
    assert decide(TryAgain("502"), failures=1, attempts=0, menu=True) == Retry(after=0.5)


def test_errors_of_our_own_count_and_end_after_three_without_their_text() -> None:
    error = KeyError("Siti: pengunjung 12")
    assert decide(error, failures=1, attempts=0) == Retry(after=0.5, counts=True)
    assert decide(error, failures=3, attempts=2) == GiveUp(reason="KeyError in our own program")
