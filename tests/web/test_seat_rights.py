"""RT1 for what pages ask over HTTP: every operation of a seat, from everybody.

`WHOSE` says who has the right. An operation that is added and not named here fails the first test.
"""

from collections.abc import Mapping
from typing import Any, Final, Literal, TypeAlias

import pytest

from tests.web.conftest import Site

Whose: TypeAlias = Literal["own", "moderators", "host"]
Asker: TypeAlias = Literal["nobody", "link", "key", "left", "participant", "moderator", "host"]

WHOSE: Final[Mapping[Whose, tuple[str, ...]]] = {
    "own": (
        "POST /files",
        "PATCH /files/{file}",
        "GET /files/{file}",
        "DELETE /files/{file}",
        "GET /files",
        "POST /files/{file}/address",
        "GET /chat/{conversation}",
        "GET /harvests/{number}",
    ),
    "moderators": ("GET /report", "POST /links", "DELETE /links"),
    "host": ("DELETE /words", "DELETE /people/{person}/words"),
}

LACKING: Final = frozenset({"SEAT_INVALID", "SEAT_EXPIRED", "NOT_IN_MEETING", "NOT_MODERATOR", "NOT_HOST"})
"""What is answered where somebody has not the right at all; other codes say that it is not possible now."""

REFUSED: Final[Mapping[Asker, Mapping[Whose, str]]] = {
    **{asker: dict.fromkeys(WHOSE, "SEAT_INVALID") for asker in ("nobody", "link", "key")},
    "left": dict.fromkeys(WHOSE, "NOT_IN_MEETING"),
    "participant": {"moderators": "NOT_MODERATOR", "host": "NOT_HOST"},
    "moderator": {"host": "NOT_HOST"},
    "host": {},
}
"""Everybody who is not named has the right."""

VALUES: Final = {"{person}": "p_other", "{number}": "1", "{conversation}": "room:main"}
BODIES: Final[Mapping[str, Any]] = {
    "POST /files": {"name": "a.txt", "size": 4, "room": "main"},
    "POST /links": {"days": 1},
}


def operations(site: Site) -> set[str]:
    """Return all that can be asked with a seat."""
    paths = site.app.openapi()["paths"]
    prefix = "/api/v1/seat"
    return {
        f"{method.upper()} {path.removeprefix(prefix)}"
        for path, methods in paths.items()
        if path.startswith(prefix)
        for method in methods
    }


async def code_of(site: Site, operation: str, token: str) -> str:
    """Ask for something; return what is wrong with it, empty if nothing is."""
    method, path = operation.split(" ")
    for name, value in VALUES.items():
        path = path.replace(name, value)
    headers = {"Authorization": f"Bearer {token}"} if token else {}
    if method == "PATCH":
        headers["Upload-Offset"] = "0"
    body = BODIES.get(operation)
    answer = await site.http.request(method, f"/api/v1/seat{path}", json=body, headers=headers)
    return "" if answer.status_code < 400 else str(answer.json()["code"])


async def test_whose_every_operation_is_is_written_down(site: Site) -> None:
    """RT1."""
    named = [operation for group in WHOSE.values() for operation in group]
    assert sorted(named) == sorted(operations(site))


async def tokens(site: Site) -> dict[str, str]:
    """Let people into a meeting; return what each may show."""
    _, moderator, participant = await site.meeting()
    links = {"host": moderator, "moderator": moderator, "left": participant, "participant": participant}
    seats = {name: (await site.seat(link, name))["seat"] for name, link in links.items()}
    for name, seat in seats.items():
        async with site.socket(seat) as page:
            await page.until("welcome")
            if name == "left":
                await page.send({"type": "command", "id": "1", "command": {"type": "leave"}})
                await page.closed()
    return {**seats, "nobody": "", "link": moderator, "key": site.api["Authorization"].split()[1]}


@pytest.mark.parametrize("asker", REFUSED)
async def test_nobody_has_a_right_that_is_not_theirs_and_nobody_lacks_one_that_is(
    site: Site, asker: Asker
) -> None:
    """RT1: links, erasing, the report, files and the chat."""
    site.allow_everything()
    token = (await tokens(site))[asker]
    for whose, named in WHOSE.items():
        for operation in named:
            code = await code_of(site, operation, token)
            expected = REFUSED[asker].get(whose)
            assert code == expected if expected else code not in LACKING, f"{operation}: {code}"
