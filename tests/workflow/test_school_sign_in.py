"""The school's own sign-in is used only where it is set up safely, and a code opens the first start."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from checker.core.errors import InputError, NotAllowed
from checker.workflow.first_start import digest_of, new_code
from checker.workflow.school_sign_in import FILE, UNREADABLE, SchoolSignIn, read_school_sign_in
from checker.workflow.signing_in import UNVERIFIED, sign_in_with_school

GOOD = """[auth]
redirect_uri = "http://localhost:8501/oauth2callback"
cookie_secret = "0123456789abcdef0123456789abcdef"
[auth.google]
client_id = "one"
client_secret = "two"
server_metadata_url = "https://accounts.google.com/.well-known/openid-configuration"
[auth.microsoft]
client_id = "three"
client_secret = "four"
server_metadata_url = "https://login.microsoftonline.com/1f5e-tenant/v2.0/.well-known/openid-configuration"
"""


def settings(home: Path, text: str, mode: int = 0o600) -> Path:
    (home / FILE).parent.mkdir()
    (home / FILE).write_text(text)
    (home / FILE).chmod(mode)
    return home


def test_a_school_without_the_file_signs_in_by_password(tmp_path: Path) -> None:
    assert read_school_sign_in(tmp_path) is None


def test_the_page_learns_its_port_and_the_only_hosts_it_may_speak_to(tmp_path: Path) -> None:
    hosts = ("accounts.google.com", "oauth2.googleapis.com", "openidconnect.googleapis.com", "www.googleapis.com")
    hosts += ("login.microsoftonline.com",)
    assert read_school_sign_in(settings(tmp_path, GOOD)) == SchoolSignIn(
        tmp_path / FILE, 8501, ("google", "microsoft"), hosts
    )


@pytest.mark.parametrize(
    ("old", "new", "says"),
    [
        ("0123456789abcdef0123456789abcdef", "short", "cookie_secret must be at least 32 random characters"),
        ("http://localhost:8501", "http://checker.school.example:8501", "redirect_uri must be"),
        ("/oauth2callback", "/callback", "redirect_uri must be"),
        ("https://accounts", "http://accounts", "server_metadata_url must begin with https://"),
        ("1f5e-tenant", "common", "must name the school's own tenant"),
        ("1f5e-tenant", "organizations", "must name the school's own tenant"),
        ('client_secret = "four"', "", "client_secret is missing"),
        ("[auth]", "[other]\n[auth]\n", ""),
        ("[auth]", "[nothing", UNREADABLE),
        ("auth", "other", "there is no [auth] section"),
    ],
)
def test_what_is_not_safe_is_refused_in_a_sentence(tmp_path: Path, old: str, new: str, says: str) -> None:
    home = settings(tmp_path, GOOD.replace(old, new))
    if not says:
        assert read_school_sign_in(home) is not None
        return
    with pytest.raises(InputError) as caught:
        read_school_sign_in(home)
    assert says in str(caught.value)
    assert "four" not in str(caught.value)


@pytest.mark.skipif(os.name != "posix", reason="other systems keep rights elsewhere")
def test_a_file_that_others_may_read_is_refused(tmp_path: Path) -> None:
    with pytest.raises(InputError, match="can be read by others"):
        read_school_sign_in(settings(tmp_path, GOOD, 0o644))


@pytest.mark.parametrize(
    "claims",
    [
        {"email": "", "iat": 1},
        {"iat": 1},
        {"email": ["petra@quill.example"], "iat": 1},
        {"email": "petra@quill.example"},
        {"email": "petra@quill.example", "iat": 1, "email_verified": False},
        {"email": "petra@quill.example", "iat": 1, "email_verified": "false"},
    ],
)
def test_an_address_that_the_school_does_not_vouch_for_is_nobody(claims: dict[str, object]) -> None:
    with pytest.raises(NotAllowed, match=UNVERIFIED):
        sign_in_with_school(claims, None)


def test_each_start_has_a_code_of_its_own_and_only_its_digest_travels() -> None:
    one, two = new_code(), new_code()
    assert one != two
    assert digest_of(f" {one.upper()} ") == digest_of(one)
    assert one not in digest_of(one)
