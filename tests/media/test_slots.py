"""Which slot carries which feed, and how few switches lead there."""

from collections.abc import Sequence
from itertools import permutations

from hypothesis import given
from hypothesis import strategies as st

from reconvene.media.feeds import Feed, Slot, Switch
from reconvene.media.slots import HIGH, at_once, picture_layer, switches
from reconvene.media.wanted import Wanted
from reconvene.meeting.ids import PersonId, Source

PEOPLE = tuple(PersonId(f"p_{letter}") for letter in "abcdef")


def feeds(source: Source) -> st.SearchStrategy[list[Feed]]:
    return st.lists(st.sampled_from([Feed(person, source) for person in PEOPLE]), unique=True)


wishes = st.builds(Wanted, audio=feeds("microphone").map(tuple), video=feeds("camera").map(tuple))


@st.composite
def connections(draw: st.DrawFn) -> tuple[list[Slot], dict[str, Switch]]:
    """Return up to four slots of each kind and what they carry; some are in an unknown state."""
    slots, carried = [], {}
    for kind, source in (("audio", "microphone"), ("video", "camera")):
        there = draw(feeds(source))  # type: ignore[arg-type]
        for index in range(draw(st.integers(0, 4))):
            slot = Slot(f"{kind}{index}", kind)  # type: ignore[arg-type]
            slots.append(slot)
            feed = there[index] if index < len(there) and draw(st.booleans()) else None
            if draw(st.sampled_from([True, True, True, False])):
                layer = draw(st.integers(0, 2)) if feed and source == "camera" else HIGH
                carried[slot.mid] = Switch(slot.mid, feed, layer)
    return slots, carried


def apply(carried: dict[str, Switch], plan: Sequence[Switch]) -> dict[str, Switch]:
    return {**carried, **{switch.mid: switch for switch in plan}}


@given(connection=connections(), wanted=wishes)
def test_after_switching_the_slots_carry_the_first_of_what_is_wanted(
    connection: tuple[list[Slot], dict[str, Switch]], wanted: Wanted
) -> None:
    """RT2: each once, in slots of its kind, and nobody else in any slot."""
    slots, carried = connection
    after = apply(carried, switches(slots, carried, wanted))
    assert after.keys() == {slot.mid for slot in slots}
    for kind, wish in (("audio", wanted.audio), ("video", wanted.video)):
        mids = [slot.mid for slot in slots if slot.kind == kind]
        found = [feed for mid in mids if (feed := after[mid].feed) is not None]
        assert sorted(found) == sorted(wish[: len(mids)])


@given(connection=connections(), wanted=wishes)
def test_a_feed_that_stays_keeps_its_slot(
    connection: tuple[list[Slot], dict[str, Switch]], wanted: Wanted
) -> None:
    """Nobody's sound or picture is interrupted by somebody else's move."""
    slots, carried = connection
    after = apply(carried, switches(slots, carried, wanted))
    staying = {switch.feed for switch in after.values()}
    for mid, switch in carried.items():
        if switch.feed is not None and switch.feed in staying:
            assert after[mid].feed == switch.feed


@given(connection=connections(), wanted=wishes)
def test_slots_of_unknown_state_are_always_switched(
    connection: tuple[list[Slot], dict[str, Switch]], wanted: Wanted
) -> None:
    """RT2: what they carry might be anybody."""
    slots, carried = connection
    switched = {switch.mid for switch in switches(slots, carried, wanted)}
    assert {slot.mid for slot in slots} - carried.keys() <= switched


@given(connection=connections(), wanted=wishes)
def test_switching_again_does_nothing(
    connection: tuple[list[Slot], dict[str, Switch]], wanted: Wanted
) -> None:
    """Level-triggered: a plan that is carried out leaves none."""
    slots, carried = connection
    plan = switches(slots, carried, wanted)
    assert len({switch.mid for switch in plan}) == len(plan)
    assert switches(slots, apply(carried, plan), wanted) == ()


