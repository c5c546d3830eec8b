"""What every answer says about who may show it, load it and what it may do."""

from http import HTTPStatus

from reconvene.web.headers import content_security_policy
from tests.web.conftest import Site

PATHS = (
    "/",
    "/join/x",
    "/api/docs",
    "/api/docs/start.js",
    "/api/v1/links/x",
    "/api/v1/meetings/m_1",
    "/api/v1/files/x",
    "/assets/index-abc.js",
    "/assets/none.js",
    "/healthz",
    "/metrics",
    "/nothing",
)

OUTWARDS = (
    "/assets/../index.html",
    "/assets/..%2findex.html",
    "/assets/%2e%2e/%2e%2e/etc/passwd",
    "/assets/..%5c..%5cindex.html",
    "/assets//etc/passwd",
    "/assets/%00",
    "/api/docs/assets/../../../errors.py",
    "/api/docs/assets/%2e%2e/%2e%2e/__init__.py",
    "/join/..%2f..%2fapi-key",
    "/api/v1/files/..%2f..%2fapi-key",
)

POLICY = (
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data: blob:; "
    "media-src 'self' blob: mediastream:; font-src 'self'; connect-src 'self'; worker-src 'self'; "
    "manifest-src 'self'; base-uri 'none'; form-action 'self'; frame-ancestors "
)


def test_pages_run_our_own_scripts_alone_and_are_framed_by_nobody_unless_allowed() -> None:
    """RT2: by value, so that no source slips in."""
    assert content_security_policy(()) == f"{POLICY}'none'"
    assert content_security_policy(("https://a.example", "https://b.example")) == (
        f"{POLICY}https://a.example https://b.example"
    )


async def test_every_answer_keeps_the_page_to_itself(site: Site) -> None:
    """RT2: whatever the address and however it went, errors too; no answer sets a cookie."""
    expected = {
        "x-content-type-options": "nosniff",
        "referrer-policy": "no-referrer",
        "cross-origin-opener-policy": "same-origin",
        "cross-origin-resource-policy": "same-origin",
        "permissions-policy": "camera=(self), microphone=(self), display-capture=(self), geolocation=()",
        "content-security-policy": content_security_policy(site.services.embedders),
    }
    for path in PATHS:
        answer = await site.http.get(path)
        assert {name: answer.headers.get(name) for name in expected} == expected, path
        assert not {"set-cookie", "access-control-allow-origin"} & set(answer.headers), path


async def test_no_address_leads_out_of_the_folders_that_are_served(site: Site) -> None:
    """RT2: folders are left neither by dots nor by their codes."""
    for path in OUTWARDS:
        answer = await site.raw(path)
        assert answer.status in {HTTPStatus.NOT_FOUND, HTTPStatus.FORBIDDEN, HTTPStatus.BAD_REQUEST}, path
        assert b"root:" not in answer.body
        assert b"def " not in answer.body


async def test_no_line_of_a_name_becomes_a_header(site: Site) -> None:
    """RM3: a file's name is the only thing of people's that stands in a header, and it stays in its place."""
    _, _, participant = await site.meeting()
    seat = await site.seat(participant, "Ben")
    async with site.socket(seat["seat"]) as ben:
        await ben.until("welcome")
        headers = {"Authorization": f"Bearer {seat['seat']}"}
        name = 'a"\r\nSet-Cookie: x=1\r\n\r\n<script>.html'
        begun = await site.http.post(
            "/api/v1/seat/files", json={"name": name, "size": 4, "room": "main"}, headers=headers
        )
        file = begun.json()["id"]
        await site.http.patch(
            f"/api/v1/seat/files/{file}", content=b"abcd", headers={**headers, "Upload-Offset": "0"}
        )
        url = (await site.http.post(f"/api/v1/seat/files/{file}/address", headers=headers)).json()["url"]
        answer = await site.http.get(url)
    assert answer.status_code == HTTPStatus.OK
    assert answer.content == b"abcd"
    assert "set-cookie" not in answer.headers
    assert answer.headers["content-disposition"].startswith("attachment")
    assert answer.headers["content-type"] == "application/octet-stream"
