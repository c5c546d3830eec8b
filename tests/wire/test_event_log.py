"""Events in the log: what was written stays readable."""

from contextlib import suppress
from pathlib import Path
from typing import get_args

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pydantic_core import from_json, to_json

from reconvene.meeting import chat_events as ce
from reconvene.meeting import events as e
from reconvene.meeting import moderation_events as m
from reconvene.meeting import presenting_events as pe
from reconvene.meeting.chat_state import Line
from reconvene.meeting.conversations import of_room
from reconvene.meeting.files_events import FileAdded, FileRemoved
from reconvene.meeting.files_state import File
from reconvene.meeting.grouping_events import GroupingDropped, GroupingMade
from reconvene.meeting.grouping_state import Grouping
from reconvene.meeting.harvest_events import BroughtBack
from reconvene.meeting.harvest_state import Harvest, HarvestedRoom
from reconvene.meeting.ids import MAIN, FileId, LineId, Millis, TextId
from reconvene.meeting.permissions import Permissions
from reconvene.meeting.presentations import Playback
from reconvene.meeting.showing_events import FileShown, PageTurned, PlaybackSet
from reconvene.meeting.state import Action, Allow, Announcement, Assignments
from reconvene.wire.commands import tag
from reconvene.wire.event_log import EVENT_TAGS, decode_events, encode_events
from tests.support.meeting import ADA, BEN, CLEO, DAN, R1, R2

GOLDEN = Path(__file__).parents[1] / "golden" / "events.json"
AT = Millis(1_700_000_000_000)
ALLOW = Allow(call=True, return_to_main=False, switch_rooms=True)
OLDER = Line(LineId("t_3"), 7, ADA, AT, TextId("t_3"))
WRITTEN: tuple[e.Event, ...] = (
    e.Joined(ADA, "host", AT),
    e.Disconnected(ADA, AT),
    e.Reconnected(ADA),
    e.Left(ADA),
    e.MicrophoneSet(ADA, True),
    e.CameraSet(ADA, False),
    e.HandSet(ADA, True),
    e.BreakoutConfigured("choose", 10, ALLOW, late="smallest", capacity=None),
    e.RoomsArchived(),
    e.DraftReopened(),
    e.RoomsAdded(((R1, "Room 1"), (R2, "Künste"))),
    e.RoomRenamed(R1, "Fish"),
    e.RoomClosing(R1, AT),
    e.RoomDeleted(R1),
    e.Assigned(((ADA, R1), (BEN, None))),
    e.SessionStarted(None),
    e.EndChanged(AT),
    e.SessionClosing(AT),
    e.SessionClosed(),
    e.MovesScheduled(((ADA, R1), (BEN, MAIN)), AT),
    e.MovesCancelled((ADA, BEN)),
    e.Moved(((ADA, R1),)),
    e.BreakoutConfigured("choose", 10, ALLOW, late="hold", capacity=5),
    e.RoleSet(ADA, "moderator"),
    e.Pinned(ADA, True),
    e.UndoKept(Assignments(((ADA, R1), (BEN, None)), 2)),
    e.RoundSet(-1),
    e.Met(((ADA, BEN), (CLEO, DAN))),
    e.Announced(Announcement(TextId("t_1"), None, AT, (R1, R2), 7)),
    e.VoiceSet(ADA, True),
    e.Called(ADA, AT, TextId("t_2")),
    e.Called(BEN, AT, None),
    e.CallClaimed(ADA, BEN),
    e.CallCleared(ADA, True),
    e.ActionTaken(Action(1, AT, ADA, "MovePeople", (BEN, CLEO), "Room 1")),
    GroupingMade(Grouping(1, "apart", (BEN, CLEO))),
    GroupingDropped(1),
    m.PermissionsSet(Permissions(unmute=False, lobby=True)),
    e.ActionTaken(Action(2, AT, None, "MoveRoom", (), "Room 1", ("Room 2",), 3, "next")),
    pe.ScreenShared(R1, ADA, True),
    pe.PresentationEnded(R1),
    FileAdded(File(FileId("f_1"), R1, ADA, AT, TextId("t_3"), 4_096, "pdf")),
    FileRemoved(FileId("f_1")),
    ce.Said(of_room(R1), Line(LineId("t_3"), 7, ADA, AT, TextId("t_3"))),
    ce.LineEdited(of_room(R1), LineId("t_3"), TextId("t_4"), AT),
    ce.LineDeleted(of_room(R1), LineId("t_3")),
    e.HandSet(ADA, True, AT),
    m.Muted((ADA, BEN), CLEO),
    m.CameraStopped(ADA, None),
    m.HandsLowered((ADA, BEN), CLEO),
    m.Knocked(ADA, AT),
    m.Admitted((ADA, BEN)),
    m.WaitEnded((ADA,)),
    m.Barred((ADA,)),
    m.PasscodeSet(TextId("t_3")),
    m.PasscodeSet(None),
    FileShown(R1, ADA, FileId("f_1"), Playback(False, Millis(0), AT)),
    FileShown(R1, ADA, FileId("f_2"), None),
    PageTurned(R1, 2),
    PlaybackSet(R1, Playback(True, Millis(1_500), AT)),
    BroughtBack(Harvest(1, ADA, AT, (HarvestedRoom(R1, "Room 1", (FileId("f_1"),)),))),
    pe.FloorAsked(R1, BEN),
    pe.FloorOffered(R1, BEN),
    pe.FloorAskEnded(R1, BEN, True),
    ce.LineEdited(of_room(R1), LineId("t_3"), TextId("t_4"), AT, OLDER),
    ce.LineDeleted(of_room(R1), LineId("t_3"), OLDER),
)
"""What the rows of the golden file mean."""

