"""A library as those see it who answer for it: its card, its keepers, adding one, taking one out of use."""

from collections.abc import Sequence

from markupsafe import Markup

from domain.days import local
from domain.messages import Button, Keyboard
from domain.people import Library
from domain.places import Region
from locales import Texts, message
from replies.buttons import NONE, button, in_rows
from replies.library import ASK, DAYS, DISTRICT, HOURS, NAME, NPP, VILLAGE, ZONE, about
from replies.library_lists import CARD, INVITE, Then, list_button
from replies.region_choice import choose
from storage.keepers import Keeper
from storage.libraries import Card, Named, Which

OVERVIEW, ADD, ADD_PICK, SAVE, USE, KEEPER, LEAVE = (
    "libraries",
    "libadd",
    "libaddpick",
    "libsave",
    "libuse",
    "keeper",
    "leave",
)
STOP, STOP_SURE, RESUME = 0, 1, 2
SHOW, REPLACE, REMOVE, REMOVE_SURE = 0, 1, 2, 3
ASK_FIRST, SURE = 0, 1
YES = 0

_CHANGES = {
    NAME: message("Name"),
    VILLAGE: message("Village"),
    DISTRICT: message("District"),
    NPP: message("NPP"),
    DAYS: message("Opening days"),
    HOURS: message("Hours"),
    ZONE: message("Time zone"),
}


def overview(texts: Texts, counts: dict[Which, int]) -> tuple[Markup, Keyboard]:
    """/perpustakaan of a facilitator."""
    text = texts.say("📚 The libraries of your region. Type the name of a village to find one.")
    lists = [list_button(texts, which, Then.CARD, number) for which, number in counts.items() if number]
    return text, (*((one,) for one in lists), (button(texts.label("➕ Add a library"), ADD_PICK, 0),))


def card(texts: Texts, shown: Card, keepers: Sequence[Keeper]) -> tuple[Markup, Keyboard]:
    """The library, who keeps it, and what can be changed."""
    library = shown.library
    lines = [about(texts, library), texts.say("Code {code} · NPP {npp}", code=library.code, npp=shown.npp or "–")]
    lines += [_keeper_line(texts, keeper, library) for keeper in keepers]
    if not keepers:
        lines.append(texts.say("Nobody keeps it yet."))
    if not shown.active:
        lines.append(texts.say("⏸️ Out of use: no reminders, in no summary. What was reported stays."))
    return Markup("\n").join(lines), _card_buttons(texts, shown, keepers)


def ask_stop(texts: Texts, library: Library) -> tuple[Markup, Keyboard]:
    """Make sure that it is meant."""
    text = texts.say(
        "Take {library} out of use? It gets no reminders and stands in no summary; what was reported stays. "
        "You can bring it back at any time.",
        library=library.name,
    )
    sure = button(texts.label("Yes, out of use"), USE, library.id, 0, STOP_SURE)
    return text, ((sure, _back(texts, library)),)


def stopped(texts: Texts, library: Library) -> Markup:
    """To its keepers."""
    return texts.say(
        "{library} has been taken out of use by its facilitator: I send no more reminders. What you reported stays. "
        "If that is a mistake, please tell your facilitator.",
        library=library.name,
    )


def resumed(texts: Texts, library: Library) -> Markup:
    """To its keepers."""
    return texts.say("{library} is in use again. Just write your reports as before.", library=library.name)


def keeper(texts: Texts, shown: Keeper, library: Library) -> tuple[Markup, Keyboard]:
    """One of its keepers, and what can be done."""
    since = texts.day(local(shown.since, library.timezone).date())
    lines = (
        texts.say("👤 {name}, keeper of {library} since {day}", name=shown.name, library=library.name, day=since),
        _last_report(texts, shown, library),
    )
    replace = button(texts.label("🔁 Hand over to another keeper"), KEEPER, shown.id, 0, REPLACE)
    remove = button(texts.label("✖️ End as keeper"), KEEPER, shown.id, 0, REMOVE)
    return Markup("\n").join(lines), ((replace,), (remove, _back(texts, library)))


def ask_remove(texts: Texts, shown: Keeper, library: Library) -> tuple[Markup, Keyboard]:
    """Make sure that it is meant."""
    text = texts.say(
        "Shall {name} no longer be keeper of {library}? All reports stay.", name=shown.name, library=library.name
    )
    return text, ((button(texts.label("Yes"), KEEPER, shown.id, 0, REMOVE_SURE), _back(texts, library)),)


