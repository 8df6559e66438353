"""The web: the citizen's pages and the staff's desk. Must not decide: the handlers do that."""
