"""Keeping people together or apart when they are dealt out."""

from collections import Counter
from contextlib import suppress
from itertools import product

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reconvene.meeting import commands as c
from reconvene.meeting.assign import deal
from reconvene.meeting.grouping_commands import DropGrouping, KeepPeople
from reconvene.meeting.grouping_state import Grouping, Keeping
from reconvene.meeting.ids import MAIN, PersonId, RoomId
from reconvene.meeting.records import GroupingRecord, MemberRecord
from reconvene.meeting.refusals import Code, Refusal
from reconvene.meeting.state import Limits, State
from reconvene.meeting.view import Moderators
from tests.support.meeting import (
    ADA,
    BEN,
    CLEO,
    DAN,
    HOST,
    MOD,
    MOVE,
    R1,
    R2,
    STRANGER,
    Story,
    meeting,
    name_of,
)

seeds = st.integers(min_value=0, max_value=2**63)
keepings: st.SearchStrategy[Keeping] = st.sampled_from(["together", "apart"])


def crowd(people: int, rooms: int) -> Story:
    """Return a draft with so many participants and rooms, nobody assigned."""
    participants = [PersonId(f"p_{number}") for number in range(people)]
    return meeting(*participants, limits=Limits()).draft(rooms)


def participants(state: State) -> list[PersonId]:
    """Return who can be dealt out."""
    return [person.id for person in state.people.values() if not person.moderates]


def as_wished(grouping: Grouping, rooms: dict[PersonId, RoomId]) -> bool:
    """Return whether rooms are as a grouping wants them."""
    taken = [rooms[person] for person in grouping.people if person in rooms]
    return len(set(taken)) <= 1 if grouping.keeping == "together" else len(set(taken)) == len(taken)


def even(state: State, rooms: dict[PersonId, RoomId]) -> bool:
    """CF4: no room gets another person while one has two fewer."""
    pinned = Counter(p.assignment for p in state.people.values() if p.pinned)
    sizes = Counter(rooms.values())
    least = min(sizes[room] for room in state.rooms)
    return all(sizes[room] <= max(pinned[room], least + 1) for room in state.rooms)


def can_be_kept(state: State) -> bool:
    """Try every way there is to deal people out."""
    pinned = {p.id: p.assignment for p in state.people.values() if p.pinned and p.assignment is not None}
    free = [p for p in participants(state) if not state.people[p].pinned]
    for rooms in product(state.rooms, repeat=len(free)):
        dealt = {**pinned, **dict(zip(free, rooms, strict=True))}
        if even(state, dealt) and all(as_wished(grouping, dealt) for grouping in state.groupings.all):
            return True
    return False


def grouped(story: Story, draw: st.DataObject, most: int) -> Story:
    """Make up to so many groupings of random people; those that contradict others are refused."""
    people = participants(story.state)
    chosen = st.lists(st.sampled_from(people), min_size=2, max_size=4, unique=True)
    for keeping, group in draw.draw(st.lists(st.tuples(keepings, chosen), max_size=most)):
        with suppress(Refusal):
            story.do(HOST, KeepPeople(tuple(group), keeping))
    return story


@given(people=st.integers(2, 6), rooms=st.integers(1, 3), data=st.data(), memory=st.booleans(), seed=seeds)
def test_groupings_that_can_be_kept_are_kept_and_rooms_stay_even(
    people: int,
    rooms: int,
    data: st.DataObject,
    memory: bool,  # noqa: FBT001 - drawn by name
    seed: int,
) -> None:
    """SH1, CF4, MV5: compared with every way there is, in small meetings, with people pinned."""
    story = grouped(crowd(people, rooms), data, 4)
    for person in data.draw(st.lists(st.sampled_from(participants(story.state)), max_size=2, unique=True)):
        story.move(data.draw(st.sampled_from([MAIN, *story.state.rooms])), person)
        story.do(HOST, c.PinPerson(person, True))
    dealt = dict(deal(story.state, seed, memory=memory))
    free = [p for p in participants(story.state) if not story.person(p).pinned]
    assert list(dealt) == free
    if not free:
        return
    pinned = {p.id: p.assignment for p in story.state.people.values() if p.pinned and p.assignment}
    whole = {**pinned, **dealt}
    assert even(story.state, whole)
    if can_be_kept(story.state):
        assert all(as_wished(grouping, whole) for grouping in story.state.groupings.all)


