// The agreement map: where both sides can say yes.
import { LitElement, html, nothing } from "lit";
import { follow, get, of, post, type Job, type Mission, type Plan } from "../api";
import { dayName, monthName } from "../months";
import { inHundred } from "../numbers";
import { t } from "../words";

interface Cell { mission_end: string; presence_end: string | null; residual: { low: number; high: number } | "unstated"; joint: number; interval: [number, number]; in_set: boolean; share_by_party: Record<string, number>; cell: number }
interface AgreementMap { found: boolean; stale: boolean; finished?: string; seed?: number; run?: string; cells: Cell[]; openable: boolean }

export class AgreePart extends LitElement {
  static properties = { mission: { attribute: false }, ownSide: { type: Boolean }, map: { state: true }, job: { state: true }, fault: { state: true } };
  declare mission: Mission; declare ownSide: boolean; declare map: AgreementMap | null; declare job: Job<unknown> | null; declare fault: string;
  constructor() { super(); this.map = null; this.job = null; this.fault = ""; }
  createRenderRoot() { return this; }
  connectedCallback() { super.connectedCallback(); void this.load(); void this.rejoin(); }
  private async load() { this.map = await get<AgreementMap>(of(this.mission.mission, "agreement-map")).catch(() => null); }
  // A search goes on when the page is reloaded.
  private async rejoin() {
    const jobs = (await get<{ jobs: Job<unknown>[] }>("/api/jobs")).jobs, running = jobs.find((one) => one.kind === "search" && one.mission === this.mission.mission && (one.state === "running" || one.state === "waiting"));
    if (running) await this.watch(running.job);
  }
  private async search() { this.fault = ""; try { await this.watch((await post<{ job: string }>(of(this.mission.mission, "search-timelines"), {})).job); } catch (error) { this.fault = (error as Error).message; } }
  private async watch(id: string) {
    const over = await follow(id, (job) => { this.job = job; });
    this.job = null;
    if (over?.state === "failed") this.fault = over.problems.join(" ");
    await this.load();
  }
  private async openCell(cell: Cell) {
    const { plan } = await get<{ plan: Plan }>(of(this.mission.mission, `agreement-map/${cell.cell}`));
    this.dispatchEvent(new CustomEvent("plan-open", { detail: { plan } }));
  }
  render() {
    const map = this.map, left = this.job?.seconds_left;
    const rows = [...new Set(map?.cells.map((one) => one.mission_end) ?? [])].sort(), columns = [...new Set(map?.cells.map((one) => one.presence_end ?? "~") ?? [])].sort();
    const at = (row: string, column: string) => map?.cells.filter((one) => one.mission_end === row && (one.presence_end ?? "~") === column).sort((a, b) => b.joint - a.joint)[0];
    return html`<h2>${t("agree.title")}</h2><p class="quiet">${t("agree.help")}</p>
      ${map?.found ? html`<p class="quiet">${t("agree.when", { day: dayName((map.finished ?? "").slice(0, 10)), seed: map.seed ?? "" })} ${map.stale ? t("agree.stale") : nothing}</p>
        <div class="scroll" tabindex="0" role="region" aria-label=${t("agree.title")}><table class="agreement"><caption class="visually-hidden">${t("agree.title")}</caption><thead><tr><th scope="col">${t("agree.rows")} \\ ${t("agree.columns")}</th>${columns.map((one) => html`<th scope="col">${one === "~" ? t("agree.stays") : monthName(one)}</th>`)}</tr></thead>
        <tbody>${rows.map((row) => html`<tr><th scope="row">${monthName(row)}</th>${columns.map((column) => { const cell = at(row, column); return cell ? html`<td class=${`tint-${Math.min(5, Math.floor(cell.joint * 6))} ${cell.in_set ? "in-set" : ""}`}>
          ${map.openable && this.ownSide ? html`<button type="button" @click=${() => this.openCell(cell)}>${inHundred(cell.joint)}</button>` : html`<span>${inHundred(cell.joint)}</span>`}
          <span class="range">${inHundred(cell.interval[0])}–${inHundred(cell.interval[1])}</span>${cell.in_set ? html`<span class="badge kept">${t("agree.set")}</span>` : nothing}</td>` : html`<td></td>`; })}</tr>`)}</tbody></table></div>` : html`<p>${t("agree.none")}</p>`}
      ${this.fault ? html`<p class="fault" role="alert">${this.fault}</p>` : nothing}
      ${this.job ? html`<div class="progress" role="status"><span>${t("agree.searching", { what: this.job.doing })} ${left ? t("jobs.left", { n: left < 90 ? t("time.s", { n: Math.ceil(left) }) : t("time.min", { n: Math.ceil(left / 60) }) }) : nothing}</span><progress max="1" value=${this.job.share_done} aria-label=${t("agree.title")}></progress></div>`
        : this.ownSide ? html`<p><button type="button" @click=${() => this.search()}>${t("agree.compute")}</button> <span class="quiet">${t("agree.cost")}</span></p>` : nothing}`;
  }
}
customElements.define("agree-part", AgreePart);
