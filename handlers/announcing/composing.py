"""/siarkan, and the message that comes after it: kept by value as it is."""

from dataclasses import replace
from datetime import datetime, timedelta
from typing import Any

from markupsafe import Markup, escape

from domain.announcing import Announcement, Content
from domain.messages import Attached, Incoming, Media, What
from domain.plain import plain
from domain.understanding import Correction
from handlers import media, messages
from handlers.announcing import own
from handlers.announcing.choosing import ask_audience
from handlers.announcing.reading import is_report
from handlers.reading import read
from handlers.turn import Answer, Turn
from replies import region_lists
from replies.announcing import composing as replies
from replies.buttons import Tap
from storage.questions import QuestionRow

KIND, WHICH = "announce", "announce_which"
"""The questions for an announcement, and whether a message is one; the payload of the second holds the draft and what
was said, so that it can still be a report."""
PATIENCE = timedelta(hours=1)
FILES = (Media.PHOTO, Media.DOCUMENT)


def announce(turn: Turn) -> Answer:
    """/siarkan; what follows the command is the announcement."""
    if not turn.offices:
        return [turn.answer(replies.only_in_office(turn.texts))]
    if not turn.work.audiences.places(own.codes(turn, None)) and own.codes(turn, None) is None:
        return [turn.answer(region_lists.no_libraries(turn.texts))]
    if turn.text.strip() or turn.incoming.media in FILES:
        return composed(turn, None)
    turn.work.questions.withdraw(turn.me.id, KIND)
    question = turn.work.questions.ask(
        kind=KIND, chat_id=turn.chat_id, person_id=turn.me.id, now=turn.now, lifetime=PATIENCE
    )
    return [turn.answer(*replies.ask(turn.texts, question.id), question_id=question.id)]


def composed(turn: Turn, question: QuestionRow | None) -> Answer:
    """The announcement, where it can be one; a report is asked about."""
    understood = read(turn, turn.text)
    change = understood.change
    if question is not None and change is not None and change.kind is Correction.WITHDRAW:
        turn.work.questions.answer(question.id)
        return [turn.answer(replies.left(turn.texts))]
    content = content_of(turn)
    if content is None:
        return [_refused(turn)]
    if question is not None:
        turn.work.questions.answer(question.id)
    draft = turn.work.announcements.compose(turn.me.id, turn.chat_id, content, turn.now)
    if is_report(understood, keeps=bool(turn.me.libraries)):
        return [_ask_which(turn, draft)]
    return [ask_audience(turn, draft)]


def more_of_album(turn: Turn) -> Answer | None:
    """One more file of an album that is being composed; None where it isn't."""
    album = turn.incoming.media_group
    draft = turn.work.announcements.draft_of_album(turn.me.id, album) if album else None
    if draft is None:
        return None
    content = content_of(turn)
    if content is None:
        return [_refused(turn)]
    whole = turn.work.announcements.add_to(draft, content)
    _say_too(turn, draft)
    return own.previewed(turn, whole) if whole.audience.whom else []


def leave(turn: Turn, tap: Tap) -> Answer:
    """Nothing is to be announced."""
    question = turn.work.questions.get(tap.id)
    if question is None or question.person_id != turn.me.id or question.kind != KIND:
        return []
    turn.work.questions.answer(question.id)
    return [turn.redraw(replies.left(turn.texts))]


def which(turn: Turn, tap: Tap) -> Answer:
    """The message was a report, or is to be announced."""
    question = turn.work.questions.get(tap.id)
    if question is None or question.person_id != turn.me.id or question.kind != WHICH or not question.is_open:
        return []
    draft = own.unsent(turn, question.payload["draft"])
    turn.work.questions.answer(question.id)
    if tap.choice == replies.ANNOUNCEMENT:
        asked = [ask_audience(_untapped(turn), draft)] if draft else []
        return [turn.redraw(replies.an_announcement(turn.texts)), *asked]
    if draft is not None:
        turn.work.announcements.call_off(draft.id)
    reports = [_heard_again(turn, said) for said in question.payload["said"]]
    return [turn.redraw(replies.a_report(turn.texts)), *(answer for report in reports for answer in report)]


def edited(turn: Turn) -> Answer | None:
    """What was announced stays as it was; None where this message is no announcement's source."""
    found = turn.work.announcements.of_source(turn.me.id, turn.incoming.message_id or 0)
    return [turn.answer(replies.kept_as_it_was(turn.texts))] if found else None


def content_of(turn: Turn) -> Content | None:
    """What the message says, by value; None for what can't be announced."""
    said = turn.incoming
    markup = Markup(plain(said.markup)) if said.markup else escape(turn.text)  # noqa: S704 - it was one before
    sources = (said.message_id or 0,)
    if said.media is None:
        return Content(text=markup.strip(), sources=sources) if markup.strip() else None
    if said.media not in FILES or said.file_id is None:
        return None
    file = Attached(media=said.media, file_id=said.file_id, caption=markup)
    return Content(files=(file,), album=said.media_group, sources=sources)


def _refused(turn: Turn) -> Any:
    refused = turn.answer(replies.refused(turn.texts, turn.incoming.media or Media.OTHER))
    album = turn.incoming.media_group
    return replace(refused, dedupe_key=f"refused:{turn.chat_id}:{album}") if album else refused


def _ask_which(turn: Turn, draft: Announcement) -> Any:
    question = turn.work.questions.ask(
        kind=WHICH,
        chat_id=turn.chat_id,
        person_id=turn.me.id,
        now=turn.now,
        payload={"draft": draft.id, "said": [_said(turn.incoming)]},
    )
    return turn.answer(*replies.report_or_announcement(turn.texts, question.id), question_id=question.id)


def _say_too(turn: Turn, draft: Announcement) -> None:
    for question in turn.open_questions:
        if question.kind == WHICH and question.payload["draft"] == draft.id:
            said = [*question.payload["said"], _said(turn.incoming)]
            turn.work.questions.remember(question.id, question.payload | {"said": said})


def _said(incoming: Incoming) -> dict[str, Any]:
    return {
        "text": plain(incoming.text),
        "message_id": incoming.message_id,
        "sent_at": incoming.sent_at.isoformat(),
        "media": incoming.media and str(incoming.media),
        "file_id": incoming.file_id,
        "media_group": incoming.media_group,
    }


def _heard_again(turn: Turn, said: dict[str, Any]) -> Answer:
    """As if it had just been written, on the day on which it was."""
    values = said | {
        "sent_at": datetime.fromisoformat(said["sent_at"]),
        "media": said["media"] and Media(said["media"]),
        "data": None,
        "what": What.MESSAGE,
    }
    again = replace(turn, incoming=replace(turn.incoming, **values))
    return media.received(again) if again.incoming.media else messages.said(again)


def _untapped(turn: Turn) -> Turn:
    return replace(turn, incoming=replace(turn.incoming, data=None))
