"""What people, rooms and meetings may be called, and what can be said."""

import unicodedata


def clean_name(name: str, longest: int) -> str | None:
    """Return ``name`` without needless white space, or ``None`` if it cannot be one.

    A name has 1 to ``longest`` characters, something to see, no control characters and no half characters
    (lone surrogates), which JSON can spell and nothing can store.
    """
    name = " ".join(name.split())
    kinds = {unicodedata.category(letter) for letter in name}
    readable = not kinds & {"Cc", "Cs"} and any(kind[0] in "LNPS" for kind in kinds)
    return name if readable and len(name) <= longest else None


def clean_text(text: str) -> str | None:
    """Return ``text`` as it is shown, or ``None`` if there is nothing to show or something that cannot be.

    Line breaks are kept, in one spelling, and so are tabs; white space around the whole is not. Other control
    characters and half characters are refused.
    """
    text = text.replace("\r\n", "\n").replace("\r", "\n").strip()
    kinds = {unicodedata.category(letter) for letter in text if letter not in "\n\t"}
    return text if not kinds & {"Cc", "Cs"} and any(kind[0] in "LNPS" for kind in kinds) else None
