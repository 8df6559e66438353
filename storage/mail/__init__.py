"""The mail address of a person: asked for, confirmed by a link, stopped by one press."""
