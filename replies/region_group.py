"""A region's week or month for its group. Who was silent is never named before others."""

from collections.abc import Iterator

from markupsafe import Markup

from domain.plain import plain_line
from locales import Texts
from replies.listing import LONGEST_NAME, more, some_of
from replies.region_kinds import Kind, by_kind
from replies.region_summary import totals
from replies.region_words import heading
from reports.region_period import RegionPeriod

SHOWN, ROOM = 40, 1500


def group_summary(texts: Texts, figures: RegionPeriod) -> Markup:
    """The totals, thanks to those who reported everything, an activity as an idea for others."""
    if figures.empty:
        text = texts.say("Nothing is recorded yet. Let's begin this week: write /lapor visitors 12, or write to me.")
        return Markup("\n").join((heading(texts, figures), text))
    return Markup("\n").join(
        (heading(texts, figures), totals(texts, figures), *_thanks(texts, figures), *_idea(texts, figures))
    )


def _thanks(texts: Texts, figures: RegionPeriod) -> Iterator[Markup]:
    complete = by_kind(texts, figures).get(Kind.COMPLETE, [])
    if complete:
        shown = some_of(complete, SHOWN, ROOM)
        lines = Markup(", ").join((*shown, *more(texts, len(complete) - len(shown))))
        yield texts.say("Thank you for complete reports: {names} 🌟", names=lines)
    elif figures.totals.complete:
        yield texts.count(
            "Thank you to {number} library for its complete reports 🌟",
            "Thank you to {number} libraries for their complete reports 🌟",
            figures.totals.complete,
        )
    elif figures.totals.reported:
        yield texts.say("Thank you to all who have reported 🌟")


def _idea(texts: Texts, figures: RegionPeriod) -> Iterator[Markup]:
    idea = figures.idea
    if idea is not None:
        yield texts.say(
            "💡 An idea from {village}: {title}, {participants}",
            village=plain_line(idea.village, LONGEST_NAME),
            title=plain_line(idea.title),
            participants=texts.count("{number} participant", "{number} participants", idea.participants),
        )
