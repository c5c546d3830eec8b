"""Erasing over HTTP: who may, and what is left."""

from typing import Any

from reconvene.live.file_ports import Content
from reconvene.meeting.ids import FileId, MeetingId
from tests.web.conftest import Site


async def content(site: Site, meeting: str, file: str) -> Content | None:
    """Return where a file's bytes are, if they are kept."""
    return await site.services.uploads.content(MeetingId(meeting), FileId(file))


async def order(site: Site, url: str) -> int:
    """Erase as the operator; return the status."""
    return (await site.http.delete(url, headers=site.api)).status_code


async def say(page: Any, text: str) -> None:  # noqa: ANN401 - the conftest's socket
    """Say a line in main."""
    command = {"type": "say", "conversation": "room:main", "text": text}
    await page.send({"type": "command", "id": text, "command": command})
    assert (await page.until("answer"))["refusal"] is None


async def upload(site: Site, seat: str) -> str:
    """Put a file into main; return its id."""
    headers = {"Authorization": f"Bearer {seat}"}
    body = {"name": "secret.txt", "size": 4, "room": "main"}
    file: str = (await site.http.post("/api/v1/seat/files", json=body, headers=headers)).json()["id"]
    done = await site.http.patch(
        f"/api/v1/seat/files/{file}", content=b"abcd", headers={**headers, "Upload-Offset": "0"}
    )
    assert done.json()["done"] is True
    return file


async def test_a_persons_name_lines_and_files_go_for_the_operator_the_host_and_themselves(site: Site) -> None:
    """RT3: a moderator who is not the host may not, nor anybody about others."""
    meeting, moderator, participant = await site.meeting()
    eva, mod = await site.seat(moderator, "Eva"), await site.seat(moderator, "Mod")
    ben, ada = await site.seat(participant, "Ben"), await site.seat(participant, "Ada")
    async with site.socket(eva["seat"]) as host, site.socket(mod["seat"]) as second:
        await host.until("welcome")
        await second.until("welcome")
        async with site.socket(ben["seat"]) as page, site.socket(ada["seat"]) as other:
            await page.until("welcome")
            await other.until("welcome")
            await say(page, "My secret")
            file = await upload(site, ben["seat"])
            assert await content(site, meeting, file) is not None
            url = f"/api/v1/seat/people/{ben['person']}/words"
            for seat in (mod["seat"], ada["seat"]):
                answer = await site.http.delete(url, headers={"Authorization": f"Bearer {seat}"})
                assert (answer.status_code, answer.json()["code"]) == (403, "NOT_HOST")
            headers = {"Authorization": f"Bearer {ben['seat']}"}
            assert (await site.http.delete(url, headers=headers)).status_code == 204
            assert await content(site, meeting, file) is None
            view = (await site.http.get(f"/api/v1/meetings/{meeting}", headers=site.api)).text
            assert "Ben" not in view
            assert "secret" not in view
            assert "Ada" in view
            host_headers = {"Authorization": f"Bearer {eva['seat']}"}
            url = f"/api/v1/seat/people/{ada['person']}/words"
            assert (await site.http.delete(url, headers=host_headers)).status_code == 204
    assert await order(site, f"/api/v1/meetings/{meeting}/people/{mod['person']}/words") == 204
    assert await order(site, f"/api/v1/meetings/{meeting}/people/p_none/words") == 404
    assert await order(site, f"/api/v1/meetings/none/people/{mod['person']}/words") == 404
    report = (await site.http.get(f"/api/v1/meetings/{meeting}/report", headers=site.api)).json()
    assert {stay["name"] for stay in report["stays"]} == {"Eva", "Erased person"}


async def test_all_words_of_a_meeting_go_with_its_files(site: Site) -> None:
    """RT3: who was where and when stays, by ids."""
    meeting, _, participant = await site.meeting()
    ben = await site.seat(participant, "Ben")
    async with site.socket(ben["seat"]) as page:
        await page.until("welcome")
        await say(page, "My secret")
        file = await upload(site, ben["seat"])
        assert await order(site, f"/api/v1/meetings/{meeting}/words") == 204
        assert await content(site, meeting, file) is None
    chat = (await site.http.get(f"/api/v1/meetings/{meeting}/chat/main", headers=site.api)).json()
    assert [(line["text"], line["deleted"]) for line in chat["lines"]] == [("", True)]
    assert await order(site, "/api/v1/meetings/none/words") == 404


async def test_the_host_erases_all_words_while_the_meeting_goes_on(site: Site) -> None:
    """RT3: pages are told, those who are here stay, and are called again what they say from then on."""
    meeting, moderator, participant = await site.meeting()
    eva, ben = await site.seat(moderator, "Eva"), await site.seat(participant, "Ben")
    async with site.socket(eva["seat"]) as host, site.socket(ben["seat"]) as page:
        await host.until("welcome")
        await page.until("welcome")
        await say(page, "My secret")
        file = await upload(site, ben["seat"])
        headers = {"Authorization": f"Bearer {eva['seat']}"}
        assert (await site.http.delete("/api/v1/seat/words", headers=headers)).status_code == 204
        assert await content(site, meeting, file) is None
        while {"kind": "words_erased", "everything": True} not in (await page.until("changes"))["notices"]:
            pass
        view = (await site.http.get(f"/api/v1/meetings/{meeting}", headers=site.api)).text
        assert not any(word in view for word in ("Eva", "Ben", "secret"))
        assert (await site.seat(participant, "Ben", ben["seat"]))["person"] == ben["person"]
        view = (await site.http.get(f"/api/v1/meetings/{meeting}", headers=site.api)).text
        assert "Ben" in view


async def test_a_deleted_meeting_is_gone_for_everybody(site: Site) -> None:
    """RT3: its link leads nowhere, its pages are sent away, its files are not kept."""
    meeting, _, participant = await site.meeting()
    ben = await site.seat(participant, "Ben")
    async with site.socket(ben["seat"]) as page:
        await page.until("welcome")
        file = await upload(site, ben["seat"])
        assert await order(site, f"/api/v1/meetings/{meeting}") == 204
        assert await page.closed() == 4003
    assert await content(site, meeting, file) is None
    assert (await site.http.get(f"/api/v1/links/{participant}")).status_code == 404
    async with site.socket(ben["seat"]) as page:
        assert await page.closed() == 4001
    assert (await site.http.get(f"/api/v1/meetings/{meeting}", headers=site.api)).status_code == 404
    assert await order(site, f"/api/v1/meetings/{meeting}") == 404
