"""Telling a large meeting what changed, with turns for others in between."""

import json
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from reconvene.live import fanout
from reconvene.live.fanout import Fanout
from reconvene.meeting import commands as c
from reconvene.meeting.ids import MAIN, MeetingId, PersonId
from reconvene.meeting.refusals import Refusal
from tests.support.house import House, play
from tests.support.meeting import ADA, BEN, CLEO, DAN, HOST, R1, R2, Story, meeting, texts
from tests.support.pages import Page

PEOPLE = (HOST, ADA, BEN, CLEO, DAN)

_people = st.sampled_from(PEOPLE)
_rooms = st.sampled_from([MAIN, R1, R2])
_steps = st.one_of(
    st.tuples(st.just(HOST), st.builds(c.MovePeople, st.tuples(_people, _people), _rooms)),
    st.tuples(st.just(HOST), st.sampled_from([c.Shuffle(), c.GatherEveryone(), c.MoveToNextRoom()])),
    st.tuples(st.just(HOST), st.builds(c.Broadcast, st.just("Hear"), st.none())),
    st.tuples(_people, st.sampled_from([c.RaiseHand(raised=True), c.Leave(), c.Join("participant")])),
    st.tuples(st.none(), st.just(c.Tick())),
)


class _Reader:
    """A connection that keeps what it is sent, and between which turns."""

    def __init__(self) -> None:
        self.turn = 0
        self.got: list[tuple[int, dict[str, Any]]] = []

    def send(self, text: str) -> None:
        """Keep a frame."""
        self.got.append((self.turn, json.loads(text)))

    def close(self, code: int, reason: str) -> None:
        """End the connection."""
        raise AssertionError(code, reason)


def _tell(story: Story, told: Fanout, readers: dict[PersonId, _Reader], at_once: int) -> int:
    """Publish what the story has come to; return how many turns there were in between."""
    turns = 0
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(fanout, "AT_ONCE", at_once)
        for _ in told.publish(story.state, texts(story.state)):
            turns += 1
            for reader in readers.values():
                reader.turn = turns
    return turns


def _begin(story: Story) -> tuple[Fanout, dict[PersonId, _Reader]]:
    told, readers = Fanout(story.state, texts(story.state)), {person: _Reader() for person in PEOPLE}
    for person, reader in readers.items():
        told.attach(person, reader, "page")
    return told, readers


@settings(deadline=None)
@given(steps=st.lists(_steps, min_size=1, max_size=12))
def test_turns_for_others_change_nothing_of_what_anybody_is_sent(steps: list[tuple[Any, c.Command]]) -> None:
    """MV1: one frame a commit for each page, its numbers dense, whoever has a turn in between."""
    story = meeting(*PEOPLE[1:]).draft(2).open()
    sliced, slowly = _begin(story)
    whole, quickly = _begin(story)
    for by, command in steps:
        try:
            story.do(by, command)
        except Refusal:
            story.wait(1_000)
        before = [len(reader.got) for reader in slowly.values()]
        _tell(story, sliced, slowly, at_once=1)
        _tell(story, whole, quickly, at_once=1_000)
        sent = [len(reader.got) - old for reader, old in zip(slowly.values(), before, strict=True)]
        assert max(sent) <= 1
    for person in PEOPLE:
        frames = [frame for _, frame in slowly[person].got]
        assert frames == [frame for _, frame in quickly[person].got]
        assert [frame["seq"] for frame in frames] == list(range(1, len(frames) + 1))


def test_others_have_their_turn_between_the_frames_of_one_commit() -> None:
    """DB1: a shuffle of many does not make everybody else wait until the last has been told."""
    story = meeting(*PEOPLE[1:]).draft(2).open()
    told, readers = _begin(story)
    story.do(HOST, c.Shuffle(), seed=5)
    assert _tell(story, told, readers, at_once=1) > len(PEOPLE)
    told_in = [turn for reader in readers.values() for turn, _ in reader.got]
    assert len(set(told_in)) == len(told_in) > 1


def test_a_running_meeting_gives_way_while_it_tells_its_people(monkeypatch: pytest.MonkeyPatch) -> None:
    """What was asked of the meeting meanwhile waits until everybody knows, and then acts."""
    monkeypatch.setattr(fanout, "AT_ONCE", 1)

    async def scenario(house: House, meeting: MeetingId) -> None:
        pages: dict[str, Page] = {name: await house.enter(meeting, name) for name in ("ada", "ben", "cleo")}
        running = await house.running(meeting)
        for raised in (True, False, True):
            assert await running.ask(c.Request(PersonId("ada"), c.RaiseHand(raised=raised))) is None
            assert all(page.records["mate/ada"]["hand"] is raised for page in pages.values())

    play(scenario)
