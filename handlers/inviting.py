"""/undang: facilitators and admins invite keepers of libraries, and facilitators of the regions below their own."""

from dataclasses import replace
from datetime import datetime

from domain.messages import Outgoing
from domain.people import Library, Role
from domain.places import Region
from handlers import library_search, region_choice, scope
from handlers.turn import Answer, Turn
from replies import inviting as replies
from replies.buttons import Tap
from replies.drawings import region_code
from replies.inviting import Invitation
from replies.library_lists import Then
from storage.keepers import Keeper
from storage.libraries import Which


def invite(turn: Turn) -> Answer:
    """/undang; the name of a village may follow."""
    if not turn.offices:
        return [turn.answer(scope.excuse(turn))]
    question_id = library_search.ask(turn, Then.INVITE)
    if turn.text.strip():
        return [library_search.found(turn, Then.INVITE, question_id)]
    keeperless = turn.work.libraries.count(turn.reach, Which.KEEPERLESS)
    facilitators = any(_may_appoint_below(office.role, office.region_code) for office in turn.offices)
    text, keyboard = replies.ask(turn.texts, keeperless, facilitators=facilitators)
    return [turn.answer(text, keyboard, question_id=question_id)]


def keeper(turn: Turn, tap: Tap) -> Answer:
    """An invitation for the library that was tapped."""
    card = turn.work.libraries.card(tap.id, turn.reach)
    if card is None or not card.active:
        return []
    invited, _ = _to_keep(turn, card.library)
    return [turn.redraw(*replies.invitation(turn.texts, invited))]


def pick(turn: Turn, tap: Tap) -> Answer:
    """The regions for which this person may invite a facilitator."""
    regions = region_choice.choices(turn, tap.id)
    if tap.id == scope.EVERYWHERE and len(regions) == 1 and regions[0].is_province:
        return pick(turn, replace(tap, id=int(regions[0].code)))
    offered = [region for region in regions if region.is_province or _may_appoint(turn, region.code)]
    if tap.id != scope.EVERYWHERE:
        offered = [region for region in offered if _may_appoint(turn, region.code)]
    return [turn.redraw(*replies.which_region(turn.texts, offered, tap.version // 2, tap.id))] if offered else []


def facilitator(turn: Turn, tap: Tap) -> Answer:
    """An invitation for a facilitator of the region that was tapped."""
    code = region_code(tap.id)
    region = turn.work.regions.get(code) if _may_appoint(turn, code) else None
    if region is None:
        return []
    code_, expires_at = turn.work.invitations.invite(Role.FACILITATOR, now=turn.now, region_code=region.code)
    return [turn.redraw(*replies.invitation(turn.texts, _to_facilitate(turn, region, code_, expires_at)))]


def qr(turn: Turn, tap: Tap) -> Answer:
    """The invitation's link as a picture."""
    found = turn.work.invitations.known(tap.id)
    if found is None:
        return []
    if found.library_id is not None:
        card = turn.work.libraries.card(found.library_id, turn.reach)
        invited = _keeping(turn, card.library, tap.id, found.expires_at) if card else None
    else:
        region = turn.work.regions.get(found.region_code or "") if _may_appoint(turn, found.region_code) else None
        invited = _to_facilitate(turn, region, tap.id, found.expires_at) if region else None
    if invited is None:
        return []
    if not found.is_live(turn.now):
        return [turn.answer(replies.not_live(turn.texts))]
    text, drawing = replies.picture(turn.texts, invited)
    return [replace(turn.answer(text), drawing=drawing)]


def hand_over(turn: Turn, keeper: Keeper, library: Library) -> Answer:
    """An invitation that makes somebody keeper in the place of another."""
    invited, invitation_id = _to_keep(turn, library)
    turn.work.keepers.hand_over(keeper, invitation_id, turn.me.id, turn.now, invited.expires_at)
    text, keyboard = replies.invitation(turn.texts, invited)
    said = turn.redraw(replies.handed_over(turn.texts, keeper.name, library))
    return [said, Outgoing(chat_id=turn.chat_id, text=text, keyboard=keyboard)]


def _to_keep(turn: Turn, library: Library) -> tuple[Invitation, int]:
    code, expires_at = turn.work.invitations.invite(Role.KEEPER, now=turn.now, library_id=library.id)
    made = turn.work.invitations.known(code)
    assert made is not None  # noqa: S101 - made just now
    return _keeping(turn, library, code, expires_at), made.id


def _keeping(turn: Turn, library: Library, code: int, expires_at: datetime) -> Invitation:
    return Invitation(
        sentence=replies.TO_KEEP,
        where=f"{library.name}, {library.place}",
        username=turn.username,
        code=code,
        expires_at=expires_at,
        timezone=library.timezone,
    )


def _to_facilitate(turn: Turn, region: Region, code: int, expires_at: datetime) -> Invitation:
    return Invitation(
        sentence=replies.TO_FACILITATE,
        where=region.name,
        username=turn.username,
        code=code,
        expires_at=expires_at,
        timezone=region.timezone,
    )


def _may_appoint_below(role: Role, region_code: str | None) -> bool:
    """Whether an office can have others below it: an admin's, or a province's."""
    return role is Role.ADMIN or region_code is None or "." not in region_code


def _may_appoint(turn: Turn, code: str | None) -> bool:
    """An admin appoints for all of their region, a facilitator only for what lies below their own."""
    return code is not None and any(
        office.covers(code) and (office.role is Role.ADMIN or office.region_code != code) for office in turn.offices
    )
