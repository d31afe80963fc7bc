"""Telegram's limits and the measures of a dispatcher, in time that the test owns."""

import pytest

from simulator.calls import Call, maxima
from simulator.chats import Chat
from simulator.limits import Bucket, Limits, LimitSettings, SlidingWindow, busiest
from simulator.refusals import TooManyRequests

GROUP = Chat(id=-1, type="group", title="Sanggau")


class Watch:
    def __init__(self) -> None:
        self.time = 100.0

    def __call__(self) -> float:
        return self.time


def test_a_window_lets_its_limit_through_and_then_none() -> None:
    window = SlidingWindow(3, 1.0)
    for moment in (0.0, 0.1, 0.2):
        assert window.wait(moment) == 0
        window.take(moment)
    assert window.wait(0.3) == pytest.approx(0.7)
    assert window.wait(1.0) == 0


def test_a_window_counts_what_a_send_costs() -> None:
    window = SlidingWindow(3, 1.0)
    window.take(0.0, 2)
    assert window.wait(0.5, 2) == pytest.approx(0.5)


def test_a_bucket_allows_a_burst_and_then_one_a_second() -> None:
    bucket = Bucket(2, 1.0)
    for _ in range(2):
        assert bucket.wait(10.0) == 0
        bucket.take(10.0)
    assert bucket.wait(10.25) == pytest.approx(0.75)
    assert bucket.wait(11.0) == 0


def test_the_21st_message_to_a_group_within_a_minute_is_refused() -> None:
    watch = Watch()
    limits = Limits(watch)
    for _ in range(20):
        limits.admit(GROUP, 1)
        watch.time += 2
    with pytest.raises(TooManyRequests) as refused:
        limits.admit(GROUP, 1)
    assert refused.value.parameters == {"retry_after": 20}
    assert refused.value.description == "Too Many Requests: retry after 20"


def test_thirty_a_second_hold_over_all_chats() -> None:
    limits = Limits(Watch())
    for number in range(30):
        limits.admit(Chat(id=-number - 10, type="group"), 1)
    with pytest.raises(TooManyRequests):
        limits.admit(Chat(id=-99, type="group"), 1)


def test_a_refused_send_costs_nothing() -> None:
    watch = Watch()
    limits = Limits(watch, LimitSettings(group=1))
    limits.admit(GROUP, 1)
    for _ in range(5):
        with pytest.raises(TooManyRequests):
            limits.admit(GROUP, 1)
    watch.time += 60
    limits.admit(GROUP, 1)


def test_limits_can_be_switched_off() -> None:
    limits = Limits(Watch(), LimitSettings(on=False))
    for _ in range(100):
        limits.admit(GROUP, 1)


def test_the_busiest_stretch_excludes_its_own_end() -> None:
    assert busiest([0.0, 0.5, 1.0, 1.2], 1) == 3
    assert busiest([], 1) == 0


def test_maxima_tell_private_chats_from_groups_and_count_albums() -> None:
    calls = [
        Call("sendMessage", {"chat_id": 7}, at=0.0, status=200),
        Call("sendMediaGroup", {"chat_id": 7, "media": [{}, {}]}, at=0.4, status=200),
        Call("sendMessage", {"chat_id": -1}, at=0.5, status=429),
        Call("sendMessage", {"chat_id": -1}, at=30.0, status=200),
        Call("getMe", {}, at=0.5, status=200),
    ]
    assert maxima(calls, {-1: True}) == {
        "sends": 5,
        "overall_1s": 4,
        "private_1s": 3,
        "group_60s": 2,
        "by_chat": {"7": 3, "-1": 2},
        "refused_429": 1,
    }
