"""On the pages: a post is sent, decided by a second person, packed and recorded; nobody does more than theirs."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest

from checker.core.people import Consent, ConsentState, Purpose
from checker.core.review import Standing
from checker.store import REGISTER_FILE
from checker.store.register import open_register
from checker.web import file_part, sent_parts
from checker.workflow import sample
from checker.workflow.publishing import NOT_KNOWN, FileAnswer
from tests.web.test_pages import SLOW, button, html_of

POSTER, OFFICE, LEAD, HEAD, ADMIN = range(1, 6)
CLEAN = "Thank you to every family who brought tins to our harvest assembly."
NAMED = "Well done to Orla Fenwick-Shah for reading 100 books."
HOSTILE = "<script>window.broken = 1</script> <b>bold</b>"


@pytest.fixture(scope="module")
def drawn(tmp_path_factory: pytest.TempPathFactory) -> Path:
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(sample, "_stand_in_template", lambda: bytes(512))
        return sample.prepare_sample(tmp_path_factory.mktemp("school") / "sample-school")


@pytest.fixture(autouse=True)
def school(drawn: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    home = shutil.copytree(drawn, tmp_path / "sample-school")
    monkeypatch.setenv("CHECKER_HOME", str(home))
    return home


def _check_page() -> None:
    from checker.web import check_post

    check_post.show()


def _waiting_page() -> None:
    from checker.web import waiting_page

    waiting_page.show()


def _at(page: AppTest, account: int) -> AppTest:
    page.session_state["person"] = account
    return page.run()


def checking(account: int = POSTER, words: str = CLEAN) -> AppTest:
    page = _at(AppTest.from_function(_check_page, default_timeout=SLOW), account)
    page.text_area("words").input(words).run()
    return button(page, "Check").click().run()


def waiting(account: int) -> AppTest:
    return _at(AppTest.from_function(_waiting_page, default_timeout=SLOW), account)


def labels(page: AppTest) -> list[str]:
    return [one.label for one in page.button]


def tick_all(page: AppTest) -> AppTest:
    for one in page.checkbox:
        one.check()
    return page.run()


def sent(words: str = CLEAN, note: str = "") -> AppTest:
    page = tick_all(checking(words=words))
    if note:
        page.text_area("send-note").input(note).run()
    return button(page, "Send for approval").click().run()


def decide(account: int, number: int = 1) -> AppTest:
    return button(waiting(account), f"Decide (post {number})").click().run()


def said(page: AppTest) -> list[str]:
    return [one.value for one in page.success]


def test_a_post_is_sent_only_when_everything_is_confirmed_and_says_what_is_left() -> None:
    page = checking()
    assert button(page, "Send for approval").disabled
    assert "sentences of the school&#x27;s policy." in html_of(page)
    page.checkbox[0].check().run()
    assert button(page, "Send for approval").disabled
    tick_all(page)
    assert "Nothing stands in the way." in html_of(page)
    button(page, "Send for approval").click().run()
    assert not page.exception
    assert said(page) == [
        "Sent. The answer comes to this page and to the page Waiting. You can go on with the next post."
    ]
    assert "You sent this draft on" in html_of(page)


def test_it_waits_for_a_second_person_who_approves_and_its_sender_fetches_the_package() -> None:
    sent(note=HOSTILE)
    head = waiting(HEAD)
    shown = html_of(head)
    assert "Sent by Marigold Fennimore-Okoro" in shown
    assert "just now" in shown
    page = button(head, "Decide (post 1)").click().run()
    shown = html_of(page)
    assert not page.exception
    assert "&lt;script&gt;window.broken = 1&lt;/script&gt; &lt;b&gt;bold&lt;/b&gt;" in shown
    assert "<b>bold</b>" not in shown
    button(page, "Approve").click().run()
    assert [one.value for one in page.error] == [
        "Tick that you have read the words, looked at every picture and confirm the sentences."
    ]
    page.checkbox[0].check().run()
    button(page, "Approve").click().run()
    assert said(page) == ["Post 1 is approved."]
    mine = waiting(POSTER)
    mine.radio("waiting_filter").set_value("Approved").run()
    mine = button(mine, "Open (post 1)").click().run()
    button(mine, "Make the package").click().run()
    assert not mine.exception
    assert "no picture carries hidden details" in html_of(mine)
    mine.text_input[0].input("https://quill.example/p/7")
    button(mine, "Record that it is up").click().run()
    assert said(mine)[0].startswith("Recorded. Should somebody in it withdraw consent")
    assert "Out" in html_of(mine)


def test_a_post_comes_back_with_a_comment_that_its_sender_reads_beside_the_draft(school: Path) -> None:
    desk = sent()
    page = decide(HEAD)
    button(page, "Send back").click().run()
    assert [one.value for one in page.error] == ["Say what should change, or why not: whoever sent the post reads it."]
    page.text_area("comment-1").input(f"Thank the choir too. {HOSTILE}").run()
    button(page, "Send back").click().run()
    assert said(page) == ["Post 1 went back with your comment."]
    desk.run()
    assert "Sent back by Ingram Quince-Adeyemi, Principal." in html_of(desk)
    assert "Thank the choir too. &lt;script&gt;" in html_of(desk)
    desk.text_area("words").input(f"{CLEAN} The choir sang.").run()
    button(desk, "Check").click().run()
    tick_all(desk)
    button(desk, "Send for approval").click().run()
    assert "Waiting" in html_of(desk)


def test_a_blocked_post_is_sent_with_a_reason_and_let_through_by_another_with_one() -> None:
    page = tick_all(checking(words=NAMED))
    assert "Send for approval" not in labels(page)
    button(page, "Send it although it is blocked").click().run()
    assert page.error[0].value.startswith("Write why this should go up although it is blocked")
    page.text_area("blocked-note").input("She is the author of the book.").run()
    button(page, "Send it although it is blocked").click().run()
    assert said(page)
    other = decide(HEAD)
    assert "She is the author of the book." in html_of(other)
    other.checkbox[0].check().run()
    button(other, "Let it through and approve").click().run()
    assert other.error[0].value.startswith("This post is blocked. Another person who may approve has to let it through")
    other.text_area("why-1").input("I know the book.").run()
    button(other, "Let it through and approve").click().run()
    assert said(other) == ["Post 1 is approved."]


def test_a_referral_shows_its_reason_to_the_lead_and_to_nobody_else() -> None:
    sent()
    page = decide(HEAD)
    page.text_area("refer-1").input("The child in the choir is in care.").run()
    button(page, "Refer").click().run()
    assert said(page) == ["Post 1 is referred to the lead."]
    lead = decide(LEAD)
    assert "The child in the choir is in care." in html_of(lead)
    for account in (HEAD, POSTER):
        other = waiting(account)
        assert "referred to the designated safeguarding lead" in html_of(other)
        opened = button(other, "Open (post 1)").click().run()
        assert "in care" not in html_of(other) + html_of(opened)
        assert "Approve" not in labels(opened)
        assert ("Send back" in labels(opened), "Refuse" in labels(opened)) == ((account == HEAD),) * 2


def test_a_post_that_was_open_while_the_register_changed_is_checked_again_and_can_be_approved(school: Path) -> None:
    sent()
    page = decide(HEAD)
    page.checkbox[0].check().run()
    with open_register(str(school / REGISTER_FILE)) as store:
        store.record_answers("Q022", (Consent(Purpose.VIDEO, ConsentState.WITHDRAWN, given_by="mother"),))
    button(page, "Approve").click().run()
    assert not page.error
    assert said(page) == ["Post 1 is approved."]


def test_the_office_may_ask_the_lead_and_may_not_send() -> None:
    page = checking(OFFICE, NAMED)
    assert "Send for approval" not in labels(page)
    assert any("Only an authorised poster sends a post" in one.value for one in page.markdown)
    page.text_area("ask-why").input("May we name her?").run()
    button(page, "Ask the lead").click().run()
    assert said(page)[0].startswith("The safeguarding lead is asked.")
    lead = decide(LEAD)
    assert {"Answer", "Refuse"} <= set(labels(lead))
    assert "Approve" not in labels(lead)


def test_two_who_decide_at_once_the_second_is_told() -> None:
    sent()
    head, lead = decide(HEAD), decide(LEAD)
    lead.text_area("comment-1").input("Shorter.").run()
    button(lead, "Send back").click().run()
    head.checkbox[0].check().run()
    assert "Sent back" in html_of(head)
    assert "Approve" not in labels(head)


def test_nobody_gets_at_a_post_by_the_state_of_the_page() -> None:
    sent()
    page = AppTest.from_function(_waiting_page, default_timeout=SLOW)
    page.query_params[sent_parts.OPEN] = "1"
    _at(page, OFFICE)
    assert [one.value for one in page.error] == ["This post is for whoever sent it and for those who decide about it."]
    _at(page, ADMIN)
    assert page.error[0].value.startswith("Only the authorised poster, the business manager")
    assert CLEAN not in html_of(page)
    page.query_params[sent_parts.OPEN] = "<script>"
    assert _at(page, HEAD).title[0].value == "Waiting"


def _show_version() -> None:
    import streamlit as st

    from checker.web import session

    st.text(session.gate(None).packs[-1].version)


def test_a_change_in_the_schools_own_policy_counts_at_once(school: Path) -> None:
    policy = school / "elm.toml"
    words = 'title = "Elm"\nversion = "{}"\nsource = "invented"\n[[clause]]\nid = "a"\nsection = "1"\nquote = "Q."\n'
    (school / "school.toml").write_text(f'pack = "{policy}"\n', encoding="utf-8")
    policy.write_text(f'{words.format(1)}manual = "C."\n', encoding="utf-8")
    page = AppTest.from_function(_show_version, default_timeout=SLOW).run()
    assert page.text[0].value == "1"
    policy.write_text(f'{words.format(2)}manual = "C."\n', encoding="utf-8")
    assert page.run().text[0].value == "2"


def test_who_only_sends_begins_with_their_own_posts() -> None:
    sent()
    assert waiting(POSTER).radio("waiting_filter").value == "Mine"
    assert waiting(HEAD).radio("waiting_filter").value == "Waiting"


def test_its_sender_takes_a_post_back() -> None:
    sent()
    page = button(waiting(POSTER), "Open (post 1)").click().run()
    assert "Approve" not in labels(page)
    button(page, "Take it back").click().run()
    assert "Taken back or replaced" in html_of(page)


def test_the_answer_about_a_file_is_a_word_an_icon_and_a_colour_and_its_name_stays_text() -> None:
    shown = file_part.answer(HOSTILE, FileAnswer(is_known=False, is_good=False, says=NOT_KNOWN, digest="ab" * 32))
    assert '<section class="verdict stop"' in shown
    assert "&lt;script&gt;" in shown
    assert "<script>" not in shown


def test_each_standing_has_a_word_an_icon_and_a_colour_of_its_own() -> None:
    assert set(sent_parts.STATES) == set(Standing)
    assert len({word for _, _, word in sent_parts.STATES.values()}) == len(Standing)
    assert len({symbol for _, symbol, _ in sent_parts.STATES.values()}) == len(Standing)
