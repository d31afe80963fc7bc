"""What has become of an announcement, read from the database."""

from domain.announcing import FAILED, Announcement, Outcome
from replies.announcing.progress import NAMED, Result
from storage.work import Work

_TOLD = (*FAILED, Outcome.UNSURE)


def result_of(work: Work, announcement: Announcement) -> Result:
    """The numbers, and some of those whom it didn't reach by name."""
    outcomes = work.runs.outcomes(announcement.id)
    _, in_words = work.answers.people(announcement.id)
    return Result(
        outcomes=outcomes,
        named={one: work.runs.named(announcement.id, [one], NAMED) for one in _TOLD if outcomes.get(one)},
        counts=work.answers.counts(announcement.id),
        in_words=in_words,
        silent=work.answers.silent(announcement.id),
    )
