# %% [markdown]
# # What if: Iraq as known in July 2024
# The same folder under two plans, with the same random draws in the same scenarios, so that what differs comes from the plans.

# %%
import os
import pathlib

import numpy as np

import handover

missions = pathlib.Path(os.environ.get("HANDOVER_MISSIONS", "missions"))
scenarios, replications = int(os.environ.get("HANDOVER_SCENARIOS", 60)), 40
mission = handover.load_mission(missions / "iraq-2024")
mission

# %%
assessment = handover.assess(mission, draws=200)
assessment

# %%
folder = missions / "iraq-2024"
size = dict(scenarios=scenarios, replications=replications, draws=200, seed=1)
gated = handover.simulate(folder, "gated", **size)
exit_now = handover.simulate(folder, "immediate-exit", **size)
gated

# %% [markdown]
# Scenario by scenario: means over its replications, the one plan less the other. A share of scenarios counts assumptions; it is not
# a probability.

# %%
metric = "civilians_killed"
at = gated.metrics.index(metric)
difference = exit_now.scenario_means[:, at] - gated.scenario_means[:, at]
print(f"{metric}, leaving at once less by gates: mean {difference.mean():.1f}, 5 % to 95 % of scenarios "
      f"{np.quantile(difference, 0.05):.1f} to {np.quantile(difference, 0.95):.1f}; more in {100 * (difference > 0).mean():.0f} % of scenarios")

# %%
try:
    import matplotlib

    matplotlib.use("agg")
    import matplotlib.pyplot as plt

    figure, axes = plt.subplots(figsize=(6, 3))
    axes.hist(difference, bins=20, color="#4c6a92")
    axes.axvline(0, color="black", linewidth=1)
    axes.set_xlabel(f"{metric}: immediate exit less gated, mean of a scenario")
    axes.set_ylabel("scenarios")
    figure.tight_layout()
except ImportError:
    print("pictures of one's own need matplotlib (Debian: python3-matplotlib)")
assert len(difference) == scenarios
