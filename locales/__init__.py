"""Every sentence that people read, in Bahasa Indonesia and English."""

from locales.texts import LANGUAGES, Texts, message, texts_in

__all__ = ["LANGUAGES", "Texts", "message", "texts_in"]
