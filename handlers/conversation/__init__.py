"""The kernel of every conversation: values, steps, answers and texts."""
