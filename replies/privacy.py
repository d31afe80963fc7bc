"""What is kept of people, and the question before it is removed."""

from collections.abc import Iterator
from datetime import datetime, tzinfo

from markupsafe import Markup

from domain.messages import Keyboard
from locales import Texts, message
from replies.buttons import button
from storage.people_data import Counts, KeptOfPerson

ERASE = "erase"
YES, NO, ASK = 1, 0, 2

_LANGUAGES = {"id": "Bahasa Indonesia", "en": "English"}
_OFFICES = {
    "facilitator": message("Facilitator of {region}, since {day}"),
    "admin": message("Admin, since {day}"),
}


def privacy(texts: Texts, kept: KeptOfPerson, months: int, zone: tzinfo | None) -> Markup:
    """/privasi: all that is kept of somebody; `zone` is where they are, `months` how long words are kept."""
    lines = Markup("\n").join(Markup("• {}").format(line) for line in _lines(texts, kept, zone))
    mine = Markup("\n").join((texts.say("About you:"), lines))
    return Markup("\n\n").join((_general(texts), mine, _ends(texts, months)))


def of_a_stranger(texts: Texts, waiting: int, months: int) -> Markup:
    """The same for somebody who has not agreed: `waiting` messages are kept."""
    nothing = texts.say("About you I keep nothing yet.")
    only = texts.say("About you I keep only our last messages ({number}), no longer than 14 days.", number=waiting)
    return Markup("\n\n").join((_general(texts), only if waiting else nothing, _ends(texts, months)))


def ask_erase(texts: Texts) -> tuple[Markup, Keyboard]:
    """/hapusdata."""
    text = texts.say(
        "Remove your data? Your name, your account, the texts of your reports, photos, answers and all our messages go "
        "at once and can't be brought back.\n"
        "What stays, without your name: the library's figures, and the titles of activities and books."
    )
    return text, (
        (
            button(texts.label("🗑️ Yes, remove"), ERASE, 0, 0, YES),
            button(texts.label("No, keep it"), ERASE, 0, 0, NO),
        ),
    )


def erased(texts: Texts) -> Markup:
    """It is done."""
    return texts.say(
        "Your data is removed: name, account, the texts of your reports, photos, answers and our messages. What stays, "
        "without your name: the library's figures, and the titles of activities and books.\n"
        "If you come back: /start"
    )


def _general(texts: Texts) -> Markup:
    return texts.say(
        "I keep your name, your Telegram ID, your language and the reports you send, so that your library's figures "
        "can be added up. Figures are seen by your facilitator and the library offices, an answer to an announcement "
        "by its sender; no other messages are passed on. Please send no names or photos of children."
    )


def _ends(texts: Texts, months: int) -> Markup:
    how_long = texts.count(
        "The texts of reports go after {number} month, our other messages after 30 days; the figures stay.",
        "The texts of reports go after {number} months, our other messages after 30 days; the figures stay.",
        months,
    )
    return Markup("\n").join((how_long, texts.say("Remove everything at once: /hapusdata")))


def _lines(texts: Texts, kept: KeptOfPerson, zone: tzinfo | None) -> Iterator[Markup]:
    yield texts.say("Name: {name}", name=kept.name)
    yield texts.say("Telegram ID: {id}", id=kept.external_id)
    yield texts.say("Language: {language}", language=_LANGUAGES[kept.language])
    agreed = kept.consented_at.astimezone(zone)
    yield texts.say(
        "Agreed: {day}, {hour} (notice {version})",
        day=_day(texts, kept.consented_at, zone),
        hour=texts.hour(agreed.time()),
        version=kept.consent_version,
    )
    yield from _posts(texts, kept, zone)
    yield from _numbers(texts, kept.counts)


def _posts(texts: Texts, kept: KeptOfPerson, zone: tzinfo | None) -> Iterator[Markup]:
    for library in kept.libraries:
        since = _day(texts, library.since, zone)
        if library.until is None:
            yield texts.say("Keeper of {library}, since {day}", library=library.name, day=since)
        else:
            until = _day(texts, library.until, zone)
            yield texts.say("Keeper of {library}, {day} to {until}", library=library.name, day=since, until=until)
    for office in kept.offices:
        yield texts.say(_OFFICES[office.role], region=office.region, day=_day(texts, office.since, zone))


def _numbers(texts: Texts, counts: Counts) -> Iterator[Markup]:
    yield texts.say(
        "Reports: {reports}, with their text {texts}, photos {photos}",
        reports=texts.number(counts.reports),
        texts=texts.number(counts.texts),
        photos=texts.number(counts.photos),
    )
    if counts.answers:
        yield texts.say("Answers to announcements: {number}", number=texts.number(counts.answers))
    if counts.announcements:
        yield texts.say("Announcements you wrote: {number}", number=texts.number(counts.announcements))
    if counts.requests:
        yield texts.say("Requests to keep a library: {number}", number=texts.number(counts.requests))
    yield texts.say(
        "Our last messages: {received} from you, {sent} from me, {questions} questions",
        received=texts.number(counts.received),
        sent=texts.number(counts.sent),
        questions=texts.number(counts.questions),
    )


def _day(texts: Texts, moment: datetime, zone: tzinfo | None) -> str:
    day = moment.astimezone(zone).date()
    return f"{texts.day_and_month(day)} {day.year}"