@given(people=st.integers(10, 60), rooms=st.integers(2, 12), data=st.data(), seed=seeds)
def test_whatever_is_wished_for_everybody_is_dealt_out_once_and_evenly(
    people: int, rooms: int, data: st.DataObject, seed: int
) -> None:
    """SH1, CF4: sizes come before groupings."""
    state = grouped(crowd(people, rooms), data, 12).state
    dealt = deal(state, seed)
    assert [person for person, _ in dealt] == participants(state)
    assert even(state, dict(dealt))


def test_keeping_apart_comes_before_keeping_together_and_both_before_memory() -> None:
    """SH1: two rooms of two; Ada and Ben have never met, and are kept apart all the same."""
    story = crowd(4, 2)
    a, b, d, e = participants(story.state)
    story.do(HOST, KeepPeople((a, b), "apart"))
    story.do(HOST, KeepPeople((d, e), "apart"))
    story.open()
    for seed in range(20):
        story.do(HOST, c.Shuffle(memory=True), seed=seed)
        story.wait(MOVE)
        places = story.seats()
        assert places[a] != places[b]
        assert places[d] != places[e]
    story.do(HOST, DropGrouping(2))
    story.do(HOST, KeepPeople((b, d, e), "together"))
    for seed in range(20):
        assert story.do(HOST, c.Shuffle(), seed=seed)
        assert story.assignments()[a] != story.assignments()[b]


def test_of_people_who_do_not_all_fit_into_one_room_as_many_as_can_stay_together() -> None:
    """SH1: six are to be together in rooms of four; others are kept together all the same."""
    story = crowd(12, 3)
    people = participants(story.state)
    story.do(HOST, KeepPeople(tuple(people[:6]), "together"))
    story.do(HOST, KeepPeople((people[10], people[11]), "together"))
    for seed in range(30):
        rooms = dict(deal(story.state, seed))
        assert max(Counter(rooms[person] for person in people[:6]).values()) == 4
        assert rooms[people[10]] == rooms[people[11]]


def test_more_people_than_rooms_are_kept_apart_as_far_as_can_be() -> None:
    """SH1: five in four rooms: only two of them meet."""
    story = crowd(12, 4)
    people = participants(story.state)
    story.do(HOST, KeepPeople(tuple(people[:5]), "apart"))
    for seed in range(30):
        rooms = dict(deal(story.state, seed))
        assert sorted(Counter(rooms[person] for person in people[:5]).values()) == [1, 1, 1, 2]


def test_many_groupings_in_a_large_meeting_are_all_kept() -> None:
    """SH1: a thousand people in a hundred rooms, fifty couples, fifty rivalries."""
    story = crowd(1_000, 100)
    people = participants(story.state)
    for first in range(0, 200, 4):
        story.do(HOST, KeepPeople(tuple(people[first : first + 2]), "together"))
        story.do(HOST, KeepPeople(tuple(people[first + 1 : first + 4]), "apart"))
    rooms = dict(deal(story.state, 7))
    assert all(as_wished(grouping, rooms) for grouping in story.state.groupings.all)
    assert even(story.state, rooms)


def test_groupings_count_when_rooms_are_set_up_as_well() -> None:
    """SH1, CF1: also automatic assignment, also of those who are in no session yet."""
    story = meeting(ADA, BEN, CLEO, DAN)
    story.do(MOD, KeepPeople((ADA, BEN), "together"))
    for seed in range(20):
        story.draft(2, "automatic", seed=seed)
        assert story.person(ADA).assignment == story.person(BEN).assignment


def test_late_joiners_go_where_their_groupings_want_them_if_several_rooms_are_smallest() -> None:
    """SH1, JN4: somebody who was here before, and has come back."""
    for keeping, room in (("together", R2), ("apart", R1)):
        story = meeting(ADA, BEN, CLEO).draft(2, "automatic").move(R1, BEN).move(R2, CLEO).open()
        story.do(HOST, KeepPeople((ADA, CLEO), "together" if keeping == "together" else "apart"))
        story.do(ADA, c.Leave())
        story.do(ADA, c.Join("participant"))
        assert story.person(ADA).assignment == room


