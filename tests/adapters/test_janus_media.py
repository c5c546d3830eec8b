"""Media over a real Janus with real peers: what must hold whatever Janus's own ways are."""

import asyncio
from collections.abc import AsyncIterator, Iterator
from pathlib import Path
from typing import get_args

import pytest
from aiortc import RTCSessionDescription

from reconvene.adapters import janus_handles
from reconvene.adapters.janus_config import JanusOptions
from reconvene.adapters.janus_process import Endpoint, JanusProcess
from reconvene.janus.videoroom import DUMMY_MIDS, SlotChange, Track
from reconvene.live.ports import ConnectionLost, ConnectionUp, MediaError
from reconvene.media.feeds import Feed, Switch
from reconvene.meeting.ids import MeetingId, Source
from tests.support.janus_peer import MIDS, Page, Tone, until
from tests.support.janus_world import MEETING, PORTS, SLOTS, World, feed, nobody, world

FIRST, SECOND = "2", "3"
"""Two of the video slots: they follow the audio slots. aiortc decodes the first one only."""


@pytest.fixture(scope="module")
def janus(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Endpoint]:
    """One Janus for all tests here, each with a session of its own, as with ``--janus URL``."""
    process = JanusProcess(tmp_path_factory.mktemp("janus"), JanusOptions(rtp_ports=PORTS))
    yield asyncio.run(process.ensure())
    asyncio.run(process.stop())


@pytest.fixture
async def here(janus: Endpoint, tmp_path: Path) -> AsyncIterator[World]:
    async with world(tmp_path, janus) as opened:
        yield opened


def feed_name(here: World, page: Page) -> str:
    pair = here.store.pair((MEETING, page.person))
    assert pair is not None
    return pair.feed


async def test_a_person_gets_all_slots_once_and_nobody_in_them(here: World) -> None:
    ann = await here.page("p_ann")
    assert [slot.kind for slot in ann.slots] == ["audio"] * SLOTS.audio + ["video"] * SLOTS.video
    dummy = here.store.room(MEETING)
    assert {stream.feed for stream in (await here.streams(ann)).values()} == {dummy}


async def test_janus_says_who_is_publishing_what(here: World) -> None:
    ann = await here.page("p_ann", down=False)
    sources = frozenset(feed(ann, source) for source in get_args(Source))
    assert await here.media.publishers(MEETING) == {ann.person: sources}
    assert await here.media.publishers(MeetingId("m_unknown")) == {}


async def test_a_switch_shows_the_new_person_without_a_new_offer(here: World) -> None:
    """MV1: no new connection, no new page; the picture is simply another one."""
    ann, bob, cem = await here.page("p_ann"), await here.page("p_bob", 60), await here.page("p_cem", 200)
    for other in (bob, cem, bob):
        await here.media.switch(MEETING, ann.person, [Switch(FIRST, feed(other))])
        await until(lambda other=other: ann.sees(FIRST, other.luma), "the new person's picture")  # type: ignore[misc]
    assert ann.offers == 1


async def test_more_than_three_people_can_publish(here: World) -> None:
    """The plugin's default is three."""
    people = [await here.page(f"p_{number}", down=False) for number in range(5)]
    assert set(await here.media.publishers(MEETING)) == {page.person for page in people}


async def test_a_silent_screen_can_be_switched_to(here: World) -> None:
    """Offered ``sendonly``, the screen's m-line is there before anything is shared."""
    ann, bob = await here.page("p_ann"), await here.page("p_bob", down=False)
    await here.media.switch(MEETING, ann.person, [Switch(FIRST, feed(bob, "screen"))])
    assert (await here.streams(ann))[FIRST].feed_mid == "2"


async def test_a_slot_that_died_shows_the_next_person_without_the_page_knowing(here: World) -> None:
    """A publisher that vanishes leaves its slots dead; the next switch needs a renegotiation, done by us."""
    ann, bob, cem = await here.page("p_ann"), await here.page("p_bob", 60), await here.page("p_cem", 200)
    await here.media.switch(
        MEETING, ann.person, [Switch(FIRST, feed(bob)), Switch("0", feed(bob, "microphone"))]
    )
    await until(lambda: ann.sees(FIRST, 60), "the first person's picture")
    await bob.close()
    await here.event(ConnectionLost, lambda event: event.person == bob.person and event.direction == "up")
    assert (await here.streams(ann))[FIRST].feed is None
    await here.media.switch(MEETING, ann.person, [Switch(FIRST, feed(cem)), Switch("0", None)])
    await until(lambda: ann.sees(FIRST, 200), "the next person's picture")
    assert ann.offers == 1
    await here.media.switch(MEETING, ann.person, [Switch(SECOND, feed(cem))])
    assert {(await here.streams(ann))[mid].feed for mid in (FIRST, SECOND)} == {feed_name(here, cem)}


