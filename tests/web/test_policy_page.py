"""The page of policies: what a policy settles, what in it is out of date, and its clauses."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest

from checker.checks import CHECK_IDS
from checker.core.policy import Clause, Duty, PolicyPack
from checker.core.post import Channel
from checker.policies import FLOOR, load_pack
from checker.web.policy_page import about

PACK = PolicyPack("elm", "Elm School", "1", "policy", (Clause("1", "1", "Be kind.", (), manual="It is kind."),))
SLOW = 60.0  # seconds, as the first page of a process imports everything


def test_what_a_policy_settles_is_listed_and_its_tags_stay_text() -> None:
    pack = replace(
        PACK,
        responsible=(Duty("Principal", "authorises <b>accounts</b>"),),
        blocked_channels=(Channel.X,),
        remarks=("Section 7 has no body.",),
    )
    assert about(pack) == (
        '<dl class="answers"><dt>Responsible, Principal</dt><dd>authorises &lt;b&gt;accounts&lt;/b&gt;</dd>'
        "<dt>Blocked on the school&#x27;s network</dt><dd>X</dd></dl><ul><li>Section 7 has no body.</li></ul>"
    )


def test_a_policy_that_settles_nothing_says_nothing_more() -> None:
    assert about(PACK) == ""


def policies() -> None:
    from checker.web import policy_page

    policy_page.show()


def test_an_overdue_policy_says_so_on_top_of_its_page(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("CHECKER_HOME", str(tmp_path))
    (tmp_path / "school.toml").write_text('pack = "tibberton-st-lawrence"\n', encoding="utf-8")
    page = AppTest.from_function(policies, default_timeout=SLOW).run()
    assert not page.exception
    assert [one.value for one in page.info] == [
        "It was due for review in the autumn term of 2021. Ask whether there is a newer one."
    ]
    page.selectbox("policy").select("floor").run()
    assert not page.exception
    assert not page.info


def test_clauses_that_only_a_person_can_confirm_are_counted_and_found(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("CHECKER_HOME", str(tmp_path))
    page = AppTest.from_function(policies, default_timeout=SLOW).run()
    whole = "".join(one.proto.body for one in page.get("html"))
    manual = [clause for clause in load_pack(FLOOR, CHECK_IDS).clauses if clause.manual]
    assert f"a person confirms {len(manual)} before a post goes up." in whole
    page.radio("policy_clauses").set_value("Those only a person can confirm").run()
    shown = "".join(one.proto.body for one in page.get("html"))
    assert shown.count("<blockquote") == len(manual) < whole.count("<blockquote")
