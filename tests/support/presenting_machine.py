"""The meeting machine with people who show things to their rooms (RM1, RM3)."""

from hypothesis import strategies as st
from hypothesis.stateful import rule

from reconvene.meeting import presenting_commands as pc
from tests.support.machine import FEW, numbers
from tests.support.meeting import HOST
from tests.support.moderation_machine import ModerationMachine


class PresentingMachine(ModerationMachine):
    """A meeting in which screens are shared."""

    @rule(who=numbers, sound=st.booleans())
    def share(self, who: int, sound: bool) -> None:  # noqa: FBT001 - drawn by name
        """Share a screen where one is, whoever presents there."""
        person = HOST if who == FEW else self.someone(who)
        before = self.story.state.presentations
        if self.ask(person, pc.ShareScreen(sound)):
            seat = self.story.seats()[person]
            self.reach.things["presentation taken over"] += seat in before and before[seat].by != person

    @rule(by=numbers, who=numbers, room=numbers)
    def stop_sharing(self, by: int, who: int, room: int) -> None:
        """Stop one's own presentation, or a room's."""
        presenting = [shown.by for shown in self.story.state.presentations.values()]
        if by % 2 and presenting:
            self.ask(presenting[who % len(presenting)], pc.StopPresenting())
        else:
            self.ask(self.leads(by), pc.EndPresentation(self.room(room)))

    @rule(who=numbers, other=numbers, what=st.integers(0, 4))
    def pass_the_floor(self, who: int, other: int, what: int) -> None:
        """Ask to present where somebody does, or answer who asks."""
        shown = list(self.story.state.presentations.values())
        one = shown[other % len(shown)] if shown else None
        presenter = one.by if one is not None and what else self.someone(who)
        asking = one.asked[who % len(one.asked)] if one is not None and one.asked else self.someone(other)
        match what:
            case 0 | 1 | 2 if one is None or not one.asked:
                self.ask(self.someone(who), pc.AskToPresent(asking=what != 1 or who > FEW))
            case 0:
                self.ask(asking, pc.AskToPresent(asking=who > FEW))
            case 1 | 2 | 4:
                given = self.ask(presenter if who else self.someone(other), pc.HandOver(asking))
                if given and what != 1:
                    self.reach.things["floor handed over"] += self.ask(asking, pc.ShareScreen())
            case _:
                self.ask(presenter, pc.KeepPresenting(asking))
