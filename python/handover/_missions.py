"""Missions, what the modules make of them, simulations, the search for timelines, kept runs."""
import os

import numpy as np

from . import _html, _progress
from ._errors import InputError, Problem
from ._native import _handover

Mission = _handover.Mission
Assessment = _handover.Assessment
Answer = _handover.Answer
Bargain = _handover.Bargain
metric_names = _handover.metric_names


def _path(thing):
    return os.fspath(thing)


def load_mission(folder, *, as_of=None, overlays=()):
    """Reads a mission folder as it was known on ``as_of`` (YYYY-MM-DD; the folder's own day when none is named). overlays: names
    under overlays/. Raises InputError with every problem of the folder."""
    return _handover.load_mission(_path(folder), as_of=str(as_of) if as_of is not None else "", overlays=list(overlays))


def check(folder):
    """{"problems": [...], "doubts": [...]}: everything that is wrong or doubtful in a folder; nothing is raised for either."""
    return _handover.check(_path(folder))


def _mission(mission):
    if isinstance(mission, (str, os.PathLike)):
        return load_mission(mission)
    return mission


def evidence(mission):
    """Contradictions between sources, totals over periods and whether a model uses them, ages of ratings."""
    return _handover.evidence(_mission(mission))


def import_events(mission, files, *, source="", boundaries="", days="", replace=False, dry_run=False):
    """Reads event files (UCDP GED, ACLED, GTD, daily tallies) into the folder's incidents.csv by its import.toml; says what became
    of every row. Writes nothing with ``dry_run`` or when the import is refused, which raises InputError."""
    files = [files] if isinstance(files, (str, os.PathLike)) else files
    return _handover.import_events(_path(mission), [_path(file) for file in files], source=source, boundaries=_path(boundaries), days=days,
                                   replace=replace, dry_run=dry_run)


def assess(mission, *, seed=1, draws=1000, threads=0, progress=None):
    """Fits the four modules: ``.threat``, ``.partner``, ``.talks`` and ``.needs`` are dicts with the keys of the commands' JSON."""
    return _handover.assess(_mission(mission), seed=seed, draws=draws, threads=threads, progress=_progress.callback(progress))


def needs(mission, plan="", *, quantile=0.9, from_records=False, seed=1, draws=1000, threads=0, progress=None):
    """Persons that each step of a plan (an id or a file; today's posture without one) needs, by function and region."""
    return _handover.needs(_mission(mission), _path(plan), quantile=quantile, from_records=from_records, seed=seed, draws=draws, threads=threads,
                           progress=_progress.callback(progress))


def partner(mission, *, seed=1, draws=1000, threads=0, progress=None):
    """What the host's forces can do alone, today and in 12, 24 and 36 months, with and without advisers."""
    return _handover.partner(_mission(mission), seed=seed, draws=draws, threads=threads, progress=_progress.callback(progress))


def talks(mission, *, seed=1, draws=1000, threads=0, progress=None):
    """When talks may end, on what terms, and how long what they end in lasts."""
    return _handover.talks(_mission(mission), seed=seed, draws=draws, threads=threads, progress=_progress.callback(progress))


def bargain(mission, *, models=("all",), options=(), issue="", seed=1, draws=1000, threads=0, progress=None):
    """Bargaining models side by side on a mission's issues or a table of positions (a folder's or a file's name).
    options: NAME=VALUE, or MODEL.NAME=VALUE."""
    models = [models] if isinstance(models, str) else list(models)
    return _handover.bargain(_path(mission), models=models, options=list(options), issue=issue, seed=seed, draws=draws, threads=threads,
                             progress=_progress.callback(progress))


def search(mission, *, quick=True, seed=1, draws=1000, threads=0, progress=None):
    """Searches for the timelines that may be best: ``.words``, ``.answer``, ``.document``, ``.map_svg()``, ``.write_brief(file)``."""
    return _handover.search(_mission(mission), quick=quick, seed=seed, draws=draws, threads=threads, progress=_progress.callback(progress))


