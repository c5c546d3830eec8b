"""What guests do of their own accord: when to talk, write, raise a hand, call somebody. No clock of its own.

Time is given in seconds of any clock that never goes back; chance is a seeded generator.
"""

from dataclasses import dataclass, field
from random import Random
from typing import Final, TypeAlias

from reconvene.guests import cast
from reconvene.guests.sight import Sight
from reconvene.meeting import commands as c
from reconvene.meeting.chat_commands import Say
from reconvene.meeting.ids import MAIN, Reaction, RoomId


@dataclass(frozen=True, slots=True)
class Talk:
    """Begin or stop talking."""

    on: bool


@dataclass(frozen=True, slots=True)
class Show:
    """Show a reaction."""

    reaction: Reaction


Act: TypeAlias = c.PublicCommand | Talk | Show


@dataclass(frozen=True, slots=True)
class Temper:
    """What a guest does at all. ``company`` is how many guests there are: the more, the less each does."""

    company: int
    talk: bool
    video: bool
    rooms: bool


_EVERY: Final = {"line": 14.0, "hand": 30.0, "reaction": 11.0, "call": 50.0, "wander": 60.0}
"""Mean seconds between such acts of all guests together."""

_REACTIONS: Final[tuple[Reaction, ...]] = (
    "thumbs_up", "thumbs_up", "thumbs_up", "clap", "clap", "heart", "laugh", "wow", "party",
)  # fmt: skip
_QUIET: Final = (0.4, 2.5)
_REST: Final = (3.0, 7.0)
_TURN: Final = (3.0, 8.0)
_HAND_UP: Final = (12.0, 30.0)
_CALLING: Final = 120.0
_OBEDIENCE: Final = (20.0, 45.0)
_CHOOSING: Final = (1.0, 6.0)
_ARRIVING: Final = (1.0, 5.0)
_NEVER: Final = float("inf")


