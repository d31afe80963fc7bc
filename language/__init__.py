"""Indonesian text -> what it says: visits, activities, books, doubts, questions. No clock, no database, no Telegram."""

from datetime import date, datetime

from domain.entries import Visits
from domain.understanding import Asked, Doubt, DoubtKind, Expecting, Topic, Understanding
from language.activities import read_activity
from language.books import read_books
from language.clauses import Clause, cut_clauses
from language.cleaning import clean
from language.corrections import change_of
from language.plans import without_plans
from language.questions import help_topic, query_of, topic_of
from language.reading import read
from language.result import Result
from language.sections import Section, sections
from language.tokens import Kind, Token
from language.visits import read_visits
from language.voters import About


def understand(text: str, *, now: datetime, expecting: Expecting | None = None) -> Understanding:
    """What a keeper's message says; `now` is the local moment of sending, `expecting` the question it may answer."""
    cleaned, today = clean(text), now.date()
    tokens = read(cleaned, today)
    clauses = cut_clauses(tokens)
    if not clauses:
        return Understanding(topic=Topic.OTHER)
    asked = expecting if expecting is not None and expecting.asked is Asked.VISITS else None
    default = asked.date if asked else today
    found = Result()
    present = without_plans(clauses)
    for section in sections(present, About.VISITS if asked else None):
        found.add(_read(section, cleaned, default))
    _settle_repeated_days(found)
    if found.entries or found.doubts:
        return Understanding(entries=tuple(found.entries), doubts=tuple(found.doubts), because=tuple(found.because))
    return _nothing_recorded(clauses, present, tokens, today, expecting)


def _settle_repeated_days(found: Result) -> None:
    """Two different counts of one day in one message are a question, not two records."""
    for day in {entry.date for entry in found.entries if isinstance(entry, Visits)}:
        told = [entry for entry in found.entries if isinstance(entry, Visits) and entry.date == day]
        if len(told) > 1:
            found.entries = [entry for entry in found.entries if entry not in told]
            numbers = tuple(entry.total for entry in told if entry.total is not None)
            found.doubts.append(Doubt(kind=DoubtKind.CONTRADICTION, proposals=tuple(told), numbers=numbers))


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
    if change is not None:
        return Understanding(change=change, because=("a correction in words",))
    query = query_of(clauses, tokens, today)
    if query is not None:
        return Understanding(query=query, because=("a question about one's figures",))
    doubt = _doubtful_number([token for clause in present for token in clause.tokens], present, expecting)
    if doubt is not None:
        return Understanding(doubts=(doubt,), because=("a number without a noun",))
    topic = topic_of(clauses, tokens)
    piece = help_topic(tokens) if topic in (Topic.QUESTION, Topic.OTHER, Topic.PLAN) else None
    return Understanding(
        topic=Topic.HELP if piece else topic, help_topic=piece, because=(f"nothing to record: {topic}",)
    )


def _doubtful_number(tokens: list[Token], clauses: list[Clause], expecting: Expecting | None) -> Doubt | None:
    """A number of people without saying of what, or a number alone."""
    numbers = [token for token in tokens if token.kind is Kind.NUMBER and token.number]
    silent = ("loan", "member", "stock", "plan", "question", "invitation", "wait", "price")
    if not numbers and expecting is not None and any(token.has("vague") for token in tokens) and len(tokens) < 8:
        return Doubt(kind=DoubtKind.ABOUT)
    if not numbers or any(token.has(*silent) for token in tokens) or any(clause.question for clause in clauses):
        return None
    if expecting is not None and expecting.asked is Asked.NUMBER:
        return None
    unknown = [token for token in tokens if token.kind is Kind.WORD and not token.tags and len(token.text) > 2]
    people = any(token.has("person", "male", "female") for token in tokens)
    if len(unknown) > (4 if people else 1):
        return None
    values = tuple(token.number.value for token in numbers if token.number)
    kind = DoubtKind.NOUNLESS if people or len(tokens) > 1 else DoubtKind.BARE_NUMBER
    return Doubt(kind=kind, numbers=values)
