"""What events about files make of the state."""

from typing import assert_never

from reconvene.meeting.changing import replace
from reconvene.meeting.files_events import FileAdded, FileRemoved
from reconvene.meeting.ids import RoomId
from reconvene.meeting.state import State


def evolve_files(state: State, event: FileAdded | FileRemoved) -> State:
    """Return the state after ``event``."""
    match event:
        case FileAdded(file):
            return replace(state, files={**state.files, file.id: file})
        case FileRemoved(gone):
            return replace(state, files={file: kept for file, kept in state.files.items() if file != gone})
        case _:
            assert_never(event)


def without_room(state: State, room: RoomId) -> State:
    """Return the state without the files of a room that was deleted, save those brought back to main."""
    brought = {file for harvest in state.harvests for harvested in harvest.rooms for file in harvested.files}
    kept = {id_: file for id_, file in state.files.items() if file.room != room or id_ in brought}
    return replace(state, files=kept)
