"""Panels of counts by unit and month: forecasts as draws, and their scores. Frames of pandas in and out, the index kept."""
import os
from collections.abc import Mapping

import numpy as np

from . import _html, _progress
from ._errors import InputError, Problem
from ._native import _handover

_MONTH_NAMES = ("month", "month_id", "date", "period")
_VALUE_NAMES = ("value", "outcome", "ged_sb", "count")
_DRAW_NAMES = ("draw", "sample")


def _refuse(field, value, what, hint):
    raise InputError([Problem("", 0, 0, field, str(value), what, hint)])


def _pandas():
    try:
        import pandas
    except ImportError:  # pragma: no cover
        raise ImportError("frames need pandas (Debian: python3-pandas)") from None
    return pandas


def _is_frame(thing):
    return type(thing).__module__.split(".")[0] == "pandas" and hasattr(thing, "index")


def _month_ordinals(values):
    """Months since January of the year 0: of periods, dates, texts, or month numbers of which 1 is January 1980."""
    pandas = _pandas()
    index = pandas.Index(values)
    if isinstance(index, pandas.PeriodIndex):
        index = index.asfreq("M")
        return np.asarray(index.year) * 12 + np.asarray(index.month) - 1
    if isinstance(index, pandas.DatetimeIndex):
        return np.asarray(index.year) * 12 + np.asarray(index.month) - 1
    if index.dtype.kind in "iu":
        return np.asarray(index, dtype=np.int64) + 1980 * 12 - 1
    try:
        periods = pandas.PeriodIndex([str(value) for value in index], freq="M")
    except (ValueError, TypeError):
        _refuse("month", index[0] if len(index) else "", "is not a month", "give periods, dates, YYYY-MM or month numbers (1: January 1980)")
    return np.asarray(periods.year) * 12 + np.asarray(periods.month) - 1


def _month_text(ordinal):
    return f"{int(ordinal) // 12:04d}-{int(ordinal) % 12 + 1:02d}"


class _MonthKind:
    """Writes months as the caller's own index does."""

    def __init__(self, like, name):
        pandas = _pandas()
        index = pandas.Index(like)
        self.name = name
        self.kind = ("period" if isinstance(index, pandas.PeriodIndex) else "date" if isinstance(index, pandas.DatetimeIndex)
                     else "number" if index.dtype.kind in "iu" else "text")

    def write(self, ordinals):
        pandas = _pandas()
        if self.kind == "number":
            return pandas.Index(np.asarray(ordinals) - 1980 * 12 + 1, name=self.name)
        texts = [_month_text(one) for one in ordinals]
        if self.kind == "text":
            return pandas.Index(texts, name=self.name)
        periods = pandas.PeriodIndex(texts, freq="M", name=self.name)
        return periods if self.kind == "period" else periods.to_timestamp()


def _column(frame, names, what):
    for name in names:
        if name in frame.columns:
            return name
    _refuse(what, ", ".join(str(name) for name in frame.columns), f"is not among the columns: none is {' or '.join(names)}", "name the column")


class _LongFrame:
    """A frame with one row a unit and month (and draw), read once: labels of units, months, the rest of the columns."""

    def __init__(self, frame, unit, month):
        pandas = _pandas()
        if isinstance(frame, pandas.Series):
            frame = frame.to_frame(frame.name if frame.name is not None else "value")
        if isinstance(frame.index, pandas.MultiIndex) or frame.index.name is not None:
            frame = frame.reset_index()
        if month is None:
            month = _column(frame, _MONTH_NAMES, "month")
        if unit is None:
            unit = _column(frame, ("unit", "country_id", "priogrid_gid", "country", "unit_id"), "unit")
        self.frame, self.unit_name, self.month_name = frame, unit, month
        self.codes, self.labels = pandas.factorize(frame[unit])
        if (self.codes < 0).any():
            _refuse(str(unit), "", "is missing in some row", "name the unit of every row")
        self.texts = [_unit_text(label) for label in self.labels]
        self.months = _month_ordinals(frame[month])
        self.kind = _MonthKind(frame[month], month)


def _unit_text(label):
    if isinstance(label, float) and label == int(label):
        return str(int(label))
    return str(label)


