# Everything a checkout needs: `make run`, `make test`. See README.md.
PYTHON ?= python3
SCENARIO ?= configs/nec-2018-january.toml
BIN := .venv/bin
PYTEST := $(BIN)/python -m pytest
TESTED := $(if $(COVERAGE),coverage run,python)

.PHONY: setup run test quick soak fuzz versions dist bench bench-short sample peers lint clean

setup: .venv/.ready

.venv/.ready: pyproject.toml constraints.txt
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' \
		|| { echo "necsim needs Python 3.11 or later: apt install python3"; exit 1; }
	@$(PYTHON) -c 'import ensurepip, venv' \
		|| { echo "the venv module is missing: apt install python3-venv"; exit 1; }
	@test -x $(BIN)/python || $(PYTHON) -m venv .venv
	$(BIN)/python -m pip install --quiet --disable-pip-version-check -c constraints.txt -e '.[dev]'
	@touch $@

run: setup
	$(BIN)/necsim run $(SCENARIO)

lint: setup
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy
	$(BIN)/lint-imports

# What runs kernels runs once more as plain Python. COVERAGE=1 says what no test runs: compiled lines
# are invisible to it, and it takes a part of the time again, so it is asked for where that matters.
test: lint
	$(if $(COVERAGE),$(BIN)/coverage erase)
	$(BIN)/$(TESTED) -m pytest -n 2
	NUMBA_DISABLE_JIT=1 $(BIN)/$(TESTED) -m pytest -q -n 2 -m "not slow and not compiled" \
		tests/kernels tests/engine tests/link
	$(if $(COVERAGE),$(BIN)/coverage combine --quiet && $(BIN)/coverage report)

quick: setup
	$(BIN)/ruff check .
	$(BIN)/mypy
	$(BIN)/lint-imports
	$(PYTEST) -q -n 2 -m "not slow"

# What proves by repetition, in full where `make test` repeats a few times: twenty thousand mutated
# inputs, twenty runs killed at random moments, a worker killed in each of ten runs, fifty contests.
soak: setup
	NECSIM_SOAK=1 $(PYTEST) -q -n 2 tests/hostile/test_mutated.py tests/cli/test_killed.py \
		tests/cli/test_extremes.py tests/executors/test_cluster.py tests/studies/test_target.py

# Inputs led by coverage, for each reader so many seconds; atheris has an environment of its own.
SECONDS ?= 60
fuzz:
	test -x .venv-fuzz/bin/python || $(PYTHON) -m venv .venv-fuzz
	.venv-fuzz/bin/python -m pip install --quiet --disable-pip-version-check -c constraints.txt -e . atheris
	readers=$$(.venv-fuzz/bin/python -c 'from tests.hostile.readers import READERS; print(*READERS)') && \
	for reader in $$readers; do .venv-fuzz/bin/python -m tests.hostile.fuzz $$reader \
		-max_total_time=$(SECONDS) -max_len=600 -timeout=10 -rss_limit_mb=3000 || exit 1; done

# The oldest and the newest libraries allowed, and every Python that is here: some twenty minutes.
versions:
	$(PYTHON) .ci/versions
	$(PYTHON) .ci/dist

# Wheel and sdist in dist/, looked into, installed offline and run.
dist:
	$(PYTHON) .ci/dist

# Fails where a job became slower than tracked; `make bench TRACK=--track` renews what is tracked
# and docs/speed.md.
bench: setup
	$(PYTEST) benchmarks --benchmark-only --benchmark-quiet -q $(TRACK)

bench-short: setup
	$(PYTEST) benchmarks --benchmark-only --benchmark-quiet -q --short

# What a run leaves behind, for whoever has not run one: the forecast of January 2018.
sample: setup
	rm -rf results/sample
	$(BIN)/necsim run configs/nec-2018-january.toml --force -q -o results/.sampling
	cp -R results/.sampling/nec-2018-january/latest results/sample
	rm -rf results/.sampling

# VoteKit needs an older numba than necsim, so it and other peers have an environment of their own.
# Once it is there, `make bench` runs them too.
peers:
	$(PYTHON) -m venv .venv-peers
	.venv-peers/bin/python -m pip install --quiet --disable-pip-version-check -r benchmarks/peers.txt

clean:
	rm -rf .venv .venv-peers .venv-fuzz .mypy_cache .ruff_cache .pytest_cache .hypothesis .coverage* dist build
