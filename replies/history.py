"""/riwayat."""

from markupsafe import Markup

from domain.entries import Entry
from domain.messages import Keyboard
from domain.people import Library
from locales import Texts
from replies.answer import FIX
from replies.buttons import button
from replies.entries import line, short


def history(texts: Texts, library: Library, entries: list[tuple[int, int, Entry]]) -> tuple[Markup, Keyboard]:
    """The newest entries (report, its version, entry): in words, and a button each."""
    if not entries:
        return texts.say("Nothing is recorded for {library} yet.", library=library.name), ()
    heading = texts.say("The newest entries of {library}. Tap one to correct it.", library=library.name)
    told = [Markup("• {}: {}").format(texts.short_day(entry.date), line(texts, entry)) for _, _, entry in entries]
    rows = tuple(
        (button(f"✏️ {texts.short_day(entry.date)}: {short(texts, entry)}"[:60], FIX, report_id, version),)
        for report_id, version, entry in entries
    )
    return Markup("\n").join((heading, *told)), rows