def ended(texts: Texts, library: Library, *, by: str | None = None) -> Markup:
    """To somebody who is keeper no longer; `by` is whoever took over."""
    thanks = message("Thank you for all your reports! You are no longer keeper of {library}. What you reported stays.")
    taken = message(
        "Thank you for all your reports! {name} is keeper of {library} from now on. What you reported stays."
    )
    return texts.say(taken if by else thanks, library=library.name, name=by)


def taken_over(texts: Texts, name: str, former: str, library: Library) -> Markup:
    """To the facilitator who began the hand-over."""
    return texts.say(
        "✅ {name} is keeper of {library} now, in the place of {former}.",
        name=name,
        library=library.name,
        former=former,
    )


def leave_button(texts: Texts, library: Library) -> Button:
    """For a keeper who wants to be one no longer."""
    return button(texts.label("👋 I am keeper no longer"), LEAVE, library.id, 0, ASK_FIRST)


def overview_button(texts: Texts) -> Button:
    """For a keeper who is a facilitator too."""
    return button(texts.label("📚 Libraries of my region"), OVERVIEW, 0)


def ask_leave(texts: Texts, library: Library) -> tuple[Markup, Keyboard]:
    """Make sure that it is meant."""
    text = texts.say("Do you no longer keep {library}? What you reported stays.", library=library.name)
    no = button(texts.label("No, I go on"), ASK, library.id)
    return text, ((button(texts.label("Yes"), LEAVE, library.id, 0, SURE), no),)


def left(texts: Texts, name: str, library: Library) -> Markup:
    """To its facilitators."""
    return texts.say(
        "{name} is no longer keeper of {library}. Invite somebody: /undang", name=name, library=library.name
    )


def which_region(texts: Texts, regions: Sequence[Region], page: int, parent: int) -> tuple[Markup, Keyboard]:
    """Where the new library is."""
    return texts.say("Where is the library?"), choose(regions, page, opens=ADD, turns=ADD_PICK, parent=parent)


def ask_new(texts: Texts, region: Region) -> Markup:
    """Ask for what a library needs."""
    return texts.say(
        "A new library in {region}. Write its name, village and district with commas between them, for example: "
        "Perpustakaan Desa Balai Sebut, Balai Sebut, Jangkang",
        region=region.short,
    )


def preview(
    texts: Texts, told: dict[str, str], region: Region, alike: Sequence[Named], question_id: int, version: int
) -> tuple[Markup, Keyboard]:
    """What would be added."""
    place = f"{told['village']}, Kec. {told['district']}, {region.short}"
    lines = [texts.say("🏡 {name}\n{place}", name=told["name"], place=place)]
    if alike:
        districts = ", ".join(f"Kec. {one.district}" for one in alike)
        lines.append(
            texts.say("⚠️ There is one in {village} already: {where}", village=told["village"], where=districts)
        )
    lines.append(texts.say("Add it like that? Write it anew to change it."))
    yes = button(texts.label("✅ Add it"), SAVE, question_id, version, YES)
    return Markup("\n").join(lines), ((yes, button(texts.label("✖️ Cancel"), SAVE, question_id, version, NONE)),)


def _card_buttons(texts: Texts, shown: Card, keepers: Sequence[Keeper]) -> Keyboard:
    id_ = shown.library.id
    if not shown.active:
        return ((button(texts.label("▶️ Use it again"), USE, id_, 0, RESUME),),)
    changes = [button(texts.label(label), ASK, id_, 0, what) for what, label in _CHANGES.items()]
    return (
        *((button(f"👤 {one.name}", KEEPER, one.id, 0, SHOW),) for one in keepers),
        (button(texts.label("➕ Invite a keeper"), INVITE, id_),),
        *in_rows(changes, 3),
        (button(texts.label("⏸️ Take out of use"), USE, id_, 0, STOP),),
    )


def _keeper_line(texts: Texts, keeper: Keeper, library: Library) -> Markup:
    return Markup("👤 {}: {}").format(keeper.name, _last_report(texts, keeper, library))


def _last_report(texts: Texts, keeper: Keeper, library: Library) -> Markup:
    if keeper.reported_at is None:
        return texts.say("no report yet")
    return texts.say("last report {day}", day=texts.day(local(keeper.reported_at, library.timezone).date()))


def _back(texts: Texts, library: Library) -> Button:
    return button(texts.label("⬅️ Back"), CARD, library.id)
