// The table: the plan as one edits it, and beside it what the change does.
import { LitElement, html, nothing } from "lit";
import { keyed } from "lit/directives/keyed.js";
import { ApiError, follow, get, of, post, put, remove, type Answer, type Job, type Mission, type Plan, type PlanRow, type Posture } from "../api";
import { monthName, monthNumber, monthText } from "../months";
import { whole } from "../numbers";
import { differences, same, settled as followed } from "../plan_edit";
import { byRegion, bothSides, harms, redLines, signature, warnings } from "../parts/answer";
import { onAsk, panel, type Question } from "../parts/ask";
import { stepForm } from "../parts/step_form";
import "../parts/agree";
import "../parts/assume";
import "../parts/timeline";
import { address, go, here } from "../router";
import { t, word } from "../words";

interface Opened { plan: Plan; postures: Posture[]; owner: string; version: string }
type Started = { ready: boolean; job: string };

export class TablePage extends LitElement {
  static properties = {
    mission: { attribute: false }, ownSide: { type: Boolean }, plans: { state: true }, opened: { state: true }, beforeId: { state: true }, earlier: { state: true },
    plan: { state: true }, step: { state: true }, answer: { state: true }, job: { state: true }, fault: { state: true }, notice: { state: true }, question: { state: true }, saving: { state: true }, undone: { state: true }, done: { state: true },
  };
  declare mission: Mission; declare ownSide: boolean; declare plans: PlanRow[]; declare opened: Opened | null; declare beforeId: string; declare earlier: Plan | null;
  declare plan: Plan | null; declare step: number; declare answer: Answer | null; declare job: Job<unknown> | null; declare fault: string; declare notice: string;
  declare question: Question | null; declare saving: "" | "draft" | "table"; declare done: Plan[]; declare undone: Plan[];
  // Whose question a new one replaces on the server: this page's own, not that of a page that has been left.
  private readonly client = Math.random().toString(36).slice(2);
  private stop: AbortController | null = null;
  private timer = 0;
  private dragStart: Plan | null = null;

  constructor() { super(); this.plans = []; this.opened = null; this.beforeId = ""; this.earlier = null; this.plan = null; this.step = 0; this.answer = null; this.job = null; this.fault = ""; this.notice = ""; this.question = null; this.saving = ""; this.done = []; this.undone = []; }
  createRenderRoot() { return this; }
  connectedCallback() { super.connectedCallback(); onAsk((question) => { this.question = question; this.updateComplete.then(() => { const dialog = this.querySelector<HTMLDialogElement>("dialog.ask"); if (dialog && !dialog.open) dialog.showModal(); }); }); void this.begin(); }
  disconnectedCallback() { super.disconnectedCallback(); this.stop?.abort(); clearTimeout(this.timer); }

  // What is open stands in the address; what is being edited stands in the tab, and survives its reload.
  private get keep() { return `handover.edit.${this.mission.mission}`; }
  async begin() {
    try {
      this.plans = (await get<{ plans: PlanRow[] }>(of(this.mission.mission, "plans"))).plans;
      const query = here().query, wanted = query.get("plan") ?? "", first = this.plans.find((one) => one.id === wanted) ?? [...this.plans].sort((a, b) => b.steps - a.steps)[0];
      if (!first) return;
      await this.open(first.id, query.get("before") ?? "", true);
    } catch (error) { this.fault = (error as Error).message; }
  }
  async open(id: string, before = "", restoring = false) {
    this.fault = "";
    const opened = await get<Opened>(of(this.mission.mission, `plans/${encodeURIComponent(id)}`));
    if (!this.isConnected) return;
    this.opened = opened; this.plan = opened.plan; this.step = 0; this.done = []; this.undone = []; this.answer = null;
    if (restoring) {
      try {
        const kept = JSON.parse(sessionStorage.getItem(this.keep) ?? "null");
        if (kept?.id === id && kept.inputs === this.mission.inputs_sha256) { this.plan = kept.plan; this.done = kept.done ?? []; }
      } catch { /* nothing kept */ }
    }
    await this.compareWith(before || id);
    if (this.isConnected) go(address(this.mission.mission, "table", { plan: id, before: before && before !== id ? before : "" }), true);
  }
  async compareWith(id: string) {
    this.beforeId = id;
    this.earlier = id === this.opened!.plan.id ? this.opened!.plan : (await get<Opened>(of(this.mission.mission, `plans/${encodeURIComponent(id)}`))).plan;
    this.askSoon(0);
  }
  private change(plan: Plan, settled = true) {
    if (!this.plan) return;
    plan = followed(plan, this.dragStart ?? this.plan, this.opened!.postures[0]);
    if (!settled) { this.dragStart ??= this.plan; this.plan = plan; this.askSoon(180); return; }
    const from = this.dragStart ?? this.plan;
    this.dragStart = null;
    if (!same(from, plan) || from.phase.some((one, i) => one.name !== plan.phase[i]?.name)) { this.done = [...this.done, from].slice(-100); this.undone = []; }
    this.plan = plan;
    this.remember();
    this.askSoon(60);
  }
  private remember() { try { sessionStorage.setItem(this.keep, JSON.stringify({ id: this.opened!.plan.id, inputs: this.mission.inputs_sha256, plan: this.plan, done: this.done.slice(-20) })); } catch { /* full or private */ } }
  private undo() { const last = this.done.at(-1); if (!last || !this.plan) return; this.undone = [...this.undone, this.plan]; this.done = this.done.slice(0, -1); this.plan = last; this.remember(); this.askSoon(0); }
  private redo() { const next = this.undone.at(-1); if (!next || !this.plan) return; this.done = [...this.done, this.plan]; this.undone = this.undone.slice(0, -1); this.plan = next; this.remember(); this.askSoon(0); }

