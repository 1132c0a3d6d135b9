from __future__ import annotations

import pytest
from tests.outcomes.samples import ONE, TWO

from necsim.outcomes import (
    Condition,
    Event,
    Outcome,
    OutcomeError,
    parse_event,
    parse_measure,
)
from necsim.plan.labels import Labels

SEATS = Outcome("seats.left", "seats.clp.left", "count")
DAR = Outcome("elected.dar", "elected.clp.dar", "yes/no")
CONTROL = Outcome("control.left", "control.left", "chance")


def fault(text: str, some: Labels = ONE) -> OutcomeError:
    with pytest.raises(OutcomeError) as caught:
        parse_event(text, some)
    return caught.value


def bound(text: str) -> float:
    (condition,) = parse_event(text, ONE).conditions
    return condition.bound


def test_the_examples_of_the_grammar_are_read() -> None:
    two = (Condition(SEATS, False, ">=", 2.0),)
    assert parse_event("seats.left >= 2", ONE) == Event("seats.left >= 2", two)
    whole = SEATS._replace(text="seats.clp.left")
    assert parse_event("seats.clp.left >= 2", TWO).conditions[0].outcome == whole
    three = parse_measure("seats.left >= 3", ONE)
    assert three == Event("seats.left >= 3", (Condition(SEATS, False, ">=", 3.0),))
    alone = (Condition(CONTROL, False, "", 0.0),)
    assert parse_measure("control.left", ONE) == Event("control.left", alone)


def test_conditions_are_joined_in_order() -> None:
    event = parse_event("not elected.dar and seats.left<2 and not control.left", ONE)
    assert event.conditions == (
        Condition(DAR, True, "", 0.0),
        Condition(SEATS, False, "<", 2.0),
        Condition(CONTROL, True, "", 0.0),
    )


@pytest.mark.parametrize("text", ["seats.left>=2", "  seats.left\t>=2 ", "seats.left\n >=  2"])
def test_spaces_are_free(text: str) -> None:
    event = parse_event(text, ONE)
    assert event.conditions == (Condition(SEATS, False, ">=", 2.0),)
    assert event.text == " ".join(text.split())


@pytest.mark.parametrize("sign", [">=", "<=", ">", "<", "==", "!="])
def test_each_sign_is_kept(sign: str) -> None:
    assert parse_event(f"votes.dar {sign} 7", ONE).conditions[0].sign == sign


def test_numbers_are_read_as_they_are_written() -> None:
    for text, number in {"2": 2.0, "0.45": 0.45, "-1.5": -1.5, "1_000": 1000.0, ".5": 0.5}.items():
        assert bound(f"appeal.dar >= {text}") == number
    for text in ("45%", "45 %", "0.45"):
        assert bound(f"turnout >= {text}") == 0.45
    assert bound("turnout > 0%") == 0.0
    assert bound("turnout < 100%") == 1.0


def test_a_candidate_is_kept_as_an_index() -> None:
    assert bound("first_out == izzard") == 2.0
    assert bound("not last_in.clp != dar") == 0.0
    assert parse_event("last_in.youth == fay", TWO).conditions[0].bound == 0.0


def test_a_bare_number_is_a_measure_and_no_event() -> None:
    assert parse_measure(" seats.left ", ONE) == SEATS
    assert parse_measure("committee.left", ONE).text == "committee.left"
    fault("seats.left")
    with pytest.raises(OutcomeError):
        parse_measure("not seats.left", ONE)
    with pytest.raises(OutcomeError):
        parse_measure("last_in", ONE)


def test_one_chance_goes_with_any_number_of_facts() -> None:
    text = "elected.dar and control.left and seats.left >= 2 and not elected.izzard"
    assert len(parse_event(text, ONE).conditions) == 4


