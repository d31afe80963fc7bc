"""/bahasa: the language in which a person is answered."""

from handlers.turn import Answer, Turn
from locales import LANGUAGES, texts_in
from replies.buttons import Tap, button

ROUTE = "lang"
_NAMES = {"id": "Bahasa Indonesia", "en": "English"}


def ask(turn: Turn) -> Answer:
    """Offer the languages."""
    rows = tuple((button(_NAMES[code], ROUTE, 0, 0, number),) for number, code in enumerate(LANGUAGES))
    return [turn.answer(turn.texts.say("In which language shall I answer?"), rows)]


def choose(turn: Turn, tap: Tap) -> Answer:
    """Answer in it from now on."""
    if tap.choice >= len(LANGUAGES) or turn.person is None:
        return []
    language = LANGUAGES[tap.choice]
    turn.work.directory.change_person(turn.person.id, language=language)
    return [turn.redraw(texts_in(language).say("✅ I will answer in English."))]
