"""Which handler an update goes to: one table for commands, one for buttons."""

from collections.abc import Callable
from datetime import timedelta

from domain.messages import What
from handlers import (
    closing,
    editing,
    figures,
    fixing,
    help_pages,
    history,
    joining,
    language_choice,
    library_settings,
    media,
    messages,
    presence,
    privacy,
    questions,
    reports,
    requests,
    steps,
    strangers,
    titles,
    undoing,
)
from handlers.turn import Answer, Turn
from replies import answer, doubts
from replies import fixing as fixing_buttons
from replies import joining as joining_buttons
from replies import library as library_buttons
from replies import privacy as privacy_buttons
from replies import steps as step_buttons
from replies.buttons import Tap, tap_of

A_MINUTE = 30
"""More messages than this in a minute get one answer for all."""

COMMANDS: dict[str, Callable[[Turn], Answer]] = {
    "start": joining.start,
    "bantuan": help_pages.whole,
    "help": help_pages.whole,
    "privasi": privacy.privacy,
    "bahasa": language_choice.ask,
    "hapusdata": privacy.ask_erase,
    "lapor": steps.report,
    "riwayat": history.history,
    "pekan": figures.week,
    "bulan": figures.month,
    "tutup": closing.closed,
    "perpustakaan": library_settings.show,
}
EDITS: dict[str | None, Callable[[Turn], Answer]] = {
    None: editing.edited,
    "lapor": editing.edited,
    "tutup": closing.edited,
}
BEFORE_CONSENT = {"start", "bantuan", "help", "privasi", "hapusdata"}
IN_GROUPS = {"lapor", "tutup", "pekan", "bulan", "bantuan", "help"}
"""What may be said before others; the rest is between a person and the bot."""

TAPS: dict[str, Callable[[Turn, Tap], Answer]] = {
    doubts.ROUTE: questions.tapped,
    answer.UNDO: undoing.undo,
    answer.AGAIN: undoing.again,
    answer.FIX: fixing.entries,
    answer.CONFIRM: reports.confirm,
    answer.YESTERDAY: reports.for_yesterday,
    answer.PHOTO: reports.keep_photo,
    answer.WHICH: reports.which_library,
    fixing_buttons.BACK: fixing.back,
    fixing_buttons.ENTRY: fixing.entry,
    fixing_buttons.REMOVE: fixing.remove,
    fixing_buttons.CLASSES_OF: fixing.classes,
    fixing_buttons.CLASS: fixing.choose_class,
    joining_buttons.VILLAGE: requests.choose_village,
    joining_buttons.OTHER_VILLAGE: requests.other_village,
    language_choice.ROUTE: language_choice.choose,
    library_buttons.ASK: library_settings.ask,
    library_buttons.SWITCH: library_settings.switch,
    library_buttons.TOGGLE: library_settings.toggle_day,
    library_buttons.SET_ZONE: library_settings.choose_zone,
    privacy_buttons.ERASE: privacy.erase,
    step_buttons.MENU: steps.chosen,
    step_buttons.DAY: steps.day_chosen,
    step_buttons.NUMBER: steps.number_tapped,
    step_buttons.DETAIL: titles.number_tapped,
}
TAPS_BEFORE_CONSENT: dict[str, Callable[[Turn, Tap], Answer]] = {
    joining_buttons.AGREE: joining.agree,
    joining_buttons.ACCEPT_INVITATION: joining.accept_invitation,
    joining_buttons.NOT_MINE: joining.not_mine,
    joining_buttons.DECIDE: requests.decide,  # an admin of the settings need not have agreed
}


def handle(turn: Turn) -> Answer:
    """Do what an update asks for; what to say."""
    match turn.incoming.what:
        case What.BLOCKED:
            return presence.blocked(turn)
        case What.UNBLOCKED:
            return presence.unblocked(turn)
        case What.MIGRATED:
            return presence.migrated(turn)
        case _ if turn.incoming.sender is None:
            return presence.anonymous(turn)
        case What.TAP:
            return _tapped(turn)
        case What.EDIT:
            return _edited(turn)
    return _once_for_many(turn, _written(turn))


def _tapped(turn: Turn) -> Answer:
    tap = tap_of(turn.incoming.data or "")
    if tap is None:
        return []
    if tap.route in TAPS_BEFORE_CONSENT:
        return TAPS_BEFORE_CONSENT[tap.route](turn, tap)
    handler = TAPS.get(tap.route)
    return handler(turn, tap) if handler and turn.person else []


def _edited(turn: Turn) -> Answer:
    """An edit changes a report; what else was edited is read as if it were new, other commands excepted."""
    if turn.person is None:
        strangers.edited(turn)
        return []
    edited = EDITS.get(turn.incoming.command)
    return edited(turn) if edited else []


def _written(turn: Turn) -> Answer:
    command = turn.incoming.command
    if turn.incoming.is_group and command in COMMANDS.keys() - IN_GROUPS:
        return help_pages.in_private(turn)
    if turn.person is None:
        return _by_a_stranger(turn)
    if turn.person.unreachable:
        turn.work.directory.reachable(turn.external_id, since=None)
    if command is not None:
        return COMMANDS.get(command, help_pages.unknown_command)(turn)
    return _said(turn)


def _by_a_stranger(turn: Turn) -> Answer:
    if turn.incoming.is_group:
        is_public = turn.incoming.command in BEFORE_CONSENT
        return COMMANDS[turn.incoming.command or ""](turn) if is_public else strangers.in_group(turn)
    if strangers.heard_enough(turn):
        strangers.said(turn)  # a report waits all the same
        return []
    if turn.incoming.command in BEFORE_CONSENT:
        return COMMANDS[turn.incoming.command](turn)
    return strangers.said(turn)


def _said(turn: Turn) -> Answer:
    if len(turn.text) >= media.HUGE:
        return media.too_long(turn)
    if turn.incoming.media or turn.incoming.forwarded or not turn.text.strip():
        return media.received(turn)
    return messages.said(turn)


def _once_for_many(turn: Turn, said: Answer) -> Answer:
    """Messages are recorded however many come, but the answers to a flood are one."""
    sent_at = turn.incoming.sent_at
    if turn.incoming.is_group or not said:
        return said
    number = turn.work.inbox.came_from(turn.chat_id, sent_at - timedelta(minutes=1), sent_at)
    if number <= A_MINUTE:
        return said
    others = [outgoing for outgoing in said if outgoing.chat_id != turn.chat_id]
    minute = int(sent_at.timestamp() // 60)
    return [*others, help_pages.many_messages(turn, f"flood:{turn.chat_id}:{minute}")]
