from __future__ import annotations

import pytest
from tests.engine.scenarios import JANUARY, cooperative, edit, january
from tests.outcomes.samples import ALONE, CLP, ONE, TWO, YOUTH, labels

from necsim.columns import DRAWS, TABLES
from necsim.draws import outcome_keys
from necsim.outcomes import Outcome, OutcomeError, parse_event, parse_measure
from necsim.outcomes.words import BARE, KINDS, NUMERIC
from necsim.plan import make_plan
from necsim.plan.labels import Labels
from necsim.rules import SAMPLERS, Sampler
from necsim.scenario import make_scenario

STV = {
    "contests.clp.rule": "ers97",
    "contests.clp.candidates.dar.tags": ["woman"],
    "contests.clp.minimums": {"women": {"tag": "woman", "at_least": 1}},
}
PLANNED = {
    "january": january(),
    "cooperative": cooperative(),
    "stv": make_scenario(edit(JANUARY, STV)),
}
ALL: dict[str, Labels] = {
    **{name: make_plan(scenario).labels for name, scenario in PLANNED.items()},
    "one": ONE,
    "two": TWO,
    "alone": ALONE,
    "same names": labels(CLP._replace(id="left")),
}


def outcome_at(address: str, some: Labels, sampler: Sampler) -> Outcome:
    """Read an address as it can be asked for, by its family."""
    kind = KINDS[address.split(".")[0]]
    if kind in NUMERIC:
        outcome = parse_measure(address, some, sampler)
        assert isinstance(outcome, Outcome)
        return outcome
    contest = next((c for c in some.contests if f".{c.id}" in address), some.contests[0])
    text = address if kind in BARE else f"{address} == {contest.candidates[0].id}"
    return parse_event(text, some, sampler).conditions[0].outcome


def fault(text: str, some: Labels, sampler: Sampler = "flows") -> OutcomeError:
    with pytest.raises(OutcomeError) as caught:
        parse_measure(text, some, sampler)
    return caught.value


def test_every_family_of_the_draws_has_a_kind() -> None:
    families = {each.pattern.split(".")[0] for each in DRAWS}
    assert families - set(KINDS) == {"replicate"}
    assert set(KINDS) <= families


@pytest.mark.parametrize("sampler", SAMPLERS)
@pytest.mark.parametrize("name", ALL)
def test_every_address_that_is_listed_is_read(name: str, sampler: Sampler) -> None:
    for key in outcome_keys(ALL[name], sampler):
        outcome = outcome_at(key, ALL[name], sampler)
        assert (outcome.text, outcome.column) == (key, key)
        assert outcome.kind == KINDS[key.split(".")[0]]


@pytest.mark.parametrize("sampler", SAMPLERS)
@pytest.mark.parametrize("name", ["january", "stv", "one", "alone", "same names"])
def test_the_one_contest_may_be_left_out(name: str, sampler: Sampler) -> None:
    some = ALL[name]
    own = f".{some.contests[0].id}"
    for key in outcome_keys(some, sampler):
        family = key.split(".")[0]
        if key.startswith(family + own) and family not in ("support", "control", "committee"):
            outcome = outcome_at(key.replace(own, "", 1), some, sampler)
            assert outcome.column == key


@pytest.mark.parametrize("name", ALL)
def test_what_is_not_listed_is_refused(name: str) -> None:
    some = ALL[name]
    for address in (*TABLES, "replicate", "transfers.clp.momentum.diversity", "control", "shift.x"):
        fault(address, some)
    for key in outcome_keys(some):
        fault(f"{key}.x", some)
        fault(f"{key}.", some)
        fault(f"{key}x", some)
        fault(key.upper(), some)


def test_a_family_is_not_read_with_the_contest_for_its_name() -> None:
    same = ALL["same names"]
    for text in ("support", "control", "committee"):
        assert fault(text, same).column == len(text)


