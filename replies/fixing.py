"""Perbaiki: the entries of a message, one entry, its class."""

from markupsafe import Markup

from domain.entries import Activity, ActivityClass, Books, Entry
from domain.messages import Button, Keyboard
from locales import Texts
from replies.buttons import button, in_rows
from replies.entries import line, short
from reports.words import CLASSES

BACK, ENTRY, REMOVE, CLASSES_OF, CLASS = "back", "entry", "remove", "classes", "class"


def entries(texts: Texts, report_id: int, version: int, listed: list[Entry]) -> tuple[Markup, Keyboard]:
    """Which entry to correct."""
    rows = [(button(short(texts, entry), ENTRY, report_id, version, place),) for place, entry in enumerate(listed)]
    return texts.say("What shall I correct?"), (*rows, (_back(texts, report_id, version),))


def entry(texts: Texts, report_id: int, version: int, place: int, told: Entry) -> tuple[Markup, Keyboard]:
    """Ask for its new value."""
    if isinstance(told, Activity):
        hint = texts.say("Write the right number of participants, or the right title.")
    elif isinstance(told, Books):
        hint = texts.say("Write the right number of copies, or the right title.")
    else:
        hint = texts.say("Write the right number, for example 18, or: 18, male 8 female 10.")
    rows: list[tuple[Button, ...]] = []
    if isinstance(told, Activity):
        rows.append((button(_class_label(texts, told), CLASSES_OF, report_id, version, place),))
    rows.append(
        (
            button(texts.label("🗑️ Remove"), REMOVE, report_id, version, place),
            _back(texts, report_id, version),
        )
    )
    return Markup("\n").join((line(texts, told), hint)), tuple(rows)


def classes(texts: Texts, report_id: int, version: int, place: int, told: Entry) -> tuple[Markup, Keyboard]:
    """The four classes of SIM TPBIS."""
    buttons = [
        button(texts.label(CLASSES[class_]), CLASS, report_id, version, place * 10 + number)
        for number, class_ in enumerate(ActivityClass)
    ]
    text = texts.say("{entry}\nWhich class is it in SIM TPBIS?", entry=line(texts, told))
    return text, (*in_rows(buttons, 1), (_back(texts, report_id, version),))


def _class_label(texts: Texts, activity: Activity) -> str:
    name = texts.label(CLASSES[activity.activity_class or ActivityClass.COMMUNITY])
    return texts.label("Class: {name}", name=name)


def _back(texts: Texts, report_id: int, version: int) -> Button:
    return button(texts.label("⬅️ Back"), BACK, report_id, version)
