"""The meeting machine with files: added, removed, gone with their room (RM3)."""

from hypothesis import strategies as st
from hypothesis.stateful import rule

from reconvene.meeting.files_commands import AddFile, RemoveFile
from reconvene.meeting.ids import FileId
from tests.support.machine import numbers
from tests.support.presenting_machine import PresentingMachine

SIZES = (1, 3, 4, 0, 11)
"""Of files, with limits as `tests.support.busy` sets them: the last two are refused."""


class FilesMachine(PresentingMachine):
    """A meeting with files in its rooms."""

    def __init__(self) -> None:
        super().__init__()
        self._files = 0

    def file(self, which: int) -> FileId:
        """Return a file, mostly one that exists."""
        files = list(self.story.state.files)
        return files[which % len(files)] if files and which else FileId("f_none")

    @rule(who=numbers, room=numbers, size=st.sampled_from(SIZES))
    def add_file(self, who: int, room: int, size: int) -> None:
        """Have an upload end: mostly in the room one is in, but one may have been moved since it began."""
        self._files += 1
        person = self.someone(who)
        seat = self.story.seats().get(person)
        where = self.room(room) if seat is None or not room % 3 else seat
        file = FileId(f"f_{self._files}")
        if self.ask(person, AddFile(file, where, "Plan.pdf", size, "pdf")):
            self.ask(person, AddFile(file, where, "Plan.pdf", size, "pdf"))
            self.reach.things["file added"] += 1

    @rule(who=numbers, which=numbers)
    def remove_file(self, who: int, which: int) -> None:
        """Take a file away, or try to."""
        self.ask(self.leads(who) if who % 2 else self.someone(who), RemoveFile(self.file(which)))
