"""Media follow the rules: who is routed to whom, through moves, reloads, losses and restarts."""

from reconvene.live.ports import ConnectionLost, FeedSeen
from reconvene.media.feeds import Feed
from reconvene.meeting.commands import (
    ConfigureBreakout,
    JoinRoom,
    MovePeople,
    SetCamera,
    SetMicrophone,
    StartBreakout,
)
from reconvene.meeting.ids import MAIN, MeetingId, PersonId, RoomId
from reconvene.meeting.presenting_commands import ShareScreen
from reconvene.meeting.state import Allow, Role
from reconvene.wire.frames import Frozen, IceRestart, LookedAt, Looking
from tests.support.house import House, pass_time, play, settle
from tests.support.pages import Page, publish
from tests.support.virtual_time import run

R1 = RoomId("r1")
EVA, BEN, CEM = PersonId("eva"), PersonId("ben"), PersonId("cem")


async def three_with_media(house: House, meeting: MeetingId) -> dict[PersonId, Page]:
    """Bring three people in with microphone, camera and media, and two rooms open."""
    pages = {}
    for person in (EVA, BEN, CEM):
        role: Role = "moderator" if person == EVA else "participant"
        pages[person] = await house.enter(meeting, person, role)
        await house.ask(meeting, person, SetMicrophone(on=True))
        await house.ask(meeting, person, SetCamera(on=True))
        await house.connect_media(meeting, person)
    await house.ask(meeting, "eva", ConfigureBreakout(2, "manual", None, Allow()))
    await house.ask(meeting, "eva", StartBreakout())
    return pages


def both(*people: PersonId) -> set[Feed]:
    """Return microphone and camera of people."""
    return {feed for person in people for feed in (Feed(person, "microphone"), Feed(person, "camera"))}


def test_everyone_in_a_room_hears_and_sees_everyone_else_there_and_is_told_where() -> None:
    """RT2: slots carry the room-mates, and the page is told after the media server confirmed."""

    async def scenario(house: House, meeting: MeetingId) -> None:
        pages = await three_with_media(house, meeting)
        assert house.media.routed(meeting, BEN) == both(EVA, CEM)
        told = pages[BEN].of_type("slots")[-1]["slots"]
        assert {(use["person"], use["source"]) for use in told} == {
            (person, source) for person in (EVA, CEM) for source in ("microphone", "camera")
        }

    play(scenario)


def test_a_page_is_sent_the_move_before_its_slots_are_switched() -> None:
    """RT2: a picture of another room is never on its way before the person is there, and told so."""

    async def scenario(house: House, meeting: MeetingId) -> None:
        pages = await three_with_media(house, meeting)
        await pass_time(1)
        rooms: list[tuple[PersonId, object]] = []
        house.media.asked = lambda person: rooms.append((person, pages[person].records["room"]["id"]))
        await house.ask(meeting, "eva", MovePeople((BEN, CEM), R1))
        await pass_time(5.1)
        assert (BEN, R1) in rooms
        assert {room for person, room in rooms if person != EVA} == {R1}

    play(scenario)


def test_a_move_is_a_few_switches_and_no_new_offer() -> None:
    """MV1: nothing is torn down; those who stay keep their slots."""

    async def scenario(house: House, meeting: MeetingId) -> None:
        pages = await three_with_media(house, meeting)
        offers = len(pages[BEN].of_type("subscribe"))
        house.media.switches.clear()
        await house.ask(meeting, "eva", JoinRoom(R1))
        await settle()
        assert house.media.routed(meeting, EVA) == set()
        assert house.media.routed(meeting, BEN) == both(CEM)
        assert {person: len(switches) for person, switches in house.media.switches} == {
            EVA: 4,
            BEN: 2,
            CEM: 2,
        }
        await house.ask(meeting, "eva", JoinRoom(MAIN))
        await settle()
        assert house.media.routed(meeting, EVA) == both(BEN, CEM)
        assert len(pages[BEN].of_type("subscribe")) == offers

    play(scenario)


def test_a_new_picture_comes_up_at_the_lowest_layer_and_is_sharpened_when_it_is_there() -> None:
    """MV1: nobody waits for a layer that a camera may not send."""

    async def scenario(house: House, meeting: MeetingId) -> None:
        await three_with_media(house, meeting)
        await house.ask(meeting, "eva", JoinRoom(R1))
        await pass_time(1)
        house.media.switches.clear()
        await house.ask(meeting, "eva", JoinRoom(MAIN))
        await settle()
        assert layers(house, EVA) == [0, 0]
        await pass_time(0.6)
        assert layers(house, EVA) == [0, 0, 2, 2]

    play(scenario)


