// One step of a plan as a form.
import { html, nothing } from "lit";
import type { Condition, Mission, Phase, Plan, Posture } from "../api";
import { monthNumber } from "../months";
import { moveStep, providersAfter, troopsAfter, withStep } from "../plan_edit";
import { whole } from "../numbers";
import { t, word } from "../words";

export type Tell = (plan: Plan) => void;

function subjects(what: string, mission: Mission) {
  if (what === "attacks_per_month") return mission.streams;
  if (what === "function_stands_alone") return mission.functions;
  return what === "regime_off_days" ? mission.patrons : [];
}

function conditionRow(mission: Mission, condition: Condition, label: string, tell: (condition: Condition | null) => void) {
  const list = subjects(condition.what, mission), set = (change: Partial<Condition>) => tell({ ...condition, ...change });
  return html`<div class="condition" role="group" aria-label=${label}>
    <select aria-label=${label} @change=${(e: Event) => { const what = (e.target as HTMLSelectElement).value, of = subjects(what, mission);
      tell(what === "always" ? { what } : { what, compare: condition.compare ?? "at_most", threshold: condition.threshold ?? 1, held_for_days: condition.held_for_days ?? 30, source: condition.source || "judgement", ...(of.length ? { subject: of[0].id } : {}) }); }}>
      ${mission.observables.map((what) => html`<option value=${what} .selected=${what === condition.what}>${word("observable", what)}</option>`)}</select>
    ${list.length ? html`<select aria-label=${word("observable", condition.what)} @change=${(e: Event) => set({ subject: (e.target as HTMLSelectElement).value })}>${list.map((one) => html`<option value=${one.id} .selected=${one.id === condition.subject}>${one.name}</option>`)}</select>` : nothing}
    ${condition.what === "always" ? nothing : html`
      <select aria-label="≤ ≥" @change=${(e: Event) => set({ compare: (e.target as HTMLSelectElement).value })}><option value="at_most" .selected=${condition.compare === "at_most"}>${t("step.atMost")}</option><option value="at_least" .selected=${condition.compare === "at_least"}>${t("step.atLeast")}</option></select>
      <input type="number" step="any" class="short" aria-label=${t("step.gate")} .value=${String(condition.threshold ?? 0)} @change=${(e: Event) => set({ threshold: Number((e.target as HTMLInputElement).value) })} />
      <label class="inline"><input type="number" min="0" class="short" .value=${String(condition.held_for_days ?? 0)} @change=${(e: Event) => set({ held_for_days: Math.round(Number((e.target as HTMLInputElement).value)) })} /> ${t("step.held")}</label>`}
    <button type="button" class="quiet-button" @click=${() => tell(null)}>${t("step.removeCondition")}</button></div>`;
}

function conditions(mission: Mission, list: Condition[], title: string, empty: "step.always" | "step.never", tell: (list: Condition[]) => void) {
  return html`<fieldset><legend>${title}</legend>
    ${list.length ? list.map((one, i) => conditionRow(mission, one, `${title} ${i + 1}`, (next) => tell(next ? list.map((old, j) => (j === i ? next : old)) : list.filter((_, j) => j !== i)))) : html`<p class="quiet">${t(empty)}</p>`}
    <button type="button" class="quiet-button" @click=${() => tell([...list.filter((one) => one.what !== "always"), { what: "talks_agreed", compare: "at_least", threshold: 1, held_for_days: 0, source: "judgement" }])}>${t("step.addCondition")}</button></fieldset>`;
}

