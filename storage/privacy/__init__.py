"""Personal data: what is kept and how long, how it is exported, erased and held."""
