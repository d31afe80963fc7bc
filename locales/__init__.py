"""Every sentence that people read, in Bahasa Indonesia and English."""

from locales.texts import DEFAULT, LANGUAGES, Texts, message, texts_in

__all__ = ["DEFAULT", "LANGUAGES", "Texts", "message", "texts_in"]