async def test_a_feed_that_is_not_up_refuses_the_whole_switch(here: World) -> None:
    """RT2: nothing at all may be assumed of a refused switch, so all or none is applied."""
    ann, bob = await here.page("p_ann"), await here.page("p_bob", down=False)
    late = Page("p_late", 10)
    await late.publish(here.media, MeetingId("m_other"))
    await here.media.subscribe(MEETING, ann.person)
    offer = Page("p_offer", 10)
    offer.up.addTransceiver("audio", direction="sendonly")
    await offer.up.setLocalDescription(await offer.up.createOffer())
    await here.media.publish(
        MEETING, offer.person, "page", offer.up.localDescription.sdp, {"microphone": "0"}
    )
    before = await here.streams(ann)
    changes = [Switch(FIRST, feed(bob)), Switch("0", feed(offer, "microphone"))]
    with pytest.raises(MediaError, match="MEDIA_REFUSED"):
        await here.media.switch(MEETING, ann.person, changes)
    assert await here.streams(ann) == before
    await offer.close()
    await late.close()


@pytest.mark.parametrize(
    "wrong",
    [
        Switch("99", None),
        Switch("0", Feed(nobody("p_bob"), "camera")),
        Switch(FIRST, Feed(nobody("p_nobody"), "camera")),
    ],
    ids=["unknown slot", "wrong kind", "unknown person"],
)
async def test_what_janus_would_skip_silently_is_refused(here: World, wrong: Switch) -> None:
    ann, bob = await here.page("p_ann"), await here.page("p_bob", down=False)
    before = await here.streams(ann)
    with pytest.raises(MediaError, match="MEDIA_REFUSED"):
        await here.media.switch(MEETING, ann.person, [Switch(FIRST, feed(bob)), wrong])
    assert await here.streams(ann) == before


async def test_what_janus_did_skip_is_noticed(here: World) -> None:
    ann = await here.page("p_ann")
    pair = here.store.pair((MEETING, ann.person))
    assert pair is not None
    assert pair.down is not None
    dummy = Track(here.store.room(MEETING) or "", DUMMY_MIDS["video"])
    with pytest.raises(MediaError, match="left out slot 77"):
        await janus_handles.switch(
            here.session.socket(), pair.down, [SlotChange(FIRST, dummy), SlotChange("77", dummy)], {}
        )


async def test_a_layer_is_chosen_for_its_slot_alone(here: World) -> None:
    """Each switch resets the layer to the highest; without ``mid`` Janus would set it for all slots."""
    ann = await here.page("p_ann")
    bob = Page("p_bob", 60)
    await publish_simulcast(bob, here)
    await here.event(ConnectionUp, lambda event: event.person == bob.person)
    await here.media.switch(MEETING, ann.person, [Switch(FIRST, feed(bob), 0), Switch(SECOND, feed(bob), 1)])
    assert [(await here.streams(ann))[mid].layer for mid in (FIRST, SECOND)] == [0, 1]
    await here.media.switch(MEETING, ann.person, [Switch(FIRST, None)])
    await here.media.switch(MEETING, ann.person, [Switch(FIRST, feed(bob), 2)])
    assert [(await here.streams(ann))[mid].layer for mid in (FIRST, SECOND)] == [2, 1]
    await here.media.switch(MEETING, ann.person, [Switch(FIRST, feed(bob), 1)])
    assert (await here.streams(ann))[FIRST].layer == 1
    await bob.close()


async def publish_simulcast(page: Page, here: World) -> None:
    """Announce three layers; aiortc sends none of them, but Janus believes the description."""
    page.up.addTransceiver("audio", direction="sendonly")
    page.up.addTransceiver("video", direction="sendonly")
    await page.up.setLocalDescription(await page.up.createOffer())
    layers = "".join(f"a=rid:{rid} send\r\n" for rid in "lmh") + "a=simulcast:send l;m;h\r\n"
    extension = "a=extmap:9 urn:ietf:params:rtp-hdrext:sdes:rtp-stream-id\r\n"
    head, video, rest = page.up.localDescription.sdp.partition("a=mid:1\r\n")
    sdp = head + video + extension + layers + rest
    answer = await here.media.publish(MEETING, page.person, "page", sdp, {"microphone": "0", "camera": "1"})
    plain = "\r\n".join(
        line for line in answer.splitlines() if "rid:" not in line and "simulcast" not in line
    )
    await page.up.setRemoteDescription(RTCSessionDescription(plain + "\r\n", "answer"))


async def test_many_switches_at_once_end_as_the_last_one_says(here: World) -> None:
    """Two requests in flight on one handle can be applied in reverse: there is only ever one."""
    ann, bob, cem = (
        await here.page("p_ann"),
        await here.page("p_bob", down=False),
        await here.page("p_cem", down=False),
    )
    for _ in range(3):
        asked = [[Switch("0", feed((bob, cem)[number % 2], "microphone"))] for number in range(12)]
        await asyncio.gather(*(here.media.switch(MEETING, ann.person, one) for one in asked))
        assert (await here.streams(ann))["0"].feed == feed_name(here, cem)


