"""Invitations work once and for 14 days; a person has one open request."""

from datetime import timedelta

from domain.people import Library, Role
from storage.tables import Invitation
from storage.work import Database
from tests.factories import NOW, SANGGAU, Someone


def test_a_code_is_found_until_it_is_used(database: Database, balai_sebut: Library) -> None:
    with database.work() as work:
        code, expires_at = work.invitations.invite(Role.KEEPER, now=NOW, library_id=balai_sebut.id)
        assert expires_at == NOW + timedelta(days=14)
        found = work.invitations.find(code, NOW)
        assert found is not None
        assert (found.role, found.library_id, found.region_code) == (Role.KEEPER, balai_sebut.id, None)
        assert work.invitations.use(found.id)
        assert not work.invitations.use(found.id)
        assert work.invitations.find(code, NOW) is None


def test_a_code_expires(database: Database, balai_sebut: Library) -> None:
    with database.work() as work:
        code, expires_at = work.invitations.invite(Role.FACILITATOR, now=NOW, region_code=SANGGAU)
        assert work.invitations.find(code, expires_at - timedelta(seconds=1)) is not None
        assert work.invitations.find(code, expires_at) is None


def test_another_code_finds_nothing(database: Database, balai_sebut: Library) -> None:
    with database.work() as work:
        code, _ = work.invitations.invite(Role.KEEPER, now=NOW, library_id=balai_sebut.id)
        assert work.invitations.find(code ^ 1, NOW) is None


def test_only_the_hash_of_a_code_is_kept(database: Database, balai_sebut: Library) -> None:
    with database.work() as work:
        code, _ = work.invitations.invite(Role.ADMIN, now=NOW)
        (row,) = work.connection.execute(Invitation.__table__.select()).all()
    assert all(str(code) not in str(value) and f"{code:x}" not in str(value) for value in row)


def test_libraries_with_a_keeper_or_a_live_invitation_are_known(
    database: Database, balai_sebut: Library, tanjung_merpati: Library, tanjung_puri: Library, wati: Someone
) -> None:
    with database.work() as work:
        _, expires_at = work.invitations.invite(Role.KEEPER, now=NOW, library_id=tanjung_merpati.id)
        assert work.invitations.libraries_waiting(NOW) == {balai_sebut.id, tanjung_merpati.id}
        assert work.invitations.libraries_waiting(expires_at) == {balai_sebut.id}


def test_a_new_request_withdraws_the_one_before(
    database: Database, balai_sebut: Library, tanjung_merpati: Library, rini: Someone
) -> None:
    with database.work() as work:
        first = work.invitations.request(rini.id, balai_sebut.id, NOW)
        second = work.invitations.request(rini.id, tanjung_merpati.id, NOW)
        withdrawn, still_open = work.invitations.requested(first), work.invitations.open_request(rini.id)
    assert withdrawn is not None
    assert withdrawn.state == "withdrawn"
    assert still_open is not None
    assert still_open.id == second


def test_a_request_is_decided_once(database: Database, balai_sebut: Library, rini: Someone, yohanes: Someone) -> None:
    with database.work() as work:
        request = work.invitations.request(rini.id, balai_sebut.id, NOW)
        assert work.invitations.decide(request, "accepted", yohanes.id)
        assert not work.invitations.decide(request, "refused", yohanes.id)
        assert work.invitations.open_request(rini.id) is None
