// Regions and zones: who is where in a month of the plan, and where attacks were counted. The picture is drawn by the server.
import { LitElement, html, nothing } from "lit";
import { get, of, type Mission, type PlanRow } from "../api";
import { dayName, monthName, monthNumber, monthText } from "../months";
import { plain, whole } from "../numbers";
import { address, go, here } from "../router";
import { t } from "../words";

interface Zone { id: string; name: string; region: string; attacks: number | null }
interface MapAnswer { as_of: string; month: string; svg: string; why_not: string; last_record: string | null; zones: Zone[]; regions: { id: string; name: string; troops?: number; label?: string; sites?: string[] }[] }

export class MapPage extends LitElement {
  static properties = { mission: { attribute: false }, plans: { state: true }, plan: { state: true }, month: { state: true }, asOf: { state: true }, stream: { state: true }, answer: { state: true }, fault: { state: true } };
  declare mission: Mission; declare plans: PlanRow[]; declare plan: string; declare month: number; declare asOf: number; declare stream: string; declare answer: MapAnswer | null; declare fault: string;
  private asking = 0;
  constructor() { super(); this.plans = []; this.plan = ""; this.month = 0; this.asOf = 0; this.stream = ""; this.answer = null; this.fault = ""; }
  createRenderRoot() { return this; }
  async connectedCallback() {
    super.connectedCallback();
    const query = here().query, now = monthNumber(this.mission.as_of.slice(0, 7));
    this.month = query.get("month") ? monthNumber(query.get("month")!) : now; this.asOf = query.get("as-of") ? monthNumber(query.get("as-of")!) : now; this.stream = query.get("stream") ?? this.mission.streams[0]?.id ?? "";
    this.plans = (await get<{ plans: PlanRow[] }>(of(this.mission.mission, "plans")).catch(() => ({ plans: [] }))).plans;
    this.plan = query.get("plan") ?? [...this.plans].sort((a, b) => b.steps - a.steps)[0]?.id ?? "";
    await this.load();
  }
  private async load() {
    const mine = ++this.asking, query = { plan: this.plan, month: monthText(this.month), "as-of": monthText(this.asOf), stream: this.stream };
    go(address(this.mission.mission, "map", query), true);
    try { const answer = await get<MapAnswer>(of(this.mission.mission, `map?${new URLSearchParams(query)}`)); if (mine !== this.asking) return; this.answer = answer; this.fault = ""; } catch (error) { if (mine === this.asking) this.fault = (error as Error).message; }
  }
  updated() {
    const frame = this.querySelector(".picture");
    if (!frame || !this.answer?.svg) { frame?.replaceChildren(); return; }
    // As XML, never as HTML: what a mission says stays text.
    const picture = new DOMParser().parseFromString(this.answer.svg, "image/svg+xml").documentElement;
    picture.querySelectorAll("style").forEach((one) => one.remove());
    frame.replaceChildren(document.importNode(picture, true));
  }
  render() {
    const a = this.answer, now = monthNumber(this.mission.as_of.slice(0, 7));
    return html`<h1>${t("map.title")}</h1>
      <div class="toolbar">
        ${this.plans.length ? html`<label>${t("plan")}<select @change=${(e: Event) => { this.plan = (e.target as HTMLSelectElement).value; void this.load(); }}>${this.plans.map((one) => html`<option value=${one.id} .selected=${one.id === this.plan}>${one.name}</option>`)}</select></label>` : nothing}
        <label>${t("map.stream")}<select @change=${(e: Event) => { this.stream = (e.target as HTMLSelectElement).value; void this.load(); }}>${this.mission.streams.map((one) => html`<option value=${one.id} .selected=${one.id === this.stream}>${one.name}</option>`)}</select></label>
        <label class="grow">${t("map.month")}: <output>${monthName(monthText(this.month))}</output><input type="range" min=${now} max=${now + this.mission.horizon_months} .value=${String(this.month)} @input=${(e: Event) => { this.month = Number((e.target as HTMLInputElement).value); void this.load(); }} /></label>
        <label class="grow">${t("map.asOf")}: <output>${monthName(monthText(this.asOf))}</output><input type="range" min=${now - 120} max=${now} .value=${String(this.asOf)} @input=${(e: Event) => { this.asOf = Number((e.target as HTMLInputElement).value); void this.load(); }} /></label></div>
      ${this.fault ? html`<p class="fault" role="alert">${this.fault}</p>` : nothing}
      ${a ? html`<div class="map-page"><div><div class="picture"></div>${a.why_not ? html`<p class="notice">${a.why_not === "old" ? t("map.unknown") + (a.last_record ? ` (${dayName(a.last_record)})` : "") : t("map.noShapes")}</p>` : nothing}</div>
        <div><h2>${t("map.regions")}</h2><table><thead><tr><th scope="col">${t("regions.region")}</th><th scope="col" class="number">${t("map.troops")}</th></tr></thead><tbody>${a.regions.map((one) => html`<tr><th scope="row">${one.name}${one.sites?.length ? html`<br /><span class="quiet">${t("map.sites")}: ${one.sites.join(", ")}</span>` : nothing}</th><td class="number">${one.troops === undefined ? "–" : whole(one.troops)}</td></tr>`)}</tbody></table>
        <h2>${t("map.zones")}</h2><p class="quiet">${t("map.violence")}</p><div class="scroll" tabindex="0" role="region" aria-label=${t("map.zones")}><table><tbody>${[...a.zones].sort((x, y) => (y.attacks ?? -1) - (x.attacks ?? -1)).map((one) => html`<tr><th scope="row">${one.name}</th><td class="number">${one.attacks === null ? "?" : plain(one.attacks)}</td></tr>`)}</tbody></table></div></div></div>` : html`<p role="status">${t("app.loading")}</p>`}`;
  }
}
customElements.define("map-page", MapPage);
