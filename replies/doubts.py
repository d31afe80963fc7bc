"""Questions about what isn't clear: the proposals that one tap, or the words of a button, accept."""

from datetime import date

from domain.entries import Activity, Entry, Mode, Visits
from domain.messages import Button
from domain.understanding import Doubt, DoubtKind, Slot
from locales import Texts
from replies import entries as lines
from replies.buttons import NONE, OTHER, WITHOUT, button, in_rows
from replies.questions import day_name, entry_of, number_shown

ROUTE = "q"


def buttons(texts: Texts, doubt: Doubt, question_id: int, version: int, today: date) -> tuple[tuple[Button, ...], ...]:
    """The proposals, then the other ways out."""
    labels = _labels(texts, doubt, today)
    proposals = [button(label, ROUTE, question_id, version, choice) for choice, label in enumerate(labels)]
    others = [button(label, ROUTE, question_id, version, choice) for label, choice in _others(texts, doubt)]
    long = any(len(label) > 14 for label in labels)
    return (*in_rows(proposals, 1 if long else 3), *in_rows(others, 2))


def choice_said(texts: Texts, doubt: Doubt, text: str, today: date) -> int | None:
    """The choice whose button begins with these words: "kemarin", "ganti", "tanpa jumlah"."""
    said = _letters(text)
    if len(said) < 4:
        return None
    labels = [*((label, choice) for choice, label in enumerate(_labels(texts, doubt, today))), *_others(texts, doubt)]
    found = [choice for label, choice in labels if _letters(label).startswith(said)]
    return found[0] if len(found) == 1 else None


def _labels(texts: Texts, doubt: Doubt, today: date) -> list[str]:
    return [_label(texts, doubt, entry, today) for entry in doubt.proposals]


def _label(texts: Texts, doubt: Doubt, entry: Entry, today: date) -> str:
    number = texts.number(number_shown(entry))
    if doubt.kind is DoubtKind.SECOND_COUNT and isinstance(entry, Visits):
        return _second_label(texts, doubt, entry)
    if doubt.kind in (DoubtKind.BARE_NUMBER, DoubtKind.NOUNLESS):
        return texts.label("Yes, {number} visitors", number=number)
    if doubt.kind in (DoubtKind.WHICH_ENTRY, DoubtKind.UNCLEAR) or _closed_or_counted(doubt):
        return lines.short(texts, entry)
    if doubt.kind is DoubtKind.DATE_TOO_OLD or doubt.kind is DoubtKind.UNUSUAL:
        return texts.label("Yes, that's right")
    if doubt.kind is DoubtKind.CONTRADICTION and number_shown(entry) == (doubt.numbers or (None,))[-1]:
        return texts.label("{number} without the split", number=number)
    if doubt.slot is Slot.ISBN:
        return texts.label("Yes, without ISBN")
    if doubt.slot is Slot.DATE:
        name = day_name(texts, entry.date, today)
        return name[:1].upper() + name[1:]
    return texts.label("Yes, {number}", number=number) if doubt.kind is DoubtKind.ABOUT else number


def _second_label(texts: Texts, doubt: Doubt, entry: Visits) -> str:
    if entry.closed:
        return texts.label("Yes, closed")
    if entry.mode is Mode.ADD:
        return texts.label("➕ Add, makes {number}", number=texts.number(sum(doubt.numbers)))
    return texts.label("🔁 Replace by {number}", number=texts.number(entry.total or 0))


def _others(texts: Texts, doubt: Doubt) -> list[tuple[str, int]]:
    match doubt.kind:
        case DoubtKind.SECOND_COUNT:
            return [(texts.label("✖️ Ignore"), NONE)]
        case DoubtKind.BARE_NUMBER | DoubtKind.NOUNLESS if doubt.proposals:
            return [(texts.label("No"), NONE)]
        case DoubtKind.ABOUT | DoubtKind.RANGE | DoubtKind.UNUSUAL if doubt.slot is not None:
            others = [(texts.label("Another number"), OTHER)]
            if isinstance(doubt.draft, Activity):
                others.append((texts.label("Without a number"), WITHOUT))
            return others
        case DoubtKind.CONTRADICTION if doubt.proposals:
            return [(texts.label("✏️ Write it again"), OTHER)]
        case DoubtKind.WHICH_DAY | DoubtKind.PERIOD_TOTAL | DoubtKind.UNCLEAR:
            return []
    return [(texts.label("✖️ Don't record"), NONE)] if entry_of(doubt) else []


def _closed_or_counted(doubt: Doubt) -> bool:
    """tutup, tapi ada 5 pengunjung"""
    contradicts = doubt.kind is DoubtKind.CONTRADICTION
    return contradicts and any(isinstance(entry, Visits) and entry.closed for entry in doubt.proposals)


def _letters(text: str) -> str:
    return "".join(sign for sign in text.casefold() if sign.isalnum())
