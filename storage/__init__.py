"""The memory and its rules. Must not know of conversations, channels or the web."""
