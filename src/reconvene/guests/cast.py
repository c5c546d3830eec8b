"""Who the guests are and what they say."""

from typing import Final

FIRST_NAMES: Final = (
    "Amira", "Jonas", "Mei", "Tomasz", "Priya", "Lucas", "Ingrid", "Kofi", "Elena", "Hiroshi",
    "Clara", "Omar", "Freya", "Diego", "Nadia", "Samuel", "Yuki", "Marta", "Ravi", "Sofie", "Andre",
    "Leila", "Peter", "Chloe",
)  # fmt: skip
LAST_NAMES: Final = (
    "Haddad", "Weber", "Chen", "Nowak", "Sharma", "Martin", "Larsen", "Mensah", "Petrova", "Tanaka",
    "Fischer", "Khalil", "Olsen", "Ruiz", "Rahimi", "Brooks", "Sato", "Silva", "Iyer", "Jansen",
    "Costa", "Aziz", "Novak", "Dubois", "Murphy",
)  # fmt: skip

GREETINGS: Final = (
    "Good morning everyone!",
    "Hi all, can you hear me?",
    "Hello! Nice to see so many faces.",
    "Hey, sound and picture are fine here.",
    "Good to be here. Are we waiting for anybody?",
)
IN_MAIN: Final = (
    "Will the slides be shared afterwards?",
    "How long are the breakout rooms open today?",
    "I would start with the budget question, it blocks the rest.",
    "Could somebody write that down in the notes?",
    "Agreed. Let's discuss it in small groups first.",
    "Which room am I in later?",
    "Short question from my side, I raise my hand.",
    "The chart on page three says it all, I think.",
)
IN_ROOMS: Final = (
    "So, who writes the notes for our group?",
    "I suggest each of us takes one minute first.",
    "Three points so far: price, timing, support.",
    "We should have an example for the main room.",
    "Let's put that on the whiteboard.",
    "I am not sure we answer the actual question.",
    "Good idea, I second that.",
    "How much time do we have left?",
    "I can present our result when we are back.",
)
ARRIVED: Final = (
    "Hello again, smaller circle.",
    "Hi! That was quick.",
    "Are we complete?",
)
REPLIES: Final = (
    "Yes, same here.",
    "Good point!",
    "Thanks for asking.",
    "I think so too.",
    "Makes sense to me.",
)
REASONS: Final = (
    "Could you look at our first question?",
    "We are not sure what the task is.",
    "Can we have five more minutes?",
    None,
)


def name(number: int) -> str:
    """Return the name of guest ``number``, counted from 0; no two of them are alike."""
    first = FIRST_NAMES[number % len(FIRST_NAMES)]
    last = LAST_NAMES[number % len(LAST_NAMES)]
    cycle = number // (len(FIRST_NAMES) * len(LAST_NAMES))
    return f"{first} {last}" if cycle == 0 else f"{first} {last} {cycle + 1}"
