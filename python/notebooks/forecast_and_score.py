# %% [markdown]
# # Forecast a panel and score it beside conflictology
# Counts by country and month go in as a frame; draws come out with the same index. The scores are those of the VIEWS 2023/24
# challenge. A forecast that does not beat "the last twelve months as draws" is not worth having.

# %%
import numpy as np
import pandas as pd

import handover

# %% [markdown]
# An invented panel: twenty countries, calm or violent, with flare-ups that last. Replace it by your own frame with the columns
# `country_id`, `month_id` and `ged_sb`, or by the name of a file.

# %%
random = np.random.default_rng(2021)
months = pd.period_range("2012-01", "2022-12", freq="M", name="month")
level = random.gamma(0.5, 40, size=20)
flare = np.zeros(20)
rows = []
for _ in months:
    flare = 0.8 * flare + (random.random(20) < 0.03) * random.gamma(2, 1, size=20)
    rows.append(random.negative_binomial(0.7, 0.7 / (0.7 + level * np.exp(flare - 0.3))))
panel = pd.DataFrame(np.array(rows, dtype=float), index=months, columns=pd.Index(range(1, 21), name="country_id"))
panel.tail(3)

# %%
origin = "2021-10"
forecaster = handover.PanelForecaster(draws=1000, seed=1).fit(panel, origin)
forecast = forecaster.predict(months=range(3, 15))
forecast

# %%
naive = handover.baseline_forecast(panel, "conflictology", origin, months=range(3, 15))
result = handover.score(forecast, panel, against={"conflictology": naive})
result

# %% [markdown]
# The interval is that of the ratio of mean scores when whole countries are resampled. Where it holds 1 the two are not told apart.

# %%
comparison = result.comparison()[["rule", "mine", "theirs", "ratio", "ratio_interval90"]]
assert set(comparison["rule"]) >= {"crps", "ignorance"}
comparison

# %%
result.frame("month")[["crps", "ignorance", "coverage90"]].head()