class PanelForecast:
    """Draws of counts for units and months.

    ``draws``: array [unit, month, draw]; ``units`` and ``months`` say of which. Draw k of two months is not a path: months are
    forecast one by one.
    """

    def __init__(self, native, labels=None, kind=None, unit_name="unit", name="this forecast"):
        self._native = native
        self.name = name
        texts = native.units
        order = list(dict.fromkeys(texts))
        labels = labels or {}
        self.units = [labels.get(text, text) for text in order]
        self._months = list(dict.fromkeys(native.months))
        self.unit_name = unit_name
        self._kind = kind
        values = native.values
        if len(order) * len(self._months) != len(texts):
            _refuse("draws", "", "do not have every month for every unit", "give one row for each unit and month")
        self.draws = values.reshape(len(order), len(self._months), values.shape[1])

    def __getstate__(self):
        state = dict(self.__dict__)
        state.pop("draws")
        return state

    def __setstate__(self, state):
        self.__dict__.update(state)
        values = self._native.values
        self.draws = values.reshape(len(self.units), len(self._months), values.shape[1])

    @property
    def months(self):
        """As the panel wrote them."""
        ordinals = [int(text[:4]) * 12 + int(text[5:]) - 1 for text in self._months]
        return list(self._kind.write(ordinals)) if self._kind else list(self._months)

    @property
    def left_out(self):
        """Units without a value in the year up to the origin: nothing is forecast for them."""
        return self._native.left_out

    @property
    def weights(self):
        """Of the pooled distributions, by class of units."""
        return self._native.weights

    def _index(self):
        pandas = _pandas()
        months = self.months
        return pandas.MultiIndex.from_product([self.units, months], names=[self.unit_name, self._kind.name if self._kind else "month"])

    def to_frame(self):
        """A row a unit and month, a column a draw."""
        pandas = _pandas()
        flat = self.draws.reshape(-1, self.draws.shape[2])
        return pandas.DataFrame(flat, index=self._index(), columns=pandas.RangeIndex(self.draws.shape[2], name="draw"))

    def quantile(self, probabilities=(0.05, 0.25, 0.5, 0.75, 0.95)):
        """Quantiles (type 7) by unit and month."""
        pandas = _pandas()
        flat = np.quantile(self.draws.reshape(-1, self.draws.shape[2]), list(probabilities), axis=1).T
        return pandas.DataFrame(flat, index=self._index(), columns=list(probabilities))

    def mean(self):
        """Means by unit and month. A few far-fetched draws can carry a mean: look at the median too."""
        pandas = _pandas()
        return pandas.Series(self.draws.mean(axis=2).ravel(), index=self._index(), name="mean")

    def to_csv(self, file):
        """unit, month, draw, value; what ``handover score --draws`` reads."""
        self._native.to_csv(os.fspath(file))

    def __arrow_c_stream__(self, requested_schema=None):
        units, months, draws = self.draws.shape
        table = _handover.ArrowTable(
            ["unit", "month", "draw", "value"],
            [[str(unit) for unit in self.units for _ in range(months * draws)],
             [month for _ in range(units) for month in self._months for _ in range(draws)],
             np.tile(np.arange(draws, dtype=np.int64), units * months), self.draws.ravel()])
        return table.__arrow_c_stream__(requested_schema)

    def __len__(self):
        return len(self._native)

    def __repr__(self):
        return f"<PanelForecast of {len(self.units)} units x {len(self._months)} months, {self.draws.shape[2]} draws>"

    def _repr_html_(self):
        quantiles = np.quantile(self.draws, (0.05, 0.5, 0.95), axis=2)
        order = np.argsort(-self.draws.mean(axis=(1, 2)))[:10]
        rows = [[self.units[unit]] + [f"{_html.number(quantiles[1, unit, month])} ({_html.number(quantiles[0, unit, month])}–{_html.number(quantiles[2, unit, month])})"
                                      for month in range(min(6, len(self._months)))] for unit in order]
        return _html.table(f"{len(self.units)} units, {len(self._months)} months, {self.draws.shape[2]} draws", [self.unit_name] + self._months[:6],
                           rows, "Median and 90 % interval of the ten units with the largest means, first months.")


