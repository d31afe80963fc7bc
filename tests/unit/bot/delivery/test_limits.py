from hypothesis import given
from hypothesis import strategies as st

from bot.delivery.limits import NoLimits, TelegramLimits

SITI, WATI, DARIUS, GROUP = 71, 72, 73, -1001


def most_within(times: list[float], seconds: float) -> int:
    """The most moments in any stretch of that length, its end excluded."""
    return max((sum(start <= time < start + seconds for time in times) for start in times), default=0)


class Sender:
    """Sends as fast as the limits allow, to chats in turn; the server counts some time before the answer comes."""

    def __init__(self, latencies: list[float]) -> None:
        self.limits = TelegramLimits()
        self.now = 1000.0
        self.counted: list[tuple[float, int]] = []
        self._latencies = latencies
        self._flying: list[tuple[float, int]] = []

    def send(self, chat: int) -> None:
        """To this chat, as soon as it may be."""
        while not (self.limits.room(self.now) and self.limits.ready_at(chat, self.now) <= self.now):
            wishes = max(self.limits.room_at(self.now), self.limits.ready_at(chat, self.now))
            answers = min((at for at, _ in self._flying), default=float("inf"))
            self.now = min(wishes if wishes > self.now else float("inf"), answers)
            self._land()
        self.limits.started(chat)
        latency = self._latencies[len(self.counted) % len(self._latencies)]
        self.counted.append((self.now + latency / 2, chat))
        self._flying.append((self.now + latency, chat))

    def _land(self) -> None:
        for answer in sorted(self._flying):
            if answer[0] <= self.now:
                self._flying.remove(answer)
                self.limits.answered(answer[1], answer[0])


latencies = st.lists(st.floats(0.001, 0.9), min_size=1, max_size=7)


@given(latencies)
def test_it_never_lets_more_than_thirty_out_in_any_second(latencies: list[float]) -> None:
    sender = Sender(latencies)
    for number in range(120):
        sender.send(1000 + number)
    assert most_within([at for at, _ in sender.counted], 1.0) <= 30


@given(latencies)
def test_it_never_lets_more_than_twenty_a_minute_into_a_group(latencies: list[float]) -> None:
    sender = Sender(latencies)
    for _ in range(45):
        sender.send(GROUP)
    assert most_within([at for at, _ in sender.counted], 60.0) <= 20


@given(latencies)
def test_a_private_chat_gets_a_short_burst_and_then_one_a_second(latencies: list[float]) -> None:
    sender = Sender(latencies)
    for _ in range(12):
        sender.send(SITI)
    moments = [at for at, _ in sender.counted]
    assert most_within(moments, 1.0) <= 4
    assert most_within(moments, 5.0) <= 8
    assert moments[-1] - moments[0] < 12


def test_what_is_on_its_way_counts() -> None:
    limits = TelegramLimits()
    for chat in range(30):
        limits.started(chat)
    assert limits.room(0.0) == 0
    assert limits.room_at(0.0) == float("inf")


def test_a_send_counts_from_its_answer_on() -> None:
    limits = TelegramLimits()
    for chat in range(30):
        limits.started(chat)
        limits.answered(chat, 5.0)
    assert (limits.room(5.99), limits.room_at(5.5), limits.room(6.0)) == (0, 6.0, 30)


def test_a_429_makes_only_its_own_chat_wait() -> None:
    limits = TelegramLimits()
    limits.flooded(SITI, 7, now=10.0)
    assert limits.blocked(10.0) == {SITI: 17.0}
    assert limits.room(10.0) == 30
    assert limits.blocked(17.0) == {}


def test_429s_from_three_chats_within_two_seconds_make_everything_wait() -> None:
    limits = TelegramLimits()
    for chat, moment in ((SITI, 10.0), (WATI, 10.5), (DARIUS, 11.0)):
        limits.flooded(chat, 5, now=moment)
    assert (limits.room(15.9), limits.room_at(11.0), limits.room(16.0)) == (0, 16.0, 30)


def test_three_429s_of_one_chat_or_over_a_longer_time_do_not() -> None:
    limits = TelegramLimits()
    for moment in (10.0, 10.5, 11.0):
        limits.flooded(SITI, 5, now=moment)
    limits.flooded(WATI, 5, now=11.5)
    limits.flooded(DARIUS, 5, now=13.5)
    assert limits.room(13.5) == 30


def test_releasing_ends_our_own_pauses_but_not_telegrams() -> None:
    limits = TelegramLimits()
    limits.flooded(SITI, 5, now=10.0)
    limits.pause(WATI, 20.0)
    limits.pause_all(20.0)
    assert limits.room(10.0) == 0
    limits.release()
    assert limits.room(10.0) == 30
    assert limits.blocked(10.0) == {SITI: 15.0}


def test_quiet_chats_are_forgotten() -> None:
    limits = TelegramLimits()
    limits.started(SITI)
    limits.answered(SITI, 1.0)
    assert limits.blocked(2.5) == {}
    assert limits._chats == {}


def test_without_limits_only_pauses_hold_anything_up() -> None:
    limits = NoLimits()
    for _ in range(100):
        limits.started(SITI)
    assert limits.room(0.0) > 1000
    limits.flooded(SITI, 3, now=0.0)
    assert limits.blocked(0.0) == {SITI: 3.0}
