"""Who can't be written to?"""

from bot.doctor.check import Check, ok, shown, warning
from storage import checks
from storage.work import Work

MOST_GROUPS = 10


def people(work: Work) -> Check:
    """Those who blocked the bot or are gone."""
    lost, number = checks.unreachable_people(work.connection)
    return ok("people", f"{number}, of whom {lost} can't be written to")


def groups(work: Work) -> Check:
    """Those that give no right to write, by the platform's number and the region."""
    found = checks.groups(work.connection)
    if not found:
        return ok("groups", "none")
    mute = [(group, group.mute_since) for group in found if group.mute_since is not None]
    if not mute:
        return ok("groups", f"{len(found)}, all of which can be written to")
    told = ", ".join(
        f"{group.chat_id} ({group.region_code or 'no region'}) since {shown(at)}" for group, at in mute[:MOST_GROUPS]
    )
    todo = "their admins can allow members, or the bot, to send messages"
    return warning("groups", f"{len(mute)} of {len(found)} give no right to write: {told}; {todo}")
