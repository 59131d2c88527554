"""Every row of a file of drafts is answered, even one that cannot be read."""

from pathlib import Path

import pytest

from checker.core.errors import CannotRead, InputError
from checker.core.post import Channel, Post
from checker.workflow.drafts import Draft, read_drafts, read_photo, read_text


def drafts(file: Path, data: bytes) -> list[Draft]:
    file.write_bytes(data)
    return list(read_drafts(file))


def test_each_line_of_jsonl_is_a_draft(tmp_path: Path) -> None:
    data = b'\xef\xbb\xbf{"id": "a", "text": "One", "platform": "x"}\r\n\n{"text": "Two", "has_photo": true}\n'
    assert drafts(tmp_path / "d.jsonl", data) == [
        Draft("a", Post("One", Channel.X)),
        Draft("line 3", Post("Two", Channel.FACEBOOK)),
    ]


def test_a_line_that_is_no_draft_is_told_and_hides_no_other(tmp_path: Path) -> None:
    data = b'{"id": 1, "text": 5}\n{oops\n[1]\n\xff\xfe\n{"id": "z", "text": "Fine"}'
    assert drafts(tmp_path / "d.jsonl", data) == [
        Draft("1", Post(""), "Line 1 has no text to check."),
        Draft("line 2", Post(""), "Line 2 could not be read as a draft."),
        Draft("line 3", Post(""), "Line 3 could not be read as a draft."),
        Draft("line 4", Post(""), "Line 4 could not be read as a draft."),
        Draft("z", Post("Fine")),
    ]


@pytest.mark.parametrize(
    "line",
    [
        b'{"id": "a", "text": "One", "text": "Two"}',
        b'{"id": "a", "text": "One", "n": ' + b"9" * 5000 + b"}",
        b"[" * 100_000,
        b'{"id": "a", "text": "One", "n": ' + b"[" * 100_000 + b"]" * 100_000 + b"}",
    ],
    ids=["two texts", "a number of 5,000 digits", "deep", "deep inside"],
)
def test_a_line_that_json_readers_stumble_over_is_told(tmp_path: Path, line: bytes) -> None:
    assert drafts(tmp_path / "d.jsonl", line + b'\n{"id": 0, "text": "Fine"}') == [
        Draft("line 1", Post(""), "Line 1 could not be read as a draft."),
        Draft("0", Post("Fine")),
    ]


@pytest.mark.parametrize("data", [b"id,text,text\n1,a,b\n", b'id,text\n1,"a\n2,b\n', b'id,text\n1,"a"b\n'])
def test_a_csv_in_which_a_draft_would_go_unread_is_refused_whole(tmp_path: Path, data: bytes) -> None:
    with pytest.raises(InputError):
        drafts(tmp_path / "d.csv", data)


def test_csv_with_semicolons_and_windows_letters_is_read(tmp_path: Path) -> None:
    data = 'id;text;platform\r\n1;"Zoë said: ""well done"";\nall of you";x\r\n'.encode("cp1252")
    assert drafts(tmp_path / "d.csv", data) == [Draft("1", Post('Zoë said: "well done";\nall of you', Channel.X))]


def test_a_csv_row_with_too_many_fields_is_told(tmp_path: Path) -> None:
    assert drafts(tmp_path / "d.csv", b"id,text\n1,a,b\n2,c\n") == [
        Draft("line 2", Post(""), "Line 2 could not be read as a draft."),
        Draft("2", Post("c")),
    ]


@pytest.mark.parametrize(("name", "data"), [("d.jsonl", b" \n"), ("d.csv", b"id,words\n1,a\n"), ("d.csv", b"")])
def test_a_file_without_drafts_is_one_sentence(tmp_path: Path, name: str, data: bytes) -> None:
    with pytest.raises(InputError):
        drafts(tmp_path / name, data)


def test_a_missing_file_is_one_sentence_without_its_path(tmp_path: Path) -> None:
    for read in (read_drafts, read_photo, read_text):
        with pytest.raises(InputError) as refusal:
            read(tmp_path / "Invented Pupil.jsonl")
        assert "Invented" not in str(refusal.value)


def test_text_saved_by_an_older_word_is_read(tmp_path: Path) -> None:
    file = tmp_path / "draft.txt"
    file.write_bytes("It’s Zoë".encode("cp1252"))
    assert read_text(file) == "It’s Zoë"
    file.write_bytes(b"PK\x03\x04\x00\x00")
    with pytest.raises(CannotRead):
        read_text(file)
