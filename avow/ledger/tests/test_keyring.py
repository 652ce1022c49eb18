"""Keys: made once, whoever comes first; destroyed for good, to the last byte; never silently made again."""

import multiprocessing
import os
import sqlite3
import stat
import threading
from pathlib import Path

import pytest

from avow.ledger import keyring


@pytest.fixture(autouse=True)
def home(settings, tmp_path):
    keyring.close()
    settings.AVOW_HOME = tmp_path
    yield tmp_path
    keyring.close()


def test_what_is_sealed_opens_with_the_same_key_alone():
    sealed = keyring.seal("person:a", b"the sea")
    assert keyring.unseal("person:a", sealed) == b"the sea" and b"sea" not in sealed
    keyring.make(["person:b"])
    with pytest.raises(keyring.NotSealedSo):
        keyring.unseal("person:b", sealed)
    with pytest.raises(keyring.NotSealedSo):
        keyring.unseal("person:a", sealed[:-1] + bytes([sealed[-1] ^ 1]))
    with pytest.raises(keyring.NotSealedSo):
        keyring.unseal("person:a", b"")
    with pytest.raises(keyring.NoSuchKey):
        keyring.unseal("person:nobody", sealed)


def test_what_was_sealed_about_something_opens_about_that_alone():
    sealed = keyring.seal("person:a", b"the sea", about="1.0")
    assert keyring.unseal("person:a", sealed, about="1.0") == b"the sea"
    with pytest.raises(keyring.NotSealedSo):
        keyring.unseal("person:a", sealed, about="1.1")


def test_keys_outlive_the_process():
    sealed = keyring.seal("person:a", b"the sea")
    keyring.close()
    assert keyring.unseal("person:a", sealed) == b"the sea"


def test_nobody_else_may_read_the_files(home):
    keyring.seal("person:a", b"")
    keyring.destroy("person:b")
    assert stat.S_IMODE((home / "keys").stat().st_mode) == 0o700
    for path in (home / "keys").iterdir():
        assert stat.S_IMODE(path.stat().st_mode) == 0o600, path


def test_a_destroyed_key_is_gone_and_is_not_made_again():
    sealed = keyring.seal("person:a", b"the sea")
    assert keyring.destroy("person:a") and not keyring.destroy("person:a")
    for attempt in (lambda: keyring.unseal("person:a", sealed), lambda: keyring.seal("person:a", b"")):
        with pytest.raises(keyring.Erased):
            attempt()
    assert keyring.is_destroyed("person:a") and keyring.destroyed() == {"person:a"}


def test_a_key_can_be_destroyed_before_it_was_ever_made():
    assert keyring.destroy("person:a")
    with pytest.raises(keyring.Erased):
        keyring.seal("person:a", b"")


def test_no_byte_of_a_destroyed_key_stays_in_any_file(home):
    for number in range(50):
        keyring.seal(f"person:{number}", b"x")
    with sqlite3.connect(home / "keys" / "keys.sqlite3") as connection:
        wrapped = dict(connection.execute("SELECT name, wrapped FROM keys"))
    connection.close()
    keyring.destroy("person:7")
    everything = b"".join(path.read_bytes() for path in (home / "keys").iterdir())
    assert wrapped["person:7"] not in everything and wrapped["person:7"][12:] not in everything
    assert wrapped["person:8"] in everything


def test_another_thread_that_had_the_key_cannot_use_it_any_more():
    sealed, said = keyring.seal("person:a", b"x"), []
    opened, gone = threading.Event(), threading.Event()

    def other() -> None:
        keyring.unseal("person:a", sealed)
        opened.set()
        gone.wait(5)
        try:
            keyring.unseal("person:a", sealed)
        except keyring.Erased:
            said.append("erased")

    thread = threading.Thread(target=other)
    thread.start()
    opened.wait(5)
    keyring.destroy("person:a")
    gone.set()
    thread.join()
    assert said == ["erased"]


def test_a_key_that_comes_back_with_an_old_copy_is_destroyed_again(home):
    sealed = keyring.seal("person:a", b"x")
    keyring.close()
    old = (home / "keys" / "keys.sqlite3").read_bytes()
    keyring.destroy("person:a")
    keyring.close()
    (home / "keys" / "keys.sqlite3").write_bytes(old)
    assert keyring.unseal("person:a", sealed) == b"x"
    assert keyring.replay() == ["person:a"] and keyring.replay() == []
    with pytest.raises(keyring.Erased):
        keyring.unseal("person:a", sealed)
    assert keyring.erasures() == ["person:a", "person:a"]


def test_files_that_do_not_fit_together_are_named(home):
    sealed = keyring.seal("person:a", b"x")
    master = home / "keys" / "master.key"
    keyring.close()
    kept = master.read_bytes()
    master.unlink()
    with pytest.raises(keyring.KeyringBroken, match="is missing"):
        keyring.unseal("person:a", sealed)
    assert not master.exists()
    for wrong, says in ((os.urandom(32), "must come from the same copy"), (b"short", "must hold 32 bytes")):
        master.write_bytes(wrong)
        keyring.close()
        with pytest.raises(keyring.KeyringBroken, match=says):
            keyring.unseal("person:a", sealed)
    master.write_bytes(kept)
    keyring.close()
    assert keyring.unseal("person:a", sealed) == b"x"


def test_threads_that_come_first_together_agree_on_one_key():
    barrier, sealed = threading.Barrier(8), []

    def work(number: int) -> None:
        barrier.wait()
        sealed.append((number, keyring.seal("person:a", str(number).encode())))

    threads = [threading.Thread(target=work, args=[number]) for number in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sorted(int(keyring.unseal("person:a", blob)) for _, blob in sealed) == list(range(8))


def _seal_in_a_child(home: Path, number: int, answers) -> None:
    answers.put(keyring.seal("person:a", str(number).encode()))


def test_processes_that_come_first_together_agree_on_one_key_after_a_fork(home):
    keyring.seal("person:other", b"the parent has the file open")
    context = multiprocessing.get_context("fork")
    answers = context.Queue()
    children = [context.Process(target=_seal_in_a_child, args=(home, n, answers)) for n in range(4)]
    for child in children:
        child.start()
    sealed = [answers.get(timeout=20) for _ in children]
    for child in children:
        child.join()
    assert sorted(int(keyring.unseal("person:a", blob)) for blob in sealed) == [0, 1, 2, 3]
    assert {child.exitcode for child in children} == {0}
