"""Numbers with labels -> one head count: total, sexes, bands, companions, and what contradicts."""

from dataclasses import dataclass, field, replace
from itertools import pairwise

from domain.entries import Band
from domain.understanding import DoubtKind
from language.labels import COMPANION, FEMALE, MALE, PART, TOTAL, UNIT, Count, Label, counts, label_of
from language.tokens import Kind, Token

_BUT = frozenset({"tapi", "tetapi", "tp", "padahal"})


@dataclass(slots=True)
class Heads:
    """How many people. With a doubt, `options` are the totals it may have been, the likeliest first.

    The split is that of `total`. `told` are the numbers in doubt as written, for a contradiction the parts first.
    """

    total: int | None = None
    male: int | None = None
    female: int | None = None
    groups: dict[Band, int] = field(default_factory=dict)
    companions: int | None = None
    doubt: DoubtKind | None = None
    options: tuple[int, ...] = ()
    told: tuple[int, ...] = ()

    @property
    def numbers(self) -> tuple[int, ...]:
        return self.told or self.options or ((self.total,) if self.total is not None else ())


def count_heads(tokens: list[Token]) -> Heads | None:
    sex, tokens = _sex_of_all(tokens)
    heads = add_up(_whole_first(counts(tokens), tokens))
    if sex is not None and heads is not None and heads.total and heads.male is None and heads.female is None:
        heads.male, heads.female = (heads.total, 0) if sex == MALE else (0, heads.total)
    return heads


def _whole_first(found: list[Count], tokens: list[Token]) -> list[Count]:
    """senam lansia 24, 4 di antaranya bapak-bapak: what is told first holds the rest"""
    among = any(token.text.lower().endswith("antaranya") for token in tokens)
    return [Count(found[0].number, None), *found[1:]] if among and len(found) > 1 else found


def unsure(heads: Heads, tokens: list[Token]) -> Heads:
    """12 eh apa 15 ya, lupa saya: each of the numbers may be right"""
    if heads.doubt is not None or not (any(token.has("unsure") for token in tokens) or _restricted(heads, tokens)):
        return heads
    split = heads.male is not None or heads.female is not None or bool(heads.groups)
    told = () if split else tuple(token.number.value for token in tokens if token.kind is Kind.NUMBER and token.number)
    options = tuple(dict.fromkeys(told)) or (heads.total or 0,)
    return replace(heads, doubt=DoubtKind.RANGE if len(options) > 1 else DoubtKind.ABOUT, options=options)


def _restricted(heads: Heads, tokens: list[Token]) -> bool:
    """11 tapi yang isi buku tamu cuma 4: what stands behind "tapi" is no part to add"""
    but = next((i for i, token in enumerate(tokens) if token.word in _BUT), len(tokens))
    before, behind = (
        [token.number.value for token in part if token.kind is Kind.NUMBER and token.number]
        for part in (tokens[:but], tokens[but:])
    )
    return bool(behind) and len(before) == 1 and heads.total == before[0] + sum(behind)


def _sex_of_all(tokens: list[Token]) -> tuple[str | None, list[Token]]:
    """semuanya perempuan, laki-laki semua: the sex, and the tokens without these words"""
    for i, (one, other) in enumerate(pairwise(tokens)):
        label = label_of(one if other.has("all_one") else other)
        if label is None or label.sex is None or not (one.has("all_one") or other.has("all_one")):
            continue
        following = tokens[i + 2] if i + 2 < len(tokens) else None
        if following is None or following.kind is not Kind.NUMBER:
            return label.sex, tokens[:i] + tokens[i + 2 :]
    return None, tokens


def add_up(found: list[Count]) -> Heads | None:
    companions = [count for count in found if count.label and count.label.role == COMPANION]
    if len(companions) < len(found):
        found = [count for count in found if count not in companions]
    else:
        companions = []
    if not found:
        return None
    doubtful = next((count.number for count in found if count.number.doubt), None)
    if doubtful is not None:
        return Heads(doubt=doubtful.doubt, options=doubtful.others or (doubtful.value,))
    beside = sum(count.number.value for count in companions) or None
    heads = _summed(found, beside or 0)
    if beside and heads.companions is None and not _includes(heads, found, beside):
        heads.companions = beside
    return heads


def _includes(heads: Heads, found: list[Count], beside: int) -> bool:
    """dua belas orang: sembilan siswa dan tiga guru"""
    rest = sum(count.number.value for count in found) - (heads.total or 0)
    return heads.total is not None and rest + beside == heads.total and len(found) > 1