class Simulation:
    """Replications of a mission under one plan in many scenarios.

    ``outcomes``: float32 array [scenario, replication, metric] of what had happened by the horizon, not a copy; ``metrics`` names the
    last axis; ``digest`` is of all outcomes to the bit. A share of scenarios counts assumptions; it is not a probability.
    """

    def __init__(self, native):
        self._native = native

    def __getattr__(self, name):
        if name.startswith("_"):
            raise AttributeError(name)
        return getattr(self._native, name)

    def __getitem__(self, metric):
        """[scenario, replication] of one metric, not a copy."""
        names = self._native.metrics
        if metric not in names:
            raise InputError([Problem("", 0, 0, "metric", str(metric), "is not a metric", "one of " + ", ".join(names))])
        return self._native.outcomes[:, :, names.index(metric)]

    def to_frame(self):
        """A row a scenario and replication, a column a metric."""
        import pandas

        outcomes = self._native.outcomes
        index = pandas.MultiIndex.from_product([range(outcomes.shape[0]), range(outcomes.shape[1])], names=["scenario", "replication"])
        return pandas.DataFrame(outcomes.reshape(-1, outcomes.shape[2]), index=index, columns=self._native.metrics)

    def summary(self):
        """Mean and quantiles of each metric over all replications."""
        import pandas

        return pandas.DataFrame.from_dict(self._native.document["outcomes"], orient="index")

    def __arrow_c_stream__(self, requested_schema=None):
        outcomes = self._native.outcomes
        scenarios, replications, _ = outcomes.shape
        columns = [np.repeat(np.arange(scenarios, dtype=np.int64), replications), np.tile(np.arange(replications, dtype=np.int64), scenarios)]
        columns += [outcomes[:, :, m].ravel().astype(np.float64) for m in range(outcomes.shape[2])]
        return _handover.ArrowTable(["scenario", "replication"] + self._native.metrics, columns).__arrow_c_stream__(requested_schema)

    def __repr__(self):
        return f"<Simulation of {self._native.replications} replications, digest {self._native.digest[:12]}>"

    def _repr_html_(self):
        document = self._native.document
        rows = [[name, _html.number(one["mean"]), _html.number(one["q05"]), _html.number(one["q50"]), _html.number(one["q95"])]
                for name, one in document["outcomes"].items()]
        return _html.table(f"{document['mission']} under {document['plan']}: {document['replications']} replications",
                           ["to the horizon", "mean", "5 %", "median", "95 %"], rows,
                           f"Seed {document['seed']}, as of {document['as_of']}, digest {document['digest'][:12]}. A share of scenarios counts assumptions; it is not a probability.")


def simulate(mission, plan, *, scenarios=200, replications=100, seed=1, draws=1000, as_of=None, overlays=(), keep_outcomes=True, threads=0,
             progress=None):
    """Simulates a mission folder under a plan (an id or a file)."""
    return Simulation(_handover.simulate(_path(mission), _path(plan), scenarios=scenarios, replications=replications, seed=seed, draws=draws,
                                         as_of=str(as_of) if as_of is not None else "", overlays=list(overlays), keep_outcomes=keep_outcomes,
                                         threads=threads, progress=_progress.callback(progress)))


def simulate_part(mission, plan, part, out, *, scenarios=200, replications=100, seed=1, draws=1000, as_of=None, overlays=(), threads=0,
                  progress=None):
    """One part ("3/64") of a simulation into a file in the folder ``out``; the file's name. A part that is there is left alone."""
    return _handover.simulate_part(_path(mission), _path(plan), part, _path(out), scenarios=scenarios, replications=replications, seed=seed,
                                   draws=draws, as_of=str(as_of) if as_of is not None else "", overlays=list(overlays), threads=threads,
                                   progress=_progress.callback(progress))


def gather(folder, mission=""):
    """The whole from its parts: the figures and the digest that one run gives; single outcomes are not kept in parts.
    mission: where its folder lies now, if not where the parts say."""
    return Simulation(_handover.gather(_path(folder), _path(mission)))


def runs(mission):
    """Runs kept for a mission folder, newest first: id, command, seed, version, when."""
    return _handover.runs(_path(mission))


def run(id, mission=""):
    """One kept run by its id or the first digits of it: options, ``result`` (the command's JSON) and ``figures``."""
    return _handover.run(id, _path(mission))


def runs_frame(mission, command=None):
    """Figures of all kept runs (of one command) as one frame: a row a figure with its interval."""
    import pandas

    rows = []
    for one in runs(mission):
        if command is not None and one["command"] != command:
            continue
        for figure in run(one["id"], mission)["figures"]:
            rows.append({"run": one["id"], "command": one["command"], "seed": one["seed"], "as_of": one["as_of"], **figure})
    columns = ["run", "command", "seed", "as_of", "module", "quantity", "subject", "at", "low", "best", "high", "level", "unit"]
    return pandas.DataFrame(rows, columns=columns)


def _answer_html(self):
    import html

    return f"<div><p>{html.escape(self.words)}</p>{self.map_svg()}</div>"


def _assessment_html(self):
    return f"<div>{self.forecast_svg()}</div>"


def _bargain_html(self):
    return f"<div>{self.densities_svg()}</div>"


def _mission_html(self):
    return _html.table(self.title, ["", ""], [["as of", self.as_of], ["plans", ", ".join(self.plans)], ["parties", ", ".join(self.parties)],
                                              ["streams", ", ".join(self.streams)], ["inputs", self.inputs_sha256[:12]]])


def _mission_repr(self):
    return f"<Mission {self.id} as of {self.as_of}>"


Answer._repr_html_ = _answer_html
Assessment._repr_html_ = _assessment_html
Bargain._repr_html_ = _bargain_html
Mission._repr_html_ = _mission_html
Mission.__repr__ = _mission_repr