def _panel_of(panel, unit=None, month=None, value=None, absent="unknown"):
    """(native panel, labels by text, kind of months, name of the unit's column)."""
    if isinstance(panel, _handover.Panel):
        return panel, None, None, "unit"
    if isinstance(panel, (str, os.PathLike)):
        return _handover.read_panel(os.fspath(panel), column=value or "", absent=absent), None, None, "unit"
    if not _is_frame(panel):
        raise TypeError("a panel is a pandas frame or series, a file's name, or a handover.Panel")
    pandas = _pandas()
    if isinstance(panel, pandas.DataFrame) and isinstance(panel.index, (pandas.PeriodIndex, pandas.DatetimeIndex)) and panel.index.nlevels == 1:
        return _wide_panel(panel)
    if absent not in ("unknown", "zero"):
        _refuse("absent", absent, "is not what a missing month can mean", "write unknown or zero")
    rows = _LongFrame(panel, unit, month)
    name = value if value is not None else _column(rows.frame, _VALUE_NAMES + tuple(c for c in rows.frame.columns[-1:] if c not in (rows.unit_name, rows.month_name)), "value")
    if name not in rows.frame.columns:
        _refuse("value", name, "is not a column of the frame", "name one of " + ", ".join(map(str, rows.frame.columns)))
    values = _numbers(rows.frame[name], name)
    if len(values) == 0:
        _refuse("panel", "", "holds no row", "give at least one unit and month")
    first, last = int(rows.months.min()), int(rows.months.max())
    table = np.full((len(rows.labels), last - first + 1), 0.0 if absent == "zero" else np.nan)
    seen = np.zeros(table.shape, dtype=bool)
    places = (rows.codes, rows.months - first)
    np.add.at(seen, places, True)
    if seen.sum() != len(values):
        twice = rows.frame.duplicated([rows.unit_name, rows.month_name]).to_numpy().argmax()
        _refuse(str(rows.month_name), rows.frame[rows.month_name].iloc[twice], f"is given twice for {rows.labels[rows.codes[twice]]}", "give each unit and month once")
    table[places] = values
    return (_handover.Panel(rows.texts, _month_text(first), table), dict(zip(rows.texts, rows.labels)), rows.kind, rows.unit_name)


def _numbers(column, name):
    try:
        return np.asarray(column, dtype=np.float64)
    except (ValueError, TypeError):
        _refuse(str(name), "", "holds something that is no number", "give counts; NaN for what is not known")


def _wide_panel(frame):
    ordinals = _month_ordinals(frame.index)
    if len(ordinals) == 0:
        _refuse("panel", "", "holds no month", "give at least one")
    first = int(ordinals.min())
    if len(set(ordinals)) != len(ordinals):
        _refuse("month", "", "is given twice", "give each month once")
    table = np.full((frame.shape[1], int(ordinals.max()) - first + 1), np.nan)
    table[:, ordinals - first] = _numbers(frame, "value").T
    texts = [_unit_text(label) for label in frame.columns]
    kind = _MonthKind(frame.index, frame.index.name or "month")
    return _handover.Panel(texts, _month_text(first), table), dict(zip(texts, frame.columns)), kind, frame.columns.name or "unit"


def _origin_text(origin):
    if isinstance(origin, str):
        return origin[:7] if len(origin) == 10 else origin
    return _month_text(_month_ordinals([origin])[0])


def _leads(months):
    if isinstance(months, (int, np.integer)) and not isinstance(months, bool):
        return list(range(1, int(months) + 1))
    return [int(lead) for lead in months]


class PanelForecaster:
    """Forecasts of many units by month: several simple predictive distributions pooled with weights that minimise the CRPS of
    past origins; units lend one another strength through analogues. Conventions of scikit-learn: ``fit``, then ``predict``.

    >>> forecast = handover.PanelForecaster().fit(panel, origin="2021-10").predict(range(3, 15))
    """

    def __init__(self, draws=1000, seed=1, threads=0):
        self.draws, self.seed, self.threads = draws, seed, threads

    def get_params(self, deep=True):
        return {"draws": self.draws, "seed": self.seed, "threads": self.threads}

    def set_params(self, **params):
        for name, value in params.items():
            if name not in ("draws", "seed", "threads"):
                raise ValueError(f"{name} is not a parameter")
            setattr(self, name, value)
        return self

    def fit(self, panel, origin=None, *, unit=None, month=None, value=None, absent="unknown", related=()):
        """panel: frame (unit, month, value columns; unit and month index; or months by units), file or Panel. Nothing after
        ``origin``, the last known month (the panel's last when none is named), is looked at. related: further panels."""
        self.panel_, self.labels_, self.kind_, self.unit_name_ = _panel_of(panel, unit, month, value, absent)
        self.related_ = [_panel_of(one, unit, month, value, absent)[0] for one in related]
        self.origin_ = _origin_text(origin) if origin is not None else self.panel_.months[-1]
        return self

    def predict(self, months=12, *, progress=None):
        """months: how many after the origin, or which (3 is the third). Returns a PanelForecast."""
        if not hasattr(self, "panel_"):
            raise RuntimeError("call fit first")
        native = _handover.forecast_panel(self.panel_, self.origin_, _leads(months), related=self.related_, draws=self.draws,
                                          seed=self.seed, threads=self.threads, progress=_progress.callback(progress))
        return PanelForecast(native, self.labels_, self.kind_, self.unit_name_)