def shown(story: Story) -> list[GroupingRecord]:
    """Return the groupings as moderators see them."""
    return [record for record in story.sees(Moderators()).values() if isinstance(record, GroupingRecord)]


def test_moderators_see_which_groupings_are_not_kept() -> None:
    """SH1: at any time, by the assignments; who has left is not named."""
    story = meeting(ADA, BEN, CLEO).draft(2)
    story.do(HOST, KeepPeople((ADA, BEN, CLEO), "together"))
    story.do(HOST, KeepPeople((BEN, CLEO, BEN), "together"))
    assert [(record.number, record.kept) for record in shown(story)] == [(1, True), (2, True)]
    story.move(R1, ADA, BEN).move(R2, CLEO)
    assert [record.kept for record in shown(story)] == [False, False]
    story.do(CLEO, c.Leave())
    assert shown(story) == [
        GroupingRecord(
            1, "together", (MemberRecord(ADA, name_of(ADA)), MemberRecord(BEN, name_of(BEN))), True
        ),
        GroupingRecord(2, "together", (MemberRecord(BEN, name_of(BEN)),), True),
    ]
    assert not any(key.startswith("grouping/") for key in story.view_of(ADA))


@pytest.mark.parametrize("keeping", ["together", "apart"])
def test_a_grouping_has_at_least_two_participants_who_are_here(keeping: Keeping) -> None:
    """SH1: moderators are not dealt out."""
    story = meeting(ADA, BEN)
    assert story.refused(HOST, KeepPeople((), keeping)) == Code.GROUPING_SIZE
    assert story.refused(HOST, KeepPeople((ADA, ADA), keeping)) == Code.GROUPING_SIZE
    assert story.refused(HOST, KeepPeople((ADA, MOD), keeping)) == Code.MODERATOR_CHOOSES
    assert story.refused(HOST, KeepPeople((ADA, STRANGER), keeping)) == Code.UNKNOWN_PERSON
    assert story.refused(ADA, KeepPeople((ADA, BEN), keeping)) == Code.NOT_MODERATOR


def test_groupings_do_not_contradict_each_other() -> None:
    """SH1: not through others either; the same grouping again changes nothing."""
    story = meeting(ADA, BEN, CLEO, DAN)
    story.do(HOST, KeepPeople((ADA, BEN), "together"))
    story.do(HOST, KeepPeople((BEN, CLEO), "together"))
    assert story.refused(HOST, KeepPeople((CLEO, DAN, ADA), "apart")) == Code.GROUPINGS_CONTRADICT
    story.do(HOST, KeepPeople((CLEO, DAN), "apart"))
    assert story.refused(HOST, KeepPeople((ADA, DAN), "together")) == Code.GROUPINGS_CONTRADICT
    assert story.do(HOST, KeepPeople((DAN, CLEO), "apart")) == ()
    story.do(HOST, DropGrouping(3))
    assert story.do(HOST, KeepPeople((ADA, DAN), "together"))


def test_groupings_are_removed_by_number_and_numbers_are_not_used_again() -> None:
    """SH1."""
    story = meeting(ADA, BEN, CLEO)
    story.do(HOST, KeepPeople((ADA, BEN), "apart"))
    story.do(HOST, DropGrouping(1))
    assert story.refused(HOST, DropGrouping(1)) == Code.UNKNOWN_GROUPING
    story.do(HOST, KeepPeople((ADA, CLEO), "apart"))
    assert [grouping.number for grouping in story.state.groupings.all] == [2]


def test_there_is_a_limit_to_groupings_and_to_the_people_in_one() -> None:
    """SH1."""
    story = meeting(ADA, BEN, CLEO, limits=Limits(groupings=1, grouping_people=2))
    assert story.refused(HOST, KeepPeople((ADA, BEN, CLEO), "apart")) == Code.GROUPING_SIZE
    story.do(HOST, KeepPeople((ADA, BEN), "apart"))
    assert story.refused(HOST, KeepPeople((ADA, CLEO), "apart")) == Code.GROUPING_COUNT
