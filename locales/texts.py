"""One language's sentences, numbers and dates.

Catalogs are read from their .po files when they are first needed: no compiled files that could be out of date.
"""

from datetime import date, time
from functools import cache
from importlib.resources import files
from io import BytesIO
from typing import Any

from babel import Locale
from babel.dates import format_date, format_skeleton
from babel.messages.catalog import Catalog
from babel.messages.pofile import read_po
from babel.numbers import format_decimal
from markupsafe import Markup

LANGUAGES = ("id", "en")
DEFAULT = "id"


def message(text: str) -> str:
    """Mark a sentence that is looked up elsewhere, so that it gets into the catalogs."""
    return text


class Texts:
    """The sentences of one language. What is put into them is escaped unless it is Markup."""

    def __init__(self, language: str, catalog: Catalog) -> None:
        self.language = language
        self._locale = Locale(language)
        self._templates: dict[str, Any] = {
            item.id if isinstance(item.id, str) else item.id[0]: item.string
            for item in catalog
            if item.id and item.string
        }

    def say(self, sentence: str, **values: object) -> Markup:
        """A sentence for a message: its own markup stays, values are escaped."""
        return Markup(self._templates.get(sentence, sentence)).format(**values)  # noqa: S704 - ours

    def label(self, sentence: str, **values: object) -> str:
        """A sentence for a button or the like, where nothing is markup."""
        return str(self._templates.get(sentence, sentence)).format(**values)

    def count(self, one: str, many: str, number: int, **values: object) -> Markup:
        """A sentence that depends on a number, which is its `{number}`."""
        forms = self._templates.get(one, (one, many))
        template = forms if isinstance(forms, str) else forms[self._form(number, len(forms))]
        return Markup(template).format(number=self.number(number), **values)  # noqa: S704 - ours

    def _form(self, number: int, forms: int) -> int:
        return 0 if self._locale.plural_form(number) == "one" else forms - 1

    def number(self, number: float) -> str:
        """1.250 in Bahasa Indonesia."""
        if isinstance(number, int) and 0 <= number < 1000:
            return str(number)  # nothing to format; summaries hold many of them
        return format_decimal(number, locale=self._locale)

    def day(self, day: date) -> str:
        """Selasa, 12 Mei 2026."""
        return format_date(day, "EEEE, d MMMM y", locale=self._locale)

    def short_day(self, day: date) -> str:
        """Selasa, 12 Mei."""
        return format_date(day, "EEEE, d MMMM", locale=self._locale)

    def weekday(self, day: date) -> str:
        """Selasa."""
        return format_date(day, "EEEE", locale=self._locale)

    def short_weekday(self, day: date) -> str:
        """Sel."""
        return format_date(day, "EEE", locale=self._locale)

    def day_and_month(self, day: date) -> str:
        """12 Mei."""
        return format_date(day, "d MMMM", locale=self._locale)

    def month(self, day: date) -> str:
        """Mei 2026."""
        return format_skeleton("yMMMM", day, locale=self._locale)

    def span(self, first: date, last: date) -> str:
        """4–10 Mei 2026."""
        start = "d" if (first.year, first.month) == (last.year, last.month) else "d MMMM"
        if first.year != last.year:
            start = "d MMMM y"
        beginning = format_date(first, start, locale=self._locale)
        return f"{beginning}–{format_date(last, 'd MMMM y', locale=self._locale)}"

    def short_span(self, first: date, last: date) -> str:
        """4–10 Mei; 29 Jun–5 Jul."""
        start = "d" if (first.year, first.month) == (last.year, last.month) else "d MMM"
        beginning = format_date(first, start, locale=self._locale)
        return f"{beginning}–{format_date(last, 'd MMM', locale=self._locale)}"

    def hour(self, clock: time | str) -> str:
        """15.30, as clocks are written in Indonesia; 15:30 in English."""
        text = clock if isinstance(clock, str) else clock.strftime("%H:%M")
        return text.replace(":", "." if self.language == "id" else ":")


@cache
def texts_in(language: str) -> Texts:
    """The sentences of a language, those of Bahasa Indonesia for one that we don't have."""
    known = language if language in LANGUAGES else DEFAULT
    return Texts(known, catalog(known))


@cache
def catalog(language: str) -> Catalog:
    """The catalog of a language as its .po file holds it."""
    path = files("locales") / language / "messages.po"
    return read_po(BytesIO(path.read_bytes()), locale=language)