WRONG = {
    "seats": (5, "which faction?", "write, say, `seats.clp.left`"),
    "seats.": (6, "which faction?", "write, say, `seats.clp.left`"),
    "seats.clp": (9, "which faction?", "write, say, `seats.clp.left`"),
    "seats..left": (6, "which contest?", "write, say, `seats.clp.left`"),
    "elected": (7, "which candidate?", "write, say, `elected.clp.dar`"),
    "control": (7, "which holder?", "write, say, `control.left`"),
    "support": (7, "which faction?", "write, say, `support.left`"),
    "seats.lef": (6, 'there is no faction "lef" in seats.clp', 'did you mean "left"?'),
    "seats.clp.lef": (10, 'there is no faction "lef" in seats.clp', 'did you mean "left"?'),
    "elected.izard": (8, 'there is no candidate "izard" in elected.clp', 'did you mean "izzard"?'),
    "discipline.clp.momentun": (
        15,
        'there is no slate "momentun" in discipline.clp',
        'did you mean "momentum"?',
    ),
    "share.lefty": (6, 'there is no slate or faction "lefty" in share.clp', 'did you mean "left"?'),
    "control.nobdy": (8, 'there is no holder "nobdy" in control', 'did you mean "nobody"?'),
    "control.independent": (
        8,
        'there is no holder "independent" in control',
        "known here: left, centre_right, soft, not_left, nobody",
    ),
    "margin.clq": (7, 'there is no contest "clq" in margin', 'did you mean "clp"?'),
    "seats.clq.left": (6, 'there is no contest "clq" in seats', 'did you mean "clp"?'),
    "seats.clp.left.x": (15, "seats.clp.left has nothing in it", "leave out what follows"),
    "shift.x": (6, "shift has nothing in it", "leave out what follows"),
    "setas.left": (0, 'there is no outcome "setas"', 'did you mean "seats"?'),
    "not SEATS.left": (4, 'there is no outcome "SEATS"', 'did you mean "seats"?'),
}


@pytest.mark.parametrize("text", WRONG)
def test_a_wrong_name_is_pointed_at(text: str) -> None:
    error = fault(text, ONE)
    assert (error.column, error.wrong, error.remedy) == WRONG[text]


UNDECIDED = {
    "margin": (6, "write `margin.clp` or `margin.youth`"),
    "seats.left >= 2": (6, "write `seats.clp.left` or `seats.youth.left`"),
    "not elected.dar": (12, "write `elected.clp.dar`"),
    "minimum_acted": (13, "write `minimum_acted.youth`"),
    "seats": (5, "write, say, `seats.clp.left`"),
}


@pytest.mark.parametrize("text", UNDECIDED)
def test_of_several_contests_one_must_be_named(text: str) -> None:
    error = fault(text, TWO)
    assert (error.column, error.remedy) == UNDECIDED[text]
    assert error.wrong == "which contest?"


def test_an_example_is_of_the_contest_named() -> None:
    two = labels(CLP._replace(id="clp_north"), CLP)
    assert fault("seats.clp", two).remedy == "write, say, `seats.clp.left`"


def test_a_name_that_no_contest_has_is_taken_for_a_contest() -> None:
    error = fault("seats.purple", TWO)
    assert error.wrong == 'there is no contest "purple" in seats'
    assert error.remedy == "known here: clp, youth"


ABSENT = {
    "stage.dar": "under STV",
    "exhausted.clp": "under STV",
    "minimum_acted": "with minimums",
    "minimum_changed": "with minimums, by sampler ballots",
    "control.left": "with a committee",
    "committee": "with a committee",
    "shift": "with a committee",
}


@pytest.mark.parametrize("text", ABSENT)
def test_a_family_that_is_not_here_says_when_it_would_be(text: str) -> None:
    error = fault(text, ALONE)
    assert error.column == 0
    assert error.wrong == f"there is no {text.split('.')[0]} here"
    assert error.remedy.startswith(f"it is there {ABSENT[text]}; ")


def test_a_family_may_be_there_in_one_contest_only() -> None:
    error = fault("not stage.clp.dar", TWO)
    assert (error.column, error.wrong) == (4, "there is no stage here")


def test_without_slates_there_is_no_discipline() -> None:
    bare = labels(CLP._replace(slates=()))
    assert fault("discipline", bare).remedy == (
        "`necsim show FILE --keys` lists the outcomes there are"
    )


@pytest.mark.parametrize("text", ["minimum_changed", "minimum_changed.youth"])
def test_what_only_ballots_know_names_the_sampler(text: str) -> None:
    minimums = labels(YOUTH)
    assert fault(text, minimums).remedy == "add `--sampler ballots`"
    event = parse_event(text, minimums, "ballots")
    assert event.conditions[0].outcome.column == "minimum_changed.youth"