def layers(house: House, person: PersonId) -> list[int]:
    """Return the layers of the pictures that were switched for a person, in order."""
    mine = (switches for who, switches in house.media.switches if who == person)
    return [s.layer for switches in mine for s in switches if s.feed and s.feed.source == "camera"]


def test_a_screen_is_shown_to_its_room_over_the_slots_that_are_there() -> None:
    """RM1, RT2: no new offer; it goes when the presenter goes, and comes to those who come."""

    async def scenario(house: House, meeting: MeetingId) -> None:
        pages = await three_with_media(house, meeting)
        await house.ask(meeting, "eva", MovePeople((BEN, CEM), R1))
        await pass_time(6)
        assert await house.ask(meeting, "ben", ShareScreen(sound=True)) is None
        await settle()
        screen = {Feed(BEN, "screen"), Feed(BEN, "screen_sound")}
        assert screen <= house.media.routed(meeting, CEM)
        assert not screen & house.media.routed(meeting, EVA)
        told = pages[CEM].of_type("slots")[-1]["slots"]
        assert {use["source"] for use in told} >= {"screen", "screen_sound"}
        await house.ask(meeting, "eva", JoinRoom(R1))
        await settle()
        assert screen <= house.media.routed(meeting, EVA)
        await house.ask(meeting, "ben", JoinRoom(MAIN))
        await settle()
        assert not screen & (house.media.routed(meeting, EVA) | house.media.routed(meeting, CEM))
        assert len(pages[CEM].of_type("subscribe")) == 1

    play(scenario)


def test_a_page_is_sent_the_pictures_it_shows_in_the_size_it_shows_them() -> None:
    """RM1: what is off screen is not sent; another room starts with everything again."""

    async def scenario(house: House, meeting: MeetingId) -> None:
        await three_with_media(house, meeting)
        media = await house.meetings.media(meeting)
        shown = LookedAt(person=EVA, source="camera", height=120)
        frame = Looking(type="looking", room=MAIN, pictures=(shown,))
        media.look(BEN, "page of somebody else", frame)
        await pass_time(1)
        assert house.media.routed(meeting, BEN) == both(EVA, CEM)
        house.media.switches.clear()
        media.look(BEN, "page of ben", frame)
        await pass_time(1)
        assert house.media.routed(meeting, BEN) == {*both(EVA, CEM)} - {Feed(CEM, "camera")}
        assert layers(house, BEN) == [0]
        await house.ask(meeting, "eva", MovePeople((BEN, CEM), R1))
        await pass_time(6)
        assert house.media.routed(meeting, BEN) == both(CEM)
        media.look(BEN, "page of ben", Looking(type="looking", room=R1, pictures=()))
        await pass_time(0.1)
        assert house.media.routed(meeting, BEN) == {Feed(CEM, "microphone")}

    play(scenario)


def test_a_mute_takes_the_voice_out_of_the_slots_and_back() -> None:
    """RM1: only voices that are on take slots."""

    async def scenario(house: House, meeting: MeetingId) -> None:
        await three_with_media(house, meeting)
        await house.ask(meeting, "ben", SetMicrophone(on=False))
        await settle()
        assert Feed(BEN, "microphone") not in house.media.routed(meeting, EVA)
        await house.ask(meeting, "ben", SetMicrophone(on=True))
        await settle()
        assert Feed(BEN, "microphone") in house.media.routed(meeting, EVA)

    play(scenario)


def test_a_reload_publishes_anew_and_slots_leave_the_old_connection_first() -> None:
    """JN2: a publisher is taken down only when nobody's slots are on it."""

    async def scenario(house: House, meeting: MeetingId) -> None:
        pages = await three_with_media(house, meeting)
        await house.drop(meeting, "ben", pages[BEN])
        back = await house.enter(meeting, "ben", load="after reload")
        assert back.of_type("welcome")[0]["media"] is False
        house.media.switches.clear()
        publish(await house.meetings.media(meeting), BEN, "after reload")
        await settle()
        leaving = [(person, {s.feed for s in switches}) for person, switches in house.media.switches]
        assert (EVA, {None}) in leaving
        assert (CEM, {None}) in leaving
        await house.connect_media(meeting, "ben", load="after reload", attempt=2)
        assert house.media.routed(meeting, EVA) == both(BEN, CEM)
        assert house.media.routed(meeting, BEN) == both(EVA, CEM)

    play(scenario)


