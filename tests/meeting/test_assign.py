"""Dealing people out to rooms."""

from collections import Counter

from hypothesis import given
from hypothesis import strategies as st

from reconvene.meeting import commands as c
from reconvene.meeting.assign import deal, open_rooms, smallest_room
from reconvene.meeting.ids import MAIN, Millis, PersonId, RoomId
from reconvene.meeting.refusals import Code
from reconvene.meeting.state import Limits, PendingMove, State
from tests.support.meeting import ADA, BEN, CLEO, DAN, END, HOST, MOD, MOVE, R1, R2, R3, Story, meeting

seeds = st.integers(min_value=0, max_value=2**63)


def crowd(people: int, rooms: int) -> Story:
    """Return a draft with so many participants and rooms, nobody assigned."""
    participants = [PersonId(f"p_{number}") for number in range(people)]
    return meeting(*participants, limits=Limits()).draft(rooms)


@given(people=st.integers(0, 30), rooms=st.integers(1, 12), seed=seeds)
def test_everyone_is_dealt_out_once_into_rooms_of_like_size(people: int, rooms: int, seed: int) -> None:
    """CF4: participants only, every one exactly once, sizes differ by at most one."""
    state = crowd(people, rooms).state
    dealt = deal(state, seed)
    assert [person for person, _ in dealt] == [p.id for p in state.people.values() if not p.moderates]
    sizes = Counter(dict.fromkeys(state.rooms, 0))
    sizes.update(room for _, room in dealt)
    assert set(sizes) == set(state.rooms)
    assert max(sizes.values()) - min(sizes.values()) <= 1


def test_chance_decides_and_the_seed_alone_decides_chance() -> None:
    """CF4: any two people may meet; the same seed deals alike."""
    state = crowd(5, 2).state
    deals = [dict(deal(state, seed)) for seed in range(40)]
    assert deals == [dict(deal(state, seed)) for seed in range(40)]
    people = list(deals[0])
    for first in people:
        assert {dealt[first] for dealt in deals} == {R1, R2}
        for second in people:
            assert any(dealt[first] == dealt[second] for dealt in deals)
    assert {sum(room == R1 for room in dealt.values()) for dealt in deals} == {2, 3}


@given(people=st.integers(1, 12), rooms=st.integers(1, 5), data=st.data(), memory=st.booleans(), seed=seeds)
def test_pinned_people_stay_and_the_rest_evens_the_rooms_out(
    people: int,
    rooms: int,
    data: st.DataObject,
    memory: bool,  # noqa: FBT001 - drawn by name
    seed: int,
) -> None:
    """CF4, MV5: no room gets another person while one has two fewer."""
    story = crowd(people, rooms)
    participants = [person.id for person in story.state.people.values() if not person.moderates]
    for person in participants:
        room = data.draw(st.sampled_from([MAIN, *story.state.rooms]))
        story.do(HOST, c.MovePeople((person,), room))
        story.do(HOST, c.PinPerson(person, data.draw(st.booleans())))
    pinned = {p.id: p.assignment for p in story.state.people.values() if p.pinned}
    dealt = deal(story.state, seed, memory=memory)
    assert [person for person, _ in dealt] == [person for person in participants if person not in pinned]
    before = Counter(room for room in pinned.values() if room is not None)
    after = before + Counter(room for _, room in dealt)
    least = min((after[room] for room in story.state.rooms), default=0)
    for room in story.state.rooms:
        assert after[room] <= max(before[room], least + 1)


def repeated_pairs(people: int, rooms: int, rounds: int, *, memory: bool) -> int:
    """Return how many pairs meet again in that many rounds of shuffling."""
    story = crowd(people, rooms).open()
    for seed in range(rounds):
        story.do(HOST, c.Shuffle(memory=memory), seed=seed)
        story.wait(MOVE)
    return sum(times - 1 for times in story.state.met.values())


def test_shuffling_with_memory_repeats_fewer_pairs_than_chance() -> None:
    """SH1: sixteen people in four rooms, four times; the seeds are the same."""
    chance = repeated_pairs(16, 4, 4, memory=False)
    remembered = repeated_pairs(16, 4, 4, memory=True)
    assert chance > 20
    assert remembered < chance / 2


@given(seed=seeds)
def test_two_rounds_in_which_nobody_need_meet_again_repeat_next_to_nobody(seed: int) -> None:
    """SH1: four people, two rooms: after one pairing another is always free of repeats."""
    story = crowd(4, 2).open()
    story.do(HOST, c.Shuffle(memory=True), seed=seed)
    story.do(HOST, c.Shuffle(memory=True), seed=seed + 1)
    assert set(story.state.met.values()) == {1}


def test_people_meet_when_a_session_starts_and_when_it_is_shuffled() -> None:
    """SH1: those sent to one room together; in a draft nobody meets, moderators never do."""
    story = meeting(ADA, BEN, CLEO).draft(2).move(R1, ADA, BEN).move(R2, CLEO)
    assert story.state.met == {}
    story.open()
    assert story.state.met == {(ADA, BEN): 1}
    story.do(HOST, c.EndBreakout())
    story.wait(END)
    story.do(HOST, c.KeepRooms())
    story.do(HOST, c.Shuffle(memory=True), seed=1)
    assert story.state.met == {(ADA, BEN): 1}
    assert story.person(ADA).assignment != story.person(BEN).assignment
    story.open()
    assert sum(story.state.met.values()) == 2