def _summed(found: list[Count], beside: int) -> Heads:
    found = _parts_told_apart(found)
    parts = [count for count in found if count.label and count.label.role == PART]
    whole = [count.number.value for count in found if count.label and count.label.role == TOTAL]
    free = [count.number.value for count in found if count.label is None or count.label.role in (UNIT, COMPANION)]
    if not parts:
        return _unlabelled(free, whole, beside)
    heads = _parts(parts)
    told = whole[-1:] or free
    possible = _possible_sums(parts, beside)
    if not told:
        heads.total = _told_twice(parts) or possible[0]
        return heads
    if len(set(told)) == 1 and (told[0] in possible or _partial(parts, told[0])):
        heads.total = told[0]
        return heads
    if (
        not whole
        and sum(free) + possible[0] not in (possible[0],)
        and len(free) > 1
        and free[0] == sum(free[1:]) + possible[0]
    ):
        heads.total = free[0]
        return heads
    heads.total, heads.doubt, heads.options = possible[0], DoubtKind.CONTRADICTION, (possible[0], told[0])
    heads.told = (*(count.number.value for count in parts), told[0])
    return heads


def _parts_told_apart(found: list[Count]) -> list[Count]:
    """Ruang baca 12, pojok digital 5: parts. Beside a number of people, one of unknown things counts for nothing."""
    free = [count for count in found if count.label is None or count.label.role == UNIT]
    if len(free) > 2 and free[-1].number.value == sum(count.number.value for count in free[:-1]):
        return free[-1:]
    if len(free) > 1 and len(free) == len(found) and (_all_apart(free) or all(count.plus for count in free[1:])):
        return [Count(count.number, Label(PART)) for count in free]
    if len(free) == len(found) > 1 and all(count.origin for count in free[1:]) and not free[0].origin:
        return free[:1] if sum(count.number.value for count in free[1:]) <= free[0].number.value else free
    people = [count for count in found if not (count.apart and count.label is None)]
    return people or found


def _all_apart(free: list[Count]) -> bool:
    return all(count.apart for count in free) and len({count.label is None for count in free}) == 1


def _unlabelled(free: list[int], whole: list[int], beside: int) -> Heads:
    if whole:
        rest = sum(free)
        if not free or whole[-1] in (rest, rest + beside, free[0]) or (len(whole) > 1 and sum(whole[:-1]) == whole[-1]):
            return Heads(total=whole[-1])
        return Heads(doubt=DoubtKind.CONTRADICTION, options=(rest, whole[-1]), told=(*free, whole[-1]))
    if len(set(free)) == 1 and len(free) <= 2:
        return Heads(total=free[0])
    if free[0] == sum(free[1:]) + beside or free[0] == sum(free[1:]):
        return Heads(total=free[0])
    if free[-1] == sum(free[:-1]):
        return Heads(total=free[-1])
    return Heads(doubt=DoubtKind.UNCLEAR, options=(sum(free), free[0]), told=tuple(free))


def _parts(parts: list[Count]) -> Heads:
    heads = Heads()
    for count in parts:
        label, value = count.label, count.number.value
        assert label is not None  # noqa: S101
        if label.sex == MALE:
            heads.male = (heads.male or 0) + value
        elif label.sex == FEMALE:
            heads.female = (heads.female or 0) + value
        if label.band is not None:
            heads.groups[label.band] = heads.groups.get(label.band, 0) + value
    if all(count.label and count.label.hint for count in parts) and (heads.male is None or heads.female is None):
        heads.male = heads.female = None
    return heads


def _possible_sums(parts: list[Count], beside: int) -> list[int]:
    """All parts as disjoint; or the sexes alone with the groups among them, or the other way round."""
    every = sum(count.number.value for count in parts)
    sexes = sum(count.number.value for count in parts if count.label and count.label.sex)
    groups = sum(count.number.value for count in parts if count.label and not count.label.sex)
    return [every, *(total for total in (sexes, groups, every + beside) if total)]


def _told_twice(parts: list[Count]) -> int | None:
    """3 anak, 2 perempuan 1 laki-laki: three in all. But bapak 3 ibu 5 anak 8 are sixteen."""
    labels = [(count.number.value, count.label) for count in parts if count.label]
    sexes = [value for value, label in labels if label.sex and not label.hint and not label.band]
    groups = [value for value, label in labels if not label.sex]
    both = len(sexes) + len(groups) == len(parts) and len(sexes) == 2 and len(groups) == 1
    return groups[0] if both and sum(sexes) == groups[0] else None


def _partial(parts: list[Count], told: int) -> bool:
    """pengunjung 20, anak 12: only some are told apart, so the rest may be anybody."""
    labels = [count.label for count in parts if count.label]
    sexes = {label.sex for label in labels if label.sex}
    plain = sum(not label.sex and not label.band and not label.adult for label in labels)
    complete = (
        len(sexes) == 2 or plain > 1 or (any(label.adult for label in labels) and any(label.band for label in labels))
    )
    return not complete and sum(count.number.value for count in parts) < told
