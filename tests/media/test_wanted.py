"""Who should hear and see whom."""

from dataclasses import replace

from hypothesis import given
from hypothesis import strategies as st

from reconvene.live.speaking import Speakers
from reconvene.media.feeds import Feed
from reconvene.media.wanted import Gaze, Wanted, wanted
from reconvene.meeting.commands import BroadcastVoice, EndBreakout, JoinRoom, SetCamera, SetMicrophone
from reconvene.meeting.ids import MAIN, Millis, PersonId, RoomId
from reconvene.meeting.presenting_commands import ShareScreen
from reconvene.meeting.state import Person, State
from tests.support.meeting import ADA, BEN, CLEO, HOST, MOD, R1, R2, Story, meeting

PEOPLE = tuple(PersonId(f"p_{letter}") for letter in "abcdefgh")
some_people = st.lists(st.sampled_from(PEOPLE), unique=True)


@st.composite
def states(draw: st.DrawFn) -> State:
    """Return people in three rooms, muted or not, with and without camera, present or away."""
    people = {
        person: Person(
            id=person,
            role="participant",
            joined=Millis(index),
            seat=draw(st.sampled_from([MAIN, R1, RoomId("r2")])),
            microphone=draw(st.booleans()),
            camera=draw(st.booleans()),
            away_since=draw(st.sampled_from([None, None, Millis(5)])),
        )
        for index, person in enumerate(PEOPLE[: draw(st.integers(0, len(PEOPLE)))])
    }
    voices = draw(st.lists(st.sampled_from(sorted(people)), unique=True)) if people else []
    return State(people=people, speaking_to_all=tuple(voices))


@given(state=states(), sending=some_people, speakers=some_people)
def test_everybody_hears_and_sees_exactly_the_others_in_their_room_and_who_speaks_to_all(
    state: State, sending: list[PersonId], speakers: list[PersonId]
) -> None:
    """RT2, BC1: nobody else of another room, nobody muted or away, never oneself; all others there are.

    Those who speak to all rooms are heard in breakout rooms, not seen; main hears only who is in main.
    """
    plans = wanted(state, sending, speakers)
    present = {p.id: p for p in state.people.values() if p.away_since is None}
    assert plans.keys() == present.keys()
    for listener, plan in plans.items():
        near = [
            p
            for p in present.values()
            if p.seat == present[listener].seat and p.id != listener and p.id in sending
        ]
        in_breakout = present[listener].seat != MAIN
        voices = [
            present[p]
            for p in state.speaking_to_all
            if in_breakout and p in present and p in sending and p != listener
        ]
        heard = {Feed(p.id, "microphone") for p in (*near, *voices) if p.microphone}
        assert sorted(plan.audio) == sorted(heard)
        assert sorted(plan.video) == sorted(Feed(p.id, "camera") for p in near if p.camera)


@given(state=states(), speakers=some_people)
def test_speakers_come_first_then_the_unmuted_then_the_rest(state: State, speakers: list[PersonId]) -> None:
    """Where slots are short those who talk are heard and seen: latest speaker first, then by joining."""
    for plan in wanted(replace(state, speaking_to_all=()), PEOPLE, speakers).values():
        for feeds in (plan.audio, plan.video):
            order = [
                (
                    speakers.index(feed.person) if feed.person in speakers else len(speakers),
                    not state.people[feed.person].microphone,
                    PEOPLE.index(feed.person),
                )
                for feed in feeds
            ]
            assert order == sorted(order)


@given(state=states(), speakers=some_people)
def test_who_speaks_to_all_rooms_is_heard_before_everybody_else(
    state: State, speakers: list[PersonId]
) -> None:
    """BC1: where slots are short, in the order in which they began."""
    for listener, plan in wanted(state, PEOPLE, speakers).items():
        voices = [
            Feed(p, "microphone")
            for p in state.speaking_to_all
            if p != listener and state.people[p].microphone and state.people[p].away_since is None
        ]
        if state.people[listener].seat != MAIN:
            assert list(plan.audio[: len(voices)]) == voices


def test_a_voice_to_all_rooms_begins_and_ends_with_the_command() -> None:
    """BC1: heard in every breakout room and seen in none; main hears the moderator as somebody in main."""
    story = meeting(ADA, BEN, CLEO).draft().move(R1, ADA).move(R2, BEN).open()
    story.do(MOD, SetMicrophone(True))
    story.do(MOD, SetCamera(True))

    def hearing() -> set[PersonId]:
        plans = wanted(story.state, list(story.state.people))
        return {person for person, plan in plans.items() if Feed(MOD, "microphone") in plan.audio}

    assert hearing() == {HOST, CLEO}
    story.do(MOD, BroadcastVoice(True))
    assert hearing() == {HOST, CLEO, ADA, BEN}
    assert not wanted(story.state, list(story.state.people))[ADA].video
    story.do(MOD, JoinRoom(R1))
    assert hearing() == {ADA, BEN}
    story.do(MOD, SetMicrophone(False))
    assert hearing() == set()
    story.do(MOD, SetMicrophone(True))
    story.do(HOST, EndBreakout())
    story.wait(10_000)
    assert hearing() == {HOST, CLEO, ADA, BEN}
    assert story.state.speaking_to_all == ()


def test_a_move_changes_who_is_heard_at_once() -> None:
    """RT2, MV1: before it is due nothing changes, then everything does."""
    story = meeting(ADA, BEN, CLEO).draft().open()
    for person in (ADA, BEN, CLEO):
        story.do(person, SetMicrophone(True))
    story.move(R1, ADA)
    assert Feed(ADA, "microphone") in wanted(story.state, list(story.state.people))[BEN].audio
    story.wait(5_000)
    plans = wanted(story.state, list(story.state.people))
    assert plans[ADA] == Wanted()
    assert plans[BEN] == Wanted(audio=(Feed(CLEO, "microphone"),))
    assert plans[HOST] == plans[MOD] == Wanted(audio=(Feed(BEN, "microphone"), Feed(CLEO, "microphone")))


