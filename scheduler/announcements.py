"""Announcements under way: what is scheduled begins, recipients are put into the outbox page by page, their author
sees how far it has got, and in the end what became of it.

Every step is a short transaction of its own, in which the announcement is taken: after a crash it goes on where it was.
"""

import hashlib
import logging
from collections.abc import Callable
from dataclasses import replace
from datetime import datetime, timedelta

from markupsafe import Markup

from domain.announcing import Announcement, Outcome, State
from domain.days import local
from domain.errors import in_short
from domain.messages import Keyboard, Outgoing
from locales import DEFAULT, Texts, texts_in
from replies.announcing import control, progress
from replies.announcing.found import result_of
from replies.announcing.letters import letters
from scheduler.pages import TROUBLE
from storage.audiences import Addressee
from storage.work import Database, Work

log = logging.getLogger(__name__)

PAGE = 100
"""Recipients a transaction: few enough that a reply doesn't notice."""
SETTLED = 500
TOLD_EVERY = timedelta(seconds=3)
STALE = timedelta(hours=12)
"""What could not begin for so long after its time is no longer wanted."""


def plan(database: Database, now: datetime) -> bool:
    """One page of whatever is under way; whether there may be more."""
    with database.look() as work:
        due, under_way = work.announcements.due(now), work.announcements.under_way()
        answered = work.announcements.answered_since(now)
    for id_ in due:
        _alone(database, id_, now, _begin)
    more = [_alone(database, id_, now, _step) for id_ in under_way]
    for id_ in answered:
        _tell_answers(database, id_, now)
    return any(more) or bool(due)


def _alone(database: Database, id_: int, now: datetime, go_on: Callable[[Database, int, datetime], bool]) -> bool:
    """One whose data is bad holds up only itself: it is stopped."""
    try:
        return go_on(database, id_, now)
    except TROUBLE:
        raise
    except Exception as error:
        log.error("announcement %d can't go on and is stopped: %s", id_, in_short(error))  # noqa: TRY400 - no texts
    with database.work() as work:
        work.announcements.abandon(id_, now)
        work.commit()
    return False


def _begin(database: Database, id_: int, now: datetime) -> bool:
    """Its time has come, if its author may still send it."""
    with database.work() as work:
        found = work.announcements.taken(id_)
        if found is None or found.state is not State.SCHEDULED or found.send_at is None:
            return False
        if (why := _hindrance(work, found, now)) is not None:
            work.announcements.call_off(id_)
            work.outbox.put(_not_sent(work, found, why), now)
            log.warning("announcement %d was scheduled and can't be sent now", id_)
        else:
            work.announcements.start(found, found.run, None, now)
            work.outbox.put([_first_word(work, found, now)], now)
        work.commit()
        return True


def _step(database: Database, id_: int, now: datetime) -> bool:
    """Put the next recipients; when all are put, note what became of them; whether there is more to do at once."""
    with database.work() as work:
        found = work.announcements.taken(id_)
        if found is None or found.ended_at is not None:
            return False
        if found.state is State.SENDING and not _may_send(work, found):
            found = _stopped(work, found)
        more = found.state is State.SENDING and _put(work, found, now)
        if found.state is State.CANCELLED:
            work.runs.give_up_unsent(id_)
        settled = 0 if more else work.runs.settle(found, SETTLED)
        if not more and settled < SETTLED:
            _tell(work, found, now)
        work.commit()
        return more or settled == SETTLED


def _stopped(work: Work, found: Announcement) -> Announcement:
    """Its author has lost the region midway: nobody else gets it."""
    work.announcements.stop(found.id)
    work.outbox.cancel(found.cancel_key)
    log.warning("announcement %d is stopped: its author has lost the region", found.id)
    return replace(found, state=State.CANCELLED)


def _put(work: Work, found: Announcement, now: datetime) -> bool:
    """The next page of those who are to get it; whether there may be more."""
    if found.run.total is None:
        author, audience = found.person_id, found.audience
        page = work.audiences.page(found.id, audience, found.run.codes, now, author, PAGE)
        work.runs.add(found.id, page)
        if not page:
            total = sum(work.runs.outcomes(found.id).values())
            work.announcements.note_run(found, replace(found.run, total=total))
    else:
        page = work.runs.unsent(found.id, PAGE)
    _put_page(work, found, page, now)
    return bool(page) or found.run.total is None


def _put_page(work: Work, found: Announcement, page: list[Addressee], now: datetime) -> None:
    keys = {one.chat_id: _key(found, one.chat_id) for one in page}
    work.outbox.put(
        (
            outgoing
            for one in page
            for outgoing in letters(texts_in(one.language), found, one.chat_id, one.topic_id, keys[one.chat_id], now)
        ),
        now,
    )
    work.runs.link(found.id, keys)


