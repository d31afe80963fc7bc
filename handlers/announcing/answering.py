"""What recipients answer: by button, or in words as a reply."""

from domain.announcing import Announcement, Content
from domain.messages import Keyboard
from handlers.announcing.reading import is_clear_report
from handlers.reading import read
from handlers.turn import Answer, Turn
from locales import DEFAULT, texts_in
from replies.announcing import answers as replies
from replies.announcing import letters
from replies.buttons import Tap


def tapped(turn: Turn, tap: Tap) -> Answer:
    """A choice; the tapped message shows it."""
    found = turn.work.announcements.get(tap.id)
    if found is None or not turn.work.runs.is_recipient(found.id, turn.chat_id):
        return []
    choices = found.asks.choices
    if tap.choice >= len(choices):
        return []
    turn.work.answers.choose(found.id, turn.me.id, choices[tap.choice], turn.now)
    if not found.content.is_album:
        turn.work.runs.has_come(found.id, turn.chat_id, turn.incoming.message_id)
    if found.content == Content():
        return []  # its author was erased, with the words
    buttons = _buttons(turn, found, tap.choice)
    return [letters.answered(turn.texts, found, turn.chat_id, turn.incoming.message_id, buttons)]


def replied(turn: Turn) -> Answer | None:
    """Words in reply to an announcement are an answer; a report is a report all the same."""
    reply_to = turn.incoming.reply_to
    if reply_to is None or turn.incoming.media is not None or not turn.text.strip():
        return None
    id_ = turn.work.announcements.told_by(turn.chat_id, reply_to)
    if id_ is None or not turn.work.runs.is_recipient(id_, turn.chat_id):
        return None
    if is_clear_report(read(turn, turn.text)):
        return None
    turn.work.answers.say(id_, turn.me.id, turn.text, turn.now)
    return [turn.answer(replies.thanks(turn.texts))]


def edited(turn: Turn) -> Answer | None:
    """An answer was worded anew; a report that was a reply stays one."""
    if turn.incoming.reply_to is None or turn.incoming.message_id is None:
        return None
    if turn.work.journal.report_of(turn.chat_id, turn.incoming.message_id):
        return None
    return replied(turn)


def _buttons(turn: Turn, found: Announcement, chosen: int) -> Keyboard:
    """In a group everybody sees the same: how many chose what."""
    if turn.incoming.is_group:
        return letters.answer_buttons(texts_in(DEFAULT), found, counts=turn.work.answers.counts(found.id))
    return letters.answer_buttons(turn.texts, found, found.asks.choices[chosen])
