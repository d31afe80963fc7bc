"""Cleaned text -> tokens that know what they stand for."""

import re
from datetime import date

from language.booktables import without_table_head
from language.booktitles import forget_titles
from language.dates import find_days
from language.noncounts import set_noncounts_apart
from language.numbers import find_numbers
from language.run_together import set_apart
from language.tokens import Kind, Number, Token, scan
from language.vocabulary import canonical, concepts_of, phrase_lengths

# What may stand glued behind a number without making the two a name (23org, 20an, 2x); "G30S" and "3D" are names.
_SUFFIXES = frozenset({"an", "x", "rb", "jt", "k", "l", "p", "th", "gb", "mb", "cm", "m", "km", "kg"})
_PAIR = re.compile(r"\d{1,3}/\d{1,3}")
_LONGEST_QUOTE = 16
_SHORT_LABELS = frozenset({"l", "p", "x", "rp"})


def read(text: str, today: date) -> list[Token]:
    tokens = _sexes_in_pairs(_phrases(spelled(text)))
    tokens = forget_titles(without_table_head(_quoted_as_one(tokens)))
    return find_days(set_noncounts_apart(tokens), today)


def spelled(text: str) -> list[Token]:
    """Words in canonical spelling and numbers, not yet what they mean together."""
    tokens = _glued(set_apart(scan(text)))
    for token in tokens:
        if token.kind is Kind.WORD:
            token.word = canonical(token.word)
    return find_numbers(tokens)


def _quoted_as_one(tokens: list[Token]) -> list[Token]:
    """Words in quotation marks are one name, whatever else they may mean."""
    found: list[Token] = []
    i = 0
    while i < len(tokens):
        end = _closing_quote(tokens, i) if tokens[i].text == '"' else None
        if end is None or end < i + 2:
            found.append(tokens[i])
            i += 1
            continue
        text = " ".join(token.text for token in tokens[i + 1 : end])
        name = Token(Kind.WORD, text, text.lower(), tokens[i + 1].start, tokens[end - 1].end, shape="quoted")
        found += [tokens[i], name, tokens[end]]
        i = end + 1
    return found


def _closing_quote(tokens: list[Token], i: int) -> int | None:
    for j in range(i + 1, min(i + _LONGEST_QUOTE, len(tokens))):
        if tokens[j].kind is Kind.LINE:
            return None
        if tokens[j].text == '"':
            return j
    return None


def _glued(pieces: list[Token]) -> list[Token]:
    """pengunjung23 and 23org stay apart, anak2 is anak-anak, and G30S is one name."""
    tokens: list[Token] = []
    for i, piece in enumerate(pieces):
        last = tokens[-1] if tokens else None
        if last is None or last.end != piece.start or not _fuses(last, piece, pieces[i + 1 : i + 2]):
            tokens.append(piece)
            continue
        last.text += piece.text
        last.end = piece.end
        last.word = last.word if piece.text in {"2", "nya"} and last.kind is Kind.WORD else last.text.lower()
        last.kind = Kind.WORD
    return tokens


def _fuses(last: Token, piece: Token, following: list[Token]) -> bool:
    if piece.shape == "digits" and last.shape == "word":
        alone = not following or following[0].start != piece.end or following[0].shape == "mark"
        alone = alone or following[0].word == "nya"  # laki2nya
        if piece.text == "2" and alone and len(last.text) > 2:
            return "visit" not in concepts_of(canonical(last.word))
        return last.word not in _SHORT_LABELS and not concepts_of(canonical(last.word))
    if piece.word == "nya" and last.shape == "word" and last.text.endswith("2"):
        return True
    if piece.shape == "word" and last.shape == "digits":
        return piece.word not in _SUFFIXES and not concepts_of(canonical(piece.word))
    return False


def _phrases(tokens: list[Token]) -> list[Token]:
    """Joins the words of each known phrase, longest first, and gives every word its meanings."""
    lengths, joined, i = phrase_lengths(), [], 0
    while i < len(tokens):
        token = tokens[i]
        if token.kind is not Kind.WORD:
            joined.append(token)
            i += 1
            continue
        used = _longest(tokens, i, lengths.get(token.word, ()))
        joined.append(token if used == 1 else _joined(tokens[i : i + used]))
        joined[-1].tags = concepts_of(joined[-1].word)
        i += used
    return joined


def _longest(tokens: list[Token], i: int, lengths: tuple[int, ...]) -> int:
    for length in lengths:
        words = tokens[i : i + length]
        complete = len(words) == length and all(word.kind is Kind.WORD for word in words)
        if complete and concepts_of(" ".join(word.word for word in words)):
            return length
    return 1


def _joined(words: list[Token]) -> Token:
    phrase = " ".join(word.word for word in words)
    text = " ".join(word.text for word in words)
    return Token(Kind.WORD, text, phrase, words[0].start, words[-1].end, shape="word", parts=tuple(words))


def _sexes_in_pairs(tokens: list[Token]) -> list[Token]:
    """L/P : 5/8 and 5/8 (L/P) -> L 5 P 8"""
    for i, token in enumerate(tokens):
        if token.has("both_sexes"):
            pair = next(
                (j for j in (i + 1, i + 2, i - 2, i - 1) if 0 <= j < len(tokens) and _PAIR.fullmatch(tokens[j].text)),
                None,
            )
            if pair is not None:
                first, last = sorted((i, pair))
                return [*tokens[:first], *_pair(token, tokens[pair]), *_sexes_in_pairs(tokens[last + 1 :])]
    return tokens


def _pair(label: Token, figures: Token) -> list[Token]:
    labels = label.text.lower().split("/")
    found: list[Token] = []
    for word, figure in zip(labels, figures.text.split("/"), strict=True):
        name = canonical(word)
        found.append(Token(Kind.WORD, word, name, label.start, label.end, concepts_of(name), shape="word"))
        found.append(
            Token(
                Kind.NUMBER,
                figure,
                figure,
                figures.start,
                figures.end,
                number=Number(int(figure)),
                shape="digits",
            )
        )
    return found
