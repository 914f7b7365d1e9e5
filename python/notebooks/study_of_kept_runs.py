# %% [markdown]
# # A study of 200 scenarios from kept runs
# Two hundred scenarios of a small mission under each of its plans, computed in parts as a cluster would, gathered, and read beside the
# runs that a mission keeps.

# %%
import os
import pathlib
import tempfile

import pandas as pd

import handover

missions = pathlib.Path(os.environ.get("HANDOVER_MISSIONS", "missions"))
folder = missions / "sierra-leone-2003"
mission = handover.load_mission(folder)
size = dict(scenarios=200, replications=20, draws=100, seed=1)

# %%
rows = {}
with tempfile.TemporaryDirectory() as work:
    for plan in mission.plans:
        out = pathlib.Path(work) / plan
        for part in range(1, 4):
            handover.simulate_part(folder, plan, f"{part}/3", out, **size)
        run = handover.gather(out, folder)
        means = pd.DataFrame(run.scenario_means, columns=run.metrics)
        rows[plan] = {"digest": run.digest[:12], **{name: means[name].mean() for name in ("civilians_killed", "coalition_killed") if name in means}}
table = pd.DataFrame.from_dict(rows, orient="index")
assert len(table) == len(mission.plans)
table

# %% [markdown]
# What the mission's own store holds, if anything was kept (`handover simulate ... --keep`): every figure with its interval, a row each.

# %%
try:
    kept = handover.runs_frame(folder)
    print(kept.groupby("command").size() if len(kept) else "no figures are kept")
except handover.InputError as error:
    print("nothing is kept yet:", error.problems[0].what)
