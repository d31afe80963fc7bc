"""Does everything move: what came in, what is to leave, what falls due?"""

from collections.abc import Iterator
from datetime import date, datetime, timedelta

from bot.doctor.check import Check, ok, shown, warning
from domain.announcing import Outcome, cause
from scheduler.housekeeping import DONE as HOUSEKEEPING
from storage import checks
from storage.failures import FailedMessages, failed_messages, failed_updates
from storage.lateness import behind
from storage.work import Work

SLOW = timedelta(minutes=5)
LATE = timedelta(minutes=15)
HOUSEKEEPING_LATE = timedelta(days=2)
FAILURE_TOLD = timedelta(days=7)


def queues(work: Work, now: datetime) -> Iterator[Check]:
    """Both queues, what failed in them, and the clockwork."""
    yield _queue("inbox", checks.inbox_queue(work.connection), now)
    yield _failed_updates(work)
    yield _queue("outbox", checks.outbox_queue(work.connection, now), now)
    yield _failed_messages(work, now)
    yield _clockwork(work, now)


def _queue(name: str, queue: checks.Queue, now: datetime) -> Check:
    lengths = ", ".join(f"{number} {state}" for state, number in sorted(queue.lengths.items())) or "empty"
    if queue.oldest is not None and now - queue.oldest > SLOW:
        return warning(name, f"{lengths}; the oldest waits since {shown(queue.oldest)}")
    return ok(name, lengths)


def _failed_updates(work: Work) -> Check:
    failed = failed_updates(work.connection)
    if not failed:
        return ok("failed updates", "none")
    # Of an error, only its kind: the rest may repeat what somebody wrote.
    told = ", ".join(f"{id_} ({error.partition(':')[0][:60] or 'unknown'})" for id_, error in failed)
    return warning("failed updates", f"{told}; again: perpusbot doctor --retry ID")


def _failed_messages(work: Work, now: datetime) -> Check:
    """Whom people blocked, or who has left, is no trouble of the operator's; what Telegram refuses is, for a week."""
    failed = failed_messages(work.connection)
    if not failed:
        return ok("failed messages", "none")
    told = "; ".join(f"{one.number} {one.error or 'unknown'} (the newest is {one.newest_id})" for one in failed)
    if any(_is_ours(one) and now - one.newest_at < FAILURE_TOLD for one in failed):
        return warning("failed messages", f"{told}; again: perpusbot doctor --resend ID")
    return ok("failed messages", told)


def _is_ours(failed: FailedMessages) -> bool:
    return cause("failed", failed.error, stopped=False) is Outcome.REFUSED


def _clockwork(work: Work, now: datetime) -> Check:
    late = [f"{one.planner}: {one.number} since {shown(one.since)}" for one in behind(work.connection, now - LATE)]
    night = work.watermarks.get(HOUSEKEEPING)
    if night is not None and date.fromisoformat(night) < (now - HOUSEKEEPING_LATE).date():
        late.append(f"housekeeping: not done since {night}")
    if not late:
        return ok("clockwork", "nothing that fell due waits")
    return warning("clockwork", f"behind with {', '.join(late)}; does the bot run? Its log and /healthz say more")
