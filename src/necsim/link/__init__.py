"""What support reads as in votes: the words of one contest → how its members vote → votes.

Inversion of past results, support stated as votes and simulation all go through here, on the same
reference values, so that most of the error of a value that is off cancels.
"""
