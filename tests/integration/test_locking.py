"""One process at work with one database."""

import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from domain.errors import AlreadyRunning
from storage.locking import acquire

HOLD = """
import sys, time
from pathlib import Path
from storage.locking import acquire
lock = acquire(sys.argv[1], Path(sys.argv[2]))
print("held", flush=True)
time.sleep(60)
"""


def hold_in_another_process(url: str, folder: Path) -> subprocess.Popen[str]:
    holder = subprocess.Popen([sys.executable, "-c", HOLD, url, str(folder)], stdout=subprocess.PIPE, text=True)
    assert holder.stdout is not None
    assert holder.stdout.readline() == "held\n"
    return holder


def test_a_second_process_is_refused_until_the_first_lets_go(database_url: str, tmp_path: Path) -> None:
    first = acquire(database_url, tmp_path)
    assert first.held()
    with pytest.raises(AlreadyRunning):
        acquire(database_url, tmp_path)
    first.release()
    acquire(database_url, tmp_path).release()


def test_a_killed_process_lets_go(database_url: str, tmp_path: Path) -> None:
    holder = hold_in_another_process(database_url, tmp_path)
    with pytest.raises(AlreadyRunning):
        acquire(database_url, tmp_path)
    os.kill(holder.pid, signal.SIGKILL)
    with holder:
        holder.wait()
    acquire(database_url, tmp_path, wait=True).release()


def test_a_standby_takes_over_when_the_other_is_killed(database_url: str, tmp_path: Path) -> None:
    holder = hold_in_another_process(database_url, tmp_path)
    standby = subprocess.Popen(
        [sys.executable, "-c", HOLD.replace("sys.argv[2])", "sys.argv[2]), wait=True"), database_url, str(tmp_path)],
        stdout=subprocess.PIPE,
        text=True,
    )
    with holder, standby:
        time.sleep(0.6)
        assert standby.poll() is None
        os.kill(holder.pid, signal.SIGKILL)
        assert standby.stdout is not None
        assert standby.stdout.readline() == "held\n"
        standby.kill()


def test_a_standby_that_is_told_to_stop_gives_up(database_url: str, tmp_path: Path) -> None:
    first = acquire(database_url, tmp_path)
    with pytest.raises(AlreadyRunning):
        acquire(database_url, tmp_path, wait=True, stop=lambda: True)
    first.release()


@pytest.mark.parametrize("kind", ["postgresql"])
def test_bots_that_share_a_postgresql_have_a_lock_each(database_url: str, tmp_path: Path) -> None:
    one = acquire(database_url, tmp_path, bot_id=1)
    other = acquire(database_url, tmp_path, bot_id=2)
    assert one.held()
    assert other.held()
    one.release()
    other.release()


@pytest.mark.parametrize("kind", ["postgresql"])
def test_a_lock_whose_session_ended_is_no_longer_held(database_url: str, tmp_path: Path) -> None:
    import psycopg

    lock = acquire(database_url, tmp_path)
    with psycopg.connect(database_url, autocommit=True) as admin:
        admin.execute("SELECT pg_terminate_backend(pid) FROM pg_locks WHERE locktype = 'advisory'")
    assert not lock.held()
    lock.release()