  private askSoon(wait: number) { clearTimeout(this.timer); this.timer = window.setTimeout(() => void this.ask(), wait); }
  private async ask() {
    // What a page began to load before it was left may come to an end after it.
    if (!this.plan || !this.earlier || !this.isConnected) return;
    this.stop?.abort();
    const stop = (this.stop = new AbortController());
    this.fault = "";
    try {
      for (let ready = false; !ready;) {
        const started = await post<Started>(of(this.mission.mission, "what-if"), { before: this.beforeId, after: this.plan, base: this.ownSide ? "" : this.opened!.plan.id, client: this.client });
        if (stop.signal.aborted) return;
        const over = await follow<Answer>(started.job, (job) => { this.job = job; if (started.ready && job.result) this.answer = job.result; }, stop.signal);
        if (!over) return;
        if (over.state === "failed") { this.fault = over.problems.join(" "); return; }
        this.job = null;
        if (over.state === "stopped") return;
        ready = started.ready;
      }
    } catch (error) {
      if (stop.signal.aborted) return;
      this.job = null;
      this.fault = error instanceof ApiError && error.problems.length ? error.problems.map((one) => `${one.field ? one.field + ": " : ""}${one.value ? `'${one.value}' ` : ""}${one.what}${one.hint ? "; " + one.hint : ""}`).join(". ") : (error as Error).message;
    }
  }
  private async stopWork() { if (this.job) await remove(`/api/jobs/${this.job.job}`).catch(() => null); }

  private async save(event: SubmitEvent) {
    event.preventDefault();
    const form = new FormData(event.target as HTMLFormElement), id = String(form.get("id")), name = String(form.get("name"));
    try {
      const version = id === this.opened!.plan.id ? this.opened!.version : "";
      await put(of(this.mission.mission, `plans/${encodeURIComponent(id)}`), { plan: { ...this.plan, id, name }, base: this.ownSide ? "" : this.opened!.plan.id, on_table: this.saving === "table", version });
      this.notice = t(this.saving === "table" ? "plan.laid" : "plan.saved", { id });
      this.saving = "";
      sessionStorage.removeItem(this.keep);
      this.plans = (await get<{ plans: PlanRow[] }>(of(this.mission.mission, "plans"))).plans;
      await this.open(id, this.beforeId);
    } catch (error) { this.notice = error instanceof ApiError && error.status === 409 ? t("plan.conflict") : (error as Error).message; }
  }
  private async withdraw() { await remove(of(this.mission.mission, `plans/${encodeURIComponent(this.opened!.plan.id)}`)); await this.begin(); }

  private addStep() {
    const plan = structuredClone(this.plan!), last = plan.phase.at(-1), first = monthNumber(this.mission.as_of.slice(0, 7));
    plan.phase.push({ name: t("step.title", { n: plan.phase.length + 1 }), earliest: monthText(Math.min(first + this.mission.horizon_months - 1, (last ? monthNumber(last.earliest) : first) + 3)), execution_days: 60, gate: { owner: this.mission.parties[0].id, review_every_days: 90, conditions: [{ what: "always" }] } });
    this.step = plan.phase.length - 1;
    this.change(plan);
  }
  private removeStep() { const plan = structuredClone(this.plan!); plan.phase.splice(this.step, 1); this.step = Math.max(0, this.step - 1); this.change(plan); }

