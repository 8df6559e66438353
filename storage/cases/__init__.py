"""The numbered case: its promise, its people and its history."""
