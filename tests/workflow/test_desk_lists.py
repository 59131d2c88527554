"""The register and the policies, for the eyes of each role."""

from __future__ import annotations

from pathlib import Path

import pytest

from checker.core.decision import Role
from checker.core.errors import NoRegister, NotAllowed
from checker.core.post import Channel
from checker.policies import FLOOR
from checker.web.register_page import table
from checker.workflow import desk_lists
from checker.workflow.desk_lists import (
    ClassList,
    PupilRow,
    channel_menu,
    class_lists,
    clause_rows,
    own_pack,
    pack_source,
    pack_titles,
)
from checker.workflow.wiring import register_source
from tests.staff import acting

LIST = """pupil_id,first_name,last_name,known_as,year_group,class_name,photo_consent,name_consent,never_publish
S1,Orla,Penhallow,,Year 2,Elm,yes,no,no
S2,Idris,Amberley,Iddy,Year 2,Elm,yes,yes,yes
S3,Bea,<b>Crane</b>,,Reception,Acorn,no,no,no
"""
NONE = (False,) * 6
PHOTO_ONLY = (True, *NONE[1:])


@pytest.fixture
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    (tmp_path / "list.csv").write_text(LIST, encoding="utf-8")
    monkeypatch.setattr(desk_lists, "register_source", lambda _, home: register_source(str(home / "list.csv"), home))
    return tmp_path


def test_the_dsl_sees_who_is_protected_and_reception_comes_first(home: Path) -> None:
    assert class_lists(home, acting(Role.DSL)) == (
        ClassList("Reception, Acorn", (PupilRow("<b>Crane</b>, Bea", NONE),)),
        ClassList(
            "Year 2, Elm",
            (PupilRow("Amberley, Idris (Iddy)", NONE, is_protected=True), PupilRow("Penhallow, Orla", PHOTO_ONLY)),
        ),
    )


@pytest.mark.parametrize("role", [Role.BUSINESS_MANAGER, Role.PRINCIPAL])
def test_to_others_a_protected_pupil_looks_like_one_without_consent(home: Path, role: Role) -> None:
    assert class_lists(home, acting(role))[1].pupils[0] == PupilRow("Amberley, Idris (Iddy)", NONE)


def test_a_poster_does_not_see_the_register(home: Path) -> None:
    with pytest.raises(NotAllowed):
        class_lists(home, acting(Role.POSTER))


def test_a_missing_register_is_said(tmp_path: Path) -> None:
    with pytest.raises(NoRegister):
        class_lists(tmp_path, acting(Role.DSL))


def test_the_table_says_each_answer_in_a_word_and_escapes_names() -> None:
    html = table(ClassList("Acorn", (PupilRow("<b>Crane</b>, Bea", PHOTO_ONLY, is_protected=True),)))
    assert "&lt;b&gt;Crane&lt;/b&gt;, Bea" in html
    assert html.count("</span> Yes</span>") == 1
    assert html.count("</span> No</span>") == 5
    assert "Protected: must not be shown" in html


def test_every_clause_is_served_by_questions_or_by_a_person() -> None:
    for name in pack_titles(Path("no-such-school")):
        for row in clause_rows(pack_source(name)):
            assert row.questions or row.person_confirms
            assert all(question.endswith("?") for question in row.questions)


def test_a_school_without_settings_stands_on_the_floor(tmp_path: Path) -> None:
    assert own_pack(tmp_path) == FLOOR


def test_a_school_s_own_policy_file_is_offered_first(tmp_path: Path) -> None:
    own = tmp_path / "elm.toml"
    clause = '[[clause]]\nid = "1"\nsection = "1"\nquote = "Be kind."\nmanual = "It is kind."\n'
    own.write_text(f'title = "Elm School"\nversion = "1"\nsource = "policy"\n{clause}', encoding="utf-8")
    (tmp_path / "school.toml").write_text(f"pack = '{own}'\n", encoding="utf-8")
    assert next(iter(pack_titles(tmp_path).items())) == (str(own), "Elm School")


def test_a_policy_that_lists_channels_leaves_the_other_social_ones_out_unless_one_was_chosen(tmp_path: Path) -> None:
    own = (Channel.WEBSITE, Channel.NEWSLETTER, Channel.PRESS, Channel.OTHER)
    assert channel_menu(tmp_path, "chestnuts", Channel.FACEBOOK) == (Channel.FACEBOOK, *own)
    assert channel_menu(tmp_path, "chestnuts", Channel.X) == (Channel.FACEBOOK, Channel.X, *own)
    assert channel_menu(tmp_path, None, Channel.FACEBOOK) == tuple(Channel)


def test_the_schools_own_list_of_channels_leaves_the_other_social_ones_out(tmp_path: Path) -> None:
    own = (Channel.WEBSITE, Channel.NEWSLETTER, Channel.PRESS, Channel.OTHER)
    (tmp_path / "school.toml").write_text('channels = ["x", "facebook"]\n', encoding="utf-8")
    assert channel_menu(tmp_path, None, Channel.FACEBOOK) == (Channel.FACEBOOK, Channel.X, *own)
    assert channel_menu(tmp_path, "chestnuts", Channel.FACEBOOK) == (Channel.FACEBOOK, *own)