@dataclass(slots=True)
class Manners:
    """One guest's. Ask `acts` a few times a second and do what it says."""

    temper: Temper
    chance: Random
    fellows: frozenset[str]
    """Names of all guests: what others write is worth a reply."""
    _due: dict[str, float] = field(default_factory=dict)
    _room: str = ""
    _talking_until: float = 0.0
    _silent: bool = False
    _answered: str = ""

    def acts(self, now: float, sight: Sight) -> list[Act]:
        """Return what to do now."""
        if not sight.seated:
            return []
        if sight.room != self._room:
            self._arrive(now, sight)
        company = sight.others()
        return [
            *self._devices(now, sight),
            *self._turns(now, sight, alone=not company),
            *self._hand(now, sight),
            *self._words(now, sight, alone=not company),
            *([] if not company else self._reactions(now)),
            *(self._ways(now, sight) if self.temper.rooms else []),
        ]

    def _arrive(self, now: float, sight: Sight) -> None:
        first, self._room = not self._room, sight.room
        self._due["turn"] = now + self.chance.uniform(*_ARRIVING)
        # Not everybody says hello.
        if self.chance.random() < (0.5 if first else 0.3):
            self._due["greeting"] = now + self.chance.uniform(*_ARRIVING)
        last = sight.last_line()
        self._answered = "" if last is None else last["id"]

    def _devices(self, now: float, sight: Sight) -> list[Act]:
        """Have microphone and camera on; somebody who was muted obeys for a while before asking again."""
        wanted: list[tuple[str, bool, c.PublicCommand]] = [
            ("microphone", self.temper.talk, c.SetMicrophone(on=True)),
            ("camera", self.temper.video, c.SetCamera(on=True)),
        ]
        acts: list[Act] = []
        for device, want, command in wanted:
            if want and not sight.me[device] and now >= self._due.get(device, 0.0):
                self._due[device] = now + 2
                acts.append(command)
            elif sight.me[device]:
                self._due[device] = now + self.chance.uniform(*_OBEDIENCE)
        return acts

    def _turns(self, now: float, sight: Sight, *, alone: bool) -> list[Act]:
        """Talk when it is quiet, for a while; a voice of somebody else puts one's own turn off."""
        talking = self._talking_until > 0
        if talking:
            if now < self._talking_until and sight.me["microphone"] and not alone:
                return []
            self._talking_until = 0.0
            self._due["turn"] = now + self.chance.uniform(*_REST)
            return [Talk(on=False)]
        others = sight.speaking - {sight.me["id"]}
        if alone or others or not sight.me["microphone"]:
            self._silent = False
            return []
        if not self._silent:
            self._silent = True
            pause = now + self.chance.uniform(*_QUIET)
            self._due["turn"] = max(pause, self._due.get("turn", 0.0))
        if not self.temper.talk or now < self._due["turn"]:
            return []
        self._talking_until = now + self.chance.uniform(*_TURN)
        return [Talk(on=True)]

    def _hand(self, now: float, sight: Sight) -> list[Act]:
        if sight.me["hand"]:
            if now < self._due.setdefault("hand_down", now + self.chance.uniform(*_HAND_UP)):
                return []
            self._due["hand_down"] = now + 2
            return [c.RaiseHand(raised=False)]
        self._due.pop("hand_down", None)
        return [c.RaiseHand(raised=True)] if self._now_and_then("hand", now) else []

    def _words(self, now: float, sight: Sight, *, alone: bool) -> list[Act]:
        if not sight.meeting["permissions"]["chat"] or alone:
            return []
        if now >= self._due.get("greeting", _NEVER):
            del self._due["greeting"]
            return self._say(sight, cast.ARRIVED if sight.in_breakout else cast.GREETINGS)
        if self._now_and_then("line", now):
            return self._say(sight, cast.IN_ROOMS if sight.in_breakout else cast.IN_MAIN)
        return self._reply(now, sight)

    def _reply(self, now: float, sight: Sight) -> list[Act]:
        """Answer people, not guests; of many guests in a room one or two do."""
        last = sight.last_line()
        if last is None or last["id"] == self._answered:
            return []
        due = self._due.setdefault(f"reply {last['id']}", now + self.chance.uniform(2, 6))
        if now < due:
            return []
        del self._due[f"reply {last['id']}"]
        self._answered = last["id"]
        guests = 1 + sum(mate["name"] in self.fellows for mate in sight.others())
        heard = last["name"] and last["name"] not in self.fellows
        return self._say(sight, cast.REPLIES) if heard and self.chance.random() < 1.5 / guests else []

    def _say(self, sight: Sight, lines: tuple[str, ...]) -> list[Act]:
        said = {line["text"] for line in sight.of("line")}
        fresh = [line for line in lines if line not in said] or list(lines)
        return [Say(f"room:{sight.room}", self.chance.choice(fresh))]

    def _reactions(self, now: float) -> list[Act]:
        return [Show(self.chance.choice(_REACTIONS))] if self._now_and_then("reaction", now) else []

    def _ways(self, now: float, sight: Sight) -> list[Act]:
        """Between rooms: choose one, call a moderator there, go to another one where that is allowed."""
        if sight.me["role"] != "participant":
            return []
        if sight.in_breakout:
            return [*self._call(now, sight), *self._wander(now, sight)]
        may_choose = sight.meeting["phase"] == "open" and sight.meeting["assign"] == "choose"
        if not may_choose or sight.me["assignment"] is not None or sight.me["move"] is not None:
            self._due.pop("choice", None)
            return []
        if now < self._due.setdefault("choice", now + self.chance.uniform(*_CHOOSING)):
            return []
        self._due["choice"] = now + self.chance.uniform(*_CHOOSING)
        return self._choose(sight)

    def _wander(self, now: float, sight: Sight) -> list[Act]:
        may = sight.meeting["allow"]["switch_rooms"] and sight.me["move"] is None
        return self._choose(sight) if self._now_and_then("wander", now) and may else []

    def _choose(self, sight: Sight) -> list[Act]:
        rooms = [
            RoomId(room["id"])
            for room in sight.of("choice")
            if not room["full"] and room["id"] not in {MAIN, sight.room}
        ]
        return [c.JoinRoom(self.chance.choice(rooms))] if rooms else []

    def _call(self, now: float, sight: Sight) -> list[Act]:
        if sight.me["call"] is not None:
            if now < self._due.setdefault("hang_up", now + _CALLING):
                return []
            self._due["hang_up"] = now + 2
            return [c.CancelCall()]
        self._due.pop("hang_up", None)
        may = sight.meeting["allow"]["call"] and sight.meeting["phase"] == "open"
        if not self._now_and_then("call", now) or not may:
            return []
        return [c.CallModerator(self.chance.choice(cast.REASONS))]

    def _now_and_then(self, what: str, now: float) -> bool:
        """Return whether it is time for something that happens at random, so often among all guests."""
        mean = _EVERY[what] * self.temper.company
        due = self._due.setdefault(what, now + self.chance.expovariate(1 / mean))
        if now < due:
            return False
        self._due[what] = now + self.chance.expovariate(1 / mean)
        return True
