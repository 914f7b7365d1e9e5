// For the next meeting: what changed, what is due, where the gaps are, a draft agenda and draft clauses.
import { LitElement, html, nothing } from "lit";
import { get, of, type Mission, type Plan, type PlanRow, type Source } from "../api";
import { dayName, monthName } from "../months";
import { sourceLine } from "../parts/ask";
import { address, go, here } from "../router";
import { plain, whole } from "../numbers";
import { t, word } from "../words";

interface Row { table: string; what: string; before: string | null; after: string; source: string; known_from: string }
interface Commitment { id: string; what: string; owes: string; owed_to: string; due: string | null; days_left: number | null; status: string; source: Source }
interface Position { actor: string; position: [number, number, number]; veto: boolean; source: Source }
interface Issue { id: string; name: string; low: number; high: number; low_means: string; high_means: string; positions?: Position[]; gap?: number }
interface Talks { sessions: { date: string; state: string; cause: string; source: Source }[]; commitments: Commitment[]; issues: Issue[]; calendar: { name: string; date: string }[] }
interface Contradiction { subject: string; relation: string }

export class SessionPage extends LitElement {
  static properties = { mission: { attribute: false }, since: { state: true }, changes: { state: true }, talks: { state: true }, plans: { state: true }, plan: { state: true }, contradictions: { state: true }, fault: { state: true }, copied: { state: true } };
  declare mission: Mission; declare since: string; declare changes: Row[] | null; declare talks: Talks | null; declare plans: PlanRow[]; declare plan: Plan | null; declare contradictions: Contradiction[]; declare fault: string; declare copied: string;
  constructor() { super(); this.since = ""; this.changes = null; this.talks = null; this.plans = []; this.plan = null; this.contradictions = []; this.fault = ""; this.copied = ""; }
  createRenderRoot() { return this; }
  async connectedCallback() {
    super.connectedCallback();
    const m = this.mission.mission, query = here().query;
    const day = new Date(this.mission.as_of + "T00:00:00Z"); day.setUTCDate(day.getUTCDate() - 30);
    this.since = query.get("since") ?? day.toISOString().slice(0, 10);
    void this.loadChanges();
    this.talks = await get<Talks>(of(m, "talks"));
    this.contradictions = (await get<{ contradictions: Contradiction[] }>(of(m, "contradictions"))).contradictions;
    this.plans = (await get<{ plans: PlanRow[] }>(of(m, "plans")).catch(() => ({ plans: [] }))).plans;
    const first = this.plans.find((one) => one.owner === "table") ?? [...this.plans].sort((a, b) => b.steps - a.steps)[0];
    if (first) await this.pick(query.get("plan") ?? first.id);
  }
  private async pick(id: string) { this.plan = (await get<{ plan: Plan }>(of(this.mission.mission, `plans/${encodeURIComponent(id)}`)).catch(() => null))?.plan ?? null; }
  private async loadChanges() {
    this.fault = "";
    go(address(this.mission.mission, "session", { since: this.since }), true);
    try { this.changes = (await get<{ changes: Row[] }>(of(this.mission.mission, `changes?since=${this.since}`))).changes; } catch (error) { this.changes = []; this.fault = (error as Error).message; }
  }
  // What people decide by first; what was counted and rated behind a fold.
  private changed() {
    const first = ["sessions", "commitments", "positions", "instruments", "troops"], rows = this.changes!, top = rows.filter((row) => first.includes(row.table)).sort((a, b) => first.indexOf(a.table) - first.indexOf(b.table)), rest = rows.filter((row) => !first.includes(row.table));
    const list = (some: Row[]) => html`<ul class="changes">${some.map((row) => html`<li><strong>${row.what.replace(" ()", "")}</strong>: ${row.before === null ? html`<span class="badge open">${t("session.new")}</span>` : html`<del>${row.before}</del> →`} <ins>${row.after}</ins> <span class="quiet">${dayName(row.known_from)}, ${row.source}</span></li>`)}</ul>`;
    return html`${top.length ? list(top) : nothing}${rest.length ? html`<details ?open=${top.length === 0}><summary>${t("session.more", { n: rest.length })}</summary>${list(rest)}</details>` : nothing}`;
  }
  private agenda(): string[] {
    const talks = this.talks!, list: string[] = [];
    for (const one of talks.commitments) if (one.status === "disputed" || one.status === "missed") list.push(t("session.a.disputed", { what: one.what, owes: one.owes }));
    for (const one of talks.commitments) if (one.status === "open" && one.due && one.days_left !== null && one.days_left <= 60) list.push(t("session.a.due", { what: one.what, owes: one.owes, day: dayName(one.due) }));
    for (const one of this.gaps().slice(0, 3)) { const sorted = [...(one.positions ?? [])].sort((a, b) => a.position[1] - b.position[1]); if (sorted.length > 1) list.push(t("session.a.gap", { issue: one.name, low: `${plain(sorted[0].position[1])} (${sorted[0].actor})`, high: `${plain(sorted.at(-1)!.position[1])} (${sorted.at(-1)!.actor})` })); }
    for (const one of (this.changes ?? []).filter((row) => row.before !== null && row.table === "positions").slice(0, 3)) list.push(t("session.a.changed", { what: `${one.what}: ${one.after}` }));
    for (const one of this.contradictions.slice(0, 2)) list.push(t("session.a.contradiction", { subject: one.subject, relation: one.relation }));
    return list;
  }
  private gaps() { return [...(this.talks?.issues ?? [])].filter((one) => (one.gap ?? 0) > 0).sort((a, b) => b.gap! - a.gap!); }
  private clauses(): string[] {
    const plan = this.plan;
    if (!plan) return [];
    const party = (id: string) => this.mission.parties.find((one) => one.id === id)?.name ?? id;
    const condition = (one: { what: string; compare?: string; threshold?: number; held_for_days?: number }) => one.what === "always" ? t("step.always") : `${word("observable", one.what)} ${t(one.compare === "at_least" ? "step.atLeast" : "step.atMost")} ${plain(one.threshold ?? 0)}${one.held_for_days ? ` (${one.held_for_days} ${t("step.held")})` : ""}`;
    const list = plan.phase.map((phase, i) => t("session.c.step", { n: i + 1, name: phase.name || t("step.title", { n: i + 1 }), month: monthName(phase.earliest, "long"), owner: party(phase.gate.owner), condition: (phase.gate.conditions ?? [{ what: "always" }]).map(condition).join(", ") }));
    list.push(plan.mission_end ? t("session.c.end", { month: monthName(plan.mission_end, "long") }) : t("session.c.noEnd"));
    if (plan.residual && plan.residual !== "unstated" && plan.residual.high > 0) list.push(t("session.c.residual", { low: whole(plan.residual.low), high: whole(plan.residual.high), label: word("label", "bilateral") }));
    const review = plan.phase.find((phase) => phase.gate.review_every_days)?.gate.review_every_days;
    if (review) list.push(t("session.c.review", { days: review }));
    list.push(t("session.c.back"));
    return list;
  }
  private async copy(name: string, lines: string[]) { try { await navigator.clipboard.writeText(lines.join("\n")); this.copied = name; } catch { this.copied = ""; } }
  private draft(name: string, title: string, lines: string[]) { return html`<section class="card" aria-labelledby=${name}><h2 id=${name}>${title}</h2><ol>${lines.map((line) => html`<li>${line}</li>`)}</ol><p><button type="button" @click=${() => this.copy(name, lines)}>${t("session.copy")}</button> ${this.copied === name ? html`<span role="status">${t("session.copied")}</span>` : nothing}</p></section>`; }
  render() {
    const talks = this.talks, state = talks?.sessions.at(-1);
    return html`<h1>${t("session.title")}</h1>${state ? html`<p>${t("session.state", { state: word("talks", state.state), day: dayName(state.date) })} ${sourceLine(state.source)}</p>` : nothing}
      <div class="columns"><section class="card" aria-labelledby="changes-title"><h2 id="changes-title">${t("session.since")}</h2>
        <input type="date" aria-label=${t("session.since")} .value=${this.since} max=${this.mission.as_of} @change=${(e: Event) => { const value = (e.target as HTMLInputElement).value; if (value) { this.since = value; void this.loadChanges(); } }} />
        ${this.fault ? html`<p class="fault" role="alert">${this.fault}</p>` : nothing}
        ${this.changes === null ? html`<p role="status">${t("app.loading")}</p>` : this.changes.length ? this.changed(): html`<p>${t("session.none")}</p>`}</section>
      ${talks ? html`<section class="card" aria-labelledby="due-title"><h2 id="due-title">${t("session.commitments")}</h2><ul>${talks.commitments.map((one) => html`<li><span class="badge ${one.status === "met" ? "kept" : one.status === "open" ? "open" : "broken"}">${one.status}</span> ${one.what} <span class="quiet">${t("session.owes", { a: one.owes, b: one.owed_to })} · ${one.due === null ? t("session.nodue") : one.days_left! < 0 && one.status !== "met" ? t("session.overdue", { n: -one.days_left! }) : one.status === "met" ? dayName(one.due) : t("session.left", { n: one.days_left! })}</span><br />${sourceLine(one.source)}</li>`)}</ul>
          ${talks.calendar.length ? html`<h3>${t("session.calendar")}</h3><ul>${talks.calendar.slice(0, 8).map((one) => html`<li>${dayName(one.date)}: ${one.name}</li>`)}</ul>` : nothing}</section>
        <section class="card" aria-labelledby="gaps-title"><h2 id="gaps-title">${t("session.gaps")}</h2>${talks.issues.some((one) => one.positions) ? html`<ul>${this.gaps().map((issue) => html`<li><strong>${issue.name}</strong> <span class="badge open">${t("session.gap", { n: plain(Math.round(100 * issue.gap!)) })}</span><ul>${[...issue.positions!].sort((a, b) => a.position[1] - b.position[1]).map((one) => html`<li>${one.actor}: ${plain(one.position[1])} <span class="range">${t("change.between", { a: plain(one.position[0]), b: plain(one.position[2]) })}</span></li>`)}</ul></li>`)}</ul>` : html`<p class="quiet">${t("session.gapsHidden")}</p>`}</section>
        ${this.draft("agenda", t("session.agenda"), this.agenda())}
        <div><label>${t("session.pickPlan")}<select @change=${(e: Event) => this.pick((e.target as HTMLSelectElement).value)}>${this.plans.map((one) => html`<option value=${one.id} .selected=${one.id === this.plan?.id}>${one.name}</option>`)}</select></label>${this.draft("clauses", t("session.clauses"), this.clauses())}</div>` : nothing}</div>`;
  }
}
customElements.define("session-page", SessionPage);
