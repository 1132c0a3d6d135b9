"""The tables of studies; each is led by the keys that it varies, where it varies any."""

from __future__ import annotations

from necsim.columns.form import CHANCE, CONTEST, COUNT, PERCENT, Column, Table, text

OUTCOME = text("outcome", "the event whose chance, or the number whose mean, the row gives")
MEAN = Column("mean", "number", "", "#,##0.00", "mean over replicates; empty for a chance")
MEAN_SE = Column(
    "mean_se", "number", "", "#,##0.00", "standard error of mean from simulation alone"
)
ESTIMATE = (*CHANCE, MEAN, MEAN_SE)

SWEEP = Table(
    "sweep",
    "one row a cell and outcome; the varied keys come first",
    (OUTCOME, *ESTIMATE),
)

TARGET = Table(
    "target",
    "one row a value of the key at which the goal has the chance wanted, or one that says why not",
    (
        text("key", "address of the assumption"),
        Column("value", "number", "", "#,##0.0000", "value at which the goal has that chance"),
        Column("value_lo", "number", "", "#,##0.0000", "least value that simulation error leaves"),
        Column("value_hi", "number", "", "#,##0.0000", "largest such value"),
        text(
            "found",
            "`at least` or `at most` this value; without one, whether `every` or `none` of the"
            " values looked at gives the chance, or simulation has `not told`",
        ),
        text("goal", "the event"),
        Column("wanted", "chance", "", PERCENT, "the chance wanted of it"),
        *CHANCE,
        Column("members", "number", "members", COUNT, "voting members it stands for"),
        Column("votes", "chance", "", PERCENT, "its faction's share of votes, centrally"),
    ),
)


def _apart(name: str, meaning: str) -> Column:
    return Column(name, "number", "", "0.0000", meaning)


def _pairs(name: str, meaning: str) -> Column:
    return Column(name, "integer", "replicates", COUNT, meaning)


COMPARE = Table(
    "compare",
    "one row an alternative and outcome, beside the base on the same worlds",
    (
        text("alternative", "name of the alternative, or what it changes"),
        OUTCOME,
        *ESTIMATE,
        Column("base", "number", "", "0.0000", "the base's chance, or mean"),
        _apart("diff", "mean difference in the same replicate: the alternative less the base"),
        _apart("diff_se", "standard error of diff from simulation alone"),
        _apart("diff_lo", "lower end of its 95 % interval"),
        _apart("diff_hi", "upper end of its 95 % interval"),
        _pairs("pairs", "replicates compared"),
        _pairs("changed", "replicates in which the two differ"),
        _pairs("only_a", "those in which the event is so in the base alone; empty if not counted"),
        _pairs("only_b", "those in which it is so in the alternative alone"),
        text("verdict", "`higher`, `lower`, `not told` from nothing, or the `same` in all"),
        _pairs("settle", "about how many replicates would tell the difference from nothing"),
    ),
)

DRIVERS = Table(
    "drivers",
    "one row an outcome and bar end, source, or fifth of an input; what a row is, `kind` says",
    (
        OUTCOME,
        text(
            "kind",
            "`base`, the outcome itself; `tornado`, one assumption at one point; `still`, those"
            " whose points change nothing; `share`, of variance by source; `fifths` of an input",
        ),
        text("driver", "address of the input, or the source"),
        text("point", "`10 %` or `90 %` of an assumption; `1/5` to `5/5` of an input"),
        Column("value", "number", "", "#,##0.0000", "the value set at the point"),
        Column("low", "number", "", "#,##0.0000", "lowest value of the input in the fifth"),
        Column("high", "number", "", "#,##0.0000", "highest value of the input in the fifth"),
        *ESTIMATE,
        _apart("diff", "mean difference in the same replicate: at the point less the base"),
        _apart("diff_lo", "lower end of its 95 % interval"),
        _apart("diff_hi", "upper end of its 95 % interval"),
        Column("share", "number", "", PERCENT, "share of variance; shares may sum to more than 1"),
        Column("share_lo", "number", "", PERCENT, "lower end of its 95 % interval"),
        Column("share_hi", "number", "", PERCENT, "upper end of its 95 % interval"),
        text("note", "why a point could not be simulated"),
    ),
)

