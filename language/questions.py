"""Questions: about one's own figures, about the bot, or about anything else."""

from datetime import date, timedelta

from domain.understanding import Figures, Query, Topic
from language.clauses import Clause
from language.dates import MONTHS
from language.tokens import Kind, Token

_HELP = (
    "reminder",  # first: it is what is to be changed or called off
    "withdraw",
    "correct",
    "closed",
    "photo",
    "privacy",
    "group",
    "date",
    "books",
    "activities",
    "report",
)
_FIGURES = (
    (Figures.VISITS, {"pengunjung", "kunjungan", "pemustaka"}),
    (Figures.ACTIVITIES, {"kegiatan"}),
    (Figures.BOOKS, {"buku", "koleksi", "judul"}),
)


def query_of(clauses: list[Clause], tokens: list[Token], today: date) -> Query | None:
    """berapa pengunjung bulan ini, kegiatan minggu lalu apa saja, rekap pekan ini"""
    asks = any(token.has("question") for token in tokens) or any(clause.question for clause in clauses)
    recap = any(token.has("recap") for token in tokens)
    if not ((asks and any(token.has("mine") for token in tokens)) or recap) or any(
        token.has("how") for token in tokens
    ):
        return None
    if any(token.kind is Kind.NUMBER for token in tokens) or any(token.has("tomorrow", "plan") for token in tokens):
        return None
    period = next((period for token in tokens if (period := _period(token, today))), None)
    if period is None and not recap and not any(token.has("total") or token.word == "berapa" for token in tokens):
        return None
    first, last = period or (today - timedelta(today.weekday()), today)
    return Query(figures=_figures(tokens), first=first, last=last)


def _figures(tokens: list[Token]) -> Figures:
    words = {word for token in tokens for word in token.word.split()}
    named = [figures for figures, nouns in _FIGURES if words & nouns]
    return named[0] if len(named) == 1 else Figures.ALL


def _period(token: Token, today: date) -> tuple[date, date] | None:
    if token.day is None:
        return None
    if token.day.date is not None:
        return token.day.date, token.day.date
    monday, month = today - timedelta(today.weekday()), today.replace(day=1)
    words = token.text.lower()
    last = any(word in words for word in ("lalu", "kemarin", "kmrn", "kemaren", "yang lewat"))
    if token.has("this_week", "last_week") or any(word in words for word in ("minggu", "pekan")):
        return (monday - timedelta(7), monday - timedelta(1)) if last else (monday, today)
    named = next((n for n, name in enumerate(MONTHS, 1) if name in words or name[:3] in words.split()), None)
    if named is not None:
        return _month(today.year if named <= today.month else today.year - 1, named, today)
    if "tahun" in words or "thn" in words:
        year = today.year - 1 if last else today.year
        return date(year, 1, 1), min(date(year, 12, 31), today)
    if last:
        end = month - timedelta(1)
        return end.replace(day=1), end
    return month, today


def _month(year: int, month: int, today: date) -> tuple[date, date]:
    first = date(year, month, 1)
    return first, min((first + timedelta(31)).replace(day=1) - timedelta(1), today)


def help_topic(tokens: list[Token]) -> str | None:
    """Which piece of help a question about the bot asks for, None if it isn't about the bot."""
    how = any(token.has("how") for token in tokens)
    named = [topic for topic in _HELP if any(token.has(f"help_{topic}") for token in tokens)]
    itself = any(token.has("bot_itself") for token in tokens)
    if how and named and (itself or any(token.word.startswith("cara") or " cara" in token.word for token in tokens)):
        return named[0]
    if itself and any(token.has("how", "question") for token in tokens):
        return named[0] if named else "general"
    return None


def topic_of(clauses: list[Clause], tokens: list[Token]) -> Topic:
    for topic, concept in _TOPICS:
        if any(token.has(concept) for token in tokens):
            return topic
    if any(clause.question for clause in clauses):
        return Topic.QUESTION
    if any(token.day and token.day.future for token in tokens):
        return Topic.PLAN
    for topic, concept in ((Topic.THANKS, "thanks"), (Topic.GREETING, "greeting")):
        if any(token.has(concept) for token in tokens):
            return topic
    return Topic.OTHER


_TOPICS = (
    (Topic.WAIT, "wait"),
    (Topic.OTHER, "invitation"),
    (Topic.LOAN, "loan"),
    (Topic.MEMBER, "member"),
    (Topic.QUESTION, "question"),
    (Topic.STOCK, "stock"),
    (Topic.PLAN, "plan"),
)