  private picker(label: string, value: string, on: (id: string) => void, name: string) {
    const group = (title: string, rows: PlanRow[]) => rows.length ? html`<optgroup label=${title}>${rows.map((one) => html`<option value=${one.id} .selected=${one.id === value}>${one.name}</option>`)}</optgroup>` : nothing;
    return html`<label>${label}<select name=${name} @change=${(e: Event) => on((e.target as HTMLSelectElement).value)}>
      ${group(t("plan.mission"), this.plans.filter((one) => one.owner === "mission"))}${group(t("plan.table"), this.plans.filter((one) => one.owner === "table"))}${group(t("plan.drafts"), this.plans.filter((one) => one.owner !== "mission" && one.owner !== "table"))}</select></label>`;
  }

  private progress() {
    const job = this.job;
    if (!job || job.state === "done") return nothing;
    const fitting = job.kind === "assess", left = job.seconds_left === null ? null : job.seconds_left < 90 ? t("time.s", { n: Math.ceil(job.seconds_left) }) : t("time.min", { n: Math.ceil(job.seconds_left / 60) });
    return html`<div class="progress" role="status"><span>${fitting ? (left ? t("change.assess", { what: job.doing || "…", left }) : t("change.assessUnknown", { what: job.doing || "…" })) : t("change.working", { what: job.doing || "…" })}</span>
      <progress max="1" value=${job.share_done} aria-label=${t("change.working", { what: "" })}></progress>${fitting ? html`<button type="button" class="quiet-button" @click=${() => this.stopWork()}>${t("change.stop")}</button>` : nothing}</div>`;
  }

  private sideBySide() {
    if (!this.earlier || !this.plan || this.beforeId === this.opened!.plan.id) return nothing;
    const names = (path: string[], value: unknown): string => {
      if (value === undefined) return path.map((piece) => /^\d+$/.test(piece) ? t("step.title", { n: Number(piece) + 1 }) : this.nameOf(piece)).filter((piece) => piece !== "phase").join(", ");
      if (value === null) return "–";
      if (typeof value === "string" && /^\d{4}-\d{2}$/.test(value)) return monthName(value);
      return Array.isArray(value) ? value.map((one) => this.nameOf(String(typeof one === "object" ? JSON.stringify(one) : one))).join(", ") : typeof value === "object" ? Object.entries(value as object).map(([k, v]) => `${this.nameOf(k)} ${typeof v === "number" ? whole(v) : this.nameOf(String(v))}`).join(", ") : typeof value === "number" ? whole(value) : this.nameOf(String(value));
    };
    const rows = differences(this.earlier, this.plan, names);
    return html`<section class="card" aria-labelledby="compare-title"><h2 id="compare-title">${t("compare.title")}</h2><h3>${t("compare.differ")}</h3>
      ${rows.length ? html`<div class="scroll" tabindex="0" role="region" aria-label=${t("compare.differ")}><table><thead><tr><th scope="col">${t("compare.what")}</th><th scope="col">${this.earlier.name}</th><th scope="col">${this.plan.name}</th></tr></thead>
        <tbody>${rows.map((row) => html`<tr><th scope="row">${row.what}</th><td>${row.first}</td><td>${row.second}</td></tr>`)}</tbody></table></div>` : html`<p>${t("compare.same")}</p>`}</section>`;
  }
  private nameOf(id: string): string {
    const m = this.mission;
    for (const list of [m.regions, m.tasks, m.sites ?? [], m.functions, m.streams, m.parties, m.units]) { const found = (list as { id: string; name: string }[]).find((one) => one.id === id); if (found) return found.name; }
    return word("key", id);
  }

