"""Groups: what the bot says when it is added, linking one with a region, /grup."""

from collections.abc import Sequence

from markupsafe import Markup

from domain.codes import group_link
from domain.messages import Button, Keyboard, Outgoing
from domain.places import Region
from locales import Texts, message
from replies.buttons import button
from replies.drawings import region_number
from replies.region_choice import choose
from storage.chats import Group

LINK, PICK, NEW, NEW_PICK, UNLINK = "glink", "gpick", "gnew", "gnewpick", "gunlink"
"""Routes: link this group with a region (an id is a region's number, 0 for one's own), choose among regions; the same
for a link that adds the bot to a group; unlink one (its own number)."""
ASK, SURE = 0, 1
SHOWN = 20
"""Groups of a list; each can also be unlinked in itself."""

_BELONGS = message("This group belongs to {region}.")


def hello(texts: Texts, linked: Region | None, offered: Sequence[Region]) -> tuple[Markup, Keyboard]:
    """To a group that has taken the bot in; with buttons for its facilitator until it is linked."""
    text = texts.say(
        "Hello! I keep the records of village libraries. In a group I answer only commands and replies to me, "
        "for example: /lapor visitors 12"
    )
    if linked is not None:
        return Markup("\n").join((text, texts.say(_BELONGS, region=linked.short))), ()
    offer = texts.say("Once a facilitator has linked this group, the week, the month and announcements arrive here.")
    return Markup("\n").join((text, offer)), _offers(texts, offered)


def linked(texts: Texts, region: Region, username: str, *, in_topic: bool, reads_groups: bool) -> Markup:
    """To a group that was linked just now: what arrives, and how to talk to the bot there."""
    arrives = message("✅ This group belongs to {region} now. The week, the month and announcements arrive here.")
    in_this = message(
        "✅ This group belongs to {region} now. The week, the month and announcements arrive in this topic."
    )
    by_name = message("Calling me by name works too: {name} visitors 12")
    unheard = message(
        "I read only commands and replies to my messages here; Telegram does not tell me when my name is mentioned."
    )
    return Markup("\n").join(
        (
            texts.say(in_this if in_topic else arrives, region=region.short),
            texts.say("Keepers can report here: /lapor visitors 12"),
            texts.say(by_name if reads_groups else unheard, name=f"@{username}"),
        )
    )


def here(texts: Texts, group: Group, region: Region, *, may_change: bool, elsewhere: bool) -> tuple[Markup, Keyboard]:
    """/grup in a linked group; who may change it can move it to this topic, or unlink it."""
    text = texts.say(_BELONGS, region=region.short)
    if not may_change:
        return text, ()
    move = button(texts.label("🧵 Write in this topic"), LINK, region_number(region.code))
    return text, (*(((move,),) if elsewhere else ()), (_unlink(texts, group),))


def not_linked(texts: Texts, offered: Sequence[Region]) -> tuple[Markup, Keyboard]:
    """/grup in a group that belongs to no region."""
    text = texts.say("This group is not linked with a region yet. A facilitator can do it with this button.")
    return text, _offers(texts, offered)


def which(texts: Texts, regions: Sequence[Region], page: int, parent: int) -> tuple[Markup, Keyboard]:
    """Which region a group is to be linked with."""
    text = texts.say("With which region shall this group be linked?")
    return text, choose(regions, page, opens=LINK, turns=PICK, parent=parent)


def belongs_elsewhere(texts: Texts, region: Region | None) -> Markup:
    """To a facilitator of another region."""
    text = texts.say(_BELONGS, region=region.short if region else "–")
    return Markup("\n").join((text, texts.say("Its facilitator can unlink it: /grup")))


def mine(
    texts: Texts, groups: Sequence[tuple[Group, Region | None]], adding: Sequence[tuple[Button, ...]]
) -> tuple[Markup, Keyboard]:
    """/grup in private: the linked groups, to be unlinked, and how to link another."""
    heading = texts.say("👥 Linked groups") if groups else texts.say("No group is linked yet.")
    how = texts.say(
        "To link one: tap ➕ and choose the group. Are you no admin there? Ask one to add me, then write /grup in the "
        "group. In a group with topics I write in the topic in which you linked it."
    )
    shown, more = groups[:SHOWN], len(groups[SHOWN:])
    lines = [_line(texts, group, region) for group, region in shown]
    if more:
        lines.append(texts.count("and {number} more", "and {number} more", more))
    buttons = [(button(texts.label("✖️ Unlink {title}", title=group.title), UNLINK, group.id),) for group, _ in shown]
    return Markup("\n").join((heading, *lines, how)), (*adding, *buttons)


def adding(texts: Texts, region: Region, username: str, code: int) -> tuple[Button, ...]:
    """The link that adds the bot to a group of the region."""
    label = texts.label("➕ Link a group with {region}", region=region.short)
    return (Button(text=label, url=group_link(username, code)),)


def adding_one_of(texts: Texts) -> tuple[Button, ...]:
    """The same, where the region is yet to be chosen."""
    return (button(texts.label("➕ Link a group"), NEW_PICK, 0),)


def choose_new(texts: Texts, regions: Sequence[Region], page: int, parent: int) -> tuple[Markup, Keyboard]:
    """Which region a group to be added is for."""
    return texts.say("Which region is the group of?"), choose(regions, page, opens=NEW, turns=NEW_PICK, parent=parent)


def new(texts: Texts, region: Region, username: str, code: int) -> tuple[Markup, Keyboard]:
    """The link for the region that was chosen."""
    return texts.say("Tap and choose the group of {region}.", region=region.short), (
        adding(texts, region, username, code),
    )


def ask_unlink(texts: Texts, group: Group, region: Region | None) -> tuple[Markup, Keyboard]:
    """Make sure that it is meant."""
    text = texts.say(
        "Unlink the group {title} from {region}? It then gets no more summaries and announcements.",
        title=group.title,
        region=region.short if region else "–",
    )
    return text, ((button(texts.label("Yes, unlink it"), UNLINK, group.id, 0, SURE),),)


def unlinked(texts: Texts, group: Group) -> Markup:
    """It is done."""
    return texts.say("The group {title} is no longer linked. Link it again: /grup", title=group.title)


def muted(texts: Texts, chat_id: int, title: str) -> Outgoing:
    """To a facilitator of a group that gives the bot no right to write."""
    text = texts.say(
        "I can't write in the group {title}: it gives me no right to. Please let me write there, or make me an admin "
        "of it; what is waiting then arrives.",
        title=title,
    )
    return Outgoing(chat_id=chat_id, text=text)


def _offers(texts: Texts, offered: Sequence[Region]) -> Keyboard:
    """One button a region of whoever added the bot; without any, one for whichever facilitator taps."""
    if not offered:
        return ((button(texts.label("🔗 Link with a region"), LINK, 0),),)
    label = message("🔗 Link with {region}")
    return tuple(
        (button(texts.label(label, region=region.short), LINK, region_number(region.code)),) for region in offered
    )


def _line(texts: Texts, group: Group, region: Region | None) -> Markup:
    line = Markup("• {} · {}").format(group.title, region.short if region else "–")
    return line if group.mute_since is None else Markup("{} · {}").format(line, texts.say("⚠️ I may not write there"))


def _unlink(texts: Texts, group: Group) -> Button:
    return button(texts.label("✖️ Unlink"), UNLINK, group.id)
