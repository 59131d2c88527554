"""The policies and the channels, as the pages offer them."""

from __future__ import annotations

from pathlib import Path

from checker.core.post import Channel
from checker.policies import FLOOR
from checker.workflow.desk_lists import (
    channel_menu,
    clause_rows,
    own_pack,
    pack_source,
    pack_titles,
)


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
