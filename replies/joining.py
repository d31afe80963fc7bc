"""Welcome, consent, the search for a library, and requests to join."""

from markupsafe import Markup

from domain.messages import Button, Keyboard
from domain.people import CONSENT_VERSION, Library, Role
from domain.reminding import reminder_time
from domain.understanding import Understanding
from locales import Texts, message
from replies.buttons import CODE_ROUTE, button
from replies.entries import line
from replies.privacy import ASK, ERASE

AGREE, NOT_MINE, VILLAGE, OTHER_VILLAGE, DECIDE = "agree", "notmine", "village", "novillage", "decide"
ACCEPT_INVITATION = CODE_ROUTE
ACCEPT, REFUSE = 1, 0

KEPT = message("What I keep: your name and Telegram ID, and the reports you send. More: /privasi")
_ROLES = {
    Role.FACILITATOR: message("You are invited as facilitator of {where}."),
    Role.ADMIN: message("You are invited as admin."),
    Role.KEEPER: message("You are invited as keeper of {where}."),
}


def welcome(texts: Texts) -> tuple[Markup, Keyboard]:
    """To somebody who came without an invitation."""
    text = Markup("\n").join((texts.say("Welcome! I keep the records of village libraries."), texts.say(KEPT)))
    return text, ((_agree(texts, AGREE),),)


def one_tap_first(texts: Texts) -> tuple[Markup, Keyboard]:
    """To a report that came before consent."""
    text = Markup("\n").join(
        (
            texts.say("Thank you for the report! One tap first, then I record it; it waits for 14 days."),
            texts.say(KEPT),
        )
    )
    return text, ((_agree(texts, AGREE),),)


def asked_again(texts: Texts) -> tuple[Markup, Keyboard]:
    """To somebody who has agreed to an older text."""
    text = Markup("\n").join(
        (
            texts.say("My notice about your data has changed. Please read it once more."),
            texts.say(KEPT),
            texts.say("What you wrote waits: I go on with it as soon as you agree."),
        )
    )
    agree = button(texts.label("✅ I agree"), AGREE, 0, CONSENT_VERSION)
    return text, ((agree, button(texts.label("🗑️ Remove my data"), ERASE, 0, 0, ASK)),)


def agreed_again(texts: Texts, *, waiting: bool) -> Markup:
    """They have agreed to the new text; `waiting` where something was said before that."""
    return texts.say("✅ Thank you! I go on with what you wrote.") if waiting else agreed(texts)


def invited(texts: Texts, code: int, role: Role, where: str) -> tuple[Markup, Keyboard]:
    """To somebody who came with an invitation."""
    text = Markup("\n").join(
        (
            texts.say("Welcome! I keep the records of village libraries."),
            texts.say(_ROLES[role], where=where),
            texts.say(KEPT),
        )
    )
    agree = _agree(texts, ACCEPT_INVITATION, code)
    if role is not Role.KEEPER:
        return text, ((agree,),)
    return text, ((agree, button(texts.label("Not my library"), NOT_MINE, 0)),)


def agreed(texts: Texts) -> Markup:
    """After consent without an invitation."""
    return texts.say("✅ Thank you!")


def which_village(texts: Texts) -> Markup:
    """Ask for the village."""
    return texts.say("Type the name of your village, please. For example: Balai Sebut")


def not_valid(texts: Texts) -> Markup:
    """An invitation that is used up, expired or made up."""
    return texts.say(
        "This invitation is no longer valid. Please ask for a new one, or write /start to look for your library by the "
        "name of its village."
    )


def no_library(texts: Texts) -> Markup:
    """To what only a keeper can do."""
    return texts.say("You don't keep a library yet. Write /start to choose one.")


def ready(texts: Texts, library: Library, *, daily: bool = True) -> Markup:
    """To a keeper: how to report, and when they are reminded if that is on each open day, as it is at first."""
    clock = reminder_time(library.id, library.reminder_at)
    reminded = message("Every open day I remind you at {hour}. Change it: /pengingat")
    otherwise = message("Reminders: /pengingat")
    told = texts.say(reminded if daily else otherwise, hour=texts.hour(clock))
    return Markup("\n").join((_how_to_report(texts, library), told, texts.say("Help: /bantuan")))


