"""Which outcome a typed address names, and why it names none."""

from __future__ import annotations

from collections.abc import Sequence

from necsim.columns import ALWAYS, family
from necsim.draws import outcome_keys
from necsim.outcomes.tokens import OutcomeError, Token, misplaced, refusal
from necsim.outcomes.words import KINDS, Outcome
from necsim.plan.labels import Labels
from necsim.rules import Sampler
from necsim.scenario.draft import suggest

_CONTEST = "contest"


def find_outcome(token: Token, labels: Labels, sampler: Sampler) -> Outcome:
    """Find the outcome that a token names; an OutcomeError says why there is none."""
    first = token.text.partition(".")[0]
    if token.kind != "word" or first == "or":
        raise misplaced(token, "write an outcome, as in `seats.left >= 2` or `control.left`")
    if first not in KINDS:
        wrong = f'there is no outcome "{first}"'
        raise refusal(token, wrong, suggest(first.lower(), KINDS))
    keys = outcome_keys(labels, sampler)
    if column := _column(token.text, labels, keys):
        return Outcome(token.text, column, KINDS[first])
    if column := _column(token.text, labels, outcome_keys(labels, "ballots")):
        wrong = f"{column} is known only where members vote one at a time"
        raise refusal(token, wrong, "add `--sampler ballots`")
    own = [key for key in keys if key.partition(".")[0] == first]
    raise _which_contest(token, labels, own) or _wrong_name(token, labels, own)


def _column(address: str, labels: Labels, keys: Sequence[str]) -> str:
    """Give the key an address stands for, empty if none; the one contest may be left out."""
    forms = [address, *_with_contest(address, labels)] if len(labels.contests) == 1 else [address]
    return next((form for form in forms if form in keys), "")


def _with_contest(address: str, labels: Labels) -> list[str]:
    """Write each contest into an address, after a family that has contests."""
    first, *names = address.split(".")
    contests = labels.contests if _CONTEST in _parts(first) else ()
    return [".".join((first, contest.id, *names)) for contest in contests]


def _parts(first: str) -> list[str]:
    """Say what stands after each dot of a family's addresses: contest, faction, candidate, …."""
    return [part.strip("<>") for part in family(first).pattern.split(".")[1:]]


def _which_contest(token: Token, labels: Labels, keys: Sequence[str]) -> OutcomeError | None:
    """Ask which contest is meant, if leaving it out is all that is wrong."""
    meant = [form for form in _with_contest(token.text, labels) if form in keys]
    if not meant:
        return None
    remedy = "write " + " or ".join(f"`{form}`" for form in meant)
    family_ends = len(token.text.partition(".")[0])
    return refusal(token, "which contest?", remedy, min(family_ends + 1, len(token.text)))


def _wrong_name(token: Token, labels: Labels, keys: Sequence[str]) -> OutcomeError:
    """Follow an address along the keys of its family, to the first name that leads off them."""
    typed = token.text.split(".")
    path, known = _written_out(typed, labels), [key.split(".") for key in keys]
    good = sum(any(key[:i] == path[:i] for key in known) for i in range(1, len(path) + 1))
    options = dict.fromkeys(key[good] for key in known if key[:good] == path[:good] != key)
    name, above = "".join(path[good : good + 1]), ".".join(path[:good])
    parts = _parts(path[0])
    if not known or (good == 1 and parts[:1] == [_CONTEST] and name in _contests(labels)):
        return _not_here(token)
    # A contest that was left out has no place in the text.
    before = typed[: good - len(path) + len(typed)]
    offset = min(len(".".join(before)) + 1, len(token.text))
    if not options:
        return refusal(token, f"{above} has nothing in it", "leave out what follows", offset)
    part = parts[good - 1]
    if not name:
        remedy = f"write, say, `{next(key for key in keys if key.startswith(f'{above}.'))}`"
        return refusal(token, f"which {part}?", remedy, offset)
    wrong = f'there is no {part} "{name}" in {above}'
    return refusal(token, wrong, suggest(name, options), offset)


def _not_here(token: Token) -> OutcomeError:
    """Say that the scenario, or the contest named, has no outcomes of a family."""
    first = token.text.partition(".")[0]
    when = family(first).condition
    only = "" if when == ALWAYS else f"it is there {when}; "
    remedy = f"{only}`necsim show FILE --keys` lists the outcomes there are"
    return refusal(token, f"there is no {first} here", remedy)


def _written_out(typed: list[str], labels: Labels) -> list[str]:
    """Write the one contest into the parts of an address that leaves it out."""
    parts, contests = _parts(typed[0]), _contests(labels)
    left_out = parts[:1] == [_CONTEST] and len(typed) <= len(parts) and typed[1:2] != contests
    return [typed[0], *contests, *typed[1:]] if left_out and len(contests) == 1 else typed


def _contests(labels: Labels) -> list[str]:
    return [contest.id for contest in labels.contests]