def forecast_panel(panel, origin=None, months=12, *, draws=1000, seed=1, threads=0, related=(), unit=None, month=None, value=None,
                   absent="unknown", progress=None):
    """``PanelForecaster(...).fit(...).predict(...)`` in one call."""
    forecaster = PanelForecaster(draws, seed, threads).fit(panel, origin, unit=unit, month=month, value=value, absent=absent, related=related)
    return forecaster.predict(months, progress=progress)


def baseline_forecast(panel, name="conflictology", origin=None, months=12, *, draws=1000, seed=1, unit=None, month=None, value=None, absent="unknown"):
    """Naive forecasts that a model must beat: conflictology (the last twelve months as draws), last, bootstrap, zero."""
    native, labels, kind, unit_name = _panel_of(panel, unit, month, value, absent)
    origin = _origin_text(origin) if origin is not None else native.months[-1]
    made = _handover.baseline_forecast(native, origin, _leads(months), name, draws=draws, seed=seed)
    return PanelForecast(made, labels, kind, unit_name, name)


def _draws_of(draws, unit=None, month=None):
    if isinstance(draws, PanelForecast):
        return draws._native
    if isinstance(draws, _handover.Draws):
        return draws
    if isinstance(draws, (str, os.PathLike)):
        return _handover.read_draws(os.fspath(draws))
    if not _is_frame(draws):
        raise TypeError("draws are a PanelForecast, a pandas frame or a file's name")
    pandas = _pandas()
    rows = _LongFrame(draws, unit, month)
    frame = rows.frame
    draw = next((name for name in _DRAW_NAMES if name in frame.columns), None)
    if draw is None:  # a column a draw
        columns = [name for name in frame.columns if name not in (rows.unit_name, rows.month_name)]
        values = _numbers(frame[columns], "draws")
        return _handover.Draws([rows.texts[code] for code in rows.codes], [_month_text(one) for one in rows.months], values)
    value = _column(frame, ("value", "outcome"), "value")
    numbers = _numbers(frame[value], value)
    order = np.lexsort((np.asarray(frame[draw]), rows.months, rows.codes))
    keys = pandas.MultiIndex.from_arrays([rows.codes[order], rows.months[order]])
    starts = np.flatnonzero(~keys.duplicated())
    counts = np.diff(np.append(starts, len(order)))
    if len(counts) == 0:
        _refuse("draws", "", "are empty", "give at least one draw")
    if (counts != counts[0]).any():
        _refuse("draws", int(counts.min()), f"are fewer for some unit and month than for another ({int(counts.max())})", "give the same number for each")
    if frame.duplicated([rows.unit_name, rows.month_name, draw]).any():
        _refuse(draw, "", "is given twice for a unit and month", "give each draw once")
    values = numbers[order].reshape(-1, int(counts[0]))
    at = order[starts]
    return _handover.Draws([rows.texts[code] for code in rows.codes[at]], [_month_text(one) for one in rows.months[at]], values)


class ScoreResult(Mapping):
    """Scores by their names: ``crps``, ``crps_log``, ``ignorance``, ``interval_score``, ``dawid_sebastiani``, ``brier_any``,
    ``coverage50``, ``coverage90``, ``n``; ``by_unit``, ``by_month`` and ``comparisons`` as frames. Lower is better."""

    def __init__(self, document):
        self._document = document

    def __getitem__(self, key):
        return self._document[key]

    def __getattr__(self, key):
        if key.startswith("_") or key not in self._document:
            raise AttributeError(key)
        return self._document[key]

    def __iter__(self):
        return iter(self._document)

    def __len__(self):
        return len(self._document)

    def frame(self, by="unit"):
        """by: unit, month or group."""
        key = f"by_{by}"
        if key not in self._document:
            _refuse("by", by, "is not what these scores are kept by", "write unit, month, or group when groups were given")
        frame = _pandas().DataFrame.from_dict(self._document[key], orient="index")
        frame.index.name = by
        return frame

    def comparison(self):
        """A row for each other forecast and rule: both means, their ratio and its 90 % interval by resampled units."""
        rows = [{"against": one["against"], "rule": rule, "n": one["n"], **values}
                for one in self._document["comparisons"] for rule, values in one["rules"].items()]
        return _pandas().DataFrame(rows)

    def __repr__(self):
        return f"<ScoreResult of {self['n']} unit-months: crps {self['crps']:.4g}, ignorance {self['ignorance']:.4g}>"

    def _repr_html_(self):
        rows = [[name, _html.number(self[name])] for name in ("crps", "crps_log", "ignorance", "interval_score", "brier_any", "coverage50", "coverage90")]
        for one in self["comparisons"]:
            rule = one["rules"]["crps"]
            low, high = rule["ratio_interval90"]
            verdict = "better" if high < 1 else "worse" if low > 1 else "not told apart"
            rows.append([f"CRPS against {one['against']}", f"{_html.number(rule['ratio'])} ({_html.number(low)}–{_html.number(high)}), {verdict}"])
        return _html.table(f"{self['n']} unit-months", ["score", ""], rows, "Lower is better; coverages are shares of outcomes inside the interval.")


