import json
import os
import shutil
import signal
import subprocess
import sys
import threading
import time

import numpy
import pytest

import handover

PROGRAM = os.environ.get("HANDOVER_PROGRAM")  # the command line of the same build, for the comparisons


def test_a_mission_says_what_it_is(mission):
    assert mission.id == "sierra-leone-2003" and len(mission.inputs_sha256) == 64
    assert mission.plans and mission.parties and "<table>" in mission._repr_html_()


def test_problems_come_with_file_line_and_hint(folder, tmp_path):
    broken = tmp_path / "broken"
    shutil.copytree(folder, broken)
    text = (broken / "zones.csv").read_text().splitlines()
    text[1] = text[1] + ",one,field,too,many"
    (broken / "zones.csv").write_text("\n".join(text) + "\n")
    with pytest.raises(handover.InputError) as caught:
        handover.load_mission(broken)
    problem = caught.value.problems[0]
    assert problem.file == "zones.csv" and problem.code and problem.line == 2 and problem.hint
    assert handover.check(broken)["problems"][0]["file"] == "zones.csv"
    assert handover.check(folder)["problems"] == []


def test_a_folder_that_is_not_there(tmp_path):
    with pytest.raises(handover.InputError):
        handover.load_mission(tmp_path / "nothing")


def test_modules_have_their_documents(mission):
    partner = handover.partner(mission, draws=50)
    assert partner["functions"]
    assert handover.evidence(mission)["mission"] == mission.id
    found = handover.bargain(os.fspath(handover_missions(mission)), draws=50)
    assert found.document and found.densities_svg().startswith("<svg")


def handover_missions(mission):
    from conftest import MISSIONS

    return MISSIONS / mission.id


def test_outcomes_are_the_simulations_own_memory(folder, mission):
    run = handover.simulate(folder, mission.plans[0], scenarios=6, replications=11, draws=30)
    outcomes = run.outcomes
    assert outcomes.shape == (6, 11, len(run.metrics)) and outcomes.dtype == numpy.float32
    assert run.outcomes.__array_interface__["data"] == outcomes.__array_interface__["data"]
    with pytest.raises(ValueError):
        outcomes[0, 0, 0] = 1
    metric = run.metrics[0]
    assert numpy.shares_memory(run[metric], outcomes)
    means = run.scenario_means
    # The library adds whole steps of 2^-16.
    assert numpy.allclose(means, outcomes.mean(axis=1, dtype=float), atol=2**-16, rtol=1e-6)
    del run
    assert float(outcomes.sum()) == float(outcomes.sum())  # the array keeps what it stands on
    with pytest.raises(handover.InputError):
        handover.simulate(folder, mission.plans[0], scenarios=2, replications=2, draws=30)["nothing"]


def test_parts_add_up_to_the_whole(folder, mission, tmp_path):
    plan, size = mission.plans[0], dict(scenarios=5, replications=9, draws=30)
    whole = handover.simulate(folder, plan, **size)
    for part in (3, 1, 2):
        handover.simulate_part(folder, plan, f"{part}/3", tmp_path, **size)
    gathered = handover.gather(tmp_path, folder)
    one, two = whole.document, gathered.document
    for document in (one, two):
        document.pop("seconds"), document.pop("replications_per_second")
        document["options"].pop("mission")
    assert one == two


@pytest.mark.skipif(not PROGRAM, reason="HANDOVER_PROGRAM is not set: nothing to compare with")
def test_the_command_line_says_the_same(folder, mission):
    words = [PROGRAM, "simulate", str(folder), "--plan", mission.plans[0], "--scenarios", "4", "--replications", "10", "--draws", "30", "--json"]
    said = json.loads(subprocess.run(words, check=True, capture_output=True, text=True).stdout)
    assert handover.simulate(folder, mission.plans[0], scenarios=4, replications=10, draws=30).digest == said["digest"]
    said = json.loads(subprocess.run([PROGRAM, "partner", str(folder), "--draws", "50", "--json"], check=True, capture_output=True, text=True).stdout)
    here = handover.partner(mission, draws=50)
    for document in (said, here):
        document["diagnostics"].pop("seconds")
    assert here["functions"] and all(said[key] == value for key, value in here.items())


def test_progress_comes_in_this_thread_and_can_end_the_work(folder, mission):
    seen = []
    handover.simulate(folder, mission.plans[0], scenarios=5, replications=20, draws=30,
                      progress=lambda share, what: seen.append((share, threading.current_thread() is threading.main_thread())))
    assert seen and seen[-1][0] == 1.0 and all(main for _, main in seen)

    class Enough(Exception):
        pass

    def stop(share, what):
        raise Enough

    with pytest.raises(Enough):
        handover.simulate(folder, mission.plans[0], scenarios=200, replications=500, draws=200, progress=stop)


def test_other_threads_run_meanwhile(folder, mission):
    counted, done = [0], threading.Event()

    def count():
        while not done.is_set():
            counted[0] += 1
            time.sleep(0.001)

    thread = threading.Thread(target=count)
    thread.start()
    handover.simulate(folder, mission.plans[0], scenarios=20, replications=50, draws=60, threads=1)
    done.set()
    thread.join()
    assert counted[0] > 20


def test_control_c_ends_a_computation(folder, mission):
    code = (f"import handover, sys\nprint('ready', flush=True)\n"
            f"handover.simulate({str(folder)!r}, {mission.plans[0]!r}, scenarios=2000, replications=2000, draws=200, keep_outcomes=False)\n")
    child = subprocess.Popen([sys.executable, "-c", code], stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True, env=dict(os.environ, PYTHONPATH=os.pathsep.join(sys.path)))
    assert child.stdout.readline() == "ready\n"
    time.sleep(3)
    asked = time.monotonic()
    child.send_signal(signal.SIGINT)
    _, said = child.communicate(timeout=60)
    assert "KeyboardInterrupt" in said and time.monotonic() - asked < 20


def test_kept_runs_can_be_read(folder, tmp_path):
    mission = tmp_path / "mission"
    shutil.copytree(folder, mission)
    with pytest.raises(handover.InputError):
        handover.runs(mission)
    if not PROGRAM:
        pytest.skip("HANDOVER_PROGRAM is not set: no run can be kept")
    subprocess.run([PROGRAM, "simulate", str(mission), "--plan", handover.load_mission(mission).plans[0], "--scenarios", "3", "--replications", "5", "--draws", "30",
                    "--keep", "--json"], check=True, capture_output=True)
    kept = handover.runs(mission)
    assert [one["command"] for one in kept] == ["simulate"]
    run = handover.run(kept[0]["id"][:6], mission)
    assert run["result"]["digest"] and run["options"]
    assert len(handover.runs_frame(mission)) == len(run["figures"]) > 0
