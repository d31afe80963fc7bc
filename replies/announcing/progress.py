"""How far an announcement has got, and what became of it."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from markupsafe import Markup

from domain.announcing import FAILED, Announcement, Asks, Choice, Outcome, State
from domain.messages import Button, Keyboard
from domain.plain import plain_line
from locales import Texts, message
from replies.buttons import button
from replies.listing import LONGEST_NAME
from storage.announcement_runs import Named

STOP, AGAIN, ANSWERS = "anstop", "anagain", "ananswers"
"""Routes: stop sending, send again (choice: whom), the answers (version: page × 2). An id is the announcement's."""
AGAIN_FAILED, AGAIN_UNSURE = 0, 1
NAMED = 3
"""So many are named for each cause; the others are counted."""
_BAR = 10


@dataclass(frozen=True, kw_only=True)
class Result:
    """What is known: how many came to what, some of those whom it didn't reach, and what was answered.

    `silent` are people whom it has come to and who have not answered; `in_words` answered in words alone.
    """

    outcomes: Mapping[Outcome | None, int]
    named: Mapping[Outcome, Sequence[Named]]
    counts: Mapping[Choice, int]
    in_words: int
    silent: int

    @property
    def all(self) -> int:
        """How many were to get it."""
        return sum(self.outcomes.values())

    def number(self, *outcomes: Outcome) -> int:
        """How many came to these."""
        return sum(self.outcomes.get(outcome, 0) for outcome in outcomes)


def progress(texts: Texts, announcement: Announcement, sent: int, total: int) -> tuple[Markup, Keyboard]:
    """While it goes on."""
    filled = round(_BAR * sent / total) if total else 0
    bar = "▓" * filled + "░" * (_BAR - filled)
    text = texts.say(
        "📨 Sent {bar} {sent}/{total} …", bar=bar, sent=texts.number(sent), total=texts.number(max(total, sent))
    )
    return text, ((button(texts.label("⏹ Stop"), STOP, announcement.id),),)


def stopping(texts: Texts) -> Markup:
    """Between the tap and the last message that was on its way."""
    return texts.say("⏹ Stopping …")


def nobody_left(texts: Texts) -> Markup:
    """Whom it failed for has left what it was for."""
    return texts.say(
        "Those it did not reach are not among its recipients any more: there is nobody to send it to again."
    )


def result(texts: Texts, announcement: Announcement, found: Result) -> tuple[Markup, Keyboard]:
    """When it has ended."""
    lines = [Markup(" ").join([_sent(texts, announcement, found), *_not_sent(texts, found)])]
    if answers := summary(texts, announcement, found):
        lines.append(answers)
    return Markup("\n").join(lines), _buttons(texts, announcement, found)


def summary(texts: Texts, announcement: Announcement, found: Result) -> Markup | None:
    """What was answered, in one line."""
    parts = [
        texts.say(_COUNTED[choice], number=texts.number(found.counts.get(choice, 0)))
        for choice in announcement.asks.choices
    ]
    if found.in_words:
        parts.append(texts.say("answered in words {number}", number=texts.number(found.in_words)))
    if announcement.asks is not Asks.NOTHING and found.silent:
        parts.append(texts.say("no answer yet {number}", number=texts.number(found.silent)))
    return Markup(" · ").join(parts) if parts else None


def _sent(texts: Texts, announcement: Announcement, found: Result) -> Markup:
    if found.all == 0:
        return texts.say("Nobody could be reached any more.")
    numbers = {"sent": texts.number(found.number(Outcome.SENT)), "total": texts.number(found.all)}
    if announcement.state is State.CANCELLED:
        return texts.say("⏹ Stopped. Sent to {sent} of {total}.", **numbers)
    if not found.number(Outcome.SENT):
        return texts.say("⚠️ Sent to {sent} of {total}.", **numbers)
    return texts.say("✅ Sent to {sent} of {total}.", **numbers)


def _not_sent(texts: Texts, found: Result) -> list[Markup]:
    parts = []
    failures = [_failed(texts, outcome, found) for outcome in FAILED if found.number(outcome)]
    if failures:
        number = texts.number(found.number(*FAILED))
        parts.append(texts.say("Failed {number}: {causes}.", number=number, causes=Markup("; ").join(failures)))
    if unsure := found.number(Outcome.UNSURE):
        who = _who(texts, found.named.get(Outcome.UNSURE, ()), unsure)
        parts.append(texts.say("Not certain {number}: {who}.", number=texts.number(unsure), who=who))
    if stopped := found.number(Outcome.STOPPED):
        parts.append(texts.say("Not sent {number}.", number=texts.number(stopped)))
    return parts


def _failed(texts: Texts, outcome: Outcome, found: Result) -> Markup:
    return texts.say(_CAUSES[outcome], who=_who(texts, found.named.get(outcome, ()), found.number(outcome)))


def _who(texts: Texts, named: Sequence[Named], number: int) -> Markup:
    """Some by name; who is known by nothing is only counted."""
    shown = [name for one in named[:NAMED] if (name := called(texts, one)) is not None]
    if not shown:
        return texts.count("{number} recipient", "{number} recipients", number)
    rest = number - len(shown)
    joined = Markup(", ").join(shown)
    return joined if rest <= 0 else texts.say("{names} and {number} more", names=joined, number=texts.number(rest))


def called(texts: Texts, one: Named) -> Markup | None:
    """The keeper of Semoncol; the facilitator of Kab. Sanggau; the group Perpusdes Sanggau."""
    if one.title is not None:
        return texts.say("group {name}", name=plain_line(one.title, LONGEST_NAME))
    if one.village is not None:
        return texts.say("keeper of {name}", name=plain_line(one.village, LONGEST_NAME))
    if one.region is not None:
        return texts.say("facilitator of {name}", name=plain_line(one.region.replace("Kabupaten ", "Kab. ", 1)))
    return Markup.escape(plain_line(one.name)) if one.name else None


def _buttons(texts: Texts, announcement: Announcement, found: Result) -> Keyboard:
    rows: list[tuple[Button, ...]] = []
    if announcement.asks is not Asks.NOTHING or found.in_words:
        rows.append((button(texts.label("👀 Look"), ANSWERS, announcement.id),))
    if found.number(*FAILED):
        rows.append(
            (button(texts.label("Send again to those it failed for"), AGAIN, announcement.id, 0, AGAIN_FAILED),)
        )
    if found.number(Outcome.UNSURE):
        label = texts.label("Send again to the uncertain ones")
        rows.append((button(label, AGAIN, announcement.id, 0, AGAIN_UNSURE),))
    return tuple(rows)


_COUNTED = {
    Choice.READ: message("Read {number}"),
    Choice.COMES: message("Coming {number}"),
    Choice.STAYS: message("Not coming {number}"),
}
_CAUSES = {
    Outcome.BLOCKED: message("{who} blocked the bot"),
    Outcome.GONE: message("{who} is no longer there"),
    Outcome.NEVER_WROTE: message("{who} has never written to the bot"),
    Outcome.NO_RIGHTS: message("the bot may not write to {who}"),
    Outcome.LATE: message("{who} could not be reached in time"),
    Outcome.REFUSED: message("Telegram refused the message to {who}"),
}
