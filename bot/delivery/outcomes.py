"""From the result of a delivery to what is noted, said in the log and waited for."""

import logging
from collections.abc import Sequence
from dataclasses import replace

from bot.delivery.limits import Limits
from bot.delivery.noting import Attempted, Heard, Note, Renumbered, Returned, Silent, Unreached, Unshown
from bot.delivery.retry import (
    FIRST,
    LONGEST,
    AsSent,
    CutOff,
    Decision,
    Doubt,
    GiveUp,
    Moved,
    Retry,
    SendAnew,
    Silenced,
    Untopic,
    decide,
)
from domain.backoff import delay
from domain.messages import Letter, Priority
from storage.outbox import Delivered

logger = logging.getLogger(__name__)

OUTAGE_CHATS = 3
"""So many chats failing with no success between them: it is the platform, and all of them wait."""


def is_once(letter: Letter) -> bool:
    """Whether it is claimed before it is sent, because it must never be sent twice."""
    return letter.priority is Priority.ANNOUNCEMENT


def returned(letter: Letter) -> Sequence[Note]:
    """It was not sent after all."""
    return [Returned(id=letter.id)] if is_once(letter) else []


class Outcomes:
    """Remembers what a message has been through until it is settled; nothing here is needed after a restart.

    `trouble` is what keeps all messages from leaving now.
    """

    trouble: str | None = None

    def __init__(self, limits: Limits) -> None:
        self._limits = limits
        self._failures: dict[int, int] = {}
        self._anew: set[int] = set()
        self._untopic: set[int] = set()
        self._failing_chats: set[int] = set()
        self._outage = 0

    def prepared(self, letter: Letter) -> Letter:
        """The letter as it is to be sent now."""
        if letter.id in self._untopic:
            letter = replace(letter, topic_id=None)
        return replace(letter, edit_message_id=None) if letter.id in self._anew else letter

    def sent(self, letter: Letter, message_id: int | None) -> Sequence[Note]:
        """It was taken."""
        self._works()
        self._forget(letter.id)
        logger.debug("sent %d to chat %d", letter.id, letter.chat_id)
        is_new = letter.edit_message_id is None
        delivered = Delivered(
            id=letter.id,
            state="sent",
            closes=letter.closes,
            message_id=message_id,
            # An edit that left as a message of its own: later edits go to that.
            replaces=letter.edits if is_new else None,
        )
        return [delivered, Heard(chat_id=letter.chat_id)] if is_new and letter.chat_id < 0 else [delivered]

    def failed(self, letter: Letter, error: Exception, now: float) -> Sequence[Note]:
        """It was not taken, or nobody knows."""
        failures = self._failures[letter.id] = self._failures.get(letter.id, 0) + 1
        decision = decide(
            error, failures=failures, attempts=letter.attempts, once=is_once(letter), menu=letter.menu is not None
        )
        if not isinstance(decision, Retry | Doubt):
            self._works()
        notes = self._acted(letter, decision, error, now)
        settled = any(isinstance(note, Delivered) for note in notes)
        return notes if settled else [*returned(letter), *notes]

    def _acted(self, letter: Letter, decision: Decision, error: Exception, now: float) -> Sequence[Note]:
        match decision:
            case Retry():
                return self._waits(letter, decision, error, now)
            case AsSent():
                return self.sent(letter, letter.edit_message_id)
            case SendAnew() | Untopic():
                return self._sends_otherwise(letter, decision)
            case Moved():
                return [Renumbered(chat_id=letter.chat_id, new_chat_id=decision.new_chat_id)]
            case CutOff():
                return [self._given_up(letter, decision.reason), Unreached(chat_id=letter.chat_id)]
            case Silenced():
                return self._silenced(letter, decision.reason)
            case Doubt():
                self._fails(letter.chat_id, decision.reason, now)
                return [self._given_up(letter, decision.reason, state="unsure")]
            case GiveUp() if letter.menu is not None:
                return [self._given_up(letter, decision.reason, state="cancelled"), Unshown(chat_id=letter.chat_id)]
            case GiveUp():
                return [self._given_up(letter, decision.reason)]

    def _silenced(self, letter: Letter, reason: str) -> Sequence[Note]:
        """It waits until the group gives the right; an announcement's author rather hears that it failed."""
        self._forget(letter.id)
        failed = [self._given_up(letter, reason)] if is_once(letter) else []
        return [*failed, Silent(chat_id=letter.chat_id)]

    def _sends_otherwise(self, letter: Letter, decision: SendAnew | Untopic) -> Sequence[Note]:
        return self._sends_anew(letter) if isinstance(decision, SendAnew) else self._leaves_topic(letter, decision)

    def _leaves_topic(self, letter: Letter, decision: Untopic) -> Sequence[Note]:
        if letter.topic_id is None:
            return [self._given_up(letter, decision.reason)]
        self._untopic.add(letter.id)
        logger.info("a topic of chat %d is gone: %d goes to the general one", letter.chat_id, letter.id)
        return []

    def _sends_anew(self, letter: Letter) -> Sequence[Note]:
        if letter.edit_message_id is None:
            return [self._given_up(letter, "gone, though it was no edit")]
        self._anew.add(letter.id)
        logger.info("message %d of chat %d is gone: %d is sent anew", letter.edit_message_id, letter.chat_id, letter.id)
        return []

    def _given_up(self, letter: Letter, reason: str, state: str = "failed") -> Note:
        self._forget(letter.id)
        logger.warning("gave up %d to chat %d, %s: %s", letter.id, letter.chat_id, state, reason)
        return Delivered(id=letter.id, state=state, closes=letter.closes, error=reason)

    def _waits(self, letter: Letter, retry: Retry, error: Exception, now: float) -> Sequence[Note]:
        name = type(error).__name__
        if retry.flood:
            self._limits.flooded(letter.chat_id, retry.after, now)
            logger.warning("too many requests: chat %d waits %g s", letter.chat_id, retry.after)
            return []
        self._limits.pause(letter.chat_id, now + retry.after)
        if retry.counts:
            # Where it happened, without the exception's own text: that could hold people's words.
            logger.error("%d to chat %d failed in our own program: %s", letter.id, letter.chat_id, name)
            return [Attempted(id=letter.id, error=name)]
        self._fails(letter.chat_id, str(error), now)
        return []

    def _fails(self, chat_id: int, reason: str, now: float) -> None:
        self._failing_chats.add(chat_id)
        if len(self._failing_chats) < OUTAGE_CHATS and not self._outage:
            logger.info("sending to chat %d failed (%s); trying again", chat_id, reason)
            return
        self._outage += 1
        self.trouble = f"sending: {reason}"
        self._limits.pause_all(now + delay(self._outage, first=FIRST, longest=LONGEST))
        if self._outage == 1:
            logger.warning("sending does not work now (%s); trying again", reason)

    def _works(self) -> None:
        """The platform answers: those who only waited for that may go on."""
        if self._outage:
            logger.info("sending works again")
            self._limits.release()
            self._outage = 0
            self.trouble = None
        self._failing_chats.clear()

    def _forget(self, id_: int) -> None:
        self._failures.pop(id_, None)
        self._anew.discard(id_)
        self._untopic.discard(id_)
