"""/undang: whom to invite, and the message that is forwarded to them."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from zoneinfo import ZoneInfo

from markupsafe import Markup

from domain.codes import deep_link
from domain.messages import Drawing, DrawingKind, Keyboard
from domain.people import Library
from domain.places import Region
from locales import Texts, message
from replies.buttons import QR_ROUTE, button
from replies.library_lists import Then, list_button
from replies.region_choice import choose
from storage.libraries import Which

KEEPER, FACILITATOR, PICK = "invite", "inviteof", "invitepick"
QR = QR_ROUTE


@dataclass(frozen=True, kw_only=True)
class Invitation:
    """What is handed on: to what, by which bot's link, until when. `role` is the sentence that says to what."""

    sentence: str
    where: str
    username: str
    code: int
    expires_at: datetime
    timezone: str


TO_KEEP = message("You are invited to keep the records of {where} with me, the library assistant on Telegram.")
TO_FACILITATE = message("You are invited as facilitator of {where} with me, the library assistant on Telegram.")


def ask(texts: Texts, keeperless: int, *, facilitators: bool) -> tuple[Markup, Keyboard]:
    """Whom to invite: a keeper of which library, or a facilitator."""
    text = texts.say("Whom shall I invite? Type the name of the village whose library gets a keeper.")
    return text, (
        *(((list_button(texts, Which.KEEPERLESS, Then.INVITE, keeperless),),) if keeperless else ()),
        *(((button(texts.label("🧭 A facilitator"), PICK, 0),),) if facilitators else ()),
    )


def which_region(texts: Texts, regions: Sequence[Region], page: int, parent: int) -> tuple[Markup, Keyboard]:
    """Where the facilitator is to work."""
    text = texts.say("Facilitator of which region?")
    return text, choose(regions, page, opens=FACILITATOR, turns=PICK, parent=parent)


def invitation(texts: Texts, invited: Invitation) -> tuple[Markup, Keyboard]:
    """The message to forward."""
    return _words(texts, invited), ((button(texts.label("🔳 QR"), QR, invited.code),),)


def handed_over(texts: Texts, name: str, library: Library) -> Markup:
    """Before the message to forward: what happens to whoever keeps it now."""
    return texts.say(
        "Forward the message below to the new keeper. {name} stays keeper of {library} until the new one agrees, and "
        "is told then. All reports stay.",
        name=name,
        library=library.name,
    )


def picture(texts: Texts, invited: Invitation) -> tuple[Markup, Drawing]:
    """The same with its link as a picture, to be shown or printed."""
    link = deep_link(invited.username, invited.code)
    drawing = Drawing(kind=DrawingKind.QR, parameters={"text": link, "language": texts.language}, name="qr.png")
    return _words(texts, invited), drawing


def not_live(texts: Texts) -> Markup:
    """The invitation was used, or is too old."""
    return texts.say("This invitation has been used or has expired. A new one: /undang")


def _words(texts: Texts, invited: Invitation) -> Markup:
    last = invited.expires_at.astimezone(ZoneInfo(invited.timezone)).date()
    return Markup("\n").join(
        (
            texts.say(invited.sentence, where=invited.where),
            texts.say("Please open this link and tap Start:"),
            Markup.escape(deep_link(invited.username, invited.code)),
            texts.say("It works for one person, until {day}.", day=texts.day(last)),
        )
    )