  render() {
    if (!this.plan || !this.earlier || !this.opened) return html`<p class="loading" role="status">${this.fault || t("app.loading")}</p>`;
    const today = this.opened.postures[0], edited = !same(this.plan, this.opened.plan), unchanged = same(this.plan, this.earlier), a = this.answer;
    return html`<h1 class="visually-hidden">${this.mission.title}</h1>
      <div class="toolbar">
        ${this.picker(t("plan"), this.opened.plan.id, (id) => void this.open(id), "plan")}
        ${this.picker(t("plan.before"), this.beforeId, (id) => { void this.compareWith(id); go(address(this.mission.mission, "table", { plan: this.opened!.plan.id, before: id === this.opened!.plan.id ? "" : id }), true); }, "before")}
        ${edited ? html`<span class="badge open" id="edited">${t("plan.changed")}</span>` : nothing}
        <span class="spring"></span>
        <button type="button" ?disabled=${!this.done.length} @click=${() => this.undo()}>${t("plan.undo")}</button>
        <button type="button" ?disabled=${!this.undone.length} @click=${() => this.redo()}>${t("plan.redo")}</button>
        <button type="button" ?disabled=${!edited} @click=${() => this.change(this.opened!.plan)}>${t("plan.reset")}</button>
        ${this.ownSide ? html`<button type="button" @click=${() => { this.saving = "draft"; }}>${t("plan.save")}</button>` : nothing}
        <button type="button" class="main" @click=${() => { this.saving = "table"; }}>${t("plan.lay")}</button>
        ${this.opened.owner !== "mission" ? html`<button type="button" class="quiet-button" @click=${() => this.withdraw()}>${t("plan.withdraw")}</button>` : nothing}
      </div>
      ${this.saving ? html`<form class="saving card" @submit=${(e: SubmitEvent) => this.save(e)}>
        <label>${t("plan.name")}<input name="name" required maxlength="100" .value=${this.plan.name} /></label>
        <label>${t("plan.id")}<input name="id" required pattern="[a-z0-9]+([\\-_][a-z0-9]+)*" maxlength="60" .value=${this.opened.owner === "mission" ? `${this.opened.plan.id}-1` : this.opened.plan.id} /></label>
        <button class="main">${t(this.saving === "table" ? "plan.lay" : "plan.save")}</button><button type="button" @click=${() => { this.saving = ""; }}>${t("plan.cancel")}</button></form>` : nothing}
      ${this.notice ? html`<p class="notice" role="status">${this.notice}</p>` : nothing}
      <div class="table-page">
        <div class="left">
          <section class="card" aria-labelledby="timeline-title"><h2 id="timeline-title">${t("timeline.title")}</h2><p class="quiet note">${t("timeline.help")}</p>
            <plan-timeline .mission=${this.mission} .plan=${this.plan} .earlier=${this.earlier} .today=${today} .timing=${a?.steps_after ?? []} .selected=${this.step}
              @plan-change=${(e: CustomEvent) => this.change(e.detail.plan, e.detail.settled)} @step-choose=${(e: CustomEvent) => { this.step = e.detail.step; }}></plan-timeline></section>
          <section class="card" aria-labelledby="step-title"><div class="steps" role="group" aria-label=${t("step.pick")}>${this.plan.phase.map((_, i) => html`<button type="button" aria-pressed=${i === this.step} @click=${() => { this.step = i; }}>${t("step.title", { n: i + 1 })}</button>`)}
            <button type="button" class="quiet-button" @click=${() => this.addStep()}>${t("timeline.add")}</button>${this.plan.phase.length > 1 ? html`<button type="button" class="quiet-button" @click=${() => this.removeStep()}>${t("timeline.remove")}</button>` : nothing}</div>
            <h2 id="step-title">${this.plan.phase[this.step] ? html`${this.step + 1}. ${this.plan.phase[this.step].name}` : t("step.pick")}</h2>
            ${keyed(this.step, stepForm(this.mission, this.plan, this.step, today, this.ownSide, (plan) => this.change(plan)))}</section>
        </div>
        <div class="right">
          <section class="card effect" aria-labelledby="change-title" aria-live="polite"><h2 id="change-title">${t("change.title")}</h2>
            ${this.progress()}
            ${this.fault ? html`<p class="fault" role="alert">${this.fault}</p>` : nothing}
            ${a ? html`${unchanged ? html`<p>${t("change.same")}</p>` : nothing}${harms(a, this.mission)}<p class="quiet" data-scenarios=${a.scenarios}>${a.scenarios < 256 ? t("change.first", { n: a.scenarios }) : t("change.sharper", { n: a.scenarios, r: a.replications })}</p>` : this.job ? nothing : html`<p>${t("change.none")}</p>`}
          </section>
          ${a ? html`${warnings(a, this.ownSide)}${bothSides(a)}${redLines(a, this.ownSide)}${signature(a)}${byRegion(a)}` : nothing}
          ${this.sideBySide()}
        </div>
      </div>
      <details class="card wide" ?open=${false}><summary>${t("assume.title")}</summary>${a ? html`<assume-part .mission=${this.mission.mission} .earlier=${this.beforeId} .later=${this.plan} .base=${this.ownSide ? "" : this.opened.plan.id}></assume-part>` : html`<p class="quiet">${t("change.none")}</p>`}</details>
      <agree-part class="card wide" .mission=${this.mission} .ownSide=${this.ownSide} @plan-open=${(e: CustomEvent) => { this.change(e.detail.plan); window.scrollTo({ top: 0 }); }}></agree-part>
      <dialog class="ask" aria-labelledby="ask-title" @close=${() => { this.question = null; }}>${this.question ? html`<div class="ask-head"><h2 id="ask-title">${t("ask.title")}</h2><button type="button" @click=${() => this.querySelector<HTMLDialogElement>("dialog.ask")?.close()}>${t("ask.close")}</button></div><p><strong>${this.question.title}</strong></p>${panel(this.question, this.plan.id, this.mission.mission)}` : nothing}</dialog>`;
  }
}
customElements.define("table-page", TablePage);
