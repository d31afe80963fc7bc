"""What is kept of people, and the question before it is removed."""

from datetime import tzinfo

from markupsafe import Markup

from domain.messages import Keyboard
from domain.people import Person
from locales import Texts
from replies.buttons import button

ERASE = "erase"
YES, NO = 1, 0


def privacy(texts: Texts, person: Person | None, reports: int = 0, zone: tzinfo | None = None) -> Markup:
    """/privasi; `zone` is where the person is."""
    general = texts.say(
        "I keep your name, your Telegram ID, your language and the reports you send, so that your library's figures "
        "can be added up. Figures are seen by your facilitator and the library offices; your messages are not passed "
        "on. I don't want names or photos of children. Remove everything: /hapusdata"
    )
    if person is None:
        return Markup("\n\n").join((general, texts.say("About you I keep nothing yet.")))
    mine = texts.say(
        "About you: name {name}; consent given on {day}; libraries: {libraries}; reports: {reports}.",
        name=person.name,
        day=texts.day(person.consented_at.astimezone(zone).date()) if person.consented_at else "–",
        libraries=", ".join(library.name for library in person.libraries) or "–",
        reports=texts.number(reports),
    )
    return Markup("\n\n").join((general, mine))


def ask_erase(texts: Texts) -> tuple[Markup, Keyboard]:
    """/hapusdata."""
    text = texts.say(
        "Remove your data? Your name, your account and the texts of your reports go at once and can't be brought back. "
        "The library's figures stay."
    )
    return text, (
        (
            button(texts.label("🗑️ Yes, remove"), ERASE, 0, 0, YES),
            button(texts.label("No, keep it"), ERASE, 0, 0, NO),
        ),
    )
