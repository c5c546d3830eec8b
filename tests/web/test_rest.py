"""The REST interface as the outside contract fixes it."""

import pytest

from reconvene.meeting.ids import MeetingId, Millis
from reconvene.web.rest import links
from tests.web.conftest import Site

ALLOW = {"call": True, "return_to_main": True, "switch_rooms": False}
CONFIGURE = {"type": "configure_breakout", "rooms": 2, "assign": "automatic", "time_limit": 5, "allow": ALLOW}


async def test_a_meeting_is_made_with_two_links(site: Site) -> None:
    """The outside contract: POST /api/v1/meetings answers 201 with id and links."""
    answer = await site.http.post("/api/v1/meetings", json={"title": " Town  hall "}, headers=site.api)
    assert answer.status_code == 201
    made = answer.json()
    assert set(made) == {"id", "links"}
    assert set(made["links"]) == {"moderator", "participant"}
    for role in ("moderator", "participant"):
        token = made["links"][role].rpartition("/")[2]
        info = (await site.http.get(f"/api/v1/links/{token}")).json()
        assert info == {"meeting": made["id"], "title": "Town hall", "role": role, "passcode": False}


@pytest.mark.parametrize("headers", [{}, {"Authorization": "Bearer wrong"}, {"Authorization": "Basic abc"}])
async def test_without_the_key_nothing_is_done(site: Site, headers: dict[str, str]) -> None:
    """RT1: the API key is checked first."""
    for method, path in (("POST", ""), ("GET", "/m_1"), ("POST", "/m_1/commands")):
        answer = await site.http.request(method, f"/api/v1/meetings{path}", json={}, headers=headers)
        assert (answer.status_code, answer.json()["code"]) == (401, "API_KEY_INVALID")


async def test_everything_the_dashboard_does_one_post_does(site: Site) -> None:
    """The outside contract: REST takes the very commands of the WebSocket."""
    meeting, _, _ = await site.meeting()
    url = f"/api/v1/meetings/{meeting}"
    for command in (
        CONFIGURE,
        {"type": "rename_room", "room": "r1", "name": "Garden"},
        {"type": "move_people", "people": [], "room": "r1"},
        {"type": "start_breakout"},
    ):
        answer = await site.http.post(f"{url}/commands", json={"command": command}, headers=site.api)
        assert answer.status_code == 200, answer.text
    view = (await site.http.get(url, headers=site.api)).json()
    assert view["records"]["meeting"]["phase"] == "open"
    assert view["records"]["room/r1"]["name"] == "Garden"
    assert (view["id"], view["connected"]) == (meeting, 0)


@pytest.mark.parametrize(
    "command",
    [
        '{"type": "broadcast", "text": "half \\ud83d a smile"}',
        '{"type": "rename_room", "room": "r1", "name": "\\udc00"}',
        '{"type": "move_people", "people": ["p\\ud800"], "room": "r1"}',
    ],
)
async def test_half_a_character_is_a_bad_request_and_the_meeting_goes_on(site: Site, command: str) -> None:
    """RT1: what nothing can store or send is refused before the rules see it."""
    meeting, _, _ = await site.meeting()
    url = f"/api/v1/meetings/{meeting}/commands"
    for before in (CONFIGURE, {"type": "start_breakout"}):
        await site.http.post(url, json={"command": before}, headers=site.api)
    headers = {**site.api, "Content-Type": "application/json"}
    answer = await site.http.post(url, content=f'{{"command": {command}}}', headers=headers)
    assert (answer.status_code, answer.json()["code"]) == (422, "BAD_REQUEST")
    again = await site.http.post(url, json={"command": {"type": "add_time", "minutes": 1}}, headers=site.api)
    assert again.status_code == 200


async def test_a_body_that_is_not_said_to_be_json_is_told_what_to_send(site: Site) -> None:
    """The outside contract: what curl sends of itself is a form; the answer says which header is missing."""
    answer = await site.http.post("/api/v1/meetings", content='{"title": "Weekly"}', headers=site.api)
    assert (answer.status_code, answer.json()["code"]) == (422, "BAD_REQUEST")
    assert "Content-Type: application/json" in answer.json()["message"]


async def test_a_command_with_the_same_id_acts_once(site: Site) -> None:
    """RT1: sending again is harmless."""
    meeting, _, _ = await site.meeting()
    url = f"/api/v1/meetings/{meeting}/commands"
    await site.http.post(url, json={"command": CONFIGURE}, headers=site.api)
    body = {"id": "once", "command": {"type": "add_room", "name": None}}
    first = await site.http.post(url, json=body, headers=site.api)
    second = await site.http.post(url, json=body, headers=site.api)
    assert first.json() == second.json()
    view = (await site.http.get(f"/api/v1/meetings/{meeting}", headers=site.api)).json()
    assert sum(key.startswith("room/r") for key in view["records"]) == 3


