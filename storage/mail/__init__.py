"""Where somebody wants to be told by mail: asked for, confirmed by a link, ended by one press."""
