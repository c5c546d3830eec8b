"""Whoever dies, the server or Janus: what survives, what is told, what is begun anew."""

import os
import signal
import socket
import stat
from pathlib import Path

import pytest

from reconvene.adapters.clock import SystemClock
from reconvene.adapters.janus_config import JanusOptions, write_configuration
from reconvene.adapters.janus_media import open_janus
from reconvene.adapters.janus_process import (
    Endpoint,
    JanusMissingError,
    JanusProcess,
    RemoteJanus,
    bound_log,
    has_network,
)
from reconvene.adapters.janus_store import JanusStore, Pair, Session
from reconvene.live.ports import MediaError, MediaServerLost, MediaServerReady
from reconvene.media.feeds import Slot, Switch
from reconvene.meeting.ids import MeetingId, PersonId
from tests.support.janus_peer import until
from tests.support.janus_world import MEETING, PORTS, World, doomed_world, feed, world


def pid_of(data_dir: Path) -> int:
    running = JanusProcess(data_dir / "janus", JanusOptions())._read()  # noqa: SLF001
    assert running is not None
    return running.pid


def is_alive(pid: int) -> bool:
    try:
        return Path(f"/proc/{pid}/stat").read_text(encoding="utf-8").rpartition(")")[2].split()[0] != "Z"
    except FileNotFoundError:
        return False


def libraries_of(pid: int) -> set[str]:
    loaded = Path(f"/proc/{pid}/maps").read_text(encoding="utf-8")
    return {line.rpartition("/")[2].split(".so")[0] for line in loaded.splitlines() if "libjanus_" in line}


async def lost_and_ready(here: World) -> MediaServerReady:
    """Wait until the media server was lost and is ready again."""
    await here.event(MediaServerLost)
    after = here.told.index(await here.event(MediaServerLost))
    return await here.event(MediaServerReady, lambda event: event in here.told[after:])


async def test_media_go_on_while_the_server_is_dead_and_the_next_one_takes_them_over(tmp_path: Path) -> None:
    """MV1, JN2: after `kill -9` of the server nobody reloads, and moves work again at once."""
    async with doomed_world(tmp_path) as before:
        ann, bob = await before.page("p_ann"), await before.page("p_bob", 60)
        cem = await before.page("p_cem", 200)
        await before.media.switch(MEETING, ann.person, [Switch("2", feed(bob))])
        await until(lambda: ann.sees("2", 60), "the picture")
        pid = pid_of(tmp_path)
    seen = len(ann.seen["2"].luma)
    await until(lambda: len(ann.seen["2"].luma) > seen + 3, "pictures while there is no server")
    await cem.close()
    async with world(tmp_path) as after:
        assert pid_of(tmp_path) == pid
        (ready,) = (event for event in after.told if isinstance(event, MediaServerReady))
        held = {one.person: one for one in ready.held}
        assert held.keys() == {ann.person, bob.person}
        for page in (ann, bob):
            one = held[page.person]
            assert (one.meeting, one.page, one.slots, one.up, one.down) == (
                MEETING, "page", page.slots, True, True
            )  # fmt: skip
        carried = {switch.mid: switch.feed for switch in held[ann.person].carried}
        assert carried == {slot.mid: feed(bob) if slot.mid == "2" else None for slot in ann.slots}
        assert set(await after.media.publishers(MEETING)) == {ann.person, bob.person}
        await after.media.switch(MEETING, ann.person, [Switch("2", None), Switch("3", feed(bob))])
        assert (await after.streams(ann))["2"].feed == after.store.room(MEETING)
        await after.page("p_dora", down=False)
        await bob.close()
        await ann.close()


async def test_a_cut_control_connection_is_claimed_and_all_media_held(tmp_path: Path) -> None:
    async with world(tmp_path) as here:
        ann = await here.page("p_ann")
        session = here.store.session()
        here.told.clear()
        here.session.socket().drop("cut for a test")
        ready = await lost_and_ready(here)
        assert [held.person for held in ready.held] == [ann.person]
        assert here.store.session() == session
        await here.media.switch(MEETING, ann.person, [Switch("2", None)])


async def test_a_janus_that_dies_is_started_again_and_everybody_begins_anew(tmp_path: Path) -> None:
    async with world(tmp_path) as here:
        ann = await here.page("p_ann")
        pid = pid_of(tmp_path)
        here.told.clear()
        os.kill(pid, signal.SIGKILL)
        await here.event(MediaServerLost)
        with pytest.raises(MediaError, match="MEDIA_UNAVAILABLE"):
            await here.media.publishers(MEETING)
        assert (await lost_and_ready(here)).held == ()
        assert pid_of(tmp_path) != pid
        with pytest.raises(MediaError, match="MEDIA_UNKNOWN_PERSON"):
            await here.media.subscribe(MEETING, ann.person)
        await here.page("p_ann")


async def test_an_orderly_end_stops_janus_and_leaves_no_trace_of_it(tmp_path: Path) -> None:
    async with world(tmp_path) as here:
        await here.page("p_ann")
        pid = pid_of(tmp_path)
        assert is_alive(pid)
    assert not is_alive(pid)
    assert not (tmp_path / "janus" / "process.json").exists()


async def test_a_process_that_merely_has_the_number_of_our_janus_is_left_alone(tmp_path: Path) -> None:
    """After a reboot the noted number may be anybody's."""
    async with doomed_world(tmp_path):
        pid = pid_of(tmp_path)
    note = tmp_path / "janus" / "process.json"
    foreign = note.read_text(encoding="utf-8").replace(f'"pid": {pid},', f'"pid": {os.getpid()},')
    os.kill(pid, signal.SIGKILL)
    note.write_text(foreign, encoding="utf-8")
    async with world(tmp_path):
        assert pid_of(tmp_path) not in {pid, os.getpid()}


