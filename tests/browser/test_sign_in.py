"""The real page in a real browser: the school's own sign-in against a real provider, a password, an idle time."""

from __future__ import annotations

import os
import re
import subprocess
import sys
from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path
from typing import Any
from urllib.parse import urlparse

import pytest
from sqlalchemy import update

from checker.core.decision import Role
from checker.core.staff import IDLE_ENDS
from checker.store.register import open_register
from checker.store.tables_people import desk_session
from tests.browser.oidc_provider import CLIENT, SECRET, Provider, provider
from tests.browser.test_review_page import ANSWER, CHROMIUM, ROOT, browser, free_port, wait_for
from tests.staff import PASSWORD, add_people, person
from tests.store.school import opened

__all__ = ["browser"]
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
    if CHROMIUM is None:
        pytest.skip("Chromium is not installed on this machine")
    port = free_port()
    told = {"port": port, "secret": "s" * 40, "client": CLIENT, "client_secret": SECRET, "address": idp.address}
    (school / "secrets").mkdir()
    settings = school / "secrets" / "sign-in.toml"
    settings.write_text(SETTINGS.format(**told))
    settings.chmod(0o600)
    surroundings = {**os.environ, "CHECKER_HOME": str(school), "HOME": str(school), "PYTHONPATH": str(ROOT)}
    with (school / "log").open("wb") as log:
        page = subprocess.Popen(
            [sys.executable, "-m", "checker", "serve"], cwd=school, env=surroundings, stdout=log, stderr=log
        )
        try:
            wait_for(port, page, school / "log")
            yield f"http://localhost:{port}"
        finally:
            page.terminate()
            assert page.wait(30) == 0


@pytest.fixture
def page(address: str, browser: Any, idp: Provider) -> Iterator[Any]:
    """A browser of its own on the sign-in page; it speaks to the page and the provider, and to nobody else."""
    surroundings = browser.new_context(viewport={"width": 1440, "height": 1000})
    tab = surroundings.new_page()
    requests: list[str] = []
    tab.on("request", lambda request: requests.append(request.url))
    tab.goto(address)
    tab.get_by_role("heading", name="Sign in").wait_for(timeout=ANSWER)
    idp.email, idp.is_verified = "petra@quill.example", True
    yield tab
    surroundings.close()
    hosts = {urlparse(url).hostname for url in requests if not url.startswith(("data:", "blob:"))}
    assert hosts <= {"localhost", "127.0.0.1"}


def through_the_school(page: Any) -> None:
    page.get_by_role("button", name=BUTTON).click()
    page.get_by_role("button", name=re.compile("Continue as")).click(timeout=ANSWER)


def idle(school: Path) -> None:
    with open_register(str(school)) as register, register.database.writing() as connection:
        long_ago = register.now() - IDLE_ENDS - timedelta(seconds=1)
        connection.execute(update(desk_session).values(started_at=long_ago, seen_at=long_ago))


def at_the_desk(page: Any) -> None:
    page.get_by_role("heading", name="Check a post").wait_for(timeout=ANSWER)
    page.get_by_text("Petra Quillfeather").wait_for(timeout=ANSWER)


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
    page.get_by_text("This sign-in has ended. Please sign in again.").wait_for(timeout=ANSWER)
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
    page.get_by_text(says).wait_for(timeout=ANSWER)
    assert page.get_by_role("heading", name="Check a post").count() == 0


def test_signing_out_also_forgets_the_schools_account(page: Any) -> None:
    through_the_school(page)
    at_the_desk(page)
    page.get_by_role("button", name="Sign out").click()
    page.get_by_role("button", name=BUTTON).wait_for(timeout=ANSWER)
    page.reload()
    page.get_by_role("button", name=BUTTON).wait_for(timeout=ANSWER)
    assert page.get_by_role("heading", name="Check a post").count() == 0


def test_an_untouched_page_is_covered_and_what_was_typed_comes_back(page: Any, school: Path, tmp_path: Path) -> None:
    with_password(page)
    at_the_desk(page)
    page.get_by_label("Words of the post").fill("Half a day of careful writing.")
    page.get_by_label("Words of the post").press("Tab")
    page.wait_for_timeout(1500)
    idle(school)
    page.get_by_role("heading", name="Sign in").wait_for(timeout=ANSWER)  # nobody touched anything
    assert page.get_by_label("Words of the post").count() == 0
    assert page.get_by_text("What you typed on this page is kept").count() == 1
    with_password(page)
    at_the_desk(page)
    assert page.get_by_label("Words of the post").input_value() == "Half a day of careful writing."


def with_password(page: Any) -> None:
    page.get_by_label("Sign-in name").fill("petra")
    page.get_by_label("Password", exact=True).fill(PASSWORD)
    page.get_by_role("button", name="Sign in", exact=True).click()


def test_the_server_wrote_no_name_address_or_password(school: Path) -> None:
    told = (school / "log").read_text()
    assert [word for word in ("quill.example", "Quillfeather", PASSWORD, SECRET) if word in told] == []
