"""People, what they may do, and the libraries they do it for."""

from datetime import date

import pytest
from sqlalchemy.exc import IntegrityError

from domain.people import CONSENT_VERSION, Library, Office, Person, Role
from storage.work import Database
from tests.factories import KALIMANTAN_BARAT, NOW, SANGGAU, SINTANG, Someone, add_facilitator


def test_a_keeper_is_found_by_account_with_the_libraries_kept(
    database: Database, balai_sebut: Library, wati: Someone
) -> None:
    with database.look() as work:
        person = work.directory.person("7001")
    assert person == Person(
        id=wati.id,
        name="Wati",
        language="id",
        consent_version=CONSENT_VERSION,
        consented_at=NOW,
        libraries=(balai_sebut,),
    )


def test_nobody_is_known_before_agreeing(database: Database, newcomer: Someone) -> None:
    with database.look() as work:
        assert work.directory.person(newcomer.external_id) is None


def test_the_library_last_written_for_comes_first(
    database: Database, balai_sebut: Library, tanjung_merpati: Library, wati: Someone
) -> None:
    with database.work() as work:
        work.directory.join(wati.id, tanjung_merpati.id, NOW)
        work.directory.change_person(wati.id, last_library_id=tanjung_merpati.id)
        person = work.directory.person("7001")
    assert person is not None
    assert person.libraries == (tanjung_merpati, balai_sebut)


def test_joining_twice_is_harmless(database: Database, balai_sebut: Library, wati: Someone) -> None:
    with database.work() as work:
        work.directory.join(wati.id, balai_sebut.id, NOW)
        assert [contact.chat_id for contact in work.directory.keepers(balai_sebut.id)] == [7001]


def test_an_account_belongs_to_one_person(database: Database, wati: Someone) -> None:
    with pytest.raises(IntegrityError), database.work() as work:
        work.directory.add_person("7001", name="Lain", language="id", consent_version=1, at=NOW)


def test_a_request_goes_to_the_regencys_facilitators_or_else_to_the_provinces(
    database: Database, yohanes: Someone, balai_sebut: Library, tanjung_puri: Library
) -> None:
    with database.work() as work:
        province = add_facilitator(work, KALIMANTAN_BARAT, external_id="7009")
        assert [contact.person_id for contact in work.directory.facilitators(SANGGAU)] == [yohanes.id]
        assert [contact.person_id for contact in work.directory.facilitators(SINTANG)] == [province.id]


def test_offices_are_given_once(database: Database, ratih: Someone) -> None:
    with database.work() as work:
        work.directory.appoint(ratih.id, Role.ADMIN, None, NOW)
        assert work.directory.offices(ratih.id) == (Office(role=Role.ADMIN, region_code=None),)
        assert [contact.chat_id for contact in work.directory.admins()] == [7004]


def test_the_libraries_of_a_region_are_those_within_it(
    database: Database, balai_sebut: Library, tanjung_merpati: Library, tanjung_puri: Library
) -> None:
    with database.look() as work:
        assert work.directory.libraries_in(SANGGAU) == [balai_sebut, tanjung_merpati]
        assert work.directory.libraries_in(KALIMANTAN_BARAT) == [balai_sebut, tanjung_merpati, tanjung_puri]
        assert work.directory.libraries_in() == [balai_sebut, tanjung_merpati, tanjung_puri]
        assert work.directory.libraries_in("6") == []


def test_the_newest_opening_days_hold(database: Database, balai_sebut: Library) -> None:
    with database.work() as work:
        work.openings.open_on(balai_sebut.id, "1111110", date(2026, 5, 11))
        work.openings.open_on(balai_sebut.id, "1010100", date(2026, 5, 11))
        library = work.directory.library(balai_sebut.id)
    assert library is not None
    assert library.opening_days == "1010100"


def test_somebody_unreachable_can_be_reached_again(database: Database, wati: Someone) -> None:
    query = "SELECT count(unreachable_since) FROM person"
    with database.work() as work:
        work.directory.reachable("7001", since=NOW)
        assert work.connection.exec_driver_sql(query).scalar_one() == 1
        work.directory.reachable("7001", since=None)
        assert work.connection.exec_driver_sql(query).scalar_one() == 0
