"""Who can be written to: blocked and back, added to a group and removed, a group with a new id."""

from domain.messages import What
from handlers.turn import Answer, Turn


def blocked(turn: Turn) -> Answer:
    """Nothing is sent there until they write again."""
    if turn.incoming.is_group:
        turn.work.directory.group_active(turn.chat_id, active=False)
    else:
        turn.work.directory.reachable(turn.external_id, since=turn.now)
    turn.work.outbox.cancel_chat(turn.chat_id)
    return []


def unblocked(turn: Turn) -> Answer:
    """They are back, or a group has taken the bot in."""
    if not turn.incoming.is_group:
        turn.work.directory.reachable(turn.external_id, since=None)
        return []
    turn.work.directory.group_active(turn.chat_id, active=True)
    text = turn.texts.say(
        "Hello! I keep the records of village libraries. In a group I answer only commands and replies to me, "
        "for example: /lapor visitors 12"
    )
    return [turn.answer(text)]


def migrated(turn: Turn) -> Answer:
    """A group became a supergroup: everything goes to its new id."""
    if turn.incoming.new_chat_id is not None:
        turn.work.outbox.migrate(turn.chat_id, turn.incoming.new_chat_id)
        turn.work.inbox.migrate(turn.chat_id, turn.incoming.new_chat_id)
        turn.work.directory.migrate_group(turn.chat_id, turn.incoming.new_chat_id)
    return []


def anonymous(turn: Turn) -> Answer:
    """An anonymous admin of a group: nobody knows for whom to record."""
    if turn.incoming.command is None or turn.incoming.what is What.EDIT:
        return []
    return [turn.answer(turn.texts.say("I can't see who you are. Please write as yourself, not as the group."))]
