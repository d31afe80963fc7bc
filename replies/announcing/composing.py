"""/siarkan: asking for the announcement, and what can't be one."""

from markupsafe import Markup

from domain.messages import Keyboard, Media
from locales import Texts, message
from replies.buttons import button

LEAVE, WHICH = "anleave", "anwhich"
"""Routes: drop the question for an announcement; say whether a message is a report. An id is the question's."""
REPORT, ANNOUNCEMENT = 0, 1

_REFUSED = {
    Media.POLL: message(
        "A poll can't be announced. Send the question as text instead: below it I can put buttons (I'll come / I can't "
        "come, or Read) and count the answers."
    ),
    Media.VOICE: message("A voice message can't be announced yet. Please write it, or send a photo or a document."),
    Media.VIDEO: message("A video can't be announced yet. Please send text, a photo or a document; a link is fine."),
    Media.STICKER: message("A sticker alone tells too little 😊 Please send text, a photo or a document."),
    Media.LOCATION: message("A location can't be announced. Please write the address, or send a link to the map."),
    Media.CONTACT: message("A contact can't be announced. Please write the name and the number as text."),
    Media.OTHER: message("That can't be announced. Please send text, a photo, an album or a document."),
}


def ask(texts: Texts, question_id: int) -> tuple[Markup, Keyboard]:
    """Ask for it."""
    text = texts.say("Please send the announcement: text, photo, album or document.")
    return text, ((button(texts.label("✖️ Cancel"), LEAVE, question_id),),)


def only_in_office(texts: Texts) -> Markup:
    """To somebody who has no region."""
    return texts.say("Announcements are sent by facilitators. Do you have something to tell? Please ask yours.")


def refused(texts: Texts, media: Media) -> Markup:
    """To what can't be announced; what can is still waited for."""
    return texts.say(_REFUSED.get(media, _REFUSED[Media.OTHER]))


def report_or_announcement(texts: Texts, question_id: int) -> tuple[Markup, Keyboard]:
    """To a message that reads as a report."""
    report = button(texts.label("📊 Report"), WHICH, question_id, 0, REPORT)
    announcement = button(texts.label("📢 Announcement"), WHICH, question_id, 0, ANNOUNCEMENT)
    return texts.say("Is this a report or an announcement?"), ((report, announcement),)


def a_report(texts: Texts) -> Markup:
    """The message was a report."""
    return texts.say("📊 All right, a report.")


def an_announcement(texts: Texts) -> Markup:
    """The message is to be announced."""
    return texts.say("📢 All right, an announcement.")


def left(texts: Texts) -> Markup:
    """Nothing is announced."""
    return texts.say("All right, nothing is sent.")


def kept_as_it_was(texts: Texts) -> Markup:
    """Its source was edited."""
    return texts.say(
        "The announcement stays as you first sent it to me. If it has to change, cancel it and write /siarkan again."
    )
