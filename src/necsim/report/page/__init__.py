"""One page, one file: a forecast or a study for people to read."""
