"""Handover: timelines for handing security from a coalition to its host nation.

>>> import handover
>>> mission = handover.load_mission("missions/iraq-2024")
>>> answer = handover.search(mission, draws=200)
>>> print(answer.words)

Everything is computed in this process by the same functions as the command line's, so the same folder, day, seed and options give
the same figures. Wrong input raises ``InputError``, whose ``problems`` say file, line, column and what would be right; Ctrl-C ends
a computation; the interpreter's lock is released while one runs. Randomness comes from ``seed`` alone.
"""
from ._errors import InputError, Problem
from ._missions import (Answer, Assessment, Bargain, Mission, Simulation, assess, bargain, check, evidence, gather, import_events,
                        load_mission, metric_names, needs, partner, run, runs, runs_frame, search, simulate, simulate_part, talks)
from ._native import _handover
from ._panels import (PanelForecast, PanelForecaster, ScoreResult, baseline_forecast, brier_any_ensemble, crps_ensemble,
                      crps_log_ensemble, dawid_sebastiani_ensemble, forecast_panel, ignorance_ensemble, interval_score_ensemble, score)

Panel = _handover.Panel
Draws = _handover.Draws
ArrowTable = _handover.ArrowTable


def version():
    """The program's version, its commit, and whether the tree was changed."""
    return _handover.version()


__version__ = version().partition("+")[0]
__all__ = [name for name in dir() if not name.startswith("_")]
