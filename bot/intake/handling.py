"""What an update asks for is done: who may be heard, then the handler that the tables name."""

from datetime import timedelta

from bot.intake.routes import BEFORE_CONSENT, COMMANDS, CONSENT_TAPS, EDITS, IN_GROUPS, TAPS, TAPS_BEFORE_CONSENT
from domain.codes import GROUP_PREFIX
from domain.messages import What
from handlers import groups, help_pages, media, menus, messages, presence, renewing, strangers
from handlers.announcing import hearing
from handlers.turn import Answer, Turn
from replies.buttons import tap_of

A_MINUTE = 30
"""More messages than this in a minute get one answer for all."""


def handle(turn: Turn) -> Answer:
    """Do what an update asks for; what to say, and the command menus that it changes."""
    said = _handled(turn)
    return [*said, *menus.changed(turn, said)]


def _handled(turn: Turn) -> Answer:
    match turn.incoming.what:
        case What.BLOCKED:
            return presence.blocked(turn)
        case What.UNBLOCKED:
            return presence.unblocked(turn)
        case What.MUTED:
            return presence.muted(turn)
        case What.UNMUTED:
            return presence.unmuted(turn)
        case What.MIGRATED:
            return presence.migrated(turn)
        case _ if turn.incoming.sender is None:
            return presence.anonymous(turn)
        case _ if renewing.is_due(turn) and not _is_about_consent(turn):
            return renewing.ask(turn)
        case What.TAP:
            return _tapped(turn)
        case What.EDIT:
            return _edited(turn)
    return _once_for_many(turn, _written(turn))


def _is_about_consent(turn: Turn) -> bool:
    if turn.incoming.what is not What.TAP:
        return turn.incoming.command in BEFORE_CONSENT
    tap = tap_of(turn.incoming.data or "")
    return tap is not None and tap.route in CONSENT_TAPS


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
    announced = hearing.edited(turn) if turn.incoming.command is None else None
    if announced is not None:
        return announced
    return edited(turn) if edited else []


def _written(turn: Turn) -> Answer:
    command = turn.incoming.command
    if turn.incoming.is_group and command == "start" and turn.text.startswith(GROUP_PREFIX):
        return groups.started(turn)
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
    announced = hearing.heard(turn)
    if announced is not None:
        return announced
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
