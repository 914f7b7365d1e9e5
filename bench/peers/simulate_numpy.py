"""The simulation once more, in NumPy, vectorised over replications: the peer of src/simulate.

Reads the model that `simulate_benchmark --write-model` writes, simulates F replications of each scenario and writes
one row of metrics per replication in the same columns as `simulate_benchmark --write-outcomes`. Written from the model's
description, day by day and cell by cell, without the tricks of the C++ program, so that agreement in distribution
says something about both.

    /usr/bin/python3 bench/peers/simulate_numpy.py MODEL.json OUT.csv --replications 2000 --seed 1
"""
import argparse
import json
import time

import numpy as np

ANNOUNCED, IN_SESSION, SUSPENDED, AGREED, COLLAPSED, EXPELLED = range(6)
NEVER = 1 << 29
COALITION, HOST, CIVILIANS = range(3)


# Share of 336 peace agreements that stood after these days (UCDP Peace Agreement Dataset 22.1, product-limit estimate).
STOOD_DAYS = np.array([0.0, 30.0, 90.0, 180.0, 365.0, 730.0, 1825.0, 3650.0])
STOOD = np.array([1.0, 0.9583, 0.8899, 0.8333, 0.7708, 0.7136, 0.6756, 0.6521])


def relative_break_rate(age):
    """Rate at which agreements of this age in days break, relative to the mean of the first five years."""
    rate = -np.diff(np.log(STOOD)) / np.diff(STOOD_DAYS)
    place = np.minimum(np.searchsorted(STOOD_DAYS, age, side="right") - 1, len(rate) - 1)
    return rate[place] / (-np.log(STOOD[6]) / STOOD_DAYS[6])


