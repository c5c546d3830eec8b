"""Why the rules say no: one closed list of codes, each with a sentence for people."""

from enum import StrEnum


class Code(StrEnum):
    """What is lacking. Values are stable: they are part of the wire protocol."""

    NOT_MODERATOR = "NOT_MODERATOR"
    NOT_HOST = "NOT_HOST"
    NOT_PARTICIPANT = "NOT_PARTICIPANT"
    NOT_IN_MEETING = "NOT_IN_MEETING"
    NO_SEAT = "NO_SEAT"
    UNKNOWN_PERSON = "UNKNOWN_PERSON"
    UNKNOWN_ROOM = "UNKNOWN_ROOM"
    MAIN_ROOM_FIXED = "MAIN_ROOM_FIXED"
    ROOM_CLOSING = "ROOM_CLOSING"
    ROOM_COUNT = "ROOM_COUNT"
    ROOM_NAME = "ROOM_NAME"
    TIME_LIMIT = "TIME_LIMIT"
    NO_TIME_LIMIT = "NO_TIME_LIMIT"
    NO_ROOMS = "NO_ROOMS"
    NO_DRAFT = "NO_DRAFT"
    ALREADY_OPEN = "ALREADY_OPEN"
    NOT_OPEN = "NOT_OPEN"
    SESSION_CLOSING = "SESSION_CLOSING"
    MODERATOR_CHOOSES = "MODERATOR_CHOOSES"
    RETURN_NOT_ALLOWED = "RETURN_NOT_ALLOWED"
    SWITCH_NOT_ALLOWED = "SWITCH_NOT_ALLOWED"
    MOVE_PENDING = "MOVE_PENDING"
    ROOM_FULL = "ROOM_FULL"
    NOTHING_TO_UNDO = "NOTHING_TO_UNDO"
    NOBODY_TO_MOVE = "NOBODY_TO_MOVE"
    NO_OTHER_DEAL = "NO_OTHER_DEAL"
    GROUPING_SIZE = "GROUPING_SIZE"
    GROUPING_COUNT = "GROUPING_COUNT"
    GROUPINGS_CONTRADICT = "GROUPINGS_CONTRADICT"
    UNKNOWN_GROUPING = "UNKNOWN_GROUPING"
    BROADCAST_TEXT = "BROADCAST_TEXT"
    CALL_REASON = "CALL_REASON"
    CALL_NOT_ALLOWED = "CALL_NOT_ALLOWED"
    NOT_IN_BREAKOUT = "NOT_IN_BREAKOUT"
    NO_CALL = "NO_CALL"
    HOST_FIXED = "HOST_FIXED"
    CAPACITY = "CAPACITY"
    UNMUTE_NOT_ALLOWED = "UNMUTE_NOT_ALLOWED"
    CAMERA_NOT_ALLOWED = "CAMERA_NOT_ALLOWED"
    SHARE_NOT_ALLOWED = "SHARE_NOT_ALLOWED"
    SOMEBODY_PRESENTS = "SOMEBODY_PRESENTS"
    NOBODY_PRESENTS = "NOBODY_PRESENTS"
    NOT_PRESENTER = "NOT_PRESENTER"
    NOT_ASKING = "NOT_ASKING"
    FILE_SIZE = "FILE_SIZE"
    FILES_FULL = "FILES_FULL"
    UNKNOWN_FILE = "UNKNOWN_FILE"
    NOT_YOUR_FILE = "NOT_YOUR_FILE"
    UNKNOWN_CONVERSATION = "UNKNOWN_CONVERSATION"
    NOT_IN_ROOM = "NOT_IN_ROOM"
    PERSON_ELSEWHERE = "PERSON_ELSEWHERE"
    CHAT_NOT_ALLOWED = "CHAT_NOT_ALLOWED"
    PRIVATE_CHAT_NOT_ALLOWED = "PRIVATE_CHAT_NOT_ALLOWED"
    LINE_TEXT = "LINE_TEXT"
    UNKNOWN_LINE = "UNKNOWN_LINE"
    NOT_YOUR_LINE = "NOT_YOUR_LINE"
    TOO_FAST = "TOO_FAST"
    MEETING_LOCKED = "MEETING_LOCKED"
    PASSCODE_REQUIRED = "PASSCODE_REQUIRED"
    PASSCODE = "PASSCODE"
    REMOVED = "REMOVED"
    NOT_WAITING = "NOT_WAITING"
    NOT_TO_BE_SHOWN = "NOT_TO_BE_SHOWN"
    NOTHING_SHOWN = "NOTHING_SHOWN"


