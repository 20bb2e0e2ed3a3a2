"""Words as people enter them, made fit to be kept."""

import unicodedata

from rest_framework import serializers

LAYOUT = {"\n", "\r", "\t"}
"""What sets words out, and is allowed where there may be several lines."""
_FORBIDDEN_CATEGORIES = {"Cc", "Cs"}
_BIDI_OVERRIDES = set("\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069")
_INVISIBLE = {"Cf", "Zs", "Zl", "Zp", "Cc", "Mn"}


def clean(text: str) -> str:
    """Return ``text`` stripped and in NFC.

    Raises serializers.ValidationError for control characters, lone surrogates and bidi
    overrides, and for a text of nothing but invisible characters.
    """
    for character in text:
        hidden = unicodedata.category(character) in _FORBIDDEN_CATEGORIES
        if (hidden and character not in LAYOUT) or character in _BIDI_OVERRIDES:
            raise serializers.ValidationError(
                f"The character U+{ord(character):04X} is not allowed.", code="forbidden_character"
            )
    text = unicodedata.normalize("NFC", text).strip()
    if text and all(unicodedata.category(character) in _INVISIBLE for character in text):
        raise serializers.ValidationError("This text has nothing to read.", code="invisible")
    return text
