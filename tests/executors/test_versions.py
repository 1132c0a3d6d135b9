from __future__ import annotations

import pytest

from necsim.executors.versions import Made, apart, made_here

HERE = made_here()


def changed(**versions: str) -> Made:
    return HERE._replace(versions=HERE.versions | versions)


def test_like_is_not_apart_from_like() -> None:
    assert apart(HERE, made_here()) == ""


@pytest.mark.parametrize("name", ["necsim", "numpy", "numba", "polars"])
def test_another_version_is_named_with_both_and_the_remedy(name: str) -> None:
    wrong = apart(HERE, changed(**{name: "0.0.1"}))
    expected = f"has {name} 0.0.1, and here is {HERE.versions[name]}; install the same on both"
    assert wrong == expected


def test_of_python_the_minor_version_counts() -> None:
    major, minor, _ = HERE.versions["python"].split(".")
    assert apart(HERE, changed(python=f"{major}.{minor}.99")) == ""
    assert "has python 3.99" in apart(HERE, changed(python="3.99.1"))


def test_kernels_count_and_another_cpu_family_does_not() -> None:
    assert "other kernels" in apart(HERE, HERE._replace(kernels="edited"))
    assert apart(HERE, HERE._replace(cpu="another")) == ""
