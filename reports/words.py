"""What the kinds of entries are called, and the periods."""

from domain.days import Period, Span
from domain.entries import ActivityClass, Band, Source
from locales import Texts, message

BANDS = {
    Band.PAUD: message("PAUD"),
    Band.SD: message("primary school"),
    Band.SMP: message("junior high"),
    Band.SMA: message("senior high"),
    Band.UMUM: message("adults"),
    Band.LANSIA: message("elderly"),
    Band.CHILDREN: message("children"),
    Band.DISABILITY: message("with a disability"),
}
CLASSES = {
    ActivityClass.COMMUNITY: message("Community involvement"),
    ActivityClass.ADVOCACY: message("Advocacy"),
    ActivityClass.SERVICE: message("Better information service"),
    ActivityClass.PUBLICATION: message("Publication"),
}
SOURCES = {Source.PURCHASE: message("bought"), Source.DONATION: message("donated")}


def period_name(texts: Texts, span: Span, period: Period) -> str:
    """Pekan 4–10 Mei 2026, or Mei 2026."""
    if span is Span.MONTH:
        return texts.month(period.first)
    return texts.label("Week {days}", days=texts.span(period.first, period.last))


def capital(words: str) -> str:
    """As a heading begins."""
    return words[:1].upper() + words[1:]
