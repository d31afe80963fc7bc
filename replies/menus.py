"""Command menus: what each role can do, and what the bot says of itself."""

from collections.abc import Collection

from domain.messages import Command, Menu
from domain.people import Role
from locales import Texts, message

DESCRIPTION = message(
    "I keep the records of village libraries: visitors, activities, new books. Write as to a friend, for example:\n"
    "visitors 23, male 10 female 13\n"
    "I answer with what I understood. Tap Start."
)
"""In an empty chat, up to 512 characters."""
SHORT_DESCRIPTION = message("Visitors, activities and new books of a village library, recorded in one message.")
"""On the bot's page and where it is shared, up to 120 characters."""

_OF_ROLE = {
    Role.KEEPER: {
        "lapor": message("Report with buttons"),
        "riwayat": message("Your last entries, to correct"),
        "pekan": message("This week's figures"),
        "bulan": message("This month's figures"),
        "tutup": message("Report a closed day"),
        "pengingat": message("Reminders: hour, how often, pause"),
        "perpustakaan": message("Name, opening days and hours"),
    },
    Role.FACILITATOR: {
        "wilayah": message("Your region's week and month"),
        "belumlapor": message("Who has not reported yet"),
        "siarkan": message("Send an announcement"),
        "undang": message("Invite a keeper"),
        "grup": message("Your region's groups"),
        "libur": message("Holidays"),
    },
}
_EVERYONE = {
    "bantuan": message("How to use me"),
    "privasi": message("What I keep about you"),
    "bahasa": message("Choose the language"),
    "hapusdata": message("Remove my data"),
    "start": message("Begin"),
}
IN_GROUPS = ("lapor", "pekan", "bulan", "tutup", "bantuan")
"""What the menu of a group offers."""


def menu(texts: Texts, roles: Collection[Role]) -> Menu:
    """What somebody with these roles can do; an admin everything."""
    mine = _OF_ROLE.keys() if Role.ADMIN in roles else roles
    # A facilitator's own commands come first: that is what they open the menu for.
    offered = [commands for role, commands in reversed(_OF_ROLE.items()) if role in mine]
    return _menu(texts, {name: does for commands in (*offered, _EVERYONE) for name, does in commands.items()})


def group_menu(texts: Texts) -> Menu:
    """What can be said in a group."""
    every = _OF_ROLE[Role.KEEPER] | _EVERYONE
    return _menu(texts, {name: every[name] for name in IN_GROUPS})


def _menu(texts: Texts, commands: dict[str, str]) -> Menu:
    return tuple(Command(name=name, does=texts.label(does)) for name, does in commands.items())