def test_there_must_be_somebody_to_shuffle() -> None:
    """SH1: pinned people and moderators are not."""
    assert meeting().draft().refused(HOST, c.Shuffle()) == Code.NOBODY_TO_MOVE
    story = meeting(ADA).draft()
    story.do(HOST, c.PinPerson(ADA, True))
    assert story.refused(HOST, c.Shuffle(memory=True)) == Code.NOBODY_TO_MOVE


@given(seed=seeds)
def test_shuffling_changes_something_where_something_can_change(seed: int) -> None:
    """SH1: of two people in two rooms both go elsewhere."""
    story = crowd(2, 2)
    story.do(HOST, c.Shuffle(), seed=seed)
    before = story.assignments()
    story.do(HOST, c.Shuffle(), seed=seed)
    assert {before[person] != room for person, room in story.assignments().items()} == {True}


def test_a_shuffle_that_would_change_nothing_is_refused() -> None:
    """SH1: there is one room, and all are in it; who was gathered goes back, though."""
    story = crowd(3, 1)
    story.do(HOST, c.Shuffle())
    assert story.refused(HOST, c.Shuffle()) == Code.NO_OTHER_DEAL
    story.open()
    met = story.state.met
    assert story.refused(HOST, c.Shuffle(memory=True)) == Code.NO_OTHER_DEAL
    assert story.state.met == met
    story.do(HOST, c.GatherEveryone())
    assert story.do(HOST, c.Shuffle())


def test_nobody_is_dealt_out_without_rooms() -> None:
    """CF4."""
    story = crowd(3, 1)
    story.do(HOST, c.DeleteRoom(R1))
    assert deal(story.state, 1) == ()
    assert smallest_room(story.state) is None
    assert story.refused(HOST, c.Shuffle()) == Code.NO_ROOMS


def test_the_first_of_the_smallest_rooms_is_the_smallest() -> None:
    """JN4: fewest people assigned, then dashboard order; closing rooms do not count."""
    story = meeting(ADA, BEN, CLEO).draft(3).move(R1, ADA)
    assert smallest_room(story.state) == R2
    story.move(R2, BEN, CLEO)
    assert smallest_room(story.state) == R3
    story.open().settle(R3, MOD)
    story.do(HOST, c.DeleteRoom(R3))
    assert open_rooms(story.state) == (R1, R2)
    assert smallest_room(story.state) == R1
    assert smallest_room(State()) is None


def test_shuffling_a_draft_assigns_everyone_and_moves_nobody() -> None:
    """SH1: moderators are left where they are."""
    story = meeting(ADA, BEN, CLEO, DAN).draft(2).move(R1, ADA, BEN, CLEO, DAN)
    story.do(HOST, c.Shuffle(), seed=3)
    assert sorted(map(str, story.assignments().values())) == [R1, R1, R2, R2]
    assert story.everyone_in_main()
    assert story.person(MOD).assignment is None


def test_shuffling_an_open_session_moves_people_with_countdowns() -> None:
    """SH1: only those whose room changes get one; the others stay without."""
    story = meeting(ADA, BEN, CLEO, DAN).draft(2).open().settle(R1, ADA, BEN, CLEO, DAN)
    story.do(HOST, c.Shuffle(), seed=3)
    due = Millis(story.now + MOVE)
    for person, room in story.assignments().items():
        assert room is not None
        assert story.pending(person) == (None if room == R1 else PendingMove(room, due))
    story.wait(MOVE)
    assert story.seats() == {HOST: MAIN, MOD: MAIN, **story.assignments()}


def test_shuffling_again_replaces_the_countdowns_of_the_first_time() -> None:
    """SH1, MV1: also for who stays where they are after all."""
    people = (ADA, BEN, CLEO, DAN)
    story = meeting(*people).draft(2).open().settle(R1, *people)
    first = story.state
    for seed in range(12):
        story.state = first
        story.do(HOST, c.Shuffle(), seed=seed)
        story.do(HOST, c.Shuffle(), seed=seed + 100)
        for person, room in story.assignments().items():
            move = story.pending(person)
            assert (R1 if move is None else move.room) == room


def test_shuffling_leaves_closing_rooms_out() -> None:
    """SH1, CF3: also for those still inside, who go straight to their new room."""
    story = meeting(ADA, BEN, CLEO).draft(3).open().settle(R1, ADA)
    story.do(HOST, c.DeleteRoom(R1))
    story.do(HOST, c.Shuffle())
    assert set(story.assignments().values()) == {R2, R3}
    story.wait(MOVE)
    assert story.seats() == {HOST: MAIN, MOD: MAIN, **story.assignments()}


def test_shuffling_needs_a_draft_or_an_open_session() -> None:
    """SH1."""
    story = meeting(ADA)
    assert story.refused(HOST, c.Shuffle()) == Code.NO_DRAFT
    story.draft().open()
    story.do(HOST, c.EndBreakout())
    assert story.refused(HOST, c.Shuffle()) == Code.SESSION_CLOSING
    story.wait(END)
    assert story.refused(HOST, c.Shuffle()) == Code.NO_DRAFT


def test_shuffling_when_the_only_room_is_closing_finds_no_room() -> None:
    """SH1, CF3."""
    story = meeting(ADA).draft(1).open().settle(RoomId("r1"), ADA)
    story.do(HOST, c.DeleteRoom(R1))
    assert story.refused(HOST, c.Shuffle()) == Code.NO_ROOMS
