"""What guests do by themselves, in made-up time."""

from collections.abc import Iterable
from random import Random
from typing import Any

import pytest

from reconvene.guests.manners import Act, Manners, Show, Talk, Temper
from reconvene.guests.sight import Sight
from reconvene.meeting import commands as c
from reconvene.meeting.chat_commands import Say
from reconvene.meeting.ids import RoomId

STEP = 0.25
LONG = 600.0


class Scene:
    """A guest called Amira in a room with Ben; what they do to themselves happens at once."""

    def __init__(self, room: str = "main", seed: int = 1, **temper: bool) -> None:
        wish = {"talk": True, "video": True, "rooms": True} | temper
        self.now = 1_000.0
        self.sight = Sight()
        self.done: list[tuple[float, Act]] = []
        self.manners = Manners(Temper(company=1, **wish), Random(seed), frozenset({"Amira"}))
        me = {"id": "p_1", "name": "Amira", "role": "participant", "assignment": None, "move": None}
        devices = {"microphone": False, "camera": False, "hand": False, "away": False}
        allow = {"call": True, "return_to_main": True, "switch_rooms": False}
        self.sight.records = {
            "me": {**me, **devices, "call": None},
            "room": {"id": room, "kind": "main" if room == "main" else "breakout"},
            "meeting": {
                "phase": "open",
                "assign": "automatic",
                "allow": allow,
                "permissions": {"chat": True},
            },
            "mate/p_1": {**me, **devices},
            "mate/p_2": {**devices, "id": "p_2", "name": "Ben"},
        }

    def step(self) -> list[Act]:
        """Let a moment pass."""
        self.now += STEP
        acts = self.manners.acts(self.now, self.sight)
        self.done += [(self.now, act) for act in acts]
        for act in acts:
            self._happen(act)
        return acts

    def play(self, seconds: float = LONG) -> list[Act]:
        """Let time pass and return what was done."""
        return [act for _ in range(round(seconds / STEP)) for act in self.step()]

    def _happen(self, act: Act) -> None:
        changes: dict[str, Any] = {}
        match act:
            case c.SetMicrophone(on):
                changes = {"microphone": on}
            case c.SetCamera(on):
                changes = {"camera": on}
            case c.RaiseHand(raised):
                changes = {"hand": raised}
            case c.CallModerator(reason):
                changes = {"call": {"reason": reason}}
            case c.CancelCall():
                changes = {"call": None}
            case _:
                return
        self.sight.me.update(changes)


def kinds(acts: Iterable[Act]) -> set[type]:
    return {type(act) for act in acts}


def test_a_guest_in_main_does_all_that_belongs_there() -> None:
    done = kinds(Scene().play())
    assert {c.SetMicrophone, c.SetCamera, c.RaiseHand, Say, Talk, Show} == done


def test_in_a_breakout_room_a_guest_calls_a_moderator_and_gives_up_after_a_while() -> None:
    """CA1: from breakout rooms only."""
    assert {c.CallModerator, c.CancelCall} <= kinds(Scene("r1").play(3 * LONG))
    assert not {c.CallModerator, c.CancelCall} & kinds(Scene().play(3 * LONG))


def test_nobody_is_called_where_it_is_not_allowed() -> None:
    """CF1: participants may do what moderators allowed."""
    scene = Scene("r1")
    scene.sight.meeting["allow"]["call"] = False
    assert c.CallModerator not in kinds(scene.play(3 * LONG))


def test_a_hand_is_lowered_again() -> None:
    done = [act.raised for act in Scene().play() if isinstance(act, c.RaiseHand)]
    assert done[:4] == [True, False, True, False]


def test_a_turn_ends_and_nobody_talks_while_somebody_else_does() -> None:
    scene = Scene()
    turns = [act.on for act in scene.play() if isinstance(act, Talk)]
    assert turns[:4] == [True, False, True, False]
    while scene.manners.acts(scene.now, scene.sight) or turns.count(True) != turns.count(False):
        turns += [act.on for act in scene.step() if isinstance(act, Talk)]
    scene.sight.speaking = frozenset({"p_2"})
    assert Talk not in kinds(scene.play(60))


def test_who_is_muted_stops_at_once_and_obeys_for_a_while() -> None:
    """RM1: moderators mute."""
    scene = Scene()
    while not any(isinstance(act, Talk) for act in scene.step()):
        continue
    scene.sight.me["microphone"] = False
    assert Talk(on=False) in scene.step()
    assert c.SetMicrophone not in kinds(scene.play(15))
    assert c.SetMicrophone(on=True) in scene.play(60)


def test_alone_in_a_room_nobody_talks_writes_or_claps() -> None:
    scene = Scene()
    del scene.sight.records["mate/p_2"]
    assert not {Talk, Say, Show} & kinds(scene.play())


def test_people_are_answered_and_guests_are_not() -> None:
    line = {"conversation": "room:main", "number": 1, "deleted": False, "text": "Who is there?"}

    def answers(name: str) -> int:
        found = 0
        for seed in range(20):
            scene = Scene(seed=seed, talk=False)
            scene.step()
            before = {**line, "id": "l_1", "name": name}
            scene.sight.records["line/l_1"] = before
            scene.manners._due |= {"line": scene.now + LONG}  # noqa: SLF001 - only replies are counted
            scene.manners._due.pop("greeting", None)  # noqa: SLF001
            found += sum(isinstance(act, Say) for act in scene.play(10))
        return found

    assert answers("Ben") == 20
    assert answers("Amira") == 0


@pytest.mark.parametrize("seed", range(5))
def test_a_guest_chooses_a_room_that_takes_people(seed: int) -> None:
    """ST1: with *Let participants choose room* each picks one."""
    scene = Scene(seed=seed)
    scene.sight.meeting["assign"] = "choose"
    scene.sight.records |= {f"choice/r{n}": {"id": f"r{n}", "full": n != 2} for n in (1, 2, 3)}
    assert c.JoinRoom(RoomId("r2")) in scene.play(10)


def test_without_rooms_a_guest_stays_until_moved() -> None:
    scene = Scene(rooms=False)
    scene.sight.meeting["assign"] = "choose"
    scene.sight.records["choice/r1"] = {"id": "r1", "full": False}
    assert c.JoinRoom not in kinds(scene.play())


def test_before_the_door_a_guest_does_nothing() -> None:
    """JN3: who waits in the lobby."""
    scene = Scene()
    scene.sight.records = {"lobby": {}}
    assert scene.play(60) == []
