"""What there is to see: a state of the preview page, and the steps from there to a dialog or a popover."""

import re
from dataclasses import dataclass
from typing import Literal

from playwright.async_api import Page

Role = Literal["button", "menuitem", "radio", "switch", "searchbox", "timer"]


@dataclass(frozen=True, slots=True)
class Press:
    """Press what has this role and this name; ``within`` a group, where several are called so."""

    role: Role
    name: str | re.Pattern[str]
    within: str | None = None

    async def take(self, page: Page) -> None:
        """Do it as a finger or a mouse would, also where the thing shows only under a pointer."""
        where = page if self.within is None else page.get_by_role("group", name=self.within, exact=True)
        if self.role in ("radio", "switch"):
            thing = where.locator("label").filter(has_text=self.name)
        else:
            thing = where.get_by_role(self.role, name=self.name, exact=True).first
        if await page.evaluate("() => matchMedia('(pointer: coarse)').matches"):
            await thing.tap()
        else:
            await thing.click()


@dataclass(frozen=True, slots=True)
class Type:
    """Type into the field of this name."""

    name: str
    text: str

    async def take(self, page: Page) -> None:
        """Do it."""
        await page.locator("input, textarea").and_(page.get_by_label(self.name, exact=True)).fill(self.text)


@dataclass(frozen=True, slots=True)
class Await:
    """Wait until this can be read."""

    text: str

    async def take(self, page: Page) -> None:
        """Do it."""
        await page.get_by_text(self.text).filter(visible=True).first.wait_for()


@dataclass(frozen=True, slots=True)
class Opened:
    """Wait until what has this role and this name is there: the code of much comes when it is opened."""

    role: Literal["dialog", "region", "complementary", "menu", "button", "textbox", "img"]
    name: str

    async def take(self, page: Page) -> None:
        """Do it."""
        await page.get_by_role(self.role, name=self.name, exact=True).wait_for()


Step = Press | Type | Await | Opened


@dataclass(frozen=True, slots=True)
class Scene:
    """A state and the steps in it."""

    name: str
    state: str
    steps: tuple[Step, ...] = ()
    wide: bool = False
    """Only a wide page looks like this: on phones what it shows stands elsewhere."""


FILES = Press("button", "Media and files")
MORE = Press("button", "More")
PEOPLE = Press("button", "People")
BREAKOUT = Press("menuitem", "Breakout")
SHOWN = Opened("region", "Breakout")
DASHBOARD = (Press("button", "Open dashboard"), SHOWN)
DRAFT = (MORE, BREAKOUT, Press("button", "Keep existing rooms"), SHOWN)
OPTIONS = Press("button", "Options for Ben Okafor", within="Room 2")
GROUPS = "Groups for shuffling"
CHAT = (Press("button", "Chat"), Opened("complementary", "Chat"))
BOARD = (MORE, Press("menuitem", "Whiteboard"), Opened("region", "Whiteboard"))
DRAWN = (*BOARD, Opened("button", "Download SVG"))
NOTES = (MORE, Press("menuitem", "Notes"), Opened("complementary", "Notes"))
WRITTEN = (*NOTES, Opened("textbox", "Notes"))
REPORT = (Press("button", "Open report"), Opened("dialog", "Room report"))
INVITE = (MORE, Press("menuitem", "Invite"), Opened("textbox", "Link for participants"))
SECURITY = (MORE, Press("menuitem", "Security"), Opened("dialog", "Security and permissions"))
SET_UP = (MORE, BREAKOUT, Opened("dialog", "Breakout rooms"))

