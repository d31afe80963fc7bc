"""[🔔 Remind those who are missing], and what came of it."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

from markupsafe import Markup

from domain.days import local
from domain.messages import Button
from domain.places import Region
from locales import Texts, message
from replies.buttons import button
from replies.silent_libraries import Nudged
from reports.silence import Cause

APART = {
    Cause.NO_KEEPER: message("without a keeper {number}"),
    Cause.BLOCKED: message("bot blocked {number}"),
    Cause.ON_LEAVE: message("keeper on leave {number}"),
    Cause.CLOSED: message("closed {number}"),
}


@dataclass(frozen=True, kw_only=True)
class Nudging:
    """What became of today's reminders, whether (more of) them are `possible`; `tapped` where that was just asked
    for: then it is said too how many silent libraries can't be reminded, by cause."""

    done: Nudged | None = None
    possible: bool = False
    tapped: bool = False
    apart: Mapping[Cause, int] = field(default_factory=dict)


def lines(texts: Texts, nudging: Nudging, region: Region) -> Iterator[Markup]:
    """How many were reminded, and what came in since."""
    done = nudging.done
    if done is not None:
        yield texts.count(
            "🔔 {number} library reminded at {hour}. Reported since: {came_in}",
            "🔔 {number} libraries reminded at {hour}. Reported since: {came_in}",
            done.number,
            hour=texts.hour(local(done.at, region.timezone).time()),
            came_in=texts.number(done.came_in),
        )
    elif nudging.tapped:
        yield texts.say("🔔 There is nobody to remind now.")
    if nudging.tapped and nudging.apart:
        causes = [texts.say(APART[cause], number=texts.number(n)) for cause, n in nudging.apart.items()]
        yield texts.say("Not reminded: {causes}", causes=Markup(", ").join(causes))


def buttons(nudging: Nudging, nudge: Button, refresh: Button) -> tuple[Button, ...]:
    """Remind, or look again."""
    return (*((nudge,) if nudging.possible else ()), *((refresh,) if nudging.done else ()))


def nudge_button(texts: Texts, route: str, id_: int, version: int, choice: int) -> Button:
    """Remind those who are missing."""
    return button(texts.label("🔔 Remind those who are missing"), route, id_, version, choice)


def refresh_button(texts: Texts, route: str, id_: int, version: int, choice: int) -> Button:
    """Look again."""
    return button(texts.label("🔄 Refresh"), route, id_, version, choice)