@given(connection=connections(), wanted=wishes)
def test_sound_comes_before_pictures(
    connection: tuple[list[Slot], dict[str, Switch]], wanted: Wanted
) -> None:
    slots, carried = connection
    kinds = {slot.mid: slot.kind for slot in slots}
    order = [kinds[switch.mid] for switch in switches(slots, carried, wanted)]
    assert order == sorted(order)


def fewest(mids: list[str], carried: dict[str, Switch], wish: Sequence[Feed], layer: int) -> int:
    """Return the fewest switches that bring the first of ``wish`` into the slots, by trying all ways."""
    winners: list[Feed | None] = list(wish[: len(mids)])
    winners += [None] * (len(mids) - len(winners))
    return min(
        sum(
            carried.get(mid) != Switch(mid, feed, layer if feed and feed.source == "camera" else HIGH)
            for mid, feed in zip(mids, order, strict=True)
        )
        for order in permutations(winners)
    )


@given(connection=connections(), wanted=wishes)
def test_no_other_way_needs_fewer_switches(
    connection: tuple[list[Slot], dict[str, Switch]], wanted: Wanted
) -> None:
    """One switch for each slot that must change, and none besides; all placements are compared."""
    slots, carried = connection
    layer = picture_layer(len(wanted.video))
    sound = [slot.mid for slot in slots if slot.kind == "audio"]
    pictures = [slot.mid for slot in slots if slot.kind == "video"]
    least = fewest(sound, carried, wanted.audio, layer) + fewest(pictures, carried, wanted.video, layer)
    assert len(switches(slots, carried, wanted)) == least


def test_the_more_pictures_the_smaller_each() -> None:
    assert [picture_layer(count) for count in (0, 1, 2, 3, 6, 7, 100)] == [2, 2, 2, 1, 1, 0, 0]


def test_a_picture_that_stays_changes_its_layer_alone() -> None:
    """A third picture arrives: the two there are get smaller where they are."""
    slots = [Slot("0", "audio"), *(Slot(str(mid), "video") for mid in (1, 2, 3))]
    two = Wanted(video=(Feed(PEOPLE[0], "camera"), Feed(PEOPLE[1], "camera")))
    carried = apply({}, switches(slots, {}, two))
    three = Wanted(video=(*two.video, Feed(PEOPLE[2], "camera")))
    assert switches(slots, carried, three) == (
        Switch("1", Feed(PEOPLE[0], "camera"), 1),
        Switch("2", Feed(PEOPLE[1], "camera"), 1),
        Switch("3", Feed(PEOPLE[2], "camera"), 1),
    )


def test_screens_and_voices_have_no_layers() -> None:
    slots = [Slot("0", "audio"), Slot("1", "video")]
    screen, voice = Feed(PEOPLE[0], "screen"), Feed(PEOPLE[0], "microphone")
    many = Wanted((voice,), (screen, *(Feed(person, "camera") for person in PEOPLE), screen))
    assert switches(slots, {}, many) == (Switch("0", voice, HIGH), Switch("1", screen, HIGH))
    assert (screen.kind, voice.kind) == ("video", "audio")


@given(connection=connections(), wanted=wishes)
def test_people_come_first_at_the_lowest_layer_and_then_only_layers_are_left(
    connection: tuple[list[Slot], dict[str, Switch]], wanted: Wanted
) -> None:
    """MV1: a new picture is there at once, whatever its source can send; it is sharpened afterwards."""
    slots, carried = connection
    plan = switches(slots, carried, wanted)
    urgent = at_once(plan, carried)
    assert {(s.mid, s.feed) for s in urgent} >= {
        (s.mid, s.feed) for s in plan if s.mid not in carried or carried[s.mid].feed != s.feed
    }
    assert all(s.layer == 0 for s in urgent if s.feed is not None and s.feed.source == "camera")
    between = apply(carried, urgent)
    assert at_once(switches(slots, between, wanted), between) == ()
    finished = apply(between, switches(slots, between, wanted))
    assert finished == apply(carried, plan)