SUPPOSE = Table(
    "suppose",
    "one row an outcome: what it is where the event supposed is so, beside all replicates",
    (
        OUTCOME,
        *ESTIMATE,
        Column(
            "n_eff",
            "number",
            "replicates",
            COUNT,
            "replicates of equal weight that would tell as much: those that count, where the event"
            " is so or not; fewer where it is a chance",
        ),
        Column("all", "number", "", "0.0000", "the chance, or mean, over all replicates"),
        _apart("diff", "the chance or mean where the event is so, less that over all replicates"),
        _apart("diff_se", "standard error of diff from simulation alone"),
        _apart("diff_lo", "lower end of its 95 % interval"),
        _apart("diff_hi", "upper end of its 95 % interval"),
    ),
)


def _scored(name: str, meaning: str) -> Column:
    return Column(name, "number", "", "0.0000", meaning)


SCORE = Table(
    "score",
    "one row a contest, thing scored and measure: a finished run beside what happened",
    (
        CONTEST,
        text(
            "what",
            "`seats` of a faction, `candidate` elected or not, share of `votes` (their number where"
            " there is no name), or the `contest` as a whole",
        ),
        text("name", "id of the faction or candidate; empty where the row is of the contest"),
        text(
            "measure",
            "`log score`, `ranked probability score`, `brier`, `crps`: the lower, the better;"
            " `pit`; `inside` central intervals, yes or no, or what share; `right` of the `of`"
            " likeliest candidates; of a contest, `log score` is of all factions' seats together,"
            " others are sums over factions or means over candidates",
        ),
        _scored("value", "what the measure comes to"),
        _scored(
            "forecast",
            "chance of what happened, of being elected or of an interval; the mean of a number",
        ),
        _scored("actual", "what happened: a number, or 1 for elected and 0 for not"),
        _scored("even_odds", "value of the measure if every set of candidates were equally likely"),
    ),
)


def _fitted(name: str, meaning: str) -> Column:
    return Column(name, "number", "", "0.0000", meaning)


FIT = Table(
    "fit",
    "one row a number that evidence speaks of; what it is, `kind` says",
    (
        text(
            "kind",
            "`support` of a faction; `votes`, a slate's share of them; `discipline` of a faction;"
            " `appeal` of a candidate; support `without` one piece of evidence; `scale`, how far"
            " evidence may be off; `points` that integrate over the scales; `value` of evidence"
            " not yet seen",
        ),
        text("evidence", "id of the piece that is left out, or the evidence not yet seen"),
        CONTEST,
        text("name", "id of the faction, slate or candidate; the scale; the outcome"),
        _fitted("mean", "its mean before the vote"),
        _fitted("sd", "its standard deviation before the vote"),
        _fitted("p10", "one chance in ten that it is below"),
        _fitted("p90", "one chance in ten that it is above"),
        _fitted("moved", "how far the piece moved the mean; of a value, by how much sd would fall"),
        _fitted("typed", "the mean that is typed, and stands in the place of the fitted one"),
    ),
)

BACKTEST = Table(
    "backtest",
    "one row a contest, method and measure; then means over contests, and differences",
    (
        text("mode", "`rolling origin`, or `leave one out`: scales from later contests too"),
        text("contest", "id of the contest in history; empty where the row is over several"),
        text(
            "method",
            "`model`; or a reference: `nominations`, `previous result`, `even odds`",
        ),
        text(
            "what",
            "what is scored, as in the table `score`; `beside` a reference, means over the contests"
            " that allow both; `less` a reference, the mean difference from it",
        ),
        text("name", "id of the faction or candidate; empty where the row is of the contest"),
        text("measure", "as in the table `score`"),
        _scored("value", "what the measure comes to; a difference below 0 favours the model"),
        _scored("forecast", "as in the table `score`"),
        _scored("actual", "what happened"),
        Column("contests", "integer", "contests", COUNT, "contests that a mean is over"),
        _scored("se", "jackknife standard error of a difference, over contests"),
        text("verdict", "`win`, `loss`, or a `draw` where the 95 % interval holds 0"),
    ),
)

STUDY_TABLES: dict[str, Table] = {
    table.name: table for table in (SWEEP, COMPARE, DRIVERS, TARGET, SUPPOSE, SCORE, FIT, BACKTEST)
}
