"""The running program: assembles the rest and talks to networks."""