OUTGROWN = {6, 7, 34, 44, 45}
"""Rows that are written with more fields today."""

events = st.one_of(*(st.from_type(kind) for kind in get_args(e.Event)))


def test_every_kind_of_event_has_an_example() -> None:
    assert {type(event) for event in WRITTEN} == set(get_args(e.Event))
    assert {tag(type(event)) for event in WRITTEN} == set(EVENT_TAGS)


def test_logs_of_former_versions_are_read_as_they_were_meant() -> None:
    """The golden file is only ever added to: each line is a row some version has written."""
    rows = [to_json(row).decode() for row in from_json(GOLDEN.read_text())]
    assert tuple(event for row in rows for event in decode_events(row)) == WRITTEN


def test_events_are_written_as_they_always_were() -> None:
    rows = from_json(GOLDEN.read_text())
    for index, (event, row) in enumerate(zip(WRITTEN, rows, strict=True)):
        assert (from_json(encode_events((event,))) == row) == (index not in OUTGROWN)


@given(commit=st.lists(events, max_size=4).map(tuple))
def test_what_is_written_is_read_again(commit: tuple[e.Event, ...]) -> None:
    assert decode_events(encode_events(commit)) == commit


def test_fields_of_later_versions_are_passed_over() -> None:
    """A node that is still of the former version can read on."""
    assert decode_events('[["left",{"person":"p_ada","why":"bored"}]]') == (e.Left(ADA),)


@pytest.mark.parametrize(
    "text",
    [
        "",
        "{}",
        "5",
        "null",
        '"left"',
        "[5]",
        '[["left"]]',
        '[["nothing",{}]]',
        '[["left",{}]]',
        '[["moved",{"moves":3}]]',
        '[["left",{"person":"p"}',
    ],
)
def test_damaged_text_is_a_value_error(text: str) -> None:
    with pytest.raises(ValueError, match=r".+"):
        decode_events(text)


@given(text=st.text(max_size=40))
def test_any_text_is_read_or_a_value_error(text: str) -> None:
    with suppress(ValueError):
        assert encode_events(decode_events(text))