def test_a_socket_cut_and_back_finds_its_media_as_they_were() -> None:
    """JN2: the page that still has its media is told what its slots carry and nothing is set up anew."""

    async def scenario(house: House, meeting: MeetingId) -> None:
        pages = await three_with_media(house, meeting)
        await house.drop(meeting, "ben", pages[BEN])
        house.media.switches.clear()
        back = await house.enter(meeting, "ben", older=pages[BEN])
        await settle()
        assert back.of_type("welcome")[0]["media"] is True
        assert len(back.of_type("slots")[-1]["slots"]) == 4
        assert house.media.switches == []

    play(scenario)


def test_a_killed_server_takes_its_media_over_and_switches_what_changed_meanwhile() -> None:
    """RT2: after a restart every slot is put right, whatever it carried."""

    async def killed_and_restarted() -> None:
        house = House()
        async with house.open():
            meeting = await house.make_meeting()
            await three_with_media(house, meeting)
            await house.ask(meeting, "eva", MovePeople((BEN,), R1))
        again = House(house)
        async with again.open():
            await settle()
            assert house.media.routed(meeting, EVA) == both(BEN, CEM)
            page = await again.enter(meeting, "ben")
            assert page.of_type("welcome")[0]["media"] is True
            await pass_time(5.1)
            assert house.media.routed(meeting, EVA) == both(CEM)
            assert house.media.routed(meeting, BEN) == set()

    run(killed_and_restarted())


def test_after_a_restart_nobody_changes_places_on_anybodys_screen() -> None:
    """JN2: what slots carried is known again, so an unchanged meeting needs no switch."""

    async def killed_and_restarted() -> None:
        house = House()
        async with house.open():
            meeting = await house.make_meeting()
            pages = await three_with_media(house, meeting)
            await house.ask(meeting, "ben", SetMicrophone(on=False))
            await house.ask(meeting, "ben", SetMicrophone(on=True))
            await pass_time(1)
        again = House(house)
        house.media.switches.clear()
        async with again.open():
            page = await again.enter(meeting, "eva", "moderator")
            await settle()
            assert house.media.switches == []
            assert page.of_type("slots")[-1] == pages[EVA].of_type("slots")[-1]

    run(killed_and_restarted())


def test_after_the_media_server_crashed_every_page_is_asked_for_media_again() -> None:
    """JN2: nobody reloads; one frame asks the pages to publish."""

    async def scenario(house: House, meeting: MeetingId) -> None:
        pages = await three_with_media(house, meeting)
        house.media.crash()
        await settle()
        assert all(page.of_type("media_reset") for page in pages.values())
        for person in pages:
            await house.connect_media(meeting, person, attempt=2)
        assert house.media.routed(meeting, BEN) == both(EVA, CEM)

    play(scenario)


def test_a_lost_connection_is_set_up_again() -> None:
    """JN2: when the media server gives a connection up, its page is asked to publish."""

    async def scenario(house: House, meeting: MeetingId) -> None:
        pages = await three_with_media(house, meeting)
        house.media.tell(ConnectionLost(meeting, BEN, "up", "ICE failed"))
        await settle()
        assert pages[BEN].of_type("media_reset")
        assert house.media.routed(meeting, EVA) == both(CEM)

    play(scenario)


def test_a_refused_switch_silences_first_and_is_tried_again() -> None:
    """RT2: while a switch is refused, nobody left behind stays audible."""

    async def scenario(house: House, meeting: MeetingId) -> None:
        await three_with_media(house, meeting)
        await house.ask(meeting, "eva", JoinRoom(R1))
        await settle()
        vanished = house.media.rooms[meeting].pop(CEM)
        await house.ask(meeting, "eva", JoinRoom(MAIN))
        await settle()
        assert house.media.routed(meeting, EVA) == set()
        await pass_time(1)
        assert house.media.routed(meeting, EVA) == both(BEN)
        house.media.rooms[meeting][CEM] = vanished

    play(scenario)


def test_who_is_away_for_long_gives_the_media_back() -> None:
    """JN2: the seat is kept, the connections are not."""

    async def scenario(house: House, meeting: MeetingId) -> None:
        pages = await three_with_media(house, meeting)
        await house.drop(meeting, "cem", pages[CEM])
        await pass_time(11)
        assert CEM not in house.media.rooms[meeting]
        assert house.media.routed(meeting, EVA) == both(BEN)

    play(scenario)


def test_media_that_cannot_be_set_up_are_asked_for_again_after_a_pause() -> None:
    """JN1: a refusal of the media server is not the end."""

    async def scenario(house: House, meeting: MeetingId) -> None:
        page = await house.enter(meeting, "ben")
        house.media.refusing = True
        publish(await house.meetings.media(meeting), BEN, "page of ben")
        await pass_time(1)
        assert page.of_type("media_reset")
        house.media.refusing = False
        await house.connect_media(meeting, "ben", attempt=2)
        assert page.of_type("published")[-1]["attempt"] == 2

    play(scenario)


