"""Whatever is typed, the answer is an event or an error with a place: never a traceback."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st
from tests.outcomes.samples import DRAWS, ONE, TWO

from necsim.draws import outcome_keys
from necsim.outcomes import OutcomeError, measure_values, parse_event, parse_measure
from necsim.plan.labels import Labels

PIECES = st.sampled_from(
    (
        *outcome_keys(TWO, "ballots"),
        *("seats.left", "margin", "first_out", "elected.dar", "seats", "control.", ".", "x.y.z"),
        *("and", "not", "or", ">=", "<=", ">", "<", "==", "!=", "=", "&&", "(", ")", "%", ","),
        *("2", "0.45", "-1.5", "1_000", "45%", "1e999", "9" * 400, "izzard", "é", "²", "\0"),
    )
)
TEXTS = st.one_of(
    st.text(max_size=40),
    st.lists(PIECES, max_size=8).map(" ".join),
    st.lists(PIECES, max_size=8).map("".join),
)


def refused(text: str, some: Labels) -> OutcomeError | None:
    try:
        event = parse_event(text, some)
    except OutcomeError as error:
        return error
    assert parse_measure(text, some) == event
    assert parse_event(event.text, some) == event
    return None


@given(TEXTS, st.sampled_from([ONE, TWO]))
def test_any_text_is_read_or_refused_with_a_place_in_it(text: str, some: Labels) -> None:
    error = refused(text, some)
    if error is not None:
        assert 0 <= error.column <= len(text)
        said, line, caret = str(error).split("\n")
        assert (len(line), caret) == (len(text), " " * error.column + "^")
        assert error.wrong
        assert error.remedy
        assert said.startswith(error.wrong)


FACTS = st.sampled_from(("elected.dar", "seats.left >= 2", "margin < 1", "first_out != izzard"))


@given(st.lists(st.tuples(st.booleans(), FACTS), min_size=1, max_size=5))
def test_joining_is_multiplying(parts: list[tuple[bool, str]]) -> None:
    texts = [f"not {fact}" if negated else fact for negated, fact in parts]
    each = [measure_values(parse_event(text, ONE), DRAWS).tolist() for text in texts]
    joined = measure_values(parse_event(" and ".join(texts), ONE), DRAWS).tolist()
    assert joined == [all(row) for row in zip(*each, strict=True)]