def presenting(*, sound: bool) -> Story:
    """Return an open session in which Ada shows her screen to room 1, where Ben is; Cleo is in room 2."""
    story = meeting(ADA, BEN, CLEO).draft().move(R1, ADA, BEN).move(R2, CLEO).open()
    for person in (ADA, BEN, CLEO):
        story.do(person, SetMicrophone(True))
        story.do(person, SetCamera(True))
    story.do(ADA, ShareScreen(sound))
    return story


def test_a_shared_screen_and_its_sound_come_first_for_the_room_and_for_nobody_else() -> None:
    """RM1, RT2: whoever speaks; the presenter does not get the own screen back."""
    story = presenting(sound=True)
    plans = wanted(story.state, list(story.state.people), [BEN, ADA])
    assert plans[BEN].video == (Feed(ADA, "screen"), Feed(ADA, "camera"))
    assert plans[BEN].audio == (Feed(ADA, "screen_sound"), Feed(ADA, "microphone"))
    assert plans[ADA] == Wanted((Feed(BEN, "microphone"),), (Feed(BEN, "camera"),))
    assert plans[CLEO] == plans[HOST] == Wanted()


def test_a_screen_without_sound_takes_no_audio_slot() -> None:
    """RM1: slots for sound are few."""
    story = presenting(sound=False)
    assert wanted(story.state, list(story.state.people))[BEN].audio == (Feed(ADA, "microphone"),)


def test_a_screen_whose_connection_is_not_up_is_not_wanted() -> None:
    """RM1: a feed that is not there would refuse the whole switch."""
    assert wanted(presenting(sound=True).state, [BEN])[BEN] == Wanted()


def test_a_page_gets_the_pictures_it_shows_and_no_others_the_largest_first() -> None:
    """RM1: pictures off screen are not sent at all; layers follow the tile's size; sound is not touched."""
    story = presenting(sound=True)
    story.do(HOST, JoinRoom(R1))
    story.do(HOST, SetCamera(True))
    small, large = Feed(HOST, "camera"), Feed(ADA, "camera")
    looking = {BEN: Gaze(R1, {small: 90, large: 700})}
    plan = wanted(story.state, list(story.state.people), gazes=looking)[BEN]
    assert plan.video == (large, small)
    assert plan.layers == {small: 0, large: 2}
    assert plan.audio == wanted(story.state, list(story.state.people))[BEN].audio


def test_a_screen_comes_before_faces_that_are_shown_larger() -> None:
    """RM1: shared content first."""
    story = presenting(sound=False)
    face, screen = Feed(ADA, "camera"), Feed(ADA, "screen")
    plan = wanted(story.state, list(story.state.people), gazes={BEN: Gaze(R1, {face: 900, screen: 300})})[BEN]
    assert plan.video == (screen, face)


def test_what_a_page_showed_in_another_room_does_not_hold_back_the_new_one() -> None:
    """MV1: after a move pictures come at once; who looks at nothing does so everywhere."""
    story = presenting(sound=False)
    everything = wanted(story.state, list(story.state.people))[BEN]
    for gaze, expected in ((Gaze(MAIN, {Feed(HOST, "camera"): 90}), everything.video), (Gaze(MAIN, {}), ())):
        assert wanted(story.state, list(story.state.people), gazes={BEN: gaze})[BEN].video == expected


def test_a_page_that_shows_all_there_is_gets_what_comes_up_without_asking_for_it() -> None:
    """MV1: who comes into a room is seen by those who are there before their pages have laid them out."""
    story = presenting(sound=False)
    screen, newcomer = Feed(ADA, "screen"), Feed(ADA, "camera")
    for heights, expected in (({screen: 900}, (screen, newcomer)), ({}, (screen, newcomer))):
        gazes = {BEN: Gaze(R1, heights, whole=True)}
        plan = wanted(story.state, list(story.state.people), gazes=gazes)[BEN]
        assert plan.video == expected
        assert newcomer not in plan.layers
    elsewhere = wanted(story.state, list(story.state.people), gazes={BEN: Gaze(MAIN, {}, whole=True)})[BEN]
    assert elsewhere.video == (screen, newcomer)


@given(
    state=states(),
    looked=st.dictionaries(st.sampled_from(PEOPLE), st.integers(1, 2_000)),
    room=st.sampled_from([MAIN, R1]),
    whole=st.booleans(),
)
def test_looking_at_somebody_never_shows_more_than_the_room(
    state: State, looked: dict[PersonId, int], room: RoomId, *, whole: bool
) -> None:
    """RT2: what a page says of itself narrows what it gets, and never widens it."""
    gaze = Gaze(room, {Feed(person, "camera"): height for person, height in looked.items()}, whole=whole)
    before = wanted(state, PEOPLE)
    after = wanted(state, PEOPLE, gazes=dict.fromkeys(PEOPLE, gaze))
    for person, plan in after.items():
        assert set(plan.video) <= set(before[person].video)
        assert plan.audio == before[person].audio


def test_whoever_goes_on_speaking_keeps_a_slot() -> None:
    """RM1: with more voices than slots, one word said meanwhile takes it from nobody who still speaks."""
    speakers = Speakers()
    speakers.note(ADA, on=True)
    for person in (BEN, CLEO, MOD):
        speakers.note(person, on=True)
        speakers.note(person, on=False)
    assert speakers.latest() == (ADA, MOD, CLEO, BEN)
