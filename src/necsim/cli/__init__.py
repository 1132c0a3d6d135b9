"""The command line: one thin module a command; parse, call, render, exit."""