def appointed(texts: Texts, role: Role) -> Markup:
    """To a new facilitator or admin."""
    if role is Role.ADMIN:
        return texts.say("Ready, thank you! You are admin. Requests to join come to you where there is no facilitator.")
    return texts.say("Ready, thank you! You are facilitator. Requests of keepers to join come to you.")


def villages(texts: Texts, typed: str, libraries: list[Library]) -> tuple[Markup, Keyboard]:
    """The matches for a village's name."""
    if not libraries:
        text = texts.say(
            "I found no library in “{typed}”. Please check the name, or write it with its district.", typed=typed[:60]
        )
        return text, ()
    rows = [(button(f"{library.village}, {library.place}", VILLAGE, 0, 0, library.id),) for library in libraries]
    rows.append((button(texts.label("None of these"), OTHER_VILLAGE, 0),))
    return texts.say("Which one is it?"), tuple(rows)


def requested(texts: Texts, library: Library) -> Markup:
    """The request is on its way."""
    return texts.say(
        "I have asked the facilitator to accept you as keeper of {library}, {place}. "
        "You can already write reports: I keep them and count them once you are accepted.",
        library=library.name,
        place=library.place,
    )


def request(texts: Texts, request_id: int, name: str, library: Library) -> tuple[Markup, Keyboard]:
    """To those who decide."""
    text = texts.say(
        "{name} asks to be keeper of {library}, {place}.", name=name, library=library.name, place=library.place
    )
    yes = button(texts.label("✅ Accept"), DECIDE, request_id, 0, ACCEPT)
    return text, ((yes, button(texts.label("✖️ Refuse"), DECIDE, request_id, 0, REFUSE)),)


def decided(texts: Texts, name: str, library: Library, *, accepted: bool) -> Markup:
    """To whoever decided."""
    if accepted:
        return texts.say("✅ {name} is now keeper of {library}.", name=name, library=library.name)
    return texts.say("✖️ {name} was refused for {library}.", name=name, library=library.name)


def decided_before(texts: Texts, name: str, library: Library, state: str, by: str | None) -> Markup:
    """To whoever came late: what became of the request."""
    if state == "withdrawn":
        return texts.say("{name} has taken back the request for {library}.", name=name, library=library.name)
    outcome = decided(texts, name, library, accepted=state == "accepted")
    return Markup("\n").join((outcome, texts.say("Decided by {name}.", name=by))) if by else outcome


def refused(texts: Texts, library: Library) -> Markup:
    """To whoever asked."""
    return texts.say(
        "Sorry, the request for {library} was not accepted. Please ask your facilitator, or write /start to choose "
        "another library.",
        library=library.name,
    )


def kept_until_accepted(texts: Texts, understood: Understanding) -> Markup:
    """To a report by somebody who is not accepted yet."""
    read = [Markup("{}: {}").format(texts.short_day(entry.date), line(texts, entry)) for entry in understood.entries]
    return Markup("\n").join((texts.say("📥 Kept. It counts once you are accepted as keeper."), *read))


def still_waiting(texts: Texts) -> Markup:
    """To other words while the request is open."""
    return texts.say("Your request is with the facilitator. You can already write reports, I keep them.")


def _how_to_report(texts: Texts, library: Library) -> Markup:
    return texts.say(
        "Ready, thank you! You are keeper of {library}, {place}.\n"
        "Just write as to a friend, for example:\n"
        "• visitors 23, male 10 female 13\n"
        "• activity computer class 12 children\n"
        "• new book Laskar Pelangi, Andrea Hirata 2 copies",
        library=library.name,
        place=library.place,
    )


def _agree(texts: Texts, route: str, id_: int = 0) -> Button:
    """Names the version of the text above it: an old button agrees to nothing new."""
    return button(texts.label("✅ I agree, let's start"), route, id_, CONSENT_VERSION)