class Replications:
    """F replications of one scenario, side by side."""

    def __init__(self, model, scenario, replications, rng):
        self.m, self.w, self.F, self.rng = model, scenario, replications, rng
        self.e = scenario["effects"]
        self.H = model["horizon"]
        t = model["threat"]
        self.K, self.Z, self.M = t["streams"], t["zones"], t["kernels"]
        K, Z, M, F = self.K, self.Z, self.M, replications
        self.insurgent = [s["insurgent"] for s in model["streams"]]
        self.militia = [s["militia"] for s in model["streams"]]
        self.strike = [s["strike"] for s in model["streams"]]
        self.on_coalition = [s["on_coalition"] for s in model["streams"]]
        self.strike_stream = self.strike.index(True)
        self.answer_stream = self.militia.index(True)
        self.endemic = np.array(t["endemic"]).reshape(K, Z)
        self.psi = np.array(t["dispersion"])
        self.weight = np.array(t["kernel_weight"])
        self.rho = np.array(t["kernel_decay"])
        # Pull matrix: recent incidents [K*Z] -> epidemic intensity [K*Z].
        near = np.array(t["neighbours"]).reshape(Z, Z)
        A = np.array(t["excitation"]).reshape(K, K)
        pull = np.zeros((K, Z, K, Z))
        for k in range(K):
            share = t["neighbour_share"][k]
            spread = (1 - share) * np.eye(Z) + share * near
            for j in range(K):
                pull[k, :, j, :] = A[k, j] * spread
        self.pull = pull.reshape(K * Z, K * Z).T.copy()
        self.R = np.tile(np.array(t["kernel_sum"]).reshape(1, K, Z, M), (F, 1, 1, 1))
        d = np.arange(self.H)
        self.season = np.exp(np.outer(t["season_sin"], np.array(model["season_sine"])[d])
                             + np.outer(t["season_cos"], np.array(model["season_cosine"])[d]))
        drift = np.array(t["drift"]).reshape(K, -1)
        step = np.minimum(d // 30, drift.shape[1] - 1)
        self.season *= drift[:, step] ** np.sqrt(self.e["background_drift"] / 0.45)
        self.region = np.array(model["region_of_zone"])
        self.host_soil = np.array(model["zone_on_host_soil"], bool)
        st = model["standing"]
        self.S = {key: np.array([s[key] for s in st], dtype=float) for key in st[0]}
        self.zone_factor = self.make_zone_factor()
        self.begin()

    def make_zone_factor(self):
        """[standing, stream, zone]: exposure and withdrawal."""
        e, S = self.e, self.S
        factor = np.ones((len(S["total_troops"]), self.K, self.Z))
        there = S["zone_presence"] > 0
        for k in range(self.K):
            if self.insurgent[k]:
                factor[:, k] *= np.exp(e["insurgent_response_to_withdrawal"] * S["region_left"][:, self.region])
                factor[:, k] *= np.exp(e["insurgent_response_to_handover"] * S["handed_share"])[:, None]
            if self.militia[k]:
                factor[:, k] *= np.exp(e["relabel_effect_on_militia"] * S["other_label_share"])[:, None]
            if self.on_coalition[k]:
                presence = np.where(there, S["zone_presence"], 1.0)
                factor[:, k] *= np.where(there, presence ** e["exposure_elasticity"], 0.0)
                left = (self.endemic[k] * (~there & (S["zone_closed"] > 0))).sum(axis=1)
                kept = (self.endemic[k] * np.where(there, factor[:, k], 0.0)).sum(axis=1)
                more = 1.0 + e["attacks_move_to_places_left"] * left / np.where(kept > 0, kept, 1.0)
                factor[:, k] *= np.where(kept > 0, np.minimum(10.0, more), 1.0)[:, None]
        return factor

    def begin(self):
        F, H, m = self.F, self.H, self.m
        zeros = lambda kind=float: np.zeros(F, kind)
        self.attacks = np.zeros((F, self.K), int)
        self.attacks_before = np.zeros((H + 1, F, self.K), np.int32)
        self.deaths_before = np.zeros((H + 1, F), np.int32)
        self.strikes_before = np.zeros((H + 1, F), np.int32)
        self.killed = np.zeros((F, 3))
        self.displaced, self.strikes, self.incidents = zeros(), zeros(int), zeros(int)
        self.last_attack = np.full(F, -1)
        self.pending = {}
        # Surroundings.
        self.patron_on = self.rng.random(F) < m["threat"]["regime_on"]
        self.war = zeros(bool)
        self.last_shock, self.last_strike = np.full(F, -1), np.full(F, -1)
        # Pressure and talks.
        self.pressure = np.full(F, self.e["pressure_today"])
        self.talks = np.full(F, m["talks_state"])
        self.agreement_since = np.full(F, -m["talks_in_state_for"])
        self.clock = self.rng.exponential(size=F)
        self.rates = np.zeros((F, 6))
        self.stale = np.ones(F, bool)
        # Plan.
        self.standing, self.phase = zeros(int), zeros(int)
        self.executing, self.stopped, self.gone = zeros(bool), zeros(bool), zeros(bool)
        self.collapse_stop, self.by_expulsion, self.was_stopped = zeros(bool), zeros(bool), zeros(bool)
        self.draw_slips()
        self.completes, self.ready = zeros(int), zeros(int)
        self.next_review, self.tracked_from = zeros(int), zeros(int)
        self.holds_since = np.full((F, 4), -1)
        P = len(m["phases"])
        self.completed = np.full((F, P), -1)
        self.next_watch = np.full(F, NEVER)
        self.reverse_since = np.full((F, 4), -1)
        self.reversal_day, self.departure = np.full(F, -1), np.full(F, -1)
        self.put_back = zeros(bool)
        self.begun, self.mission_ended, self.presence_ended = np.full(F, -1), np.full(F, -1), np.full(F, -1)
        self.closed_on = np.full((F, self.Z), -1)
        self.reversals, self.cost = zeros(int), zeros()
        self.open_gate(np.ones(F, bool), 0)
        # Capability.
        self.level = np.tile(np.array(m["partner"]["level"]), (F, 1))
        self.rating_noise = None
        self.uncovered_days, self.below_days = zeros(), zeros()
        self.refresh_coverage()

    def draw_slips(self):
        """Days late of each step, [F, phase]: one draw for a plan's steps."""
        s, F, rng = self.w["talks"]["slip"], self.F, self.rng
        logistic = lambda x: 1.0 / (1.0 + np.exp(-x))
        effect, which = rng.standard_normal(F), rng.random(F)
        how_far, never = rng.random(F), rng.random(F)
        self.slip = np.zeros((F, len(self.m["phases"])))
        for p, phase in enumerate(self.m["phases"]):
            T = phase["planned_day"]
            years = np.log(max(T, 1.0) / 365.25)
            late = logistic(s["late"] + s["late_per_log_year"] * years + s["case_sd"] * effect)
            early = (1 - late) * logistic(s["early"] + s["early_per_log_year"] * years)
            far = 30.0 * np.exp(np.minimum(12.0, -s["tail"] * np.log1p(-how_far)))
            cut = lambda mean, most, u: -mean * np.log1p(-u * -np.expm1(-most / mean))
            before = -cut(s["before_days"], min(30.0, T), np.clip((how_far - s["on_day"]) / s["before"], 0, 1 - 1e-12))
            after = 30.0 * (how_far - s["on_day"] - s["before"]) / (1 - s["on_day"] - s["before"])
            near = np.where(how_far < s["on_day"], 0.0, np.where(how_far < s["on_day"] + s["before"], before, after))
            spare = T - 30.0
            ahead = -30.0 - cut(s["early_share"] * spare, spare, how_far) if spare > 0 else near
            days = np.where(which >= 1 - early, ahead, near)
            self.slip[:, p] = np.where(which < late, np.where(never < s["never"], NEVER, far), days)

    # --- capability ---

    def refresh_coverage(self):
        alone = self.level > self.m["partner"]["alone"]
        uncovered = self.S["uncovered"][self.standing]
        rests = self.S["rests_on_host"][self.standing]
        fails = np.zeros_like(rests, bool)
        for t, f in enumerate(self.m["task_function"]):
            if f >= 0:
                fails[:, t] = ~alone[:, f]
        self.uncovered = (uncovered + np.where(fails, rests, 0.0)).sum(axis=1)
        self.uncovered_share = self.uncovered / uncovered.shape[1]
        # Consequences grow with how far the receiver falls short.
        gap = np.maximum(0.0, self.m["partner"]["alone"] - self.level)
        severity = 2.0 * normal_cdf(gap) - 1.0
        falls = np.zeros_like(rests)
        for t, f in enumerate(self.m["task_function"]):
            if f >= 0:
                falls[:, t] = severity[:, f]
        short = uncovered + rests * falls
        kind = np.array(self.m["without_task"])
        mean = lambda x, which: x[:, kind == which].mean(axis=1) if (kind == which).any() else np.zeros(self.F)
        stopped = mean(short, 3)
        kept = 1.0 - stopped * self.e["sustainment_gap_stops_tasks"]
        short = 1.0 - kept[:, None] * (1.0 - short)
        self.short = {1: mean(short, 1), 2: mean(short, 2), 4: mean(short, 4)}

    def step_capability(self, d):
        if d % 30 == 0:
            self.rating_noise = self.rng.standard_normal(self.level.shape)
        if d == 0 or d % 30 != 0:
            return
        p = self.m["partner"]
        share = np.maximum(self.S["mentoring"][self.standing], self.e["mentoring_kept_from_afar"])
        per_year = share * np.array(p["growth"]) - (1 - share) * np.array(p["decay"])
        self.level += per_year * 30 / 365.25
        self.level += np.array(p["innovation"]) * np.sqrt(30 / 365.25) * self.rng.standard_normal(self.level.shape)
        self.refresh_coverage()

    # --- plan ---

    def observe(self, d, c):
        what, subject = c["what"], c["subject"]
        if what in (0, 1):
            start = max(0, d - 90)
            if what == 1:
                return (self.deaths_before[d] - self.deaths_before[start]).astype(float)
            if d - start < 30:
                return np.full(self.F, np.nan)
            count = self.attacks_before[d][:, subject] - self.attacks_before[start][:, subject]
            return 30.4375 * count / (d - start)
        if what == 2:
            p = self.m["partner"]
            noise = p["noise"][subject]
            z = (self.level[:, subject] - p["alone"]) / noise + self.rating_noise[:, subject]
            return normal_cdf(z)
        if what == 3:
            return (self.talks == AGREED).astype(float)
        if what == 4:
            return np.where(self.last_attack >= 0, d - self.last_attack, d).astype(float)
        if what == 5:
            return (d - self.ready) / 30.4375
        return np.ones(self.F)

    def holds(self, d, c):
        value = self.observe(d, c)
        with np.errstate(invalid="ignore"):
            return value <= c["threshold"] if c["at_most"] else value >= c["threshold"]

    def set_review(self, mask, d, day):
        for p, phase in enumerate(self.m["phases"]):
            at = mask & (self.phase == p)
            if not at.any():
                continue
            review = np.broadcast_to(day, (self.F,)).copy()
            if phase["latest"] > d:
                review = np.minimum(review, phase["latest"])
            self.next_review[at] = review[at]
            held = max(c["held_for"] for c in phase["all_of"])
            self.tracked_from[at] = review[at] - held

    def open_gate(self, mask, d):
        self.ready[mask] = d
        self.holds_since[mask] = -1
        for p, phase in enumerate(self.m["phases"]):
            opens = np.full(self.F, phase["earliest"])
            if all(c["what"] == 6 for c in phase["all_of"]):
                ahead = np.rint(np.minimum(0.0, self.slip[:, p])).astype(int)
                opens = np.maximum(0, opens + ahead)
            self.set_review(mask & (self.phase == p), d, np.maximum(d, opens))

    def change_standing(self, mask, d, new):
        old_closed = self.S["zone_closed"][self.standing] > 0
        self.standing = np.where(mask, new, self.standing)
        closed = self.S["zone_closed"][self.standing] > 0
        self.closed_on = np.where(closed & ~old_closed, d, np.where(closed, self.closed_on, -1))
        label = self.S["coalition_label"][self.standing] > 0
        present = self.S["total_troops"][self.standing] > 0
        self.mission_ended = np.where(label, -1, np.where(self.mission_ended >= 0, self.mission_ended, d))
        self.presence_ended = np.where(present, -1, np.where(self.presence_ended >= 0, self.presence_ended, d))
        self.refresh_coverage()

    def order_departure(self, mask, day, by_expulsion):
        mask = mask & ~self.gone
        first = mask & (self.departure < 0)
        self.was_stopped = np.where(first, self.stopped, self.was_stopped)
        self.by_expulsion = np.where(mask & ((self.departure < 0) | (day < self.departure)), by_expulsion,
                                     self.by_expulsion)
        later = np.where(self.departure < 0, day, np.minimum(self.departure, day))
        self.departure = np.where(mask, later, self.departure)
        self.stopped |= mask
        self.executing &= ~mask

    def step_plan(self, d):
        e = self.e
        leaving = (self.departure >= 0) & (d >= self.departure) & ~self.gone
        if leaving.any():
            self.gone |= leaving
            self.executing &= ~leaving
            self.change_standing(leaving, d, len(self.S["total_troops"]) - 1)
        live = ~self.stopped & ~self.gone
        back = live & (self.reversal_day >= 0) & (d >= self.reversal_day)
        if back.any():
            self.reversal_day[back] = -1
            self.phase[back] -= 1
            self.completed[back, self.phase[back]] = -1
            self.reversals[back] += 1
            self.change_standing(back, d, self.phase)
            self.reverse_since[back] = -1
            self.open_gate(back, d)
            self.put_back |= back
            for p, phase in enumerate(self.m["phases"]):
                self.set_review(back & (self.phase == p), d, d + phase["review_every"])
        self.watch_for_reversal(d, live)
        forward = live & (self.reversal_day < 0)
        for _ in range(len(self.m["phases"]) + 1):
            forward = self.go_forward(d, forward)
            if not forward.any():
                break

    def watch_for_reversal(self, d, live):
        e = self.e
        due = live & (self.phase > 0) & (d >= self.next_watch) & ~self.executing & (self.reversal_day < 0)
        if not due.any():
            return
        self.next_watch[due] = d + 7
        for p, phase in enumerate(self.m["phases"]):
            at = due & (self.phase == p + 1)
            for i, c in enumerate(phase["reverses"]):
                if not at.any():
                    break
                now = self.holds(d, c)
                self.reverse_since[at & ~now, i] = -1
                fresh = at & now & (self.reverse_since[:, i] < 0)
                self.reverse_since[fresh, i] = d
                trips = at & now & (d - self.reverse_since[:, i] >= c["held_for"])
                refused = trips & (self.rng.random(self.F) < e["reversal_refused"])
                self.next_watch[refused] = d + 90
                agreed = trips & ~refused
                self.reversal_day[agreed] = d + int(e["reversal_delay_days"] + 0.5)
                at = at & ~trips

    def go_forward(self, d, mask):
        e = self.e
        again = np.zeros(self.F, bool)
        for p, phase in enumerate(self.m["phases"]):
            at = mask & (self.phase == p)
            if not at.any():
                continue
            gate = at & ~self.executing
            track = gate & (d >= self.tracked_from)
            met = np.ones(self.F, bool)
            review = gate & (d >= self.next_review)
            if self.m["waits_for_agreement"]:
                review &= self.talks == AGREED
            for i, c in enumerate(phase["all_of"]):
                if c["held_for"] > 0:
                    if track.any():
                        now = self.holds(d, c)
                        self.holds_since[track & ~now, i] = -1
                        start = track & now & ((self.holds_since[:, i] < 0) | (d == self.tracked_from))
                        self.holds_since[start, i] = d
                    since = self.holds_since[:, i]
                    met &= (since >= 0) & (d - since >= c["held_for"])
                elif review.any():
                    met &= self.holds(d, c)
            if review.any():
                calendar = phase["latest"] >= 0 and d >= phase["latest"]
                passes = review & (met | calendar)
                for c in phase["reverses"]:
                    passes &= ~(self.put_back & self.holds(d, c))
                waits = (self.talks == SUSPENDED) & (self.rng.random(self.F) < e["steps_wait_while_suspended"])
                passes &= ~waits
                self.set_review(review & ~passes, d, d + phase["review_every"])
                self.begun[passes & (self.begun < 0)] = d
                self.executing |= passes
                by_record = np.rint(np.minimum(NEVER, phase["planned_day"] + self.slip[:, p])).astype(int)
                self.completes[passes] = np.maximum(d + phase["execution"], by_record[passes])
            done = at & self.executing & (d >= self.completes)
            if done.any():
                self.executing &= ~done
                self.put_back &= ~done
                self.completed[done, p] = d
                self.cost[done] += phase["cost"]
                self.phase[done] = p + 1
                self.change_standing(done, d, p + 1)
                self.next_watch[done] = d + 7
                self.reverse_since[done] = -1
                self.open_gate(done, d)
                again |= done
        return again

    # --- surroundings ---

    def step_surroundings(self, d):
        e, t, rng = self.e, self.m["threat"], self.rng
        rate = np.where(self.war, e["war_abroad_ends_per_year"], e["war_abroad_starts_per_year"]) / 365.25
        flips = rng.random(self.F) < -np.expm1(-rate)
        self.war ^= flips
        self.stale |= flips
        shock = rng.random(self.F) < -np.expm1(-e["regional_shocks_per_year"] / 365.25)
        self.last_shock[shock] = d
        on_rate = t["off_to_on"] * np.where(self.war, t["war_factor"], 1.0)
        on_rate = on_rate * np.where(self.talks == IN_SESSION, t["talks_factor"], 1.0)
        rate = np.where(self.patron_on, t["on_to_off"], on_rate)
        self.patron_on ^= rng.random(self.F) < -np.expm1(-rate)

    # --- incidents ---

    def multipliers(self, d):
        e = self.e
        factor = self.zone_factor[self.standing]
        left = self.presence_ended >= 0
        waiting = (self.begun >= 0) & ~left if self.m["announces_an_end"] else np.zeros(self.F, bool)
        shocked = np.where(self.last_shock >= 0,
                           np.exp(e["shock_effect_on_insurgents"]
                                  * 0.5 ** ((d - self.last_shock) / e["shock_half_life_days"])), 1.0)
        deterred = np.where(self.last_strike >= 0,
                            np.exp(e["militia_deterrence_per_strike"]
                                   * 0.5 ** ((d - self.last_strike) / e["deterrence_half_life_days"])), 1.0)
        closure = np.where(self.closed_on >= 0,
                           np.exp(e["insurgent_response_to_closure"]
                                  * 0.5 ** ((d - self.closed_on) / e["closure_effect_half_life_days"])), 1.0)
        for k in range(self.K):
            scale = np.full(self.F, self.season[k, d])
            if self.insurgent[k]:
                log = np.where(waiting, e["adversary_waiting"], 0.0) + np.where(left, e["adversary_return"], 0.0)
                log = log + e["uncovered_task_effect_on_insurgents"] * self.uncovered_share
                log = log + e["hunting_gap_effect_on_insurgents"] * self.short[2]
                scale = scale * np.exp(log) * shocked
            if self.militia[k]:
                overdue = (d >= self.m["mission_end"] >= 0) & (self.S["total_troops"][self.standing] > 0)
                log = np.where(waiting, e["militia_waiting"], 0.0)
                log = log + np.where(overdue, e["militia_response_to_presence"], 0.0)
                log = log + np.where(self.war, e["militia_response_to_war_abroad"], 0.0)
                scale = scale * np.exp(log) * deterred
            factor[:, k] *= scale[:, None]
            if self.insurgent[k]:
                factor[:, k] *= closure
        return factor

    def step_incidents(self, d):
        F, K, Z, rng = self.F, self.K, self.Z, self.rng
        t = self.m["threat"]
        mean = self.endemic * self.multipliers(d)
        recent = (self.R @ self.weight).reshape(F, K * Z)
        mean += (recent @ self.pull).reshape(F, K, Z)
        gate = np.ones((F, K))
        for k in range(K):
            if t["patron_of_stream"][k] >= 0:
                gate[:, k] = np.where(self.patron_on, 1.0, t["regime_off_factor"][k])
        mean *= gate[:, :, None]
        there = self.S["zone_presence"][self.standing] > 0
        for k in range(K):
            if self.on_coalition[k]:
                mean[:, k] *= there
        size = 1.0 / self.psi[None, :, None]
        N = rng.negative_binomial(size, size / (size + mean))
        strikes, answers = self.pending.pop(d, ([], []))
        for f, z in strikes:
            np.add.at(N, (f, self.strike_stream, z), 1)
        for f, z in answers:
            k = self.answer_stream
            ok = there[f, z] & (rng.random(len(f)) < gate[f, k])
            np.add.at(N, (f[ok], k, z[ok]), 1)
        self.resolve(d, N)
        self.R *= self.rho
        self.R += N[..., None] * (1 - self.rho)

    def resolve(self, d, N):
        f, k, z = np.nonzero(N)
        times = N[f, k, z]
        f, k, z = np.repeat(f, times), np.repeat(k, times), np.repeat(z, times)
        self.incidents += np.bincount(f, minlength=self.F)
        self.attacks += N.sum(axis=2)
        self.last_attack[N[:, 1].sum(axis=1) > 0] = d
        e, rng = self.e, self.rng
        killed = np.zeros((len(f), 3), int)
        protect = np.where(self.S["below_protection"][self.standing] > 0,
                           np.exp(e["below_protection_effect_on_coalition_deaths"]), 1.0)
        wounded = np.exp(e["evacuation_gap_effect_on_deaths"] * self.short[1])
        protect = protect * wounded * np.exp(e["reaction_gap_effect_on_coalition_deaths"] * self.short[4])
        scale = np.stack([protect, wounded * np.exp(e["uncovered_task_effect_on_host_deaths"] * self.uncovered_share),
                          np.exp(e["uncovered_task_effect_on_civilian_deaths"] * self.uncovered_share)], axis=1)
        for stream in range(self.K):
            of = np.nonzero(k == stream)[0]
            for v in range(3):
                law = self.m["threat"]["killed"][stream][v]
                chance = np.minimum(1.0, (1 - law["zero"]) * scale[f[of], v])
                hit = of[rng.random(len(of)) < chance]
                killed[hit, v] = draw_sizes(law, len(hit), rng)
        killed[:, COALITION] *= self.S["zone_presence"][self.standing][f, z] > 0
        for v in range(3):
            self.killed[:, v] += np.bincount(f, weights=killed[:, v], minlength=self.F)
        self.stale |= np.bincount(f, weights=killed[:, COALITION], minlength=self.F) > 0
        moved = killed[:, CIVILIANS] * rng.exponential(size=len(f)) * e["displaced_per_civilian_killed"]
        self.displaced += np.bincount(f, weights=moved, minlength=self.F)
        self.after_strikes(d, f, k, z, killed)
        self.after_attacks(d, f, k, z, killed)

    def later(self, d, which, f, z, mean_days):
        lag = self.rng.geometric(1.0 / max(mean_days, 1.0), size=len(f))
        for day in np.unique(lag):
            if d + day < self.H:
                at = lag == day
                self.pending.setdefault(d + day, ([], []))[which].append((f[at], z[at]))

    def after_strikes(self, d, f, k, z, killed):
        e = self.e
        of = k == self.strike_stream
        if not of.any():
            return
        sf = f[of]
        self.last_strike[np.bincount(sf, minlength=self.F) > 0] = d
        here = self.host_soil[z[of]]
        count = np.bincount(sf[here], minlength=self.F)
        civilians = np.bincount(sf[here], weights=killed[of, CIVILIANS][here], minlength=self.F)
        self.strikes += count
        self.stale |= count > 0
        room = (1 - e["pressure_per_strike"]) ** count * (1 - e["pressure_per_civilian_killed_by_strike"]) ** civilians
        self.pressure = 1 - (1 - self.pressure) * room
        answers = self.rng.poisson(e["militia_retaliation_per_strike"], size=len(sf))
        af = np.repeat(sf, answers)
        weights = self.endemic[self.answer_stream]
        az = self.rng.choice(self.Z, size=len(af), p=weights / weights.sum())
        self.later(d, 1, af, az, e["retaliation_delay_days"])

    def after_attacks(self, d, f, k, z, killed):
        e = self.e
        of = k == self.answer_stream
        if not of.any():
            return
        af, az, ours = f[of], z[of], killed[of, COALITION]
        lethal = ours > 0
        chance = np.where(lethal, e["strike_after_lethal_attack"], e["strike_after_any_attack"])
        struck = self.rng.random(len(af)) < chance
        self.later(d, 0, af[struck], az[struck], e["strike_delay_days"])
        deaths = np.bincount(af, weights=ours, minlength=self.F)
        leave = self.rng.random(self.F) < 1 - (1 - e["early_exit_per_coalition_death"]) ** deaths
        if leave.any():
            self.order_departure(leave, d + int(e["early_exit_days_to_leave"] + 0.5), False)

    # --- talks ---

    def refresh_rates(self, d, mask):
        t = self.w["talks"]
        start = max(0, d - 29)
        deaths = self.killed[mask, COALITION] - self.deaths_before[start][mask]
        strikes = self.strikes[mask] - self.strikes_before[start][mask]
        near = self.m["election_near"][d]
        pressure = np.minimum(1.0, self.pressure[mask] + (self.e["pressure_near_election"] if near else 0.0))
        state = self.talks[mask]
        rates = np.array(t["base"])[state]
        rates[np.arange(len(state)), state] = 0.0
        session = state == IN_SESSION
        gap = self.w["gap"]
        suspend = np.exp(t["suspend_per_death"] * deaths + t["suspend_per_strike"] * strikes)
        agree = np.exp(t["agree_per_gap"] * gap + (t["agree_near_deadline"] if near else 0.0))
        rates[:, SUSPENDED] *= np.where(session, suspend, 1.0)
        rates[:, AGREED] *= np.where(session, agree, 1.0)
        rates[:, COLLAPSED] *= np.exp(t["collapse_per_gap"] * gap)
        rates[:, EXPELLED] *= np.exp(t["expel_per_pressure"] * pressure + t["expel_per_strike"] * strikes)
        # After an end: agreements break, talks reopen, a host throws out or asks back.
        session_rate = t["base"][IN_SESSION][EXPELLED]
        expel = session_rate * np.exp(t["expel_per_pressure"] * pressure + t["expel_per_strike"] * strikes)
        expel = np.where(self.presence_ended[mask] < 0, expel, 0.0)
        e = self.e
        breaks = e["agreement_breaks_per_year"] / 365.25 * relative_break_rate(d - self.agreement_since[mask])
        rates[:, IN_SESSION] = np.where(state == AGREED, breaks, rates[:, IN_SESSION])
        rates[:, IN_SESSION] = np.where(state == COLLAPSED, e["collapsed_talks_reopen_per_year"] / 365.25,
                                        rates[:, IN_SESSION])
        back = np.where(self.gone[mask], 0.0, e["expelled_asked_back_per_year"] / 365.25)
        rates[:, IN_SESSION] = np.where(state == EXPELLED, back, rates[:, IN_SESSION])
        rates[:, EXPELLED] = np.where((state == AGREED) | (state == COLLAPSED), expel, rates[:, EXPELLED])
        self.rates[mask] = rates
        self.stale[mask] = False

    def step_talks(self, d):
        e = self.e
        mask = self.stale | (d % 7 == 0)
        if mask.any():
            self.refresh_rates(d, mask)
        rest = np.ones(self.F)
        while True:
            total = self.rates.sum(axis=1)
            jump = self.clock <= total * rest
            if not jump.any():
                break
            rest[jump] -= self.clock[jump] / total[jump]
            before = self.talks.copy()
            for i in np.nonzero(jump)[0]:
                self.talks[i] = self.rng.choice(6, p=self.rates[i] / total[i])
            self.clock[jump] = self.rng.exponential(size=jump.sum())
            self.begun[jump & (self.talks == AGREED) & (self.begun < 0)] = d + 1
            self.agreement_since[jump & (self.talks == AGREED)] = d + 1
            reopened = jump & (self.talks == IN_SESSION)
            back = reopened & (before == EXPELLED) & ~self.gone & (self.departure >= 0) & self.by_expulsion
            self.departure[back] = -1
            self.by_expulsion[back] = False
            self.stopped = np.where(back, self.was_stopped, self.stopped)
            again = reopened & (before == COLLAPSED) & self.collapse_stop & (self.departure < 0)
            self.stopped &= ~again
            self.collapse_stop &= ~again
            stops = jump & (self.talks == COLLAPSED) & ~self.stopped & (
                self.rng.random(self.F) < e["steps_stop_after_collapse"])
            self.stopped |= stops
            self.executing &= ~stops  # a step under way begins anew if the talks reopen
            self.collapse_stop |= stops
            out = jump & (self.talks == EXPELLED)
            if out.any():
                self.order_departure(out, d + int(e["expulsion_days_to_leave"] + 0.5), True)
            self.refresh_rates(d, jump)
        self.clock -= self.rates.sum(axis=1) * rest

    # --- the run ---

    def run(self):
        fade = 0.5 ** (1.0 / self.e["pressure_half_life_days"])
        for d in range(self.H):
            self.note_counts(d)
            self.step_plan(d)
            self.step_surroundings(d)
            self.step_capability(d)
            self.step_incidents(d)
            self.step_talks(d)
            self.pressure *= fade
            self.uncovered_days += self.uncovered
            self.below_days += self.S["below_protection"][self.standing]
        self.note_counts(self.H)
        self.step_plan(self.H)
        return self.metrics()

    def note_counts(self, d):
        self.attacks_before[d] = self.attacks
        self.deaths_before[d] = self.killed[:, COALITION]
        self.strikes_before[d] = self.strikes

    def metrics(self):
        planned = np.array([p["planned_day"] for p in self.m["phases"]])
        late = np.where(self.completed >= 0, self.completed - planned, np.maximum(0, self.H - planned))
        ended = lambda day: np.where(day >= 0, day, self.H + 1)
        on = np.array(self.on_coalition)
        insurgent = np.array(self.insurgent)
        columns = [self.incidents, self.killed[:, COALITION], self.killed[:, HOST], self.killed[:, CIVILIANS],
                   self.displaced, self.attacks[:, on].sum(axis=1), self.attacks[:, insurgent].sum(axis=1),
                   self.strikes, late.mean(axis=1), self.uncovered_days, self.below_days,
                   self.S["total_troops"][self.standing], ended(self.mission_ended), ended(self.presence_ended),
                   self.S["coalition_label"][self.standing],
                   (self.talks == EXPELLED) | (self.gone & self.by_expulsion), self.reversals,
                   (self.level > self.m["partner"]["alone"]).sum(axis=1), self.cost]
        return np.stack([np.asarray(c, float) for c in columns], axis=1)


def normal_cdf(z):
    # Abramowitz & Stegun 7.1.26 would be too coarse at a threshold; scipy's is exact enough.
    from scipy.special import ndtr
    return ndtr(z)


def draw_sizes(law, count, rng):
    u = rng.random(count)
    below = np.cumsum(law["body"])
    size = np.searchsorted(below, u, side="right") + 1
    tail = u >= below[-1]
    rest = (u[tail] - below[-1]) / (1 - below[-1])
    size[tail] = np.minimum(law["cap"], law["x_min"] * (1 - rest) ** (-1.0 / (law["alpha"] - 1.0))).astype(int)
    return size


def main():
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("model")
    parser.add_argument("out")
    parser.add_argument("--replications", type=int, default=2000, help="of each scenario")
    parser.add_argument("--batch", type=int, default=500, help="side by side")
    parser.add_argument("--seed", type=int, default=1)
    options = parser.parse_args()
    with open(options.model) as file:
        model = json.load(file)
    rng = np.random.default_rng(options.seed)
    start, done = time.perf_counter(), 0
    with open(options.out, "w") as out:
        for scenario in model["scenarios"]:
            left = options.replications
            while left > 0:
                count = min(left, options.batch)
                for row in Replications(model, scenario, count, rng).run():
                    out.write(str(scenario["id"]) + "," + ",".join(f"{x:.6g}" for x in row) + "\n")
                left, done = left - count, done + count
    seconds = time.perf_counter() - start
    print(json.dumps({"replications": done, "seconds": round(seconds, 3), "replications_per_second": round(done / seconds, 1)}))


if __name__ == "__main__":
    main()
