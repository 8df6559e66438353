"""The running program: assembles the parts and talks to networks."""
