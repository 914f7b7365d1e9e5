import ctypes
import pickle

import numpy
import pandas
import pytest

import handover


def crps_by_definition(draws, y):
    draws = numpy.asarray(draws, dtype=float)
    return numpy.abs(draws - y).mean() - numpy.abs(draws[:, None] - draws[None, :]).mean() / 2


def test_crps_is_its_definition():
    random = numpy.random.default_rng(1)
    forecasts = random.gamma(1, 5, size=(4, 3, 17))
    seen = random.gamma(1, 5, size=(4, 3))
    scores = handover.crps_ensemble(seen, forecasts)
    assert scores.shape == (4, 3)
    for place in numpy.ndindex(4, 3):
        assert scores[place] == pytest.approx(crps_by_definition(forecasts[place], seen[place]), rel=1e-12)
    moved = handover.crps_ensemble(seen, numpy.moveaxis(forecasts, -1, 0), axis=0)
    assert (moved == scores).all()


def test_other_rules_at_known_points():
    assert handover.ignorance_ensemble(0.0, numpy.zeros(100)) == pytest.approx(-numpy.log2(101 / 111))
    assert handover.brier_any_ensemble(3.0, numpy.array([0.0, 0.0, 1.0, 2.0])) == pytest.approx(0.25)
    assert handover.interval_score_ensemble(5.0, numpy.full(10, 5.0)) == pytest.approx(0.0)
    assert numpy.isnan(handover.crps_ensemble(numpy.nan, numpy.zeros(5)))


def test_shapes_that_do_not_fit_are_refused():
    with pytest.raises(ValueError):
        handover.crps_ensemble(numpy.zeros(3), numpy.zeros((4, 10)))


def test_forecast_keeps_the_index_of_a_wide_frame(panel):
    forecast = handover.forecast_panel(panel, origin="2021-06", months=range(1, 4), draws=50)
    frame = forecast.to_frame()
    assert frame.index.names == ["country_id", "month"]
    assert set(frame.index.get_level_values("country_id")) == set(panel.columns)
    assert list(frame.index.get_level_values("month").unique()) == list(pandas.period_range("2021-07", "2021-09", freq="M"))
    assert frame.shape == (36, 50)
    assert (frame.to_numpy() >= 0).all()


def long_of(panel):
    long = panel.stack().rename("ged_sb").reset_index()
    long["month_id"] = (long["month"].dt.year - 1980) * 12 + long["month"].dt.month
    return long[["country_id", "month_id", "ged_sb"]]


def test_long_and_wide_give_the_same(panel):
    wide = handover.forecast_panel(panel, origin="2021-06", months=3, draws=40)
    long = handover.forecast_panel(long_of(panel).sample(frac=1, random_state=3), origin="2021-06", months=3, draws=40)
    assert (wide.draws == long.draws).all()
    assert long.to_frame().index.names == ["country_id", "month_id"]
    assert long.months[0] == (2021 - 1980) * 12 + 7


def test_nothing_after_the_origin_matters(panel):
    changed = panel.copy()
    changed.loc["2021-07":] = 999.0
    one = handover.forecast_panel(panel, origin="2021-06", months=2, draws=30)
    two = handover.forecast_panel(changed, origin="2021-06", months=2, draws=30)
    assert (one.draws == two.draws).all()


def test_fitted_forecaster_survives_pickling(panel):
    fitted = handover.PanelForecaster(draws=25, seed=3).fit(panel, origin="2021-06")
    again = pickle.loads(pickle.dumps(fitted))
    one, two = fitted.predict(2), again.predict(2)
    assert (one.draws == two.draws).all()
    kept = pickle.loads(pickle.dumps(one))
    assert (kept.draws == one.draws).all() and kept.units == one.units and kept.months == one.months


def test_score_takes_frames_and_files_alike(panel, tmp_path):
    forecast = handover.forecast_panel(panel, origin="2021-06", months=3, draws=40)
    forecast.to_csv(tmp_path / "draws.csv")
    long_of(panel).to_csv(tmp_path / "actuals.csv", index=False)
    direct = handover.score(forecast, panel)
    files = handover.score(draws=str(tmp_path / "draws.csv"), actuals=tmp_path / "actuals.csv")
    long = forecast.to_frame().stack().rename("value").reset_index()
    frames = handover.score(draws=long, actuals=long_of(panel))
    for rule in ("crps", "crps_log", "ignorance", "interval_score", "brier_any", "dawid_sebastiani", "coverage90", "n"):
        assert files[rule] == direct[rule] == frames[rule]
    wide = handover.score(forecast.to_frame(), panel)
    assert wide["crps"] == direct["crps"]
    by_hand = handover.crps_ensemble(numpy.array([[panel.loc[month, unit] for month in pandas.period_range("2021-07", "2021-09", freq="M")]
                                                  for unit in forecast.units]), forecast.draws)
    assert direct["crps"] == pytest.approx(by_hand.mean(), rel=1e-12)
    assert direct.crps == direct["crps"] and "crps" in direct and len(direct.frame("unit")) == 12


