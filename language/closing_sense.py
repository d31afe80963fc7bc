"""Whether "tutup" and "libur" are said of the library, for certain; and why it is closed."""

from collections.abc import Callable

from language.clauses import BECAUSE, Clause, Opener
from language.tokens import Kind, Token
from language.vocabulary import closing_words

Tells = Callable[[Token], bool]
"""Whether a token is one of those that tell the days."""

SENTENCE = (Opener.LINE, Opener.ITEM, Opener.SENTENCE, Opener.START)
_LOW = ("polite", "greeting", "thanks", "today", "tomorrow")
_ADDRESSED = ("polite", "greeting", "thanks")


def said_at(clauses: list[Clause], i: int, tells: Tells) -> int | None:
    """Where its clause says so. It doesn't in: besok libur ga?; sekolah libur; tidak jadi tutup; tutup jam 12."""
    clause = clauses[i]
    if clause.question or clause.has("question", "example") or _opens(clauses, i):
        return None
    if any(token.has("elsewhere") and token.word != "nasional" for token in clause.tokens):  # libur nasional
        return None
    begin = report_end(clause.tokens)
    for place in (n for n, token in enumerate(clause.tokens) if token.has("closed")):
        before = [token for token in clause.tokens[begin:place] if token.kind is Kind.WORD and not tells(token)]
        behind = [token for token in clause.tokens[place + 1 :] if not tells(token)]
        if _is_certain(before) and _is_ours(before) and _stands_alone(behind, named=_names_us(before)):
            return place
    return None


def report_end(tokens: list[Token]) -> int:
    """Where a count before it ends, without a comma: pengunjung 12 orang besok tutup."""
    closed = next((n for n, token in enumerate(tokens) if token.has("closed")), 0)
    end = max((n + 1 for n, token in enumerate(tokens[:closed]) if token.kind is Kind.NUMBER), default=0)
    while end and end < closed and tokens[end].has("unit", "person"):
        end += 1
    return end


def sentence_end(clauses: list[Clause], i: int) -> int:
    """The end of what goes on over commas, up to a report."""
    end = i + 1
    while end < len(clauses) and clauses[end].opener not in SENTENCE:
        if clauses[end].has("visit", "today", "yesterday", "new_books", "closed"):
            break
        end += 1
    return end


def reason(clauses: list[Clause], i: int, place: int, tells: Tells) -> str | None:
    """Why, in the keeper's words."""
    words = [token for token in clauses[i].tokens[place + 1 :] if not tells(token)]
    for clause in clauses[i + 1 : sentence_end(clauses, i)]:
        if clause.numbers or clause.has("open", "wait") or any(token.kind is Kind.DAY for token in clause.tokens):
            break
        words += [_comma(words), *clause.tokens]
    because = next((n for n, token in enumerate(words) if token.word in BECAUSE), None)
    words = words[because + 1 :] if because is not None else words
    while words and _says_nothing(words[0]):
        words = words[1:]
    while words and (_says_nothing(words[-1]) or words[-1].has(*_ADDRESSED)):
        words = words[:-1]
    return "".join(_spaced(before, word) for before, word in zip([None, *words], words, strict=False)) or None


def _comma(before: list[Token]) -> Token:
    place = before[-1].end if before else 0
    return Token(Kind.MARK, ",", ",", place, place)


def _spaced(before: Token | None, word: Token) -> str:
    return word.text if before is None or before.end == word.start else f" {word.text}"


def _opens(clauses: list[Clause], i: int) -> bool:
    """perpus tetap buka; but "lusa buka lagi" tells of another day"""
    near = [clauses[i], *clauses[i + 1 : sentence_end(clauses, i)]]
    return any(
        clause.has("open") and (clause is clauses[i] or not any(token.kind is Kind.DAY for token in clause.tokens))
        for clause in near
    )


def _is_certain(before: list[Token]) -> bool:
    unsure, denied = closing_words("unsure"), closing_words("denied")
    if any(token.word in unsure or token.has("unsure") for token in before):
        return False
    return not any(token.word.split()[0] in denied and not token.has("nobody") for token in before[-2:])


def _is_ours(before: list[Token]) -> bool:
    """The word before it, small ones aside, is the library, or nobody, or ends a reason: ada hajatan besok tutup."""
    others, between = closing_words("others"), closing_words("between")
    for n, token in enumerate(before):
        in_name = n > 0 and before[n - 1].has("library")
        if token.word in others and not in_name:
            return False
    subject = next((n for n in reversed(range(len(before))) if not _is_small(before[n], between)), None)
    if subject is None or before[subject].has("library") or before[subject].word in closing_words("ours"):
        return True
    if subject > 0 and before[subject - 1].has("library"):
        return True
    return any(token.word in BECAUSE or token.has("held") for token in before[:subject])


def _is_small(token: Token, between: frozenset[str]) -> bool:
    return token.word in between or token.has(*_LOW)


def _names_us(before: list[Token]) -> bool:
    return any(token.has("library") or token.word in closing_words("ours") for token in before)


def _stands_alone(behind: list[Token], *, named: bool) -> bool:
    """Not: libur sekolah, tutup jam 12, libur atau buka; and "libur senam" only where the library was named."""
    words = [token for token in behind if not token.has("polite") and token.kind is not Kind.MARK]
    if any(token.word in closing_words("denied_behind") for token in words):
        return False
    first = next(iter(words), None)
    if first is None:
        return True
    if first.kind in (Kind.NUMBER, Kind.MEASURE) or first.word in closing_words("not_behind"):
        return False
    return named or not first.has("activity") or first.word in closing_words("feasts")


def _says_nothing(token: Token) -> bool:
    return token.kind is Kind.MARK or token.word in closing_words("no_reason")
