import os
import pathlib

import pytest

import handover

# The tests run against whatever `import handover` finds; missions come from a checkout.
MISSIONS = pathlib.Path(os.environ.get("HANDOVER_MISSIONS", pathlib.Path(__file__).resolve().parents[2] / "missions"))


@pytest.fixture(scope="session")
def folder():
    return MISSIONS / "sierra-leone-2003"


@pytest.fixture(scope="session")
def mission(folder):
    return handover.load_mission(folder)


@pytest.fixture()
def panel():
    import numpy
    import pandas

    random = numpy.random.default_rng(7)
    months = pandas.period_range("2015-01", "2021-12", freq="M", name="month")
    level = random.gamma(0.6, 20, size=12)
    counts = random.negative_binomial(0.8, 0.8 / (0.8 + level), size=(len(months), 12)).astype(float)
    return pandas.DataFrame(counts, index=months, columns=pandas.Index(range(101, 113), name="country_id"))
