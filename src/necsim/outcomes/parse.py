"""The grammar of events, read by hand: an event is conditions, a condition an outcome compared."""

from __future__ import annotations

from collections import deque
from math import isfinite, nan

from necsim.outcomes.names import find_outcome
from necsim.outcomes.tokens import OutcomeError, Token, misplaced, read_tokens, refusal
from necsim.outcomes.values import SIGNS
from necsim.outcomes.words import BARE, NUMERIC, Condition, Event, Kind, Measure, Outcome
from necsim.plan.labels import Labels
from necsim.rules import Sampler
from necsim.scenario.contest import INDEPENDENT
from necsim.scenario.draft import suggest

_EQUALITIES = ("==", "!=")
_COMPARED: dict[Kind, tuple[str, str]] = {
    "count": ("a number", ">= 2"),
    "votes": ("a number", ">= 1_000"),
    "share": ("a share", ">= 45%"),
    "number": ("a number", ">= 0.5"),
    "candidate": ("a candidate", "== {}"),
}


def parse_event(text: str, labels: Labels, sampler: Sampler = "flows") -> Event:
    """Read an event; an OutcomeError says what is wrong with it, where, and what to write."""
    return _event(read_tokens(text), labels, sampler)


def parse_measure(text: str, labels: Labels, sampler: Sampler = "flows") -> Measure:
    """Read what `--of` takes: an event, or a bare outcome that is a number, whose mean is meant.

    An OutcomeError says what is wrong with it, where, and what to write.
    """
    tokens = read_tokens(text)
    if [token.kind for token in tokens] == ["word", "end"]:
        outcome = find_outcome(tokens[0], labels, sampler)
        if outcome.kind in NUMERIC:
            return outcome
    return _event(tokens, labels, sampler)


def _event(tokens: deque[Token], labels: Labels, sampler: Sampler) -> Event:
    whole = tokens[0].whole
    conditions: list[Condition] = []
    while not conditions or tokens[0].kind != "end":
        if conditions:
            _take_and(tokens)
        start = tokens[0]
        conditions.append(_condition(tokens, labels, sampler))
        if sum(each.outcome.kind == "chance" for each in conditions) > 1:
            wrong = "an event holds at most one chance, since the same sitting seats decide both"
            raise refusal(start, wrong, "ask for each in an event of its own")
    return Event(" ".join(whole.split()), tuple(conditions))


def _take_and(tokens: deque[Token]) -> None:
    if tokens[0].text != "and":
        raise misplaced(tokens[0], "the condition before it is complete; join the next by `and`")
    tokens.popleft()


def _condition(tokens: deque[Token], labels: Labels, sampler: Sampler) -> Condition:
    negated = tokens[0].text == "not"
    if negated:
        tokens.popleft()
    word = tokens[0]
    if word.kind == "word" and tokens[1].text == "=":  # Before its name: an input may be meant.
        raise misplaced(tokens[1], "")
    outcome = find_outcome(word, labels, sampler)
    tokens.popleft()
    if tokens[0].kind != "sign":
        return Condition(_want_bare(outcome, word, labels), negated, "", 0.0)
    sign = _sign(tokens.popleft(), outcome)
    if outcome.kind == "candidate":
        bound = _candidate(tokens.popleft(), outcome, labels)
    else:
        bound = _number(tokens, outcome)
    return Condition(outcome, negated, sign, bound)


def _want_bare(outcome: Outcome, word: Token, labels: Labels) -> Outcome:
    """Give back an outcome that is so or not by itself."""
    if outcome.kind in BARE:
        return outcome
    if outcome.family == "committee":
        raise _expected_count(word, outcome)
    what, example = _COMPARED[outcome.kind]
    if outcome.kind == "candidate":
        example = example.format(_standing(outcome, labels)[0])
    remedy = f"compare it, as in `{outcome.text} {example}`"
    raise refusal(word, f"{outcome.column} is {what}", remedy)


def _sign(token: Token, outcome: Outcome) -> str:
    """Check that a sign compares, and can compare an outcome of this kind."""
    kind, text, sign = outcome.kind, outcome.text, token.text
    if sign not in SIGNS:
        raise misplaced(token, f"compare with one of {' '.join(SIGNS)}")
    if kind == "chance":
        remedy = f"write `{text}`; the wanted level is `--chance`"
        raise refusal(token, f"{outcome.column} is itself a chance", remedy)
    if kind == "yes/no":
        remedy = f"write `{text}` or `not {text}`"
        raise refusal(token, f"{outcome.column} is yes or no", remedy)
    if outcome.family == "committee":
        raise _expected_count(token, outcome)
    if kind == "candidate" and sign not in _EQUALITIES:
        remedy = f"write `{text} ==` or `{text} !=` and an id"
        raise refusal(token, f"{outcome.column} is a candidate", remedy)
    if kind in ("share", "number") and sign in _EQUALITIES:
        wrong = f"{outcome.column} hardly ever is exactly some number"
        remedy = f"write `{text} >=` or `{text} <=`, or both of them joined by `and`"
        raise refusal(token, wrong, remedy)
    return sign


def _expected_count(token: Token, outcome: Outcome) -> OutcomeError:
    faction = outcome.column.partition(".")[2]
    wrong = f"{outcome.column} is an expected count, not what happens in a replicate"
    control = "" if faction == INDEPENDENT else f"write `control.{faction}`, or "
    return refusal(token, wrong, f"{control}compare `seats.{faction}`")


def _candidate(token: Token, outcome: Outcome, labels: Labels) -> float:
    """Read a candidate's id as the index in the contest's labels."""
    standing = _standing(outcome, labels)
    if token.text in standing:
        return float(standing.index(token.text))
    if token.kind == "word":
        wrong = f'there is no candidate "{token.text}" in {outcome.column.partition(".")[2]}'
        raise refusal(token, wrong, suggest(token.text, standing))
    raise misplaced(token, f"write a candidate's id, such as {standing[0]}")


def _standing(outcome: Outcome, labels: Labels) -> list[str]:
    """List the ids of who stands in an outcome's contest, in the order of the arrays."""
    contest = next(each for each in labels.contests if each.id == outcome.column.split(".")[1])
    return [candidate.id for candidate in contest.candidates]


def _number(tokens: deque[Token], outcome: Outcome) -> float:
    """Read the number an outcome is compared with; of a share it may be a percentage."""
    token = tokens[0]
    try:
        number = float(token.text) if token.kind == "number" else nan
    except ValueError:
        number = nan
    if not isfinite(number):
        raise misplaced(token, "write a number, such as 2, 0.45, -1.5 or 1_000")
    tokens.popleft()
    if tokens[0].text == "%":
        if outcome.kind != "share":
            remedy = f"write `{outcome.text} {_COMPARED[outcome.kind][1]}`, say"
            raise refusal(tokens[0], f"{outcome.column} is no share, so has no %", remedy)
        tokens.popleft()
        number /= 100
    return number if outcome.kind != "share" else _share(token, number)


def _share(token: Token, number: float) -> float:
    if 0 <= number <= 1:
        return number
    plain = number == float(token.text)  # 145 % is no slip of a sign.
    percent = number if plain and 1 < number <= 100 else 45
    remedy = f"write {percent:g}% or {percent / 100:g}"
    raise refusal(token, "a share lies between 0 and 1", remedy)
