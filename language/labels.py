"""Which number of a text counts whom: pairs each number with the word beside it."""

from dataclasses import dataclass, replace

from domain.entries import Band
from domain.understanding import DoubtKind
from language.tokens import Kind, Number, Token
from language.vocabulary import wordset

BANDS = {f"band_{name}": band for name, band in (
    ("paud", Band.PAUD), ("sd", Band.SD), ("smp", Band.SMP), ("sma", Band.SMA), ("umum", Band.UMUM),
    ("lansia", Band.LANSIA), ("disability", Band.DISABILITY),
)}  # fmt: skip
MALE, FEMALE = "male", "female"
TOTAL, COMPANION, PART, UNIT, PLUS = "total", "companion", "part", "unit", "plus"

_FROM = "from"
_BREAKS = frozenset({",", ";", ".", "(", ")", "/", "dan", "&", "+", "\u2022", "|", "!"})
_FILLERS = wordset("between_counts")


@dataclass(frozen=True, slots=True)
class Label:
    """What a word beside a number says of the people it counts."""

    role: str = UNIT
    sex: str | None = None
    band: Band | None = None
    adult: bool = False
    hint: bool = False  # bapak, ibu: nouns that only imply the sex


@dataclass(frozen=True, slots=True)
class Count:
    number: Number
    label: Label | None
    apart: bool = False  # behind a word of its own: ruang baca 12
    plus: bool = False
    origin: bool = False  # before a word that tells where they are from: 3 dari luar desa


Item = Token | Label | None
"""A number, a label, or None for a word that stands between the two."""


def label_of(token: Token) -> Label | None:
    if not token.tags:
        return None
    band = next((BANDS[tag] for tag in token.tags if tag in BANDS), Band.CHILDREN if token.has("child") else None)
    sex = MALE if token.has("male", "man") else FEMALE if token.has("female", "woman") else None
    if token.has("companion"):
        return Label(COMPANION)
    if sex or band or token.has("adult"):
        return Label(PART, sex, band, token.has("adult"), token.has("man", "woman"))
    if token.has("session"):
        return Label(PART)
    if token.has("total"):
        return Label(TOTAL)
    if token.has("unit", "attend", "visit"):
        return Label(UNIT)
    return Label(PART) if token.has("person") else None


def counts(tokens: list[Token]) -> list[Count]:
    """Every number that may count people, with what is said of it, in order."""
    found: list[Count] = []
    for run in _runs(tokens):
        found += _paired(run)
    return found


def _runs(tokens: list[Token]) -> list[list[Item]]:
    runs: list[list[Item]] = [[]]
    for i, token in enumerate(tokens):
        if token.kind is Kind.LINE or token.word in _BREAKS or token.has("accompanied"):
            runs.append([Label(PLUS)] if token.text == "+" else [])
        elif token.text == "=" and _is_settled(runs[-1]):
            runs.append([Label(TOTAL)])
        elif token.kind is Kind.NUMBER:
            if i and tokens[i - 1].text == "@" and token.number is not None:
                token.number.doubt = DoubtKind.UNCLEAR  # 6 tim @ 3 orang: of each of how many?
            if i + 1 < len(tokens) and tokens[i + 1].word == "dari":
                token.shape = _FROM
            if _counts_books(tokens, i):
                runs.append([])
            else:
                _append_number(runs[-1], token)
        elif (label := label_of(token)) is not None:
            _append_label(runs[-1], label)
        elif token.word not in _FILLERS and token.kind is not Kind.DAY and not token.has("polite", "ralat", "thanks"):
            runs[-1].append(None)
    return [run for run in runs if any(isinstance(item, Token) for item in run)] if runs else []


def _is_settled(run: list[Item]) -> bool:
    """Whether every label before an "=" has its number: 5L + 8P = 13, but not L = 5"""
    labels = sum(isinstance(item, Label) and item.role == PART for item in run)
    return bool(run) and isinstance(run[-1], Label) and sum(isinstance(item, Token) for item in run) >= labels


