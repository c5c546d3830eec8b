"""The difference between two views, as a page applies it."""

from collections.abc import Callable
from typing import Any

from hypothesis import given
from hypothesis import strategies as st
from pydantic import TypeAdapter
from pydantic_core import from_json, to_jsonable_python

from reconvene.meeting.ids import MAIN, Millis, PersonId, RoomId
from reconvene.meeting.records import RoomRecord
from reconvene.wire.changes import changes_frame, difference, entries, removal, welcome_frame
from reconvene.wire.frames import Changes, DownFrame, Welcome
from tests.support.meeting import ADA, BEN, HOST, R1, R2, Story, meeting

Page = dict[str, Any]
FRAMES: TypeAdapter[Any] = TypeAdapter(DownFrame)

rooms = st.builds(
    RoomRecord,
    id=st.sampled_from([MAIN, R1, R2]),
    name=st.sampled_from(["Fish", 'B"ird', "é</script>", ""]),
    kind=st.sampled_from(["main", "breakout"]),
)
views = st.dictionaries(st.sampled_from(["a", "b", "c/d", 'e"']), rooms)


def apply(page: Page, frame: str) -> Page:
    """Do what a page does with a frame: put and delete by key, in order."""
    page = dict(page)
    for change in from_json(frame)["changes"]:
        if change[0] == "put":
            page[change[1]] = change[2]
        else:
            del page[change[1]]
    return page


@given(before=views, after=views, seq=st.integers(0, 2**53))
def test_a_page_that_applies_the_difference_has_the_new_view(before: Any, after: Any, seq: int) -> None:  # noqa: ANN401
    frame = changes_frame(seq, [difference(before, after)])
    assert apply(to_jsonable_python(before), frame) == to_jsonable_python(after)
    read = FRAMES.validate_json(frame)
    assert isinstance(read, Changes)
    assert read.seq == seq
    assert len(read.changes) <= len(before.keys() | after.keys())


@given(view=views)
def test_between_equal_views_there_is_no_difference(view: Any) -> None:  # noqa: ANN401
    assert difference(view, dict(view)) == ""


@given(before=views, after=views)
def test_taking_one_audience_away_and_giving_another_leaves_the_new_alone(before: Any, after: Any) -> None:  # noqa: ANN401
    """MV1, RT2: whoever moves loses the old room first and then gets the new one."""
    frame = changes_frame(1, [removal(before), difference({}, after)])
    assert apply(to_jsonable_python(before), frame) == to_jsonable_python(after)


def test_a_frame_without_changes_is_a_frame_all_the_same() -> None:
    assert FRAMES.validate_json(changes_frame(7, ["", ""])) == Changes(seq=7, changes=(), notices=())


def follow(story: Story, pages: dict[PersonId, Page], before: dict[PersonId, Any]) -> None:
    """Bring every page from what it saw before to what its person sees now."""
    for person in story.state.people:
        now = story.view_of(person)
        frame = changes_frame(1, [difference(before.get(person, {}), now)])
        pages[person] = apply(pages.get(person, {}), frame)
        FRAMES.validate_json(frame)
        before[person] = now


def test_pages_follow_a_whole_session_by_differences_alone() -> None:
    """RT2: at each step each page holds what its person may see, and nothing of before."""
    story = meeting(ADA, BEN)
    pages: dict[PersonId, Page] = {}
    before: dict[PersonId, Any] = {}
    steps: tuple[Callable[[], object], ...] = (
        lambda: story.draft(2, "choose", 10),
        lambda: story.move(R1, ADA),
        story.open,
        lambda: story.settle(R2, BEN, HOST),
        lambda: story.settle(RoomId(MAIN), ADA),
    )
    for step in steps:
        step()
        follow(story, pages, before)
        for person in story.state.people:
            assert pages[person] == to_jsonable_python(story.view_of(person))


@given(own=views, room=views)
def test_a_welcome_made_of_written_parts_is_the_frame_with_the_whole_view(own: Any, room: Any) -> None:  # noqa: ANN401
    room = {f"room/{key}": record for key, record in room.items()}
    empty = Welcome(epoch="null}", person=ADA, now=Millis(5), media=True, seq=3, view=None)
    whole = empty.model_copy(update={"view": {**own, **room}})
    assert from_json(welcome_frame(empty, [entries(own), entries(room)])) == whole.model_dump(mode="json")
    assert welcome_frame(empty, None) == empty.model_dump_json()
