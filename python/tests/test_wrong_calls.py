"""A thousand calls with arguments of wrong kinds: an exception each, or an answer, and the process lives."""
import inspect
import random

import numpy
import pandas

import handover

ODD = [None, True, 0, -1, 2**70, 3.7, float("nan"), float("inf"), "", "x", "2021-10", b"\xff\x00", "\udce9", [], [None], ["a", 1], (), {}, {"a": object()},
       set(), object(), int, lambda: 1, numpy.zeros(0), numpy.zeros((2, 2)), numpy.array(["a"]), numpy.array([object()]), numpy.zeros(3, dtype=complex),
       pandas.DataFrame(), pandas.DataFrame({"unit": ["a"], "month": ["2020-01"], "value": [1.0]}), pandas.Series([1, 2]), pandas.DataFrame({"unit": [None], "month": [None], "value": ["x"]}),
       "/nothing/there", range(3), range(10**9, 10**9 + 2), 1j, Ellipsis, slice(1), memoryview(b"abc"), [[1, 2], [3]], pandas.NaT]

EXPECTED = (TypeError, ValueError, OverflowError, KeyError, IndexError, AttributeError, OSError, RuntimeError, ImportError, MemoryError)


def targets():
    skip = {"search", "assess", "simulate", "simulate_part", "needs", "partner", "talks"}
    from handover._native import _handover

    # The compiled functions too, without the package's care.
    for module in (handover, _handover):
        for name in dir(module):
            thing = getattr(module, name)
            if callable(thing) and not name.startswith("_") and not (isinstance(thing, type) and issubclass(thing, BaseException)):
                yield name, thing
    assert skip


def test_a_thousand_wrong_calls():
    dice = random.Random(20240401)
    list_of = list(targets())
    raised = 0
    for _ in range(1000):
        name, target = dice.choice(list_of)
        count = dice.randrange(0, 5)
        arguments = [dice.choice(ODD) for _ in range(count)]
        keywords = {}
        try:
            parameters = [p.name for p in inspect.signature(target).parameters.values() if p.kind == p.KEYWORD_ONLY]
        except (ValueError, TypeError):
            parameters = ["seed", "draws", "threads", "progress"]
        if parameters and dice.random() < 0.5:
            keywords = {dice.choice(parameters): dice.choice(ODD)}
        try:
            target(*arguments, **keywords)
        except EXPECTED:
            raised += 1
    assert raised > 900


def test_attributes_of_half_made_objects():
    for kind in (handover.Mission, handover.Assessment, handover.Answer, handover.Bargain, handover.Panel, handover.Draws):
        try:
            thing = kind.__new__(kind)
        except TypeError:
            continue
        for name in dir(thing):
            if name.startswith("__"):
                continue
            try:
                getattr(thing, name)
            except EXPECTED:
                pass