NO_OUTCOME = "write an outcome, as in `seats.left >= 2` or `control.left`"
NO_NUMBER = "write a number, such as 2, 0.45, -1.5 or 1_000"
GO_ON = "the condition before it is complete; join the next by `and`"
EITHER = "`A or B` is so unless `not A and not B` is so"
NO_PARENTHESES = "write conditions joined by `and`, without parentheses"
SET = "compare with `==`, `>=` or `<=`; an input is set by `--set`"
COMPARE = "compare with one of >= <= > < == !="
TWO_CHANCES = "an event holds at most one chance, since the same sitting seats decide both"
EXPECTED = "committee.left is an expected count, not what happens in a replicate"
INSTEAD = "write `control.left`, or compare `seats.left`"
WITHIN = "a share lies between 0 and 1"
# Text: column, what is wrong (a part of it), remedy.
WRONG = {
    "": (0, "something is missing", NO_OUTCOME),
    "   ": (0, "something is missing", NO_OUTCOME),
    "elected.dar and ": (15, "something is missing", NO_OUTCOME),
    "elected.dar and and elected.dar": (16, "'and'", NO_OUTCOME),
    "and elected.dar": (0, "'and'", NO_OUTCOME),
    "not": (3, "something is missing", NO_OUTCOME),
    "not not elected.dar": (4, "'not'", NO_OUTCOME),
    "2 <= seats.left": (0, "'2'", NO_OUTCOME),
    ">= 2": (0, "'>='", NO_OUTCOME),
    "%": (0, "'%'", NO_OUTCOME),
    "elected.dar or elected.izzard": (12, "'or'", EITHER),
    "elected.dar || elected.izzard": (12, "'||'", EITHER),
    "or": (0, "'or'", EITHER),
    "elected.dar && elected.izzard": (12, "'&&'", "write `and`"),
    "seats.left >= 2 && elected.dar": (16, "'&&'", "write `and`"),
    "!elected.dar": (0, "'!'", "write `not`"),
    "(elected.dar)": (0, "'('", NO_PARENTHESES),
    "not (elected.dar)": (4, "'('", NO_PARENTHESES),
    "elected.dar) and elected.izzard": (11, "')'", NO_PARENTHESES),
    "support.left=0.5": (12, "'='", SET),
    "give_or_take = 0": (13, "'='", SET),
    "contests.clp.turnout=0.5": (20, "'='", SET),
    "seats.left =< 2": (11, "'=<'", "write `<=`"),
    "seats.left => 2": (11, "'=>'", "write `>=`"),
    "seats.left <> 2": (11, "'<>'", "write `!=`"),
    "seats.left ≥ 2": (11, "'≥'", COMPARE),
    "seats.left === 2": (11, "'==='", COMPARE),
    "seats.left >=": (13, "something is missing", NO_NUMBER),
    "seats.left >= and elected.dar": (14, "'and'", NO_NUMBER),
    "seats.left >= many": (14, "'many'", NO_NUMBER),
    "seats.left >= nan": (14, "'nan'", NO_NUMBER),
    "seats.left >= 1e999": (14, "'1e999'", NO_NUMBER),
    "seats.left >= 2x": (14, "'2x'", NO_NUMBER),
    "seats.left >= 1__0": (14, "'1__0'", NO_NUMBER),
    "seats.left >= 1.2.3": (14, "'1.2.3'", NO_NUMBER),
    "seats.left >= 2 3": (16, "'3'", GO_ON),
    "seats.left >= 2 elected.dar": (16, "'elected.dar'", GO_ON),
    "seats.left >= 2, elected.dar": (15, "','", GO_ON),
    "elected.dar AND elected.izzard": (12, "'AND'", GO_ON),
    "turnout >= 45%%": (14, "'%'", GO_ON),
    "seats.left": (
        0,
        "seats.clp.left is a number",
        "compare it, as in `seats.left >= 2`",
    ),
    "elected.dar and not turnout": (
        20,
        "turnout.clp is a share",
        "compare it, as in `turnout >= 45%`",
    ),
    "margin and elected.dar": (0, "margin.clp is a number", "compare it, as in `margin >= 1_000`"),
    "shift": (0, "shift is a number", "compare it, as in `shift >= 0.5`"),
    "first_out": (0, "first_out.clp is a candidate", "compare it, as in `first_out == dar`"),
    "control.left >= 0.5": (
        13,
        "control.left is itself a chance",
        "write `control.left`; the wanted level is `--chance`",
    ),
    "elected.dar == 1": (
        12,
        "elected.clp.dar is yes or no",
        "write `elected.dar` or `not elected.dar`",
    ),
    "share.left == 0.45": (
        11,
        "share.clp.left hardly ever is exactly some number",
        "write `share.left >=` or `share.left <=`, or both of them joined by `and`",
    ),
    "shift != 0": (
        6,
        "shift hardly ever is exactly some number",
        "write `shift >=` or `shift <=`, or both of them joined by `and`",
    ),
    "committee.left >= 20": (15, EXPECTED, INSTEAD),
    "committee.left == 20": (15, EXPECTED, INSTEAD),
    "elected.dar and committee.left": (16, EXPECTED, INSTEAD),
    "committee.independent > 2": (22, "an expected count", "compare `seats.independent`"),
    "first_out > izzard": (
        10,
        "first_out.clp is a candidate",
        "write `first_out ==` or `first_out !=` and an id",
    ),
    "first_out == izard": (13, 'no candidate "izard" in clp', 'did you mean "izzard"?'),
    "first_out == 2": (13, "'2'", "write a candidate's id, such as dar"),
    "first_out ==": (12, "something is missing", "write a candidate's id, such as dar"),
    "seats.left >= 45%": (
        16,
        "seats.clp.left is no share, so has no %",
        "write `seats.left >= 2`, say",
    ),
    "share.left >= 45": (14, WITHIN, "write 45% or 0.45"),
    "share.left >= 7.5": (14, WITHIN, "write 7.5% or 0.075"),
    "share.left >= 145%": (14, WITHIN, "write 45% or 0.45"),
    "share.left >= -0.1": (14, WITHIN, "write 45% or 0.45"),
    "control.left and control.not_left": (17, TWO_CHANCES, "ask for each in an event of its own"),
    "control.left and elected.dar and not control.left": (
        33,
        TWO_CHANCES,
        "ask for each in an event of its own",
    ),
}


@pytest.mark.parametrize("text", WRONG)
def test_an_error_says_what_is_wrong_where_and_what_to_write(text: str) -> None:
    error = fault(text)
    column, wrong, remedy = WRONG[text]
    assert (error.column, error.remedy) == (column, remedy)
    assert wrong in error.wrong
    assert error.text == text


def test_a_message_ends_with_the_text_and_a_caret() -> None:
    assert str(fault("control.left >= 0.5")) == (
        "control.left is itself a chance: write `control.left`; the wanted level is `--chance`\n"
        "control.left >= 0.5\n"
        "             ^"
    )
    assert str(fault("margin > 1", TWO)).splitlines()[0] == (
        "which contest? write `margin.clp` or `margin.youth`"
    )


def test_line_breaks_and_tabs_leave_the_caret_in_its_place() -> None:
    lines = str(fault("seats.left\n\t>= \x1b 2")).split("\n")
    assert lines[-2:] == ["seats.left  >=   2", " " * 15 + "^"]
    assert "\x1b" not in lines[0]
