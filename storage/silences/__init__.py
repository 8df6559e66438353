"""Those who only abuse it: for a while their words reach nobody, and they know why."""