def _key(found: Announcement, chat_id: int) -> str:
    """One for each chat; when it is sent again, one more."""
    again = f":{found.run.rounds}" if found.run.rounds else ""
    return f"{found.cancel_key}:{chat_id}{again}"


def _tell(work: Work, found: Announcement, now: datetime) -> None:
    """The author's message: how far it has got, every few seconds; what became of it, when nothing is under way."""
    found = work.announcements.taken(found.id) or found
    known = result_of(work, found)
    if None not in known.outcomes:
        work.announcements.end(found, now)
        ended = replace(found, run=replace(found.run, total=known.all))
        _say(work, ended, *progress.result(_texts(work, found), found, known), now, last=True)
        log.info("announcement %d has ended: %s", found.id, {str(k): n for k, n in known.outcomes.items()})
    elif found.state is State.SENDING and not _told_just_now(found, now):
        _say(work, found, *progress.progress(_texts(work, found), found, known.number(Outcome.SENT), known.all), now)


def _tell_answers(database: Database, id_: int, now: datetime) -> None:
    """New answers change what the author sees."""
    with database.look() as work:
        found = work.announcements.get(id_)
        if found is None or found.ended_at is None or _told_just_now(found, now):
            return
        text, keyboard = progress.result(_texts(work, found), found, result_of(work, found))
    with database.work() as work:
        found = work.announcements.taken(id_)
        if found is not None and found.ended_at is not None:
            _say(work, found, text, keyboard, now)
            work.commit()


def _say(
    work: Work, found: Announcement, text: Markup, keyboard: Keyboard, now: datetime, *, last: bool = False
) -> None:
    """Edit the author's message; nobody is told once the author was erased.

    The `last` word is a message of its own where the first has not come.
    """
    message_id = found.message_id or _own_message(work, found)
    # What was told can name people, who may be erased: only a mark of it is kept.
    told = replace(found.run, told=hashlib.sha256(str(text).encode()).hexdigest()[:16], told_at=now)
    if found.person_id is not None and (message_id or last) and told.told != found.run.told:
        key = None if message_id else _own_keys(found)[-1]
        said = Outgoing(chat_id=found.chat_id, text=text, keyboard=keyboard, edits=message_id, dedupe_key=key)
        work.outbox.put([said], now)
    work.announcements.note_run(found, told, message_id=message_id)


def _told_just_now(found: Announcement, now: datetime) -> bool:
    return found.run.told_at is not None and timedelta() <= now - found.run.told_at < TOLD_EVERY


def _first_word(work: Work, found: Announcement, now: datetime) -> Outgoing:
    """To the author of what was scheduled: the message that will be edited as it goes."""
    size = work.audiences.size(found.audience, found.run.codes, now, found.person_id)
    text, keyboard = progress.progress(_texts(work, found), found, 0, size)
    return Outgoing(chat_id=found.chat_id, text=text, keyboard=keyboard, dedupe_key=_own_keys(found)[0])


def _own_message(work: Work, found: Announcement) -> int | None:
    """The message to the author of what was scheduled, once it was sent."""
    return next((id_ for key in _own_keys(found) if (id_ := work.runs.message_of(key))), None)


def _own_keys(found: Announcement) -> tuple[str, str]:
    return f"{found.cancel_key}:author", f"{found.cancel_key}:author:end"


def _may_send(work: Work, found: Announcement) -> bool:
    """Whether its author's offices still cover it; of an admin by the settings the database knows none."""
    if found.person_id is None:
        return False
    offices = work.directory.offices(found.person_id)
    if found.run.trusted or any(office.region_code is None for office in offices):
        return True
    reached = found.run.codes
    return reached is not None and all(any(office.covers(code) for office in offices) for code in reached)


def _hindrance(work: Work, found: Announcement, now: datetime) -> control.Hindrance | None:
    """Why what was scheduled can't begin."""
    if not _may_send(work, found):
        return control.Hindrance.NO_OFFICE
    if found.audience.whom is None:
        return control.Hindrance.NOBODY
    late = found.send_at is not None and now - found.send_at > STALE
    return control.Hindrance.LATE if late else None


def _not_sent(work: Work, found: Announcement, why: control.Hindrance) -> list[Outgoing]:
    if found.person_id is None or found.send_at is None:
        return []
    at = local(found.send_at, _zone(work, found))
    return [Outgoing(chat_id=found.chat_id, text=control.not_sent(_texts(work, found), at, why))]


def _zone(work: Work, found: Announcement) -> str:
    region = next(iter(found.run.codes or ()), None)
    known = work.regions.get(region) if region else None
    return known.timezone if known else "Asia/Jakarta"


def _texts(work: Work, found: Announcement) -> Texts:
    author = work.directory.contact(found.person_id) if found.person_id else None
    return texts_in(author.language if author else DEFAULT)
