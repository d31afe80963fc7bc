"""Digits and number words -> numbers; ranges, alternatives and about-numbers -> numbers in doubt."""

from functools import cache

from domain.understanding import DoubtKind
from language.tokens import Kind, Number, Token
from language.vocabulary import concepts_of, number_words

LONGEST_COUNT = 6  # digits; what is longer is a phone or account number

_NOT_BEFORE = frozenset({"salah", "nomor", "per"})  # salah satu, nomor satu, satu per satu
_HALF = "setengah"
_SCHOOLS = frozenset({"band_paud", "band_smp", "band_sma"})
_NO_WORD = Token(Kind.LINE, "", "", 0, 0)


def find_numbers(tokens: list[Token]) -> list[Token]:
    return _in_doubt(_spelled_out(tokens))


def _spelled_out(tokens: list[Token]) -> list[Token]:
    found: list[Token] = []
    i = 0
    while i < len(tokens):
        run = _number_run(tokens, i)
        if run:
            found.append(_as_number(tokens[i : i + run]))
            i += run
            continue
        token = tokens[i]
        if token.kind is Kind.NUMBER:
            _read_digits(token)
        found.append(token)
        i += 1
    return found


def _read_digits(token: Token) -> None:
    digits = token.text.replace(".", "").replace(" ", "")
    if len(digits) > LONGEST_COUNT:
        token.kind = Kind.MEASURE
    else:
        token.number = Number(int(digits))


def _number_run(tokens: list[Token], i: int) -> int:
    """How many tokens from `i` make one number of words: dua puluh tiga, 2 puluh, 6 ribu."""
    words = number_words()
    first, before = tokens[i], tokens[i - 1] if i else _NO_WORD
    if first.word == _HALF:
        return 2 if i + 1 < len(tokens) and tokens[i + 1].word in words["dozens"] else 0
    if first.kind is Kind.NUMBER and first.shape == "digits":
        following = tokens[i + 1] if i + 1 < len(tokens) else _NO_WORD
        if following.word not in words["scale"] or before.word in {"rp", "rp."} or len(first.text) > 3:
            return 0
    elif first.kind is not Kind.WORD or first.word not in _all_words() or before.word in _NOT_BEFORE:
        return 0
    if i + 1 < len(tokens) and tokens[i + 1].word == "pun":
        return 0
    run = 1
    while (
        i + run < len(tokens) and tokens[i + run].kind is Kind.WORD and _continues(tokens[i + run - 1], tokens[i + run])
    ):
        run += 1
    return run


def _continues(last: Token, word: Token) -> bool:
    words = number_words()
    if word.word in words["scale"]:
        return True
    after_scale = last.word in words["scale"] or last.word.endswith(("puluh", "ratus", "seribu"))
    return after_scale and (word.word in words["ones"] or word.word in words["fixed"])


@cache
def _all_words() -> frozenset[str]:
    words = number_words()
    return frozenset({*words["ones"], *words["fixed"], *words["about"]})


def _as_number(run: list[Token]) -> Token:
    text = " ".join(token.text for token in run)
    about = any(token.word in number_words()["about"] for token in run)
    number = Number(_value(run), DoubtKind.ABOUT if about else None)
    return Token(Kind.NUMBER, text, "", run[0].start, run[-1].end, number=number, shape="number_word", parts=tuple(run))


def _value(run: list[Token]) -> int:
    scale, total, current = number_words()["scale"], 0, 0
    if run[0].word == _HALF:
        return scale[run[1].word] // 2
    for token in run:
        if token.word == "belas":
            current += 10
        elif token.word == "ribu":
            total, current = max(total + current, 1) * 1000, 0
        elif token.word in scale:
            total, current = total + max(current, 1) * scale[token.word], 0
        elif (value := _simple_value(token)) >= 100:
            total += value
        else:
            current += value
    return total + current


def _simple_value(token: Token) -> int:
    if token.kind is Kind.NUMBER:
        return int(token.text)
    words = number_words()
    return next(words[kind][token.word] for kind in ("ones", "fixed", "about") if token.word in words[kind])


def _in_doubt(tokens: list[Token]) -> list[Token]:
    """10-12, 10 atau 12, 30 sampai 50 -> one number in doubt; 20an, sekitar 20 -> about."""
    found: list[Token] = []
    i = 0
    while i < len(tokens):
        token = tokens[i]
        if token.number and i + 2 < len(tokens) and _is_range(tokens, i):
            found.append(_range(token, tokens[i + 2]))
            i += 3
            continue
        found.append(token)
        i += 1
    for i, token in enumerate(found):
        if token.number and token.number.doubt is None and _is_about(found, i):
            token.number.doubt = DoubtKind.ABOUT
    return found


def _is_range(tokens: list[Token], i: int) -> bool:
    first, link, second = tokens[i : i + 3]
    if second.number is None or first.number is None or _is_school(tokens, i):
        return False
    if link.text == "-":
        return first.number.value < second.number.value and first.end == link.start
    return bool(concepts_of(link.word) & {"upto", "or_word"}) and link.text.islower()


def _is_school(tokens: list[Token], i: int) -> bool:
    """paud 5 sd 9 smp 3: sd as a school beside another, no "to" """
    around = [*tokens[max(0, i - 1) : i], *tokens[i + 3 : i + 4]]
    return tokens[i + 1].word == "sd" and any(_SCHOOLS & concepts_of(token.word) for token in around)


def _range(first: Token, second: Token) -> Token:
    assert first.number and second.number  # noqa: S101
    values = (first.number.value, second.number.value)
    number = Number(values[1], DoubtKind.RANGE, values)
    text = f"{first.text} - {second.text}"
    return Token(Kind.NUMBER, text, "", first.start, second.end, number=number, shape="range")


def _is_about(tokens: list[Token], i: int) -> bool:
    if (i and concepts_of(tokens[i - 1].word) & {"about"}) or (i and tokens[i - 1].text in ("+-", "±", ">", "<", "~")):
        return True
    if i > 1 and concepts_of(f"{tokens[i - 2].word} {tokens[i - 1].word}") & {"about"}:
        return True
    following = tokens[i + 1] if i + 1 < len(tokens) else None
    if following and following.text == "-" and i + 2 < len(tokens):
        following = tokens[i + 2]
    return following is not None and following.word in {"an", "lebih", "orangan"}
