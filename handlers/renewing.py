"""Consent asked again, once its text has changed: until then whatever is said waits, and nothing of it is lost."""

from domain.messages import Outgoing
from domain.people import CONSENT_VERSION
from handlers import strangers
from handlers.turn import Answer, Turn
from replies import joining as replies


def is_due(turn: Turn) -> bool:
    """Whether this person has agreed to an older text only."""
    return turn.person is not None and (turn.person.consent_version or 0) < CONSENT_VERSION


def ask(turn: Turn) -> Answer:
    """Let it wait and show the text: in their private chat, and once for what comes together."""
    turn.hold()
    if turn.incoming.is_group:
        return strangers.in_group(turn)
    text, keyboard = replies.asked_again(turn.texts)
    minute = int(turn.incoming.sent_at.timestamp() // 60)
    key = f"consent:{turn.chat_id}:{minute}"
    return [Outgoing(chat_id=turn.chat_id, text=text, keyboard=keyboard, dedupe_key=key)]


def agree(turn: Turn) -> Answer:
    """Setuju: what waits is worked on, in its order."""
    return [turn.redraw(replies.agreed_again(turn.texts, waiting=agreed(turn) > 0))]


def agreed(turn: Turn) -> int:
    """They have agreed to the text as it is; how many of their messages waited for that."""
    turn.work.directory.change_person(turn.me.id, consent_version=CONSENT_VERSION, consented_at=turn.now)
    return turn.work.inbox.release(turn.chat_id)