def score(draws, actuals, *, against=(), groups=None, leave_out=(), ignorance_draws=0, resample_as_published=False, seed=1,
          unit=None, month=None, value=None, absent="unknown"):
    """Scores forecasts given as draws against what happened.

    draws: a PanelForecast, a frame (unit, month, draw, value; or a column a draw) or a file. actuals: a frame or a file, as for
    forecasts. against: other draws to compare with, a list or a dict by name. groups: unit to group. The definitions are those of
    the VIEWS 2023/24 prediction challenge (Hegre et al. 2025), its resampling before the ignorance score among them unless
    ignorance_draws says otherwise; resample_as_published is accepted and does nothing more.
    """
    panel, _, _, _ = _panel_of(actuals, unit, month, value, absent)
    if not isinstance(against, Mapping):
        against = list(against) if isinstance(against, (list, tuple)) else [against]
        against = {getattr(one, "name", None) or str(one)[:60]: one for one in against}
    others = [(str(name), _draws_of(other, unit, month)) for name, other in against.items()]
    by_group = {_unit_text(key): str(group) for key, group in dict(groups or {}).items()}
    document = _handover.score(_draws_of(draws, unit, month), panel, against=others, groups=by_group,
                               leave_out=[_unit_text(one) for one in leave_out], ignorance_draws=ignorance_draws,
                               resample_as_published=resample_as_published, seed=seed)
    return ScoreResult(document)


def _rows(function, forecasts, observations, axis):
    forecasts = np.asarray(forecasts, dtype=np.float64)
    observations = np.asarray(observations, dtype=np.float64)
    if forecasts.ndim == 0:
        raise ValueError("forecasts have no axis of draws")
    forecasts = np.moveaxis(forecasts, axis, -1)
    if forecasts.shape[:-1] != observations.shape:
        raise ValueError(f"forecasts of shape {forecasts.shape[:-1]} (without draws) do not fit observations of shape {observations.shape}")
    flat = function(forecasts.reshape(-1, forecasts.shape[-1]), observations.ravel())
    return flat.reshape(observations.shape) if observations.shape else float(flat[0])


def crps_ensemble(observations, forecasts, axis=-1):
    """CRPS of the draws' empirical distribution (Gneiting & Raftery 2007, eq. 21; not the fair form), as ``crps_ensemble`` of
    properscoring and scoringrules. forecasts: an axis of draws beside the observations' own. NaN where an input is."""
    return _rows(_handover.rows_crps, forecasts, observations, axis)


def crps_log_ensemble(observations, forecasts, axis=-1):
    """The same after log(1 + .) of both (Bosse et al. 2023)."""
    return _rows(_handover.rows_crps_log, forecasts, observations, axis)


def ignorance_ensemble(observations, forecasts, axis=-1):
    """-log2 of the smoothed share of draws in the outcome's bin, eleven bins (VIEWS 2023/24). Depends on the number of draws."""
    return _rows(_handover.rows_ignorance, forecasts, observations, axis)


def interval_score_ensemble(observations, forecasts, axis=-1):
    """Interval score of the central 90 % (Gneiting & Raftery 2007, eq. 43)."""
    return _rows(_handover.rows_interval_score, forecasts, observations, axis)


def dawid_sebastiani_ensemble(observations, forecasts, axis=-1):
    """((y - mean) / sd)^2 + 2 log sd, the variance floored at 1/12 (Dawid & Sebastiani 1999)."""
    return _rows(_handover.rows_dawid_sebastiani, forecasts, observations, axis)


def brier_any_ensemble(observations, forecasts, axis=-1):
    """Squared error of the chance that the outcome is above zero."""
    return _rows(_handover.rows_brier_any, forecasts, observations, axis)
