"""On the page: a suggested wording is used and undone, a draft is found again, two windows overwrite nothing."""

from __future__ import annotations

from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest

from checker.web import channels
from checker.workflow.drafting import NO_FIT
from tests.web.test_pages import APP, SLOW, button, html_of, page, school

__all__ = ["page", "school"]  # fixtures
NAMED = "Well done to Orla Fenwick-Shah and Tegan Marlowe for reading <b>100</b> books."


@pytest.fixture(autouse=True)
def _no_drafts_of_another_test(school: Path) -> None:
    drafts = school / "drafts"
    for file in sorted(drafts.rglob("*"), reverse=True):
        file.unlink() if file.is_file() else file.rmdir()


def labels(page: AppTest) -> list[str]:
    return [one.label for one in page.button]


def again(page: AppTest) -> AppTest:
    """The same address in a window of its own."""
    other = AppTest.from_file(APP, default_timeout=SLOW)
    for name, values in page.query_params.items():
        other.query_params[name] = values
    return other.run()


def test_a_wording_is_used_checked_again_undone_and_redone(page: AppTest) -> None:
    page.text_area("words").input("Well done to Orla Fenwick-Shah for reading <b>100</b> books.").run()
    button(page, "Check").click().run()
    shown = html_of(page)
    assert "<strong>Before:</strong> Well done to <del>Orla Fenwick-Shah</del> for reading &lt;b&gt;100&lt;" in shown
    assert "<strong>After:</strong> Well done to <ins>Orla</ins> for reading &lt;b&gt;100&lt;" in shown
    button(page, "Use this wording (1)").click().run()
    assert not page.exception
    assert page.text_area("words").value == "Well done to Orla for reading <b>100</b> books."
    assert "verdict stop" not in html_of(page)
    assert "Changed since the check" not in html_of(page)
    button(page, "Undo").click().run()
    assert page.text_area("words").value == "Well done to Orla Fenwick-Shah for reading <b>100</b> books."
    assert "verdict stop" in html_of(page)
    button(page, "Redo").click().run()
    assert page.text_area("words").value == "Well done to Orla for reading <b>100</b> books."


def test_a_reload_finds_the_draft_and_another_person_does_not(page: AppTest) -> None:
    page.text_area("words").input("Half a day of careful writing.").run()
    reloaded = again(page)
    assert reloaded.text_area("words").value == "Half a day of careful writing."
    assert "draft" not in again(AppTest.from_file(APP, default_timeout=SLOW).run()).query_params
    fresh = AppTest.from_file(APP, default_timeout=SLOW).run()
    assert fresh.text_area("words").value == ""
    assert fresh.selectbox("saved_draft").options[0].startswith("Half a day of careful writing. (")
    fresh.selectbox("saved_draft").select_index(0).run()
    assert fresh.text_area("words").value == "Half a day of careful writing."


def test_two_windows_on_one_draft_are_told_and_both_drafts_stay(page: AppTest) -> None:
    page.text_area("words").input("first").run()
    other = again(page)
    other.text_area("words").input("typed in the other window").run()
    page.text_area("words").input("typed in this window").run()
    assert [one.value for one in page.error if "changed in another window" in one.value]
    assert page.text_area("words").value == "typed in this window"
    button(page, "Keep this one as a draft of its own").click().run()
    assert not page.error
    assert again(page).text_area("words").value == "typed in this window"
    assert again(other).text_area("words").value == "typed in the other window"


def test_the_other_one_can_be_gone_on_with(page: AppTest) -> None:
    page.text_area("words").input("first").run()
    other = again(page)
    other.text_area("words").input("typed in the other window").run()
    page.text_area("words").input("typed in this window").run()
    button(page, "Go on with the other one").click().run()
    assert page.text_area("words").value == "typed in the other window"
    assert "Bring back the draft before this" in labels(page)


def test_only_the_channels_of_the_schools_policy_stand_in_the_menu(page: AppTest) -> None:
    assert len(page.radio(channels.CHANNEL).options) == 8
    page.selectbox(channels.PACK).set_value("chestnuts").run()
    offered = ["Facebook", "School website", "Newsletter", "Press", "Somewhere else"]
    assert page.radio(channels.CHANNEL).options == offered
    page.radio(channels.CHANNEL).set_value(page.radio(channels.CHANNEL).options[4]).run()
    assert not page.exception
    page.selectbox("elsewhere").select("Instagram").run()
    assert page.radio(channels.CHANNEL).options == ["Facebook", "Instagram", *offered[1:]]
    assert page.radio(channels.CHANNEL).value == "instagram"


def test_where_a_draft_cannot_be_saved_the_page_says_so_and_keeps_what_was_typed(
    page: AppTest, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setenv("CHECKER_KEY_FILE", str(tmp_path / "no.key"))
    page.text_area("words").input("Half a day of careful writing.").run()
    assert any(one.value.endswith("What you typed is still on this page.") for one in page.error)
    assert page.text_area("words").value == "Half a day of careful writing."
    assert not (tmp_path / "no.key").exists()


def test_a_wording_that_does_not_fit_any_more_is_refused_in_a_sentence(page: AppTest) -> None:
    page.text_area("words").input(NAMED).run()
    button(page, "Check").click().run()
    page.text_area("words").input(f"Today: {NAMED}")
    button(page, "Use this wording (1)").click().run()
    assert NO_FIT in [one.value for one in page.error]
    assert page.text_area("words").value == f"Today: {NAMED}"


def test_a_person_says_who_can_be_in_the_photos(page: AppTest) -> None:
    assert not page.multiselect
    page.selectbox("album_pick").select("space-day-one.jpg").run()
    chosen = page.multiselect("roster")
    assert {"Class: Oak", "Year: Year 4"} <= set(chosen.options)
    button(page, "Check").click().run()
    assert "looks like none of the pupils who are enrolled" in html_of(page)
    page.multiselect("roster").select("Class: Elm").run()
    assert "Changed since the check" in html_of(page)
    button(page, "Check").click().run()
    shown = html_of(page)
    assert "looks like none of the pupils who are enrolled" not in shown
    assert "nobody on the list for this photo is enrolled" in shown