def _counts_books(tokens: list[Token], i: int) -> bool:
    following = tokens[i + 1] if i + 1 < len(tokens) else None
    if following is not None and (following.has("unit", "person") or label_of(following) is not None):
        return False
    another = i + 2 < len(tokens) and tokens[i + 2].kind is Kind.NUMBER  # 4 buku 2: the second counts the books
    counted = following is not None and following.has("copies", "titles") and not another
    return counted or (i > 0 and tokens[i - 1].word == "buku")


def _append_number(run: list[Item], number: Token) -> None:
    """mahasiswa KKN 3: one more word may stand between a group and its number"""
    group = run[-2] if len(run) > 1 and run[-1] is None else None
    if isinstance(group, Label) and group.role == PART and group.sex is None:
        run.pop()
    run.append(number)


def _append_label(run: list[Item], label: Label) -> None:
    """Labels side by side are one: anak laki-laki, orang dewasa, siswa SD."""
    last = run[-1] if run else None
    if isinstance(last, Label) and (joined := _joined(last, label)):
        run[-1] = joined
    else:
        run.append(label)


def _joined(a: Label, b: Label) -> Label | None:
    if a.role == UNIT or b.role == UNIT:
        return b if a.role == UNIT else a
    if a.role == TOTAL or b.role == TOTAL or COMPANION in (a.role, b.role):
        return a if b.role == TOTAL else b
    if a.sex and b.sex and a.sex != b.sex:
        return None
    return Label(PART, a.sex or b.sex, a.band or b.band, a.adult or b.adult, _only_hinted(a, b))


def _only_hinted(a: Label, b: Label) -> bool:
    told = [label.hint for label in (a, b) if label.sex]
    return bool(told) and all(told)


def _paired(run: list[Item]) -> list[Count]:
    """The pairing of neighbours that leaves the fewest labels alone: "23 L 10 P 13" and "10 L 13 P"."""
    best: list[tuple[int, int]] = [(0, 0)] * (len(run) + 2)  # (score, items used) from each place on
    numbers_first = isinstance(run[0], Token) and run[-1] is None and isinstance(run[-2], Token)
    for i in range(len(run) - 1, -1, -1):
        alone = (best[i + 1][0], 1)
        gain = _gain(run[i], run[i + 1]) if i + 1 < len(run) else 0
        pair = (best[i + 2][0] + gain, 2)
        best[i] = pair if gain and pair[0] >= alone[0] and (numbers_first or not _better_apart(run, i, best)) else alone
    return _read_off(run, best)


def _better_apart(run: list[Item], i: int, best: list[tuple[int, int]]) -> bool:
    """Between equals a label belongs to the number behind it."""
    return isinstance(run[i], Token) and best[i + 1][0] >= best[i + 2][0] + _gain(run[i], run[i + 1])


def _gain(a: Item, b: Item) -> int:
    number, label = (a, b) if isinstance(a, Token) else (b, a)
    if not isinstance(number, Token) or not isinstance(label, Label) or label.role == PLUS:
        return 0
    return 1 if label.role == UNIT else 3


def _read_off(run: list[Item], best: list[tuple[int, int]]) -> list[Count]:
    found: list[Count] = []
    around: Label | None = None  # "dewasa L 4 P 6": the group goes on over the sexes
    i = 0
    while i < len(run):
        used = run[i : i + best[i][1]]
        number = next((item for item in used if isinstance(item, Token)), None)
        label = next((item for item in used if isinstance(item, Label)), None)
        if label is not None and label.role == PART and isinstance(used[0], Label):
            label, around = _within(label, around)
        if number is not None and number.number is not None:
            before = run[i - 1] if i else number
            plus = isinstance(before, Label) and before.role == PLUS
            following = run[i + len(used)] if i + len(used) < len(run) else None
            apart = before is None and not (label is None and isinstance(following, Label))
            found.append(Count(number.number, label, apart, plus, number.shape == _FROM))
        i += best[i][1]
    return found


def _within(label: Label, around: Label | None) -> tuple[Label, Label | None]:
    if label.sex and (label.band or label.adult):
        return label, label
    if label.sex and around is not None:
        return replace(label, band=around.band, adult=around.adult), around
    return label, None
