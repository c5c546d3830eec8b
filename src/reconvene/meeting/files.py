"""The files of rooms (RM3): who may add and remove them, and how many there may be."""

import unicodedata
from collections.abc import Iterable, Iterator
from typing import Final, assert_never

from reconvene.meeting import commands as c
from reconvene.meeting.content import may_read
from reconvene.meeting.decision import Decision
from reconvene.meeting.files_commands import AddFile, EraseFiles, RemoveFile
from reconvene.meeting.files_events import FileAdded, FileRemoved
from reconvene.meeting.files_state import File
from reconvene.meeting.handing_over import may_present
from reconvene.meeting.ids import MAIN, FileId, RoomId
from reconvene.meeting.refusals import Code, Refusal
from reconvene.meeting.rights import require_seat
from reconvene.meeting.state import Person, State

LONGEST_NAME: Final = 160
_MEGABYTE: Final = 1024 * 1024
_TURNS_TEXT: Final = frozenset("\u061c\u200e\u200f\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069")
"""Characters that change the direction of text: they make ``exe.png`` of ``gnp.exe``."""


def handle(decision: Decision, request: c.Request, command: AddFile | RemoveFile | EraseFiles) -> None:
    """Decide what is asked about files."""
    match command:
        case AddFile():
            _add(decision, request, require_seat(decision.state, request), command)
        case RemoveFile(file):
            _remove(decision, require_seat(decision.state, request), file)
        case EraseFiles():
            _erase(decision, command)
        case _:
            assert_never(command)


def _add(decision: Decision, request: c.Request, person: Person, command: AddFile) -> None:
    """Add what is wholly here; that one was in the room was asked when its upload began."""
    if command.file in decision.state.files:
        return
    if command.room != MAIN and command.room not in decision.state.rooms:
        raise Refusal(Code.UNKNOWN_ROOM)
    require_share(decision.state, person)
    require_space(decision.state, command.size, ())
    decision.add(
        FileAdded(
            File(
                command.file,
                command.room,
                person.id,
                decision.now,
                request.text,
                command.size,
                command.kind,
            )
        )
    )


def _remove(decision: Decision, person: Person, file: FileId) -> None:
    found = require_file(decision.state, person, file)
    if found.by != person.id and not person.moderates:
        raise Refusal(Code.NOT_YOUR_FILE)
    decision.add(FileRemoved(file))


def _erase(decision: Decision, command: EraseFiles) -> None:
    """Take files away wherever they are; their contents go with the next sweep."""
    for file in tuple(decision.state.files.values()):
        if command.by in (None, file.by) and file.at < command.before:
            decision.add(FileRemoved(file.id))


def require_file(state: State, person: Person, file: FileId) -> File:
    """Return a file that the person may read now; raise `Refusal` if there is none of that id for them.

    A file of another room and one that does not exist are the same to those who may see neither (RT2).
    """
    found = state.files.get(file)
    if found is None or not may_read(person, found.room):
        raise Refusal(Code.UNKNOWN_FILE)
    return found


def require_share(state: State, person: Person) -> None:
    """Raise `Refusal` unless the moderators let this person share."""
    if not may_present(state, person):
        raise Refusal(Code.SHARE_NOT_ALLOWED)


def require_space(state: State, size: int, on_their_way: Iterable[int]) -> None:
    """Raise `Refusal` unless there is room for a file of ``size`` bytes beside those ``on_their_way``."""
    if not 1 <= size <= state.limits.file_bytes:
        raise Refusal(Code.FILE_SIZE, limit=state.limits.file_bytes // _MEGABYTE)
    sizes = [*(file.size for file in state.files.values()), *on_their_way, size]
    if len(sizes) > state.limits.files or sum(sizes) > state.limits.files_bytes:
        raise Refusal(Code.FILES_FULL)


def files_of(state: State, room: RoomId) -> Iterator[File]:
    """Yield the files of a room, the oldest first."""
    return (file for file in state.files.values() if file.room == room)


def file_name(given: str) -> str:
    """Return what a file may be called: no folders, nothing invisible, nothing that turns text around.

    Half characters (lone surrogates) go too; what is left of nothing is ``file``. A long name loses its
    middle, so that its end still says what it is.
    """
    last = given.replace("\\", "/").rpartition("/")[2]
    seen = "".join(
        letter
        for letter in " ".join(last.split())
        if unicodedata.category(letter) not in {"Cc", "Cs"} and letter not in _TURNS_TEXT
    )
    name = seen.strip(". ")
    if len(name) > LONGEST_NAME:
        name = f"{name[: LONGEST_NAME - 21]}…{name[-20:]}"
    return name or "file"