def test_comparison_with_conflictology(panel):
    forecast = handover.forecast_panel(panel, origin="2021-06", months=3, draws=100)
    naive = handover.baseline_forecast(panel, "conflictology", origin="2021-06", months=3)
    result = handover.score(forecast, panel, against=naive)
    frame = result.comparison()
    assert set(frame["against"]) == {"conflictology"} and "crps" in set(frame["rule"])
    assert result._repr_html_().startswith("<div>")


@pytest.mark.parametrize("spoil, field", [(-1.0, "values"), (0.5, "values"), (numpy.inf, "values")])
def test_values_that_are_no_counts_are_refused(panel, spoil, field):
    panel.iloc[3, 2] = spoil
    with pytest.raises(handover.InputError) as caught:
        handover.forecast_panel(panel, origin="2021-06")
    assert caught.value.problems[0].field == field
    assert "103" in str(caught.value) and "2015-04" in str(caught.value)


def test_a_file_with_a_fault_is_named_with_its_line(tmp_path):
    file = tmp_path / "panel.csv"
    file.write_text("unit,month,value\na,2020-01,3\na,2020-13,4\n")
    with pytest.raises(handover.InputError) as caught:
        handover.forecast_panel(file, origin="2020-01")
    problem = caught.value.problems[0]
    assert (problem.line, problem.value) == (3, "2020-13") and problem.hint


def test_months_given_twice_are_refused(panel):
    long = long_of(panel)
    with pytest.raises(handover.InputError):
        handover.forecast_panel(pandas.concat([long, long.iloc[:1]]), origin="2021-06")


# The Arrow C stream read by hand: what pyarrow or polars would do.
class Schema(ctypes.Structure):
    pass


Schema._fields_ = [("format", ctypes.c_char_p), ("name", ctypes.c_char_p), ("metadata", ctypes.c_char_p), ("flags", ctypes.c_int64),
                   ("n_children", ctypes.c_int64), ("children", ctypes.POINTER(ctypes.POINTER(Schema))), ("dictionary", ctypes.c_void_p),
                   ("release", ctypes.CFUNCTYPE(None, ctypes.POINTER(Schema))), ("private_data", ctypes.c_void_p)]


class Array(ctypes.Structure):
    pass


Array._fields_ = [("length", ctypes.c_int64), ("null_count", ctypes.c_int64), ("offset", ctypes.c_int64), ("n_buffers", ctypes.c_int64),
                  ("n_children", ctypes.c_int64), ("buffers", ctypes.POINTER(ctypes.c_void_p)), ("children", ctypes.POINTER(ctypes.POINTER(Array))),
                  ("dictionary", ctypes.c_void_p), ("release", ctypes.CFUNCTYPE(None, ctypes.POINTER(Array))), ("private_data", ctypes.c_void_p)]


class Stream(ctypes.Structure):
    pass


Stream._fields_ = [("get_schema", ctypes.CFUNCTYPE(ctypes.c_int, ctypes.POINTER(Stream), ctypes.POINTER(Schema))),
                   ("get_next", ctypes.CFUNCTYPE(ctypes.c_int, ctypes.POINTER(Stream), ctypes.POINTER(Array))),
                   ("get_last_error", ctypes.c_void_p), ("release", ctypes.c_void_p), ("private_data", ctypes.c_void_p)]


def read_stream(thing):
    capsule = thing.__arrow_c_stream__()
    pointer = ctypes.pythonapi.PyCapsule_GetPointer
    pointer.restype, pointer.argtypes = ctypes.POINTER(Stream), [ctypes.py_object, ctypes.c_char_p]
    stream = pointer(capsule, b"arrow_array_stream")
    schema, array, end = Schema(), Array(), Array()
    assert stream.contents.get_schema(stream, ctypes.byref(schema)) == 0
    assert stream.contents.get_next(stream, ctypes.byref(array)) == 0
    assert stream.contents.get_next(stream, ctypes.byref(end)) == 0
    assert not end.release
    columns = {}
    for i in range(schema.n_children):
        child, kind = array.children[i].contents, schema.children[i].contents.format
        if kind == b"u":
            offsets = ctypes.cast(child.buffers[1], ctypes.POINTER(ctypes.c_int32))
            text = ctypes.string_at(child.buffers[2], offsets[array.length])
            values = [text[offsets[k]:offsets[k + 1]].decode() for k in range(array.length)]
        else:
            number = ctypes.c_int64 if kind == b"l" else ctypes.c_double
            values = ctypes.cast(child.buffers[1], ctypes.POINTER(number))[:array.length]
        columns[schema.children[i].contents.name.decode()] = values
    array.release(ctypes.byref(array))
    schema.release(ctypes.byref(schema))
    return columns


def test_arrow_stream_holds_the_draws(panel):
    forecast = handover.forecast_panel(panel, origin="2021-06", months=2, draws=7)
    columns = read_stream(forecast)
    assert list(columns) == ["unit", "month", "draw", "value"]
    assert columns["value"] == list(forecast.draws.ravel())
    assert columns["unit"][:14] == [str(forecast.units[0])] * 14 and columns["month"][7] == "2021-08" and columns["draw"][:8] == [0, 1, 2, 3, 4, 5, 6, 0]


def test_arrow_refuses_columns_of_two_lengths():
    with pytest.raises(handover.InputError):
        handover.ArrowTable(["a", "b"], [numpy.zeros(2), numpy.zeros(3)])
