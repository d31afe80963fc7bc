"""An album counts as many messages as it has files."""

from bot.delivery.limits import GROUP, GROUP_SECONDS, OVERALL, TelegramLimits

GROUP_CHAT, SITI = -1001, 7001


def test_an_album_waits_for_room_for_all_of_it() -> None:
    limits = TelegramLimits()
    for chat in range(OVERALL - 5):
        limits.started(chat)
        limits.answered(chat, 0.0)
    assert limits.room_at(0.5) == 0.5
    assert limits.room_at(0.5, 10) == 1.0


def test_a_group_takes_two_albums_of_ten_a_minute() -> None:
    limits = TelegramLimits()
    for at in (0.0, 1.0):
        assert limits.ready_at(GROUP_CHAT, at, 10) == at
        limits.started(GROUP_CHAT, 10)
        limits.answered(GROUP_CHAT, at, 10)
    assert GROUP == 20
    assert limits.ready_at(GROUP_CHAT, 2.0, 10) == GROUP_SECONDS
    assert limits.ready_at(GROUP_CHAT, 2.0) == GROUP_SECONDS


def test_an_album_to_one_person_waits_until_there_is_nothing_before_it() -> None:
    limits = TelegramLimits()
    assert limits.ready_at(SITI, 0.0, 10) == 0.0
    limits.started(SITI)
    limits.answered(SITI, 0.0)
    assert limits.ready_at(SITI, 0.0, 10) == 1.0