@pytest.mark.parametrize(
    ("command", "status", "code"),
    [
        ({"type": "start_breakout"}, 409, "NO_DRAFT"),
        ({"type": "join_room", "room": "r1"}, 409, "NO_SEAT"),
        ({**CONFIGURE, "rooms": 0}, 409, "ROOM_COUNT"),
        ({**CONFIGURE, "rooms": 101}, 409, "ROOM_COUNT"),
        ({**CONFIGURE, "rooms": 2.5}, 422, "BAD_REQUEST"),
        ({**CONFIGURE, "time_limit": 0}, 409, "TIME_LIMIT"),
        ({**CONFIGURE, "time_limit": 7 * 24 * 60}, 409, "TIME_LIMIT"),
        ({"type": "join"}, 422, "BAD_REQUEST"),
        ({"type": "tick"}, 422, "BAD_REQUEST"),
        ({"type": "end_breakout", "by": "p_1"}, 422, "BAD_REQUEST"),
        ("end_breakout", 422, "BAD_REQUEST"),
    ],
)
async def test_what_cannot_be_done_is_refused_with_a_code(
    site: Site, command: object, status: int, code: str
) -> None:
    """RT1: a refusal says why and stores nothing."""
    meeting, _, _ = await site.meeting()
    url = f"/api/v1/meetings/{meeting}/commands"
    answer = await site.http.post(url, json={"command": command}, headers=site.api)
    assert (answer.status_code, answer.json()["code"]) == (status, code)
    assert set(answer.json()) == {"code", "message"}
    assert not site.log.commits


async def test_what_is_not_there_is_said_in_the_one_shape(site: Site) -> None:
    """The outside contract: errors are code and message, whatever went wrong."""
    for method, path, status, code in (
        ("GET", "/api/v1/meetings/m_none", 404, "MEETING_UNKNOWN"),
        ("GET", "/api/v1/links/none", 404, "LINK_INVALID"),
        ("GET", "/api/v1/nothing", 404, "NOT_FOUND"),
        ("DELETE", "/api/v1/meetings", 405, "METHOD_NOT_ALLOWED"),
    ):
        answer = await site.http.request(method, path, headers=site.api)
        assert (answer.status_code, answer.json()["code"]) == (status, code)


@pytest.mark.parametrize("title", ["", "   ", "x" * 201, "\u200b", "a\x00b"])
async def test_a_title_has_1_to_200_characters(site: Site, title: str) -> None:
    """The outside contract: a title outside the limits is refused."""
    answer = await site.http.post("/api/v1/meetings", json={"title": title}, headers=site.api)
    assert (answer.status_code, answer.json()["code"]) == (422, "TITLE_INVALID")


@pytest.mark.parametrize("name", ["", " \t ", "x" * 65, "\u200d", "a\x07b"])
async def test_a_name_has_1_to_64_characters(site: Site, name: str) -> None:
    """JN1: a name outside the limits is refused where it is typed."""
    _, _, participant = await site.meeting()
    answer = await site.http.post(f"/api/v1/links/{participant}/seats", json={"name": name})
    assert (answer.status_code, answer.json()["code"]) == (422, "NAME_INVALID")


async def test_the_same_seat_token_is_the_same_person_and_another_meetings_is_not(site: Site) -> None:
    """JN2: who comes back is who they were; a token does not travel between meetings or roles."""
    _, moderator, participant = await site.meeting()
    _, _, elsewhere = await site.meeting()
    first = await site.seat(participant, "Ben")
    assert (await site.seat(participant, "Benjamin", first["seat"]))["person"] == first["person"]
    for other in (moderator, elsewhere):
        assert (await site.seat(other, "Ben", first["seat"]))["person"] != first["person"]
    assert (await site.seat(participant, "Ben", "forged"))["person"] != first["person"]


async def test_the_join_page_tells_by_its_status_what_the_link_is(site: Site) -> None:
    """JN1: a wrong link is 404, an old one 410, and each is the page that says so."""
    _, _, participant = await site.meeting()
    good = await site.http.get(f"/join/{participant}")
    wrong = await site.http.get(f"/join/{participant[:-2]}xx")
    assert (good.status_code, wrong.status_code) == (200, 404)
    assert good.text == wrong.text


async def test_an_old_link_is_gone(site: Site) -> None:
    """JN1: a link that expired opens nothing."""
    meeting, _, _ = await site.meeting()
    info = await site.services.meetings.info(MeetingId(meeting))
    old = links(site.services, info, Millis(site.services.clock.now() - 1)).participant.rpartition("/")[2]
    assert (await site.http.get(f"/join/{old}")).status_code == 410
    answer = await site.http.post(f"/api/v1/links/{old}/seats", json={"name": "Ben"})
    assert (answer.status_code, answer.json()["code"]) == (410, "LINK_EXPIRED")