async def test_release_takes_both_connections_down_and_tells_nobody(here: World) -> None:
    ann, bob = await here.page("p_ann"), await here.page("p_bob", down=False)
    await here.media.release(MEETING, ann.person)
    await here.media.release(MEETING, ann.person)
    await here.media.release(MEETING, nobody("p_nobody"))
    assert set(await here.media.publishers(MEETING)) == {bob.person}
    await until(lambda: ann.up.connectionState == "closed", "the page's connection is closed")
    assert not [event for event in here.told if isinstance(event, ConnectionLost)]
    with pytest.raises(MediaError, match="MEDIA_UNKNOWN_PERSON"):
        await here.media.switch(MEETING, ann.person, [Switch(FIRST, None)])


async def test_publishing_anew_replaces_what_was_there(here: World) -> None:
    """JN2: the same person on a new page; slots that were on the old page can be switched to the new one."""
    ann, old = await here.page("p_ann"), await here.page("p_bob", 60)
    await here.media.switch(MEETING, ann.person, [Switch(FIRST, feed(old))])
    await until(lambda: ann.sees(FIRST, 60), "the old page's picture")
    here.told.clear()
    new = await here.page("p_bob", 200)
    assert set(await here.media.publishers(MEETING)) == {ann.person, new.person}
    await here.media.switch(MEETING, ann.person, [Switch(FIRST, feed(new))])
    await until(lambda: ann.sees(FIRST, 200), "the new page's picture")
    assert not [event for event in here.told if isinstance(event, ConnectionLost)]


async def test_closing_a_room_ends_everything_in_it_and_it_can_be_opened_again(here: World) -> None:
    ann = await here.page("p_ann")
    await here.media.close_room(MEETING)
    await here.media.close_room(MEETING)
    await until(lambda: ann.down.connectionState == "closed", "the page's connection is closed")
    assert await here.media.publishers(MEETING) == {}
    here.told.clear()
    await here.page("p_ann")
    assert not [event for event in here.told if isinstance(event, ConnectionLost)]


async def test_candidates_are_passed_on_and_may_come_while_publishing(here: World) -> None:
    ann = Page("p_ann", 10)
    candidate = {"candidate": "candidate:1 1 udp 1 192.0.2.9 9 typ host", "sdpMid": "0", "sdpMLineIndex": 0}
    publishing = asyncio.get_running_loop().create_task(ann.publish(here.media, MEETING))
    await until(lambda: here.store.pair((MEETING, ann.person)) is not None, "the connection is being made")
    await here.media.trickle(MEETING, ann.person, "up", candidate)
    await here.media.trickle(MEETING, ann.person, "up", None)
    await publishing
    with pytest.raises(MediaError, match="MEDIA_UNKNOWN_PERSON"):
        await here.media.trickle(MEETING, nobody("p_nobody"), "up", None)
    await ann.close()


async def test_a_useless_offer_is_refused_and_leaves_nothing_behind(here: World) -> None:
    with pytest.raises(MediaError, match="MEDIA_REFUSED"):
        await here.media.publish(MEETING, nobody("p_ann"), "page", "v=nonsense", {"camera": "0"})
    assert here.store.pair((MEETING, nobody("p_ann"))) is None
    await here.page("p_ann", down=False)


async def test_a_screen_and_its_sound_are_switched_to_and_handed_over_without_a_new_offer(
    here: World,
) -> None:
    """RM1: what is put on a reserved m-line later arrives; the next presenter is another switch."""
    ann, bob, cem = await here.page("p_ann"), await here.page("p_bob", 60), await here.page("p_cem", 200)
    for presenter, tone in ((bob, 400), (cem, 900)):
        presenter.screen_sound.sender.replaceTrack(Tone(tone))
        await here.media.switch(
            MEETING,
            ann.person,
            [Switch(FIRST, feed(presenter, "screen")), Switch("0", feed(presenter, "screen_sound"))],
        )
        screen = (await here.streams(ann))[FIRST]
        assert (screen.feed, screen.feed_mid) == (feed_name(here, presenter), MIDS["screen"])
        await until(lambda tone=tone: ann.hears("0", tone), "what the screen plays")  # type: ignore[misc]
    assert ann.offers == 1


async def test_a_whole_picture_can_be_asked_for_by_feed(here: World) -> None:
    """A picture that stands still begins anew from it; who has no camera or is not there is told apart."""
    ann, bob = await here.page("p_ann"), await here.page("p_bob", 60)
    await here.media.switch(MEETING, ann.person, [Switch(FIRST, feed(bob))])
    await until(lambda: ann.sees(FIRST, 60), "the picture")
    await here.media.refresh(MEETING, feed(bob))
    seen = len(ann.seen[FIRST].luma)
    await until(lambda: len(ann.seen[FIRST].luma) > seen + 3, "the picture goes on")
    with pytest.raises(MediaError, match="MEDIA_UNKNOWN_PERSON"):
        await here.media.refresh(MEETING, Feed(nobody("p_cem"), "camera"))