async def test_a_damaged_note_is_no_obstacle(tmp_path: Path) -> None:
    directory = tmp_path / "janus"
    directory.mkdir()
    (directory / "process.json").write_text("{", encoding="utf-8")
    async with world(tmp_path):
        assert is_alive(pid_of(tmp_path))


async def test_only_we_can_reach_and_read_it(tmp_path: Path) -> None:
    """One plugin, one transport, loopback only; secrets in files of ours alone."""
    async with world(tmp_path) as here:
        session = here.store.session()
        assert session is not None
        assert libraries_of(pid_of(tmp_path)) == {"libjanus_videoroom", "libjanus_websockets"}
        with socket.socket() as elsewhere:
            assert elsewhere.connect_ex(("127.0.0.2", int(session.url.rpartition(":")[2]))) != 0
        for path in (tmp_path / "janus").iterdir():
            assert stat.S_IMODE(path.stat().st_mode) & 0o077 == 0 or path.suffix.startswith(".sqlite3-"), path
        assert stat.S_IMODE((tmp_path / "janus").stat().st_mode) == 0o700


async def test_a_wrong_secret_gives_no_media(tmp_path: Path) -> None:
    process = JanusProcess(tmp_path / "own", JanusOptions(rtp_ports=PORTS))
    right = await process.ensure()
    try:
        async with open_janus(tmp_path, clock=SystemClock(), url=right.url, secret="wrong") as media:
            with pytest.raises(MediaError, match="MEDIA_UNAVAILABLE"):
                await media.publishers(MEETING)
    finally:
        await process.stop()


async def test_a_missing_janus_is_said_in_one_sentence(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("PATH", str(tmp_path))
    with pytest.raises(JanusMissingError, match=r"^Janus is not installed; run: apt-get install janus$"):
        async with open_janus(tmp_path, clock=SystemClock()):
            pytest.fail("opened")


async def test_a_remote_janus_needs_no_program(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PATH", str(tmp_path))
    endpoint = Endpoint("ws://127.0.0.1:9", None)
    assert await RemoteJanus(endpoint).ensure() == endpoint
    async with open_janus(tmp_path, clock=SystemClock(), url=endpoint.url) as media:
        with pytest.raises(MediaError, match="MEDIA_UNAVAILABLE"):
            await media.publishers(MEETING)


async def test_an_error_inside_the_block_comes_out_as_it_is(tmp_path: Path) -> None:
    with pytest.raises(LookupError, match="mine"):
        async with open_janus(tmp_path, clock=SystemClock(), url="ws://127.0.0.1:9"):
            raise LookupError("mine")


def test_a_public_address_is_announced_beside_the_own_ones(tmp_path: Path) -> None:
    options = JanusOptions(public_address="203.0.113.5", rtp_ports=range(30_000, 30_100))
    write_configuration(tmp_path, options, port=1, secret="s", name="n")
    text = (tmp_path / "janus.jcfg").read_text(encoding="utf-8")
    assert 'nat_1_1_mapping = "203.0.113.5"' in text
    assert "keep_private_host = true" in text
    assert 'rtp_port_range = "30000-30099"' in text


def test_a_machine_with_a_network_is_known_as_such() -> None:
    assert has_network()


def test_what_is_kept_is_the_same_after_reading_it_again(tmp_path: Path) -> None:
    meeting, person = MeetingId("m_1"), PersonId("p_1")
    pair = Pair(meeting, person, "page", {"camera": "1"}, 7, 8, (Slot("0", "audio"),), "answer", up_open=True)
    store = JanusStore(tmp_path / "kept")
    store.begin(Session("ws://x", 2**53 - 1, 5))
    store.put_room(meeting, "dummy")
    store.put(Pair(meeting, PersonId("p_2"), "gone"))
    store.drop((meeting, PersonId("p_2")))
    store.put(pair)
    store.close()
    again = JanusStore(tmp_path / "kept")
    assert again.session() == Session("ws://x", 2**53 - 1, 5)
    assert again.room(meeting) == "dummy"
    assert list(again.pairs()) == [pair]
    assert again.owner(8) == pair
    again.put(pair.without("down"))
    assert again.owner(8) is None
    again.close()


def test_a_log_that_has_grown_too_long_begins_anew_with_the_older_one_beside_it(tmp_path: Path) -> None:
    """A disk is not filled by complaints; whoever has the file open goes on appending at its start."""
    log = tmp_path / "janus.log"
    bound_log(log, 10)
    with log.open("a", encoding="utf-8") as writer:
        print("long ago", file=writer, flush=True)
        bound_log(log, 10)
        assert log.read_text(encoding="utf-8") == "long ago\n"
        print("later", file=writer, flush=True)
        bound_log(log, 10)
        print("now", file=writer, flush=True)
    assert log.read_text(encoding="utf-8") == "now\n"
    assert (tmp_path / "janus.log.1").read_text(encoding="utf-8") == "long ago\nlater\n"


def flags_of_open_files(pid: int, file: Path) -> list[int]:
    """Return the flags with which a process holds a file open, once for each time it does."""
    process = Path(f"/proc/{pid}")
    opened = [each.name for each in (process / "fd").iterdir() if each.resolve() == file.resolve()]
    told = [(process / "fdinfo" / name).read_text(encoding="utf-8") for name in opened]
    return [int(text.split("flags:")[1].split()[0], 8) for text in told]


async def test_janus_appends_to_its_log(tmp_path: Path) -> None:
    """So its log may be emptied under its hands."""
    async with world(tmp_path):
        flags = flags_of_open_files(pid_of(tmp_path), tmp_path / "janus" / "janus.log")
        assert flags
        assert all(flag & os.O_APPEND for flag in flags)
