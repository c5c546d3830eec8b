"""The meeting machine with moderators who keep order: permissions, mutes, the lobby, the lock (RM1, JN3)."""

from dataclasses import replace
from random import Random

from hypothesis import strategies as st
from hypothesis.stateful import rule

from reconvene.meeting import commands as c
from reconvene.meeting import moderation_commands as m
from reconvene.meeting.ids import PersonId, RoomId
from reconvene.meeting.permissions import Permissions
from reconvene.meeting.state import Person
from tests.support.machine import PEOPLE, numbers, seeds
from tests.support.meeting import HOST
from tests.support.session_machine import SessionMachine

REMOVABLE = 2
"""People a moderator removes at most, so that a meeting does not run empty."""

permissions = st.builds(
    Permissions,
    unmute=st.booleans(),
    camera=st.booleans(),
    share=st.booleans(),
    lobby=st.sampled_from([False, False, True]),
    locked=st.sampled_from([False, False, False, True]),
)


class ModerationMachine(SessionMachine):
    """A meeting in which moderators keep order."""

    @rule(by=numbers, allowed=permissions)
    def set_permissions(self, by: int, allowed: Permissions) -> None:
        """Say what participants may do; without a lobby nobody waits any more."""
        if self.ask(self.leads(by), m.SetPermissions(allowed)) and not allowed.lobby:
            assert not self.story.state.door.waiting

    @rule(by=numbers, who=numbers, seed=seeds)
    def keep_order(self, by: int, who: int, seed: int) -> None:
        """Mute, stop a camera, lower hands; sometimes of somebody who just began (RM1)."""
        dice = Random(seed)
        person = self.someone(who)
        own: tuple[c.Command, ...] = (c.SetMicrophone(True), c.SetCamera(True), c.RaiseHand(True))
        for command in own:
            if dice.random() < 0.5:
                self.ask(person, command)
        room = dice.choice([None, self.room(who)])
        commands: tuple[c.Command, ...] = (
            m.MutePerson(person),
            m.MuteAll(room),
            m.StopCameraOf(person),
            m.LowerHand(person),
            m.LowerAllHands(room),
        )
        command = dice.choice(commands)
        if self.ask(self.leads(by), command):
            self.check_kept(command)

    def check_kept(self, command: c.Command) -> None:
        """Assert that what moderators ended has ended."""
        people = self.story.state.people
        match command:
            case m.MutePerson(person):
                assert not people[person].microphone
            case m.StopCameraOf(person):
                assert not people[person].camera
            case m.MuteAll(room):
                assert not any(p.microphone and not p.moderates for p in self.within(room))
            case m.LowerAllHands(room):
                assert not any(p.hand for p in self.within(room))
            case _:
                pass

    def within(self, room: RoomId | None) -> list[Person]:
        """Return who is in a room, or everybody."""
        return [p for p in self.story.state.people.values() if room in (None, p.seat)]

    @rule(by=numbers, who=numbers)
    def remove(self, by: int, who: int) -> None:
        """Remove somebody for good (RT3), not too many; never the host."""
        if len(self.story.state.door.barred) >= REMOVABLE:
            return
        person = HOST if who == 0 else PEOPLE[who % len(PEOPLE)]
        if self.ask(self.leads(by), m.RemovePerson(person)):
            assert not self.ask(person, c.Join("participant"))
            self.reach.things["removed"] += 1

    @rule(by=numbers, passcode=st.sampled_from([None, "sesame", "", "x" * 65]))
    def set_passcode(self, by: int, passcode: str | None) -> None:
        """Ask newcomers for words, or no longer (JN3)."""
        self.ask(self.leads(by), m.SetPasscode(passcode))

    @rule(by=numbers, who=numbers, what=st.sampled_from(["stay", "admit", "admit", "all", "refuse", "go"]))
    def use_the_lobby(self, by: int, who: int, what: str) -> None:
        """Have somebody wait, mostly because there is a lobby, and be admitted or refused, or go (JN3)."""
        if by:
            allowed = replace(self.story.state.permissions, lobby=True, locked=by == 1)
            self.ask(HOST, m.SetPermissions(allowed))
        absent = [person for person in PEOPLE if person not in self.story.state.people] or [PEOPLE[0]]
        self.knock(absent[who % len(absent)], knows=bool(by % 3))
        door = self.story.state.door
        waiting = [*door.waiting] or [PEOPLE[0]]
        chosen = waiting[who % len(waiting)]
        match what:
            case "admit":
                self.ask(self.leads(by), m.AdmitPeople((chosen,)))
            case "all":
                self.ask(self.leads(by), m.AdmitPeople())
            case "refuse" if len(door.barred) < REMOVABLE:
                self.ask(self.leads(by), m.RefusePeople((chosen,)))
            case "go":
                self.ask(chosen, c.Leave() if by % 2 else c.Disconnect())
            case _:
                pass

    def knock(self, person: PersonId, *, knows: bool) -> None:
        """Come to the door, mostly with the passcode that is asked for; in the lobby nothing can be done."""
        passcode = self.story.state.door.passcode if knows else None
        if self.ask(person, c.Join("participant", passcode)) and person in self.story.state.door.waiting:
            assert not self.ask(person, c.RaiseHand(True))
            self.reach.things["waited"] += 1