async def test_the_interface_describes_itself_without_anyone_elses_server(site: Site) -> None:
    """The outside contract: OpenAPI at /api/docs; no third party is contacted."""
    page = (await site.http.get("/api/docs")).text
    assert "http" not in page.replace("http-equiv", "")
    for path in (
        "/api/docs/start.js",
        "/api/docs/assets/swagger-ui-bundle.js",
        "/api/docs/assets/swagger-ui.css",
    ):
        assert (await site.http.get(path)).status_code == 200
    paths = (await site.http.get("/api/openapi.json")).json()["paths"]
    assert {"/api/v1/meetings", "/api/v1/meetings/{meeting}", "/api/v1/meetings/{meeting}/commands"} <= set(
        paths
    )


async def test_machines_can_ask_how_the_server_is(site: Site) -> None:
    """The outside contract: GET /healthz and GET /metrics."""
    assert (await site.http.get("/healthz")).json() == {"status": "ok", "media": True}
    assert (await site.http.head("/healthz")).status_code == 200
    meeting, _, _ = await site.meeting()
    await site.http.post(
        f"/api/v1/meetings/{meeting}/commands", json={"command": {"type": "shuffle"}}, headers=site.api
    )
    metrics = (await site.http.get("/metrics")).text
    assert 'reconvene_refusals_total{code="NO_DRAFT"} 1.0' in metrics
    assert 'reconvene_problems_total{code="NO_DRAFT"} 1.0' in metrics
    assert "reconvene_meetings 1.0" in metrics


async def test_the_clients_files_travel_compressed_and_are_asked_for_once(site: Site) -> None:
    """The issue's first page load: what has a hash in its name is kept by the browser."""
    (site.services.client / "assets" / "large-abc.js").write_text("export const x = 1;\n" * 1000)
    answer = await site.http.get("/assets/large-abc.js")
    assert answer.headers["content-encoding"] == "gzip"
    assert "immutable" in answer.headers["cache-control"]


async def test_half_a_character_is_no_name(site: Site) -> None:
    """JN1: what JSON can spell and nothing can store is refused where it is typed."""
    _, _, participant = await site.meeting()
    json_headers = {"Content-Type": "application/json"}
    for path, field, code in (
        (f"/api/v1/links/{participant}/seats", "name", "NAME_INVALID"),
        ("/api/v1/meetings", "title", "TITLE_INVALID"),
    ):
        body = f'{{"{field}": "half \\ud83d"}}'
        answer = await site.http.post(path, content=body, headers={**site.api, **json_headers})
        assert (answer.status_code, answer.json()["code"]) == (422, code)


@pytest.mark.parametrize(
    ("command", "status", "code"),
    [
        ({"type": "keep_people", "people": [], "keeping": "apart"}, 409, "GROUPING_SIZE"),
        ({"type": "keep_people", "people": ["p_1", "p_2"], "keeping": "together"}, 404, "UNKNOWN_PERSON"),
        ({"type": "keep_people", "people": ["p_1", "p_2"], "keeping": "close"}, 422, "BAD_REQUEST"),
        ({"type": "drop_grouping", "grouping": 1}, 404, "UNKNOWN_GROUPING"),
        ({"type": "drop_grouping", "grouping": "1"}, 422, "BAD_REQUEST"),
    ],
)
async def test_groupings_that_cannot_be_are_refused(
    site: Site, command: dict[str, object], status: int, code: str
) -> None:
    """SH1, RT1: with a code and a sentence; nothing has changed."""
    meeting, _, _ = await site.meeting()
    url = f"/api/v1/meetings/{meeting}/commands"
    answer = await site.http.post(url, json={"command": command}, headers=site.api)
    assert (answer.status_code, answer.json()["code"]) == (status, code)
    assert answer.json()["message"]
    view = (await site.http.get(f"/api/v1/meetings/{meeting}", headers=site.api)).json()
    assert view["seq"] == 0


async def test_a_database_that_cannot_be_written_is_told_and_counted(site: Site) -> None:
    """Nothing was changed: a program may send the same command again."""
    meeting, _, _ = await site.meeting()
    command = {"type": "configure_breakout", "rooms": 2, "assign": "manual", "time_limit": None, "allow": {}}
    path = f"/api/v1/meetings/{meeting}/commands"
    site.log.available = False
    told = await site.http.post(path, json={"command": command}, headers=site.api)
    assert (told.status_code, told.json()["code"]) == (503, "STORAGE_FAILED")
    site.log.available = True
    assert 'reconvene_problems_total{code="STORAGE_FAILED"} 1.0' in (await site.http.get("/metrics")).text
    assert (await site.http.post(path, json={"command": command}, headers=site.api)).status_code == 200
