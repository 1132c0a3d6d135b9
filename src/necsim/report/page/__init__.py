"""One page, one file: a forecast or a study for people to read.

It needs no network and no server, and reads without JavaScript, which sorts tables and moves the
sliders of a sweep.
"""
