"""Who can be written to: blocked and back, added to a group and removed, a group with other rights or a new id."""

from datetime import datetime

from domain.messages import Outgoing, What
from handlers import groups
from handlers.turn import Answer, Turn
from locales import texts_in
from replies.groups import muted as muted_told
from storage.work import Work


def blocked(turn: Turn) -> Answer:
    """Nothing is sent there until they write again."""
    if turn.incoming.is_group:
        turn.work.chats.removed(turn.chat_id)
    else:
        turn.work.directory.reachable(turn.external_id, since=turn.now)
    turn.work.outbox.cancel_chat(turn.chat_id)
    return []


def unblocked(turn: Turn) -> Answer:
    """They are back, or a group has taken the bot in."""
    if turn.incoming.is_group:
        return groups.added(turn)
    turn.work.directory.reachable(turn.external_id, since=None)
    return []


def muted(turn: Turn) -> Answer:
    """A group takes the right to write."""
    return mute(turn.work, turn.chat_id, turn.now)


def unmuted(turn: Turn) -> Answer:
    """A group lets the bot write: what waited for that leaves."""
    turn.work.chats.unmute(turn.chat_id)
    turn.work.outbox.release_chat(turn.chat_id)
    return []


def mute(work: Work, chat_id: int, now: datetime) -> list[Outgoing]:
    """What is for a group without rights waits while it is useful; its facilitators are told once."""
    work.outbox.hold_chat(chat_id, now)
    group = work.chats.mute(chat_id, now)
    if group is None or group.region_code is None:
        return []
    facilitators = work.directory.facilitators(group.region_code)
    return [muted_told(texts_in(one.language), one.chat_id, group.title) for one in facilitators]


def migrated(turn: Turn) -> Answer:
    """A group became a supergroup: everything goes to its new id."""
    if turn.incoming.new_chat_id is not None:
        turn.work.outbox.migrate(turn.chat_id, turn.incoming.new_chat_id)
        turn.work.inbox.migrate(turn.chat_id, turn.incoming.new_chat_id)
        turn.work.chats.migrate(turn.chat_id, turn.incoming.new_chat_id)
        turn.work.runs.migrate(turn.chat_id, turn.incoming.new_chat_id)
    return []


def anonymous(turn: Turn) -> Answer:
    """An anonymous admin of a group: nobody knows for whom to record."""
    if turn.incoming.command is None or turn.incoming.what is What.EDIT:
        return []
    return [turn.answer(turn.texts.say("I can't see who you are. Please write as yourself, not as the group."))]
