"""Marks stand where the finding points, whatever they overlap and whatever letters are around."""

from checker.core.finding import Finding, PhotoSpot, Severity, TextSpan
from checker.core.post import Part
from checker.workflow.marks import Piece, marked


def found(start: int, end: int, severity: Severity = Severity.REVIEW, part: Part = Part.TEXT, photo: int | None = None):
    return Finding("test.check", severity, TextSpan(start, end, part, photo), "says", "remedy")


def test_words_without_findings_are_one_piece() -> None:
    assert marked("All is well.", []) == (Piece("All is well."),)


def test_no_words_are_no_pieces() -> None:
    assert marked("", [(1, found(0, 0))]) == ()


def test_a_mark_cuts_the_words_where_it_begins_and_ends() -> None:
    assert marked("Well done Ada!", [(1, found(10, 13))]) == (
        Piece("Well done "),
        Piece("Ada", (1,), Severity.REVIEW, (1,)),
        Piece("!"),
    )


def test_overlapping_marks_keep_all_their_numbers_and_the_worst_severity() -> None:
    pieces = marked("abcdefgh", [(1, found(1, 5, Severity.NOTE)), (2, found(3, 7, Severity.BLOCK))])
    assert pieces == (
        Piece("a"),
        Piece("bc", (1,), Severity.NOTE, (1,)),
        Piece("de", (1, 2), Severity.BLOCK, (2,)),
        Piece("fgh"[:2], (2,), Severity.BLOCK),
        Piece("h"),
    )


def test_two_findings_about_the_same_words_share_a_piece() -> None:
    assert marked("ab", [(1, found(0, 2)), (2, found(0, 2))]) == (Piece("ab", (1, 2), Severity.REVIEW, (1, 2)),)


def test_offsets_count_code_points_around_emoji_and_rare_letters() -> None:
    text = "\U0001f469\u200d\U0001f680 \U0001d4d0da \U0001f389"
    start = text.index("\U0001d4d0")
    pieces = marked(text, [(1, found(start, start + 3))])
    assert pieces[1] == Piece("\U0001d4d0da", (1,), Severity.REVIEW, (1,))
    assert "".join(piece.text for piece in pieces) == text


def test_a_mark_beyond_the_words_is_still_seen() -> None:
    assert marked("ab", [(1, found(7, 9))])[-1] == Piece("b", (1,), Severity.REVIEW, (1,))


def test_a_mark_without_width_takes_one_letter() -> None:
    assert marked("abc", [(1, found(1, 1))])[1] == Piece("b", (1,), Severity.REVIEW, (1,))


def test_marks_of_other_passages_stay_there() -> None:
    elsewhere = [
        (1, found(0, 1, part=Part.ALT_TEXT, photo=0)),
        (2, found(0, 1, part=Part.FILE_NAME, photo=1)),
        (3, Finding("test.check", Severity.BLOCK, PhotoSpot(0), "says", "remedy")),
    ]
    assert marked("ab", elsewhere) == (Piece("ab"),)
    assert marked("ab", elsewhere, Part.FILE_NAME, 1)[0] == Piece("a", (2,), Severity.REVIEW, (2,))
