"""The real page in a real browser: the school's own sign-in against a real provider, a password, an idle time."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import update

from checker.core.decision import Role
from checker.core.staff import IDLE_ENDS
from checker.store.register import open_register
from checker.store.tables_people import desk_session
from tests.browser.hands import ANSWER, at, fill, press, reads, said, settled
from tests.browser.oidc_provider import CLIENT, SECRET, Provider, provider
from tests.browser.served import free_port, served, window_on
from tests.staff import PASSWORD, add_people, person
from tests.store.school import opened

pytestmark = [pytest.mark.browser, pytest.mark.enable_socket]

BUTTON = "Sign in with Microsoft's account"
SETTINGS = """[auth]
redirect_uri = "http://localhost:{port}/oauth2callback"
cookie_secret = "{secret}"
[auth.microsoft]
client_id = "{client}"
client_secret = "{client_secret}"
server_metadata_url = "{address}/.well-known/openid-configuration"
client_kwargs = {{ prompt = "login" }}
"""


@pytest.fixture(scope="module")
def idp() -> Iterator[Provider]:
    with provider() as running:
        yield running


@pytest.fixture(scope="module")
def school(tmp_path_factory: pytest.TempPathFactory) -> Path:
    home = tmp_path_factory.mktemp("school")
    with opened(home) as register:
        add_people(register, person("ada", Role.ADMINISTRATOR), person("petra", Role.POSTER))
    return home


@pytest.fixture(scope="module")
def address(school: Path, idp: Provider) -> Iterator[str]:
    port = free_port()
    told = {"port": port, "secret": "s" * 40, "client": CLIENT, "client_secret": SECRET, "address": idp.address}
    (school / "secrets").mkdir()
    settings = school / "secrets" / "sign-in.toml"
    settings.write_text(SETTINGS.format(**told))
    settings.chmod(0o600)
    with served(school, school, port) as address:
        yield address


@pytest.fixture
def page(address: str, browser: Any, idp: Provider) -> Iterator[Any]:
    """A window of its own on the sign-in page; it speaks to the page and the provider, and to nobody else."""
    idp.email, idp.is_verified = "petra@quill.example", True
    with window_on(browser, address, frozenset({"127.0.0.1"})) as page:
        at(page, "Sign in")
        yield page


def through_the_school(page: Any) -> None:
    press(page, BUTTON, waits=False)
    page.get_by_role("button", name=re.compile("Continue as")).click(timeout=ANSWER)


def idle(school: Path) -> None:
    with open_register(str(school)) as register, register.database.writing() as connection:
        long_ago = register.now() - IDLE_ENDS - timedelta(seconds=1)
        connection.execute(update(desk_session).values(started_at=long_ago, seen_at=long_ago))


def at_the_desk(page: Any) -> None:
    at(page, "Check a post")
    said(page, "Petra Quillfeather")


def test_the_schools_account_opens_the_desk_and_a_reload_keeps_it(page: Any, idp: Provider) -> None:
    through_the_school(page)
    at_the_desk(page)
    assert (idp.asked[-1]["prompt"], idp.asked[-1]["code_challenge_method"]) == ("login", "S256")
    page.reload()
    at_the_desk(page)


def test_an_ended_session_is_not_begun_again_by_the_old_cookie(page: Any, school: Path) -> None:
    through_the_school(page)
    at_the_desk(page)
    idle(school)
    page.reload()
    said(page, "This sign-in has ended. Please sign in again.")
    settled(page)
    assert page.get_by_role("heading", name="Check a post").count() == 0
    through_the_school(page)
    at_the_desk(page)


@pytest.mark.parametrize(
    ("email", "is_verified", "says"),
    [
        ("stranger@quill.example", True, "The school's sign-in knows you, but the checker does not."),
        ("petra@quill.example", False, "The school's sign-in gave no e-mail address that it vouches for."),
    ],
)
def test_strangers_and_unproven_addresses_stay_outside(
    page: Any, idp: Provider, email: str, is_verified: bool, says: str
) -> None:
    idp.email, idp.is_verified = email, is_verified
    through_the_school(page)
    said(page, says)
    settled(page)
    assert page.get_by_role("heading", name="Check a post").count() == 0


def test_signing_out_also_forgets_the_schools_account(page: Any) -> None:
    through_the_school(page)
    at_the_desk(page)
    press(page, "Sign out", exact=False, waits=False)
    for _ in range(2):
        at(page, "Sign in")
        assert page.get_by_role("button", name=BUTTON).count() == 1
        page.reload()
    at(page, "Sign in")
    assert page.get_by_role("heading", name="Check a post").count() == 0


def test_an_untouched_page_is_covered_and_what_was_typed_comes_back(page: Any, school: Path, tmp_path: Path) -> None:
    with_password(page)
    at_the_desk(page)
    fill(page, "Words of the post", "Half a day of careful writing.")
    idle(school)
    at(page, "Sign in")  # nobody touched anything
    assert page.get_by_label("Words of the post").count() == 0
    assert page.get_by_text("What you typed on this page is kept").count() == 1
    with_password(page)
    at_the_desk(page)
    reads(page, "Words of the post", "Half a day of careful writing.")


def with_password(page: Any) -> None:
    fill(page, "Sign-in name", "petra")
    fill(page, "Password", PASSWORD)
    press(page, "Sign in")


def test_the_server_wrote_no_name_address_or_password(school: Path) -> None:
    told = (school / "log").read_text()
    assert [word for word in ("quill.example", "Quillfeather", PASSWORD, SECRET) if word in told] == []
