"""Groups in the database, what reaches them, and what offices reach."""

from datetime import timedelta

from markupsafe import escape

from bot.delivery.noting import Heard, Silent, write_notes
from domain.messages import Outgoing, Priority
from domain.people import Library
from storage.work import Database, Work
from tests.factories import KALIMANTAN_BARAT, NOW, SANGGAU, SINTANG, Someone, add_region

GROUP, GROWN = -4_800_000_001, -1_002_100_000_001


def linked(work: Work) -> None:
    work.chats.link(GROUP, "Pustaka Sanggau", add_region(work, code=SANGGAU), 7)


def test_a_group_is_linked_once_and_keeps_what_it_was(database: Database) -> None:
    with database.work() as work:
        work.chats.added(GROUP, "Pustaka")
        linked(work)
        work.chats.removed(GROUP)
        assert work.chats.within({SANGGAU}) == []
        again = work.chats.added(GROUP, "Pustaka Sanggau Raya")
    assert (again.region_code, again.topic_id, again.active) == (SANGGAU, 7, True)


def test_a_grown_group_takes_everything_with_it_even_if_it_was_seen_before(database: Database) -> None:
    with database.work() as work:
        linked(work)
        work.chats.added(GROWN, "Pustaka Sanggau")
        work.chats.migrate(GROUP, GROWN)
        grown = work.chats.get(GROWN)
        assert grown is not None
        assert (grown.region_code, grown.topic_id) == (SANGGAU, 7)
        assert work.chats.get(GROUP) is None
        work.chats.migrate(GROUP, GROWN)  # told twice by Telegram
        assert work.chats.get(GROWN) == grown


def test_groups_are_reached_through_their_region(database: Database) -> None:
    with database.work() as work:
        linked(work)
        group = work.chats.get(GROUP)
        assert group is not None
        for offices, reaches in (
            ({SANGGAU}, True),
            ({KALIMANTAN_BARAT}, True),
            ({None}, True),
            ({SINTANG}, False),
            ({"6"}, False),
            (set[str](), False),
        ):
            assert bool(work.chats.within(offices)) is reaches
            assert bool(work.chats.one_within(group.id, offices)) is reaches


def test_what_a_muted_group_was_to_get_waits_as_long_as_it_is_useful(database: Database, yohanes: Someone) -> None:
    with database.work() as work:
        linked(work)
        soon, late = NOW + timedelta(hours=1), NOW + timedelta(hours=30)
        put = [("week", soon), ("answer", None), ("later", late)]
        work.outbox.put(
            [Outgoing(chat_id=GROUP, text=escape(text), priority=Priority.SUMMARY, not_after=end) for text, end in put],
            NOW,
        )
        write_notes(work, [Silent(chat_id=GROUP)], NOW)
        write_notes(work, [Silent(chat_id=GROUP)], NOW)
        waiting = work.outbox.heads(NOW, 10)
        assert [letter.chat_id for letter in waiting] == [yohanes.chat_id]
        assert "Pustaka Sanggau" in waiting[0].text
        assert len(work.outbox.expire(NOW + timedelta(hours=1))) == 1
        assert len(work.outbox.heads(NOW + timedelta(hours=1), 10)) == 2  # tried again, in case nobody tells the bot
        work.outbox.release_chat(GROUP)
        assert [str(one.text) for one in work.outbox.heads(NOW, 10) if one.chat_id == GROUP] == ["answer"]
        write_notes(work, [Heard(chat_id=GROUP)], NOW)
        heard = work.chats.get(GROUP)
        assert heard is not None
        assert heard.mute_since is None


def test_a_hand_over_is_found_by_its_invitation(database: Database, wati: Someone, balai_sebut: Library) -> None:
    from domain.people import Role

    with database.work() as work:
        keeper = work.keepers.of(balai_sebut.id)[0]
        code, until = work.invitations.invite(Role.KEEPER, now=NOW, library_id=balai_sebut.id)
        other, _ = work.invitations.invite(Role.KEEPER, now=NOW, library_id=balai_sebut.id)
        made, plain = work.invitations.known(code), work.invitations.known(other)
        assert made is not None
        assert plain is not None
        work.keepers.hand_over(keeper, made.id, wati.id, NOW, until)
        found = work.keepers.handover(balai_sebut.id, made.id)
        assert found is not None
        assert (found.keeper_id, found.begun_by) == (wati.id, wati.id)
        assert work.keepers.handover(balai_sebut.id, plain.id) is None
        assert work.keepers.leave(wati.id, balai_sebut.id, NOW)
        assert not work.keepers.leave(wati.id, balai_sebut.id, NOW)
        assert work.keepers.of(balai_sebut.id) == []


def test_a_list_is_tried_without_leaving_a_trace(database: Database, balai_sebut: Library) -> None:
    from handlers.library_list import libraries_in

    text = "code,name,village,district,regency,province\n61.05.01.1,A,B,C,Kabupaten Sintang,Kalimantan Barat\n"
    rows, _ = libraries_in(text.encode())
    with database.work() as work:
        assert work.libraries.preview(rows, NOW).added == 1
        assert work.directory.libraries_in() == [balai_sebut]
        assert work.libraries.elsewhere([balai_sebut.code, "61.05.01.1"], {SINTANG}) == {balai_sebut.code}
        assert work.libraries.elsewhere([balai_sebut.code], {None}) == set()
