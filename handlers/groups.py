"""Groups: linking one with a region, where its facilitator does it; /grup."""

from dataclasses import replace
from datetime import timedelta

from domain.codes import GROUP_PREFIX, decode, fresh, hashed
from domain.messages import Button, Outgoing
from domain.places import Region
from domain.plain import plain_line
from handlers import region_choice, scope
from handlers.turn import Answer, Turn
from replies import groups as replies
from replies.buttons import Tap
from storage.chats import Group

KIND = "group"
"""A link that adds the bot to a group: its payload has the code's hash and the region."""

LIFETIME = timedelta(days=14)
MOST_OFFERED = 3
"""So many regions of whoever added the bot get a button each."""
SOON = timedelta(seconds=5)
LONGEST_TITLE = 128


def added(turn: Turn) -> Answer:
    """A group has taken the bot in: one message what it does; not needed where a link says what for a moment later."""
    group = turn.work.chats.added(turn.chat_id, _title(turn))
    said = turn.answer(*replies.hello(turn.texts, _region(turn, group), _offered(turn)))
    waits = turn.now + SOON if turn.person and any(_links(turn)) else None
    return [replace(said, not_before=waits, cancel_key=_greeting(turn))]


def started(turn: Turn) -> Answer:
    """/start in a group with what the link carries; whoever may not link it finds the button of the greeting."""
    if not turn.offices or turn.person is None:
        return []
    code = decode(turn.text.strip(), GROUP_PREFIX)
    found = next((row for row in _links(turn) if code is not None and row["code_hash"] == hashed(code)), None)
    region = turn.work.regions.get(found["region"]) if found and turn.answers_for(found["region"]) else None
    turn.work.outbox.cancel(_greeting(turn))
    return _link(turn, region) if region else show(turn)


def show(turn: Turn) -> Answer:
    """/grup: the groups of one's regions, or what this group is linked with."""
    if not turn.incoming.is_group:
        return [_mine(turn)] if turn.offices else [turn.answer(scope.excuse(turn))]
    group = turn.work.chats.get(turn.chat_id)
    region = _region(turn, group)
    if group is None or region is None:
        return [turn.answer(*replies.not_linked(turn.texts, _offered(turn)))]
    elsewhere = group.topic_id != turn.incoming.topic_id
    may_change = turn.answers_for(region.code)
    return [turn.answer(*replies.here(turn.texts, group, region, may_change=may_change, elsewhere=elsewhere))]


def link(turn: Turn, tap: Tap) -> Answer:
    """Link the group in which this was tapped, in the topic in which it was tapped."""
    if not turn.incoming.is_group or not turn.offices:
        return []
    if tap.id != scope.EVERYWHERE:
        region = scope.region(turn, tap.id)
        return _link(turn, region) if region else []
    only, number = region_choice.only_choice(turn)
    return _link(turn, only) if only else _choose(turn, number, 0)


def pick(turn: Turn, tap: Tap) -> Answer:
    """A page of regions to link this group with."""
    return _choose(turn, tap.id, tap.version // 2) if turn.incoming.is_group else []


def new(turn: Turn, tap: Tap) -> Answer:
    """The link that adds the bot to a group of this region."""
    region = scope.region(turn, tap.id)
    if region is None or turn.incoming.is_group:
        return []
    return [turn.redraw(*replies.new(turn.texts, region, turn.username, _code(turn, region)))]


def pick_new(turn: Turn, tap: Tap) -> Answer:
    """A page of regions for such a link."""
    regions = region_choice.choices(turn, tap.id)
    if not regions or turn.incoming.is_group:
        return []
    return [turn.redraw(*replies.choose_new(turn.texts, regions, tap.version // 2, tap.id))]


def unlink(turn: Turn, tap: Tap) -> Answer:
    """Asked first, then done."""
    group = turn.work.chats.one_within(tap.id, turn.reach)
    if group is None:
        return []
    if tap.choice != replies.SURE:
        return [turn.redraw(*replies.ask_unlink(turn.texts, group, _region(turn, group)))]
    turn.work.chats.unlink(group.id)
    return [turn.redraw(replies.unlinked(turn.texts, group))]


def _link(turn: Turn, region: Region) -> Answer:
    before = turn.work.chats.get(turn.chat_id)
    if before is not None and before.region_code is not None and not turn.answers_for(before.region_code):
        return [turn.redraw(replies.belongs_elsewhere(turn.texts, _region(turn, before)))]
    topic = turn.incoming.topic_id
    turn.work.chats.link(turn.chat_id, _title(turn), region.code, topic)
    said = replies.linked(turn.texts, region, turn.username, in_topic=topic is not None, reads_groups=turn.reads_groups)
    return [turn.redraw(said)]


def _choose(turn: Turn, number: int, page: int) -> Answer:
    regions = region_choice.choices(turn, number)
    return [turn.redraw(*replies.which(turn.texts, regions, page, number))] if regions else []


def _mine(turn: Turn) -> Outgoing:
    groups = [(group, _region(turn, group)) for group in turn.work.chats.within(turn.reach)]
    return turn.answer(*replies.mine(turn.texts, groups, [_adding(turn)]))


def _adding(turn: Turn) -> tuple[Button, ...]:
    only, _ = region_choice.only_choice(turn)
    if only is None:
        return replies.adding_one_of(turn.texts)
    return replies.adding(turn.texts, only, turn.username, _code(turn, only))


def _code(turn: Turn, region: Region) -> int:
    """A fresh code; it says which region is meant, the right to link is looked at again when it is used."""
    turn.work.questions.withdraw(turn.me.id, KIND)
    code = fresh()
    turn.work.questions.ask(
        kind=KIND,
        chat_id=int(turn.external_id),
        person_id=turn.me.id,
        payload={"code_hash": hashed(code), "region": region.code},
        now=turn.now,
        lifetime=LIFETIME,
    )
    return code


def _links(turn: Turn) -> list[dict[str, str]]:
    """What the links stand for that this person has got and not used."""
    asked = turn.work.questions.open_for(turn.me.id, int(turn.external_id), turn.now)
    return [question.payload for question in asked if question.kind == KIND]


def _offered(turn: Turn) -> list[Region]:
    """The regions of whoever did it, where they are few enough for a button each."""
    if None in turn.reach:
        return []
    mine = scope.regions(turn)
    return mine if len(mine) <= MOST_OFFERED else []


def _region(turn: Turn, group: Group | None) -> Region | None:
    return turn.work.regions.get(group.region_code) if group and group.region_code else None


def _title(turn: Turn) -> str:
    return plain_line(turn.incoming.title or "", LONGEST_TITLE) or "–"


def _greeting(turn: Turn) -> str:
    return f"hello:{turn.chat_id}"
