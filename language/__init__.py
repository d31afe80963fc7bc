"""Indonesian text -> what it says: visits, activities, books, doubts, questions. No clock, no database, no Telegram."""

from dataclasses import replace
from datetime import date, datetime

from domain.entries import Entry, Visits
from domain.understanding import Asked, Expecting, Topic, Understanding
from language.activities import read_activity
from language.ahead import look_ahead
from language.books import read_books
from language.clauses import Clause, cut_clauses
from language.cleaning import clean
from language.corrections import change_of, of_another_day
from language.days_said import day_of
from language.nounless import doubtful_number, left_over
from language.plans import without_plans
from language.questions import help_topic, query_of, topic_of
from language.reading import read
from language.result import Result
from language.sections import Section, sections
from language.settling import settled
from language.tokens import Token
from language.visits import read_visits
from language.voters import About
from language.wishes import wish

__all__ = ["day_of", "understand", "wish"]


def understand(text: str, *, now: datetime, expecting: Expecting | None = None) -> Understanding:
    """What a keeper's message says; `now` is the local moment of sending, `expecting` the question it may answer."""
    cleaned, today = clean(text), now.date()
    tokens = read(cleaned, today)
    clauses = cut_clauses(tokens)
    if not clauses:
        return Understanding(topic=Topic.OTHER)
    asked = expecting if expecting is not None and expecting.asked is Asked.VISITS else None
    default = asked.date if asked else today
    ahead = look_ahead(clauses, cleaned, today, default)
    if not ahead.clauses:
        return ahead.alone()
    if ahead.because:
        clauses, tokens = ahead.clauses, [token for clause in ahead.clauses for token in clause.tokens]
    present = without_plans(clauses)
    parts = sections(present, About.VISITS if asked else None)
    found = settled([(section, _read(section, cleaned, default)) for section in parts])
    found.entries = [entry for entry in found.entries if not _is_closed_ahead(entry, today)]
    _ask_about_the_rest(found, parts, present, today)
    dated, corrects = _names_a_day(present), any(clause.has("corrects") for clause in present)
    if found.entries or found.doubts:
        entries, doubts, because = tuple(found.entries), tuple(found.doubts), tuple(found.because)
        told = Understanding(entries=entries, doubts=doubts, because=because, dated=dated, corrects=corrects)
        return ahead.beside(told)
    nothing = _nothing_recorded(clauses, present, tokens, today, expecting)
    return ahead.beside(replace(nothing, dated=dated, corrects=corrects))


def _is_closed_ahead(entry: Entry, today: date) -> bool:
    """A day to come can't be reported yet."""
    return isinstance(entry, Visits) and entry.closed and entry.date > today


def _ask_about_the_rest(found: Result, parts: list[Section], clauses: list[Clause], today: date) -> None:
    """Beside activities or books, people counted without saying of what may be the visitors."""
    if not found.entries or any(part.about is About.VISITS for part in parts):
        return
    used = {id(clause) for part in parts if part.about is not About.SILENT for clause in part.clauses}
    doubt = left_over([clause for clause in clauses if id(clause) not in used], today)
    found.doubts += [doubt] if doubt is not None else []


def _names_a_day(clauses: list[Clause]) -> bool:
    return any(token.day is not None and not token.day.period for clause in clauses for token in clause.tokens)


def _read(section: Section, text: str, default: date) -> Result:
    if section.about is About.VISITS:
        return read_visits(section, default)
    if section.about is About.ACTIVITIES:
        return read_activity(section, text, default)
    if section.about is About.BOOKS:
        return read_books(section, text, default)
    return Result()


def _nothing_recorded(
    clauses: list[Clause],
    present: list[Clause],
    tokens: list[Token],
    today: date,
    expecting: Expecting | None,
) -> Understanding:
    change = change_of(clauses, tokens)
    if change is not None and (change.number is None or len(present) == len(clauses)):
        of_a_day = of_another_day(change, tokens, today)
        if of_a_day is not None:
            return Understanding(doubts=(of_a_day,), dated=True, because=("a correction of another day, of what?",))
        return Understanding(change=change, because=("a correction in words",))
    query = query_of(clauses, tokens, today)
    if query is not None:
        return Understanding(query=query, because=("a question about one's figures",))
    doubt = doubtful_number(present, expecting, today)
    if doubt is not None:
        return Understanding(doubts=(doubt,), because=("a number without a noun",))
    topic = topic_of(clauses, tokens)
    piece = help_topic(tokens) if topic in (Topic.QUESTION, Topic.OTHER, Topic.PLAN) else None
    return Understanding(
        topic=Topic.HELP if piece else topic, help_topic=piece, because=(f"nothing to record: {topic}",)
    )
