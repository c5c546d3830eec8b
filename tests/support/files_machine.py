"""The meeting machine with files: added, removed, gone with their room (RM3)."""

from hypothesis import strategies as st
from hypothesis.stateful import rule

from reconvene.meeting.files_commands import AddFile, EraseFiles, RemoveFile
from reconvene.meeting.files_state import FileKind
from reconvene.meeting.ids import FileId, Millis, PersonId
from reconvene.meeting.presentations import ShownFile
from reconvene.meeting.showing_commands import SetPlayback, ShowFile, TurnPage
from tests.support.machine import numbers
from tests.support.meeting import HOST
from tests.support.presenting_machine import PresentingMachine

SIZES = (1, 3, 4, 0, 11)
"""Of files, with limits as `tests.support.busy` sets them: the last two are refused."""


KINDS: tuple[FileKind, ...] = ("pdf", "video", "image", "audio", "other")


class FilesMachine(PresentingMachine):
    """A meeting with files in its rooms."""

    def __init__(self) -> None:
        super().__init__()
        self._files = 0

    def file(self, which: int) -> FileId:
        """Return a file, mostly one that exists."""
        files = list(self.story.state.files)
        return files[which % len(files)] if files and which else FileId("f_none")

    @rule(
        who=numbers,
        room=numbers,
        size=st.sampled_from(SIZES),
        kind=st.sampled_from(KINDS),
    )
    def add_file(self, who: int, room: int, size: int, kind: FileKind) -> None:
        """Have an upload end: mostly in the room one is in, but one may have been moved since it began."""
        self._files += 1
        person = self.someone(who)
        seat = self.story.seats().get(person)
        where = self.room(room) if seat is None or not room % 3 else seat
        file = FileId(f"f_{self._files}")
        if self.ask(person, AddFile(file, where, "Plan.pdf", size, kind)):
            self.ask(person, AddFile(file, where, "Plan.pdf", size, kind))
            self.reach.things["file added"] += 1

    @rule(who=numbers, which=numbers)
    def remove_file(self, who: int, which: int) -> None:
        """Take a file away, or try to."""
        self.ask(self.leads(who) if who % 2 else self.someone(who), RemoveFile(self.file(which)))

    @rule(who=numbers, ago=st.sampled_from([0, 0, 5_000, -1]))
    def erase_files(self, who: int, ago: int) -> None:
        """Have somebody's files erased, now and then everybody's old ones: the server's own doing."""
        by = None if who == 0 else self.someone(who)
        self.ask(None, EraseFiles(by, Millis(self.story.now - ago)))

    def near_files(self) -> list[tuple[PersonId, FileId]]:
        """Return who could show which file of the room they are in."""
        seats = self.story.seats()
        files = self.story.state.files.values()
        return [(person, file.id) for file in files for person in seats if seats[person] == file.room]

    @rule(who=numbers, which=numbers)
    def show_file(self, who: int, which: int) -> None:
        """Show a file of one's room, now and then one of another."""
        near = self.near_files()
        person, file = near[(7 * who + which) % len(near)] if near and which else (HOST, self.file(who))
        if self.ask(person, ShowFile(file)):
            self.reach.things["file shown"] += 1

    @rule(who=numbers, page=st.sampled_from([1, 2, 3, 0]), playing=st.booleans(), at=st.integers(-1, 9_000))
    def handle_file(self, who: int, page: int, playing: bool, at: int) -> None:  # noqa: FBT001 - drawn
        """Turn a page, play or rest, mostly as the one who shows it."""
        showing = [shown.by for shown in self.story.state.presentations.values()]
        person = showing[who % len(showing)] if showing and who else self.someone(who)
        self.ask(person, TurnPage(page))
        self.ask(person, SetPlayback(playing, Millis(at)))

    def shows_files(self) -> bool:
        """Return whether some room is being shown a file."""
        shown = self.story.state.presentations.values()
        return any(isinstance(presentation.what, ShownFile) for presentation in shown)

    @rule(who=numbers, size=st.sampled_from(SIZES), kind=st.sampled_from(KINDS))
    def present_file(self, who: int, size: int, kind: FileKind) -> None:
        """Add a file, show it, go through it and leave it: what people do with one in a row."""
        person = HOST if who == 0 else self.someone(who)
        self.add_file(who, 1, size, kind)
        for command in (
            ShowFile(FileId(f"f_{self._files}")),
            TurnPage(2 + who % 2),
            SetPlayback(who > 1, Millis(who)),
        ):
            self.ask(person, command)
        if who % 2:
            self.ask(person, RemoveFile(self.file(who)))