def test_a_page_that_lost_its_way_gets_what_it_needs_for_another_and_keeps_its_slots() -> None:
    """MV1: an ICE restart answers the page's offer and offers anew; nothing is switched or taken down."""

    async def scenario(house: House, meeting: MeetingId) -> None:
        pages = await three_with_media(house, meeting)
        media = await house.meetings.media(meeting)
        house.media.switches.clear()
        for attempt in (0, 1):
            media.heal(BEN, IceRestart(type="ice_restart", attempt=attempt, sdp="another"))
        await settle()
        assert [frame["sdp"] for frame in pages[BEN].of_type("published")[1:]] == ["answer to another"]
        assert [frame["sdp"] for frame in pages[BEN].of_type("subscribe")[1:]] == ["offer of a restart"]
        assert house.media.switches == []
        assert house.media.routed(meeting, BEN) == both(EVA, CEM)

    play(scenario)


def test_a_page_for_which_there_is_no_other_way_is_asked_to_begin_anew() -> None:
    async def scenario(house: House, meeting: MeetingId) -> None:
        pages = await three_with_media(house, meeting)
        house.media.refusing = True
        (await house.meetings.media(meeting)).heal(BEN, IceRestart(type="ice_restart", attempt=1, sdp="x"))
        await pass_time(1)
        assert len(pages[BEN].of_type("media_reset")) == 1

    play(scenario)


def test_a_picture_that_stands_still_gets_a_whole_one_then_its_slot_anew() -> None:
    """A whole picture costs its sender, so a page that says it too often is not listened to."""

    async def scenario(house: House, meeting: MeetingId) -> None:
        pages = await three_with_media(house, meeting)
        media = await house.meetings.media(meeting)
        slots = pages[BEN].of_type("slots")[-1]["slots"]
        (mid,) = [use["mid"] for use in slots if (use["person"], use["source"]) == (EVA, "camera")]
        for times in (1, 1, 2):
            media.heal(BEN, Frozen(type="frozen", attempt=1, mid=mid, times=times))
        await settle()
        assert house.media.refreshed == [Feed(EVA, "camera")]
        await pass_time(1)
        house.media.switches.clear()
        media.heal(BEN, Frozen(type="frozen", attempt=1, mid=mid, times=2))
        await settle()
        switched = [(switch.mid, switch.feed) for _, switches in house.media.switches for switch in switches]
        assert switched == [(mid, None), (mid, Feed(EVA, "camera"))]
        media.heal(BEN, Frozen(type="frozen", attempt=1, mid="no such", times=1))
        await settle()
        assert house.media.refreshed == [Feed(EVA, "camera")]

    play(scenario)


def test_a_picture_that_is_sent_and_does_not_arrive_gets_its_slot_anew_then_new_connections_once() -> None:
    """MV1: what its sender does not send is left alone; new connections cost a pause, so not soon again."""

    async def scenario(house: House, meeting: MeetingId) -> None:
        pages = await three_with_media(house, meeting)
        media = await house.meetings.media(meeting)
        slots = pages[BEN].of_type("slots")[-1]["slots"]
        (mid,) = [use["mid"] for use in slots if (use["person"], use["source"]) == (EVA, "camera")]

        async def miss(times: int, attempt: int = 1) -> list[tuple[str, Feed | None]]:
            house.media.switches.clear()
            media.heal(BEN, Frozen(type="frozen", attempt=attempt, mid=mid, times=times, missing=True))
            await pass_time(1)
            return [(switch.mid, switch.feed) for _, switches in house.media.switches for switch in switches]

        house.media.tell(FeedSeen(meeting, EVA, "camera", 0, arrives=False))
        await pass_time(1)
        assert await miss(1) == []
        assert await miss(2) == []
        house.media.tell(FeedSeen(meeting, EVA, "camera", 0, arrives=True))
        await settle()
        assert (await miss(1))[:2] == [(mid, None), (mid, Feed(EVA, "camera"))]
        assert house.media.refreshed == []
        await miss(2)
        assert len(pages[BEN].of_type("media_reset")) == 1
        await house.connect_media(meeting, BEN, attempt=2)
        await pass_time(1)
        slots = pages[BEN].of_type("slots")[-1]["slots"]
        (mid,) = [use["mid"] for use in slots if (use["person"], use["source"]) == (EVA, "camera")]
        await miss(2, attempt=2)
        assert len(pages[BEN].of_type("media_reset")) == 1

    play(scenario)
