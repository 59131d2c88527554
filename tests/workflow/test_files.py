"""A file is read whole or not at all, and written whole or not at all, over nobody's own."""

from __future__ import annotations

import errno
import os
import stat
from pathlib import Path
from threading import Thread

import pytest

from checker.workflow.files import read_whole, sweep, write_new, write_whole

needs_pipes = pytest.mark.skipif(os.name == "nt", reason="Windows has no such pipes and devices")


def names(folder: Path) -> list[str]:
    return sorted(path.name for path in folder.iterdir())


def test_a_file_is_read_up_to_its_limit_and_not_cut(tmp_path: Path) -> None:
    file = tmp_path / "a.txt"
    file.write_bytes(b"12345")
    assert read_whole(file, 5) == b"12345"
    with pytest.raises(OSError) as caught:  # noqa: PT011 - the number says which
        read_whole(file, 4)
    assert caught.value.errno == errno.EFBIG


@needs_pipes
def test_what_never_ends_is_not_read_to_its_end() -> None:
    with pytest.raises(OSError) as caught:  # noqa: PT011
        read_whole(Path("/dev/zero"), 1000)
    assert caught.value.errno == errno.EFBIG
    with pytest.raises(OSError, match="not a file"):
        read_whole(Path("/dev/zero"), 1000, is_plain=True)


@needs_pipes
def test_a_pipe_is_read_where_words_are_wanted_and_never_waited_for_where_a_photo_is(tmp_path: Path) -> None:
    pipe = tmp_path / "pipe.jpg"
    os.mkfifo(pipe)
    with pytest.raises(OSError, match="not a file"):
        read_whole(pipe, 1000, is_plain=True)
    Thread(target=pipe.write_bytes, args=(b"a draft",)).start()
    assert read_whole(pipe, 1000) == b"a draft"


def test_a_new_file_takes_nobodys_name(tmp_path: Path) -> None:
    write_new(tmp_path / "a.jpg", b"first")
    with pytest.raises(FileExistsError):
        write_new(tmp_path / "a.jpg", b"second")
    assert (names(tmp_path), (tmp_path / "a.jpg").read_bytes()) == (["a.jpg"], b"first")


def test_a_private_file_is_its_owners_and_another_as_this_account_writes_files(tmp_path: Path) -> None:
    if os.name != "posix":
        pytest.skip("Windows keeps rights another way")
    before = os.umask(0o022)
    try:
        write_new(tmp_path / "held.json", b"{}\n", is_private=True)
        write_new(tmp_path / "copy.jpg", b"x")
    finally:
        os.umask(before)
    rights = [stat.S_IMODE((tmp_path / name).stat().st_mode) for name in ("held.json", "copy.jpg")]
    assert rights == [0o600, 0o644]


def test_a_new_file_is_written_where_a_file_cannot_have_two_names(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(*_: object) -> None:
        raise OSError(errno.EPERM, os.strerror(errno.EPERM))

    monkeypatch.setattr(os, "link", refuse)
    test_a_new_file_takes_nobodys_name(tmp_path)


def test_an_older_file_of_our_own_is_replaced_in_one_step(tmp_path: Path) -> None:
    for data in (b"first", b"second"):
        write_whole(tmp_path / "report.html", data)
    assert (names(tmp_path), (tmp_path / "report.html").read_bytes()) == (["report.html"], b"second")


def test_what_a_killed_run_left_is_swept_and_what_another_writes_is_not(tmp_path: Path) -> None:
    (tmp_path / "sub").mkdir()
    for name in (".writing-old", "sub/.writing-old", ".writing-new", "a.jpg"):
        (tmp_path / name).write_bytes(b"half")
        if name.endswith("old"):
            os.utime(tmp_path / name, (1, 1))
    sweep(tmp_path)
    assert sorted(path.name for path in tmp_path.rglob("*") if path.is_file()) == [".writing-new", "a.jpg"]


def test_a_full_disk_leaves_the_older_file_and_nothing_else(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def full(_: int) -> None:
        raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))

    write_whole(tmp_path / "report.html", b"first")
    monkeypatch.setattr(os, "fsync", full)
    with pytest.raises(OSError, match="No space left"):
        write_whole(tmp_path / "report.html", b"second")
    assert (names(tmp_path), (tmp_path / "report.html").read_bytes()) == (["report.html"], b"first")