export function stepForm(mission: Mission, plan: Plan, step: number, today: Posture, ownSide: boolean, tell: Tell) {
  const phase = plan.phase[step];
  if (!phase) return html`<p class="quiet">${t("step.pick")}</p>`;
  const troops = troopsAfter(plan, today.troops), providers = providersAfter(plan, today.provider);
  const first = monthNumber(mission.as_of.slice(0, 7)), last = first + mission.horizon_months;
  const change = (edit: (phase: Phase) => void) => tell(withStep(plan, step, edit));
  const closedBefore = new Set(plan.phase.slice(0, step).flatMap((one) => one.close ?? []));
  const sites = (mission.sites ?? []).filter((site) => today.sites_open.includes(site.id) && !closedBefore.has(site.id));
  return html`<form class="step" @submit=${(e: Event) => e.preventDefault()}>
    <div class="fields">
      <label>${t("step.name")}<input .value=${phase.name} maxlength="120" @change=${(e: Event) => change((one) => { one.name = (e.target as HTMLInputElement).value || one.name; })} /></label>
      <label>${t("step.earliest")}<input type="month" name="earliest" .value=${phase.earliest} @change=${(e: Event) => { const value = (e.target as HTMLInputElement).value; if (/^\d{4}-\d{2}$/.test(value)) tell(moveStep(plan, step, monthNumber(value), first, last)); }} /></label>
      <label>${t("step.days")}<input type="number" min="1" max="3650" class="short" .value=${String(phase.execution_days ?? 30)} @change=${(e: Event) => change((one) => { one.execution_days = Math.max(1, Math.round(Number((e.target as HTMLInputElement).value))); })} /></label>
      <label>${t("step.owner")}<select @change=${(e: Event) => change((one) => { one.gate.owner = (e.target as HTMLSelectElement).value; })}>${mission.parties.map((party) => html`<option value=${party.id} .selected=${party.id === phase.gate.owner}>${party.name}</option>`)}</select></label>
    </div>
    <fieldset><legend>${t("step.troops")}</legend><div class="fields">${mission.regions.map((region) => html`<label>${region.name}
      <input type="number" min="0" max="1000000" step="10" name=${`troops-${region.id}`} .value=${String(troops[step + 1][region.id] ?? 0)} @change=${(e: Event) => change((one) => { one.troops = { ...one.troops, [region.id]: Math.max(0, Math.round(Number((e.target as HTMLInputElement).value))) }; })} />
      <span class="quiet">${t("step.now", { n: whole(troops[step][region.id] ?? 0) })}</span></label>`)}</div></fieldset>
    <fieldset><legend>${t("step.label")}</legend><div class="fields">${mission.regions.map((region) => html`<label>${region.name}
      <select @change=${(e: Event) => change((one) => { const value = (e.target as HTMLSelectElement).value; one.label = { ...one.label }; if (value) one.label[region.id] = value; else delete one.label[region.id]; })}>
        <option value="">${t("step.keep", { who: "…" })}</option>${mission.labels.map((label) => html`<option value=${label} .selected=${phase.label?.[region.id] === label}>${word("label", label)}</option>`)}</select></label>`)}</div></fieldset>
    <fieldset><legend>${t("step.close")}</legend>${mission.sites ? html`<div class="checks">${sites.map((site) => html`<label class="inline"><input type="checkbox" .checked=${(phase.close ?? []).includes(site.id)} @change=${(e: Event) => change((one) => { const on = (e.target as HTMLInputElement).checked; one.close = on ? [...(one.close ?? []), site.id] : (one.close ?? []).filter((id) => id !== site.id); })} /> ${site.name}</label>`)}</div>` : html`<p class="quiet">${t("step.sitesHidden")}</p>`}</fieldset>
    <details><summary>${t("step.hand")}</summary><div class="fields">${mission.tasks.map((task) => html`<label>${task.name}
      <select @change=${(e: Event) => change((one) => { const value = (e.target as HTMLSelectElement).value; one.hand_over = { ...one.hand_over }; if (value) one.hand_over[task.id] = value; else delete one.hand_over[task.id]; })}>
        <option value="">${t("step.keep", { who: word("provider", providers[step][task.id] ?? "coalition") })}</option>
        ${task.providers.map((one) => html`<option value=${one} .selected=${phase.hand_over?.[task.id] === one}>${word("provider", one)}</option>`)}
        ${phase.hand_over?.[task.id] && !task.providers.includes(phase.hand_over[task.id]) ? html`<option value=${phase.hand_over[task.id]} selected>${phase.hand_over[task.id]}</option>` : nothing}</select></label>`)}</div></details>
    ${conditions(mission, phase.gate.conditions ?? [], t("step.gate"), "step.always", (list) => change((one) => { one.gate.conditions = list.length ? list : [{ what: "always" }]; }))}
    <div class="fields"><label>${t("step.latest")}<input type="month" .value=${phase.gate.latest ?? ""} @change=${(e: Event) => change((one) => { const value = (e.target as HTMLInputElement).value; if (value) one.gate.latest = value; else delete one.gate.latest; })} /></label></div>
    ${ownSide ? conditions(mission, phase.gate.reverses ?? [], t("step.reverses"), "step.never", (list) => change((one) => { if (list.length) one.gate.reverses = list; else delete one.gate.reverses; })) : nothing}
  </form>`;
}