SENTENCES: dict[Code, str] = {
    Code.NOT_MODERATOR: "Only moderators can do this.",
    Code.NOT_HOST: "Only the host can do this.",
    Code.NOT_PARTICIPANT: "This is for participants; you are a moderator yourself.",
    Code.NOT_IN_MEETING: "You are not in this meeting any more. Open your link to join again.",
    Code.NO_SEAT: "This needs a person in the meeting; an API key has no seat.",
    Code.UNKNOWN_PERSON: "That person is not in this meeting any more.",
    Code.UNKNOWN_ROOM: "That room does not exist any more.",
    Code.MAIN_ROOM_FIXED: "Choose a breakout room: the main room stays as it is.",
    Code.ROOM_CLOSING: "That room is being closed.",
    Code.ROOM_COUNT: "Choose a number of rooms from 1 to {limit}.",
    Code.ROOM_NAME: "Give the room a name of 1 to {limit} characters that no other room has.",
    Code.TIME_LIMIT: "Choose a time from 1 to {limit} minutes.",
    Code.NO_TIME_LIMIT: "This session has no time limit.",
    Code.NO_ROOMS: "No breakout room is meant. Create or choose rooms first.",
    Code.NO_DRAFT: "There is nothing to start. Set up breakout rooms first.",
    Code.ALREADY_OPEN: "A breakout session is running. End it first.",
    Code.NOT_OPEN: "No breakout session is running.",
    Code.SESSION_CLOSING: "The breakout session is just ending.",
    Code.MODERATOR_CHOOSES: "Moderators are not assigned; they join any room once the session is open.",
    Code.RETURN_NOT_ALLOWED: "The moderators keep everyone in their rooms for now.",
    Code.SWITCH_NOT_ALLOWED: "The moderators have not opened the rooms for switching.",
    Code.MOVE_PENDING: "You are about to be moved already.",
    Code.ROOM_FULL: "That room is full.",
    Code.NOTHING_TO_UNDO: "There is no change of assignments to undo.",
    Code.NOBODY_TO_MOVE: "There is nobody to move.",
    Code.NO_OTHER_DEAL: "Shuffling leaves everyone where they are. Add a room or unpin somebody first.",
    Code.GROUPING_SIZE: "Select 2 to {limit} participants to keep together or apart.",
    Code.GROUPING_COUNT: "There are {limit} groups already. Remove one first.",
    Code.GROUPINGS_CONTRADICT: "Another group says the opposite of some of these people. Remove it first.",
    Code.UNKNOWN_GROUPING: "That group has been removed already.",
    Code.BROADCAST_TEXT: "Write a message of 1 to {limit} characters.",
    Code.CALL_REASON: "Give a reason of at most {limit} characters.",
    Code.CALL_NOT_ALLOWED: "The moderators take no calls in this session.",
    Code.NOT_IN_BREAKOUT: "Moderators can be called from breakout rooms.",
    Code.NO_CALL: "That call is over already.",
    Code.HOST_FIXED: "The host stays host.",
    Code.CAPACITY: "Choose a number of people per room from 1 to {limit}.",
    Code.UNMUTE_NOT_ALLOWED: "The moderators keep microphones off for now. Raise your hand to speak.",
    Code.CAMERA_NOT_ALLOWED: "The moderators keep cameras off for now.",
    Code.SHARE_NOT_ALLOWED: "The moderators keep sharing to themselves for now.",
    Code.SOMEBODY_PRESENTS: "Somebody else is presenting here. Ask to present with Share content.",
    Code.NOBODY_PRESENTS: "Nobody else is presenting here: you can begin right away.",
    Code.NOT_PRESENTER: "You are not presenting here any more.",
    Code.NOT_ASKING: "That person does not ask to present any more.",
    Code.FILE_SIZE: "Choose a file that is not empty and has at most {limit} MB.",
    Code.FILES_FULL: "This meeting cannot keep more files. Remove some first.",
    Code.UNKNOWN_FILE: "That file is not in your room any more.",
    Code.NOT_TO_BE_SHOWN: "This kind of file can only be downloaded.",
    Code.NOTHING_SHOWN: "No file is being shown here any more.",
    Code.NOT_YOUR_FILE: "Only moderators and whoever added a file can remove it.",
    Code.UNKNOWN_CONVERSATION: "Choose a room, a person or the moderators to write to.",
    Code.NOT_IN_ROOM: "You are not in that room any more, so nobody got this.",
    Code.PERSON_ELSEWHERE: "That person is not in your room, so they did not get this.",
    Code.CHAT_NOT_ALLOWED: "The moderators have paused the chat.",
    Code.PRIVATE_CHAT_NOT_ALLOWED: "The moderators have paused private chat.",
    Code.LINE_TEXT: "Write 1 to {limit} characters that can be read.",
    Code.UNKNOWN_LINE: "That line cannot be changed any more.",
    Code.NOT_YOUR_LINE: "You can change only what you wrote yourself.",
    Code.TOO_FAST: "You are writing faster than others can read. Wait a moment, then send it again.",
    Code.MEETING_LOCKED: "The meeting is locked: nobody new comes in. Ask a moderator to unlock it.",
    Code.PASSCODE_REQUIRED: "Enter the meeting's passcode. Whoever sent you the link knows it.",
    Code.PASSCODE: "Choose a passcode of 1 to {limit} characters without spaces around it.",
    Code.REMOVED: "A moderator removed you from this meeting.",
    Code.NOT_WAITING: "That person does not wait any more.",
}


class Refusal(Exception):
    """A command that was understood and not carried out; nothing changed."""

    def __init__(self, code: Code, **values: object) -> None:
        self.code = code
        self.message = SENTENCES[code].format(**values)
        super().__init__(f"{code}: {self.message}")
