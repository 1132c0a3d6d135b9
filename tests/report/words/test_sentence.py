from __future__ import annotations

import polars as pl
import pytest

from necsim.plan.labels import CandidateLabel, ContestLabels, Labels
from necsim.report.words.sentence import headline, telling_events

Tables = dict[str, pl.DataFrame]
COLUMNS = ("contest", "faction", "seats", "p", "p_lo", "p_hi", "n")


def seats(contest: str, faction: str, *chances: float) -> pl.DataFrame:
    rows = [
        (contest, faction, k, p, max(p - 0.01, 0), min(p + 0.01, 1), 10_000)
        for k, p in enumerate(chances)
    ]
    return pl.DataFrame(rows, schema=COLUMNS, orient="row")


def contest(labels: Labels, filled: int, name: str = "clp") -> ContestLabels:
    people = tuple(CandidateLabel(f"c{k}", f"C {k}", (), "left") for k in range(filled + 1))
    return labels.contests[0]._replace(id=name, seats=filled, candidates=people)


def unopposed(tables: Tables) -> Tables:
    none = pl.lit(None, dtype=pl.String)
    return tables | {"contests": tables["contests"].with_columns(first_out=none)}


def test_the_sentence_of_january_2018(tables: Tables, labels: Labels) -> None:
    assert headline(tables, labels) == (
        "Left wins all three seats in about 4 of 5 worlds;"
        " the last seat hangs on Garnham against Izzard."
    )


def test_rivals_who_change_are_only_most_often_so(tables: Tables, labels: Labels) -> None:
    tables["contests"] = tables["contests"].with_columns(last_in_p=pl.lit(0.3))
    assert "the last seat most often hangs on Garnham against Izzard." in headline(tables, labels)


def test_one_who_is_both_last_in_and_first_out_is_named_once(
    tables: Tables, labels: Labels
) -> None:
    tables["contests"] = tables["contests"].with_columns(first_out=pl.lit("garnham"))
    assert headline(tables, labels).endswith("the last seat hangs on Garnham.")


@pytest.mark.parametrize(
    ("chances", "said"),
    [
        ((0.4, 0.6), "Left wins the seat in about 3 of 5 worlds."),
        ((0.65, 0.35), "Left wins the seat in about 1 of 3 worlds."),
        ((0.1, 0.2, 0.7), "Left wins both seats in about 2 of 3 worlds."),
        ((0.0, 0.7, 0.3), "Left wins one of the two seats in about 2 of 3 worlds."),
        ((0.1, 0.2, 0.3, 0.4), "Left wins at least two of the three seats in about 2 of 3 worlds."),
        (
            (0.7, 0.15, 0.1, 0.05),
            "Left wins at least one of the three seats in about 1 of 3 worlds.",
        ),
        ((0.0, 0.005, 0.995), "Left wins both seats in almost every world."),
        ((*[0.01] * 10, 0.9), "Left wins all 10 seats in about 9 of 10 worlds."),
    ],
)
def test_what_is_said_is_likely(
    chances: tuple[float, ...], said: str, tables: Tables, labels: Labels
) -> None:
    one = labels._replace(contests=(contest(labels, len(chances) - 1),))
    shown = unopposed(tables) | {"seats": seats("clp", "left", *chances)}
    assert headline(shown, one) == said


def test_independents_are_many(tables: Tables, labels: Labels) -> None:
    one = labels._replace(contests=(contest(labels, 1),))
    shown = unopposed(tables) | {"seats": seats("clp", "independent", 0.2, 0.8)}
    assert headline(shown, one) == "Independents win the seat in about 4 of 5 worlds."


def test_several_contests_have_a_clause_each(tables: Tables, labels: Labels) -> None:
    two = (
        contest(labels, 2)._replace(name="Members"),
        contest(labels, 1, "bame")._replace(name="BAME"),
    )
    rows = pl.concat([seats("clp", "left", 0.1, 0.1, 0.8), seats("bame", "centre_right", 0.5, 0.5)])
    assert headline(tables | {"seats": rows}, labels._replace(contests=two)) == (
        "Members: Left wins both seats in about 4 of 5 worlds;"
        " BAME: Centre right wins the seat in about 1 of 2 worlds."
    )


def test_a_candidate_without_a_name_goes_by_the_id(tables: Tables, labels: Labels) -> None:
    clp = labels.contests[0]
    people = tuple(each._replace(name=" ") for each in clp.candidates)
    said = headline(tables, labels._replace(contests=(clp._replace(candidates=people),)))
    assert "hangs on garnham against izzard." in said


def test_the_events_a_sentence_speaks_of_are_those_it_names(tables: Tables, labels: Labels) -> None:
    assert telling_events(tables, labels) == ("seats.clp.left >= 3", "control.left")
    one = seats("clp", "left", 0.0, 0.7, 0.3)
    other = seats("clp", "centre_right", 1.0, 0.0, 0.0)
    both = tables | {"seats": pl.concat([one, other])}
    two = labels._replace(contests=(contest(labels, 2),))
    assert telling_events(both, two)[0] == "seats.clp.left == 1"


def test_what_nothing_can_move_is_no_telling_event(tables: Tables, labels: Labels) -> None:
    sure = tables | {"seats": seats("clp", "left", 0.0, 1.0)}
    nobody = sure | {"control": tables["control"].clear()}
    assert telling_events(nobody, labels._replace(contests=(contest(labels, 1),))) == ()