SCENES = (
    Scene("join-without-name", "join", (Press("button", "Join"),)),
    Scene("join-choosing-device", "join", (Press("button", "System default Microphone"),)),
    Scene("menu", "stage-5", (MORE,)),
    Scene("view-menu", "stage-9", (Press("button", "View"), Await("Speaker"))),
    Scene("chat", "chat", CHAT),
    Scene("chat-paused", "chat-paused", CHAT),
    Scene("chat-refused", "chat-refused", CHAT),
    Scene("chat-empty", "chat-empty", CHAT),
    Scene("chat-moderator", "chat-moderator", CHAT),
    Scene("people", "stage-9", (Press("button", "People"), Opened("complementary", "People"))),
    Scene("order-people", "order", (PEOPLE,)),
    Scene(
        "order-menu",
        "order",
        (PEOPLE, Press("button", "Options for Ben Okafor"), Opened("menu", "Options for Ben Okafor")),
    ),
    Scene("order-everywhere", "order", (PEOPLE, Press("button", "For everybody"))),
    Scene(
        "order-remove",
        "order",
        (PEOPLE, Press("button", "Options for Ben Okafor"), Press("menuitem", "Remove …")),
    ),
    Scene("security", "order", SECURITY),
    Scene("invite", "stage-5", INVITE),
    Scene("invite-revoke", "stage-5", (*INVITE, Press("button", "Let old links open nothing …"))),
    Scene("erase", "order", (*SECURITY, Press("button", "Erase what was said …"))),
    Scene("reactions", "order", (Press("button", "Reactions"),), wide=True),
    Scene("people-found", "stage-16", (Press("button", "People"), Type("Search people", "Ann"))),
    Scene("people-nobody", "stage-9", (Press("button", "People"), Type("Search people", "xyz"))),
    Scene(
        "devices",
        "stage-5",
        (MORE, Press("menuitem", "Device settings"), Opened("dialog", "Device settings")),
    ),
    Scene("files", "files", (FILES, Await("Sources.zip"))),
    Scene("files-participant", "files-participant", (FILES, Await("Sources.zip"))),
    Scene("files-none", "files-none", (FILES, Await("No files in this room yet."))),
    Scene("shown-picture", "shown-picture", (Await("Shown by"),)),
    Scene("shown-sound", "shown-sound", (Await("Shown by"),)),
    Scene("shown-pdf", "shown-pdf", (Await("cannot be shown"),)),
    Scene("file-menu", "files-participant", (FILES, Press("button", "Options for Sources.zip"))),
    Scene("leave", "stage-5", (Press("button", "Leave"),)),
    Scene("set-up", "setup", SET_UP),
    Scene("set-up-limit", "setup", (*SET_UP, Press("switch", "Time limit"))),
    Scene(
        "set-up-choose",
        "setup",
        (
            *SET_UP,
            Press("radio", "Let participants choose room"),
            Press("switch", "Limit how many may choose a room"),
        ),
    ),
    Scene(
        "set-up-wrong",
        "setup",
        (*SET_UP, Type("Number of rooms", "0"), Press("button", "Continue"), Await("whole number")),
    ),
    Scene("existing", "existing", (MORE, BREAKOUT, Opened("dialog", "Existing rooms are available"))),
    Scene("draft", "draft", DRAFT),
    Scene("draft-refused", "draft-refused", DRAFT),
    Scene("open", "open", DASHBOARD),
    Scene("open-full", "open", (*DASHBOARD, Press("button", "Full height"))),
    Scene("open-plain", "open-plain", DASHBOARD),
    Scene("open-joined", "open-joined", DASHBOARD),
    Scene("open-people", "open", (*DASHBOARD, Press("button", "People"))),
    Scene("open-found", "open", (*DASHBOARD, Type("Search people", "ann"), Await("people found"))),
    Scene("open-one-letter", "open", (*DASHBOARD, Type("Search people", "a"))),
    Scene("person-menu", "open-plain", (*DASHBOARD, Press("button", "Full height"), OPTIONS)),
    Scene("room-menu", "open", (*DASHBOARD, Press("button", "Options for Room 2"))),
    Scene(
        "room-rename",
        "open",
        (*DASHBOARD, Press("button", "Options for Room 2"), Press("menuitem", "Rename")),
    ),
    Scene(
        "room-move",
        "open",
        (*DASHBOARD, Press("button", "Options for Room 2"), Press("menuitem", "Move everyone to …")),
    ),
    Scene("shuffle-menu", "open", (*DASHBOARD, Press("button", "Dealing options"))),
    Scene("dashboard-time", "open", (*DASHBOARD, Press("button", "Add time"))),
    Scene("action-log", "gathered", (*DASHBOARD, Press("button", "What happened"))),
    Scene("report-menu", "gathered", (*DASHBOARD, Press("button", "Report"), Await("Save as a table"))),
    Scene(
        "groupings",
        "groupings",
        (*DASHBOARD, Press("button", re.compile("Groups for shuffling")), Opened("dialog", GROUPS)),
    ),
    Scene("dashboard-calls", "calls", DASHBOARD),
    Scene("dashboard-gathered", "gathered", DASHBOARD),
    Scene("dashboard-late", "late", DASHBOARD),
    Scene("dashboard-closing", "closing", DASHBOARD),
    Scene("huge", "huge", DASHBOARD),
    Scene("rooms", "open-plain"),
    Scene("calls", "calls", (Press("button", "Calls"),)),
    Scene("no-calls", "open-plain", (Press("button", "Calls"),)),
    Scene("broadcast", "open-plain", (Press("button", "Broadcast"),)),
    Scene("broadcast-message", "late-sent", (Press("button", "Broadcast"), Press("button", "Message"))),
    Scene(
        "broadcast-some",
        "late-sent",
        (
            Press("button", "Broadcast"),
            Press("button", "Message"),
            Press("radio", "Some rooms"),
            Type("Message text", "Ten minutes to go"),
        ),
    ),
    Scene("broadcast-voice", "open-plain", (Press("button", "Broadcast"), Press("button", "Voice"))),
    Scene("remaining-time", "open", (Press("button", "Remaining time"),)),
    Scene("room-switcher", "open-joined", (Press("button", "Room 2"),)),
    Scene("room-switcher-full", "switch-capacity", (Press("button", "Room 3"),)),
    Scene("call-moderator", "called", (Press("button", "Call moderator"),)),
    Scene("call-claimed", "claimed", (Press("button", "Call moderator"),)),
    Scene("announcements", "announced", (Press("button", "Announcements"), Opened("complementary", "Chat"))),
    Scene("board", "documents", DRAWN),
    Scene("board-empty", "documents-empty", DRAWN),
    Scene("board-read", "documents-read", DRAWN),
    Scene("board-lost", "documents-lost", (*DRAWN, Await("Connection lost"))),
    Scene("board-full", "documents-full", (*BOARD, Await("Open again"))),
    Scene("board-chat", "chat", (*DRAWN, *CHAT)),
    Scene("board-dashboard", "open-joined", (*DRAWN, *DASHBOARD)),
    Scene("notes", "documents", WRITTEN),
    Scene("notes-empty", "documents-empty", WRITTEN),
    Scene("notes-read", "documents-read", WRITTEN),
    Scene("notes-lost", "documents-lost", (*WRITTEN, Await("Connection lost"))),
    Scene("notes-full", "documents-full", (*WRITTEN, Await("Open again"))),
    Scene("notes-refused", "documents-refused", (*NOTES, Await("a room you are not in"))),
    Scene("report", "harvest", (*REPORT, Opened("img", "Whiteboard of Room 1"))),
    Scene("report-unreachable", "harvest-unreachable", (*REPORT, Await("cannot be reached"))),
    Scene("warn-5", "warn-5", (Await("5 minutes of the breakout left"),)),
    Scene("warn-1", "warn-1", (Await("1 minute of the breakout left"),)),
)
"""Every scene that takes steps; a state that no scene starts from is a scene by itself."""


def with_the_rest(states: list[str]) -> list[Scene]:
    """Return all scenes: those above, and every state that none of them shows."""
    shown = {scene.state for scene in SCENES if not scene.steps} | {scene.name for scene in SCENES}
    return [*SCENES, *(Scene(state, state) for state in states if state not in shown)]
