// What was computed and kept, by day.
import { LitElement, html, nothing } from "lit";
import { get, of, type Mission } from "../api";
import { dayName } from "../months";
import { plain } from "../numbers";
import { address, follow, here } from "../router";
import { t } from "../words";

interface Run { id: string; command: string; as_of: string; finished: string; seed: number; version: string; same_files: boolean }
interface Figure { module: string; quantity: string; subject: string; at: string; low: number; best: number; high: number; unit: string }

export class DiaryPage extends LitElement {
  static properties = { mission: { attribute: false }, runs: { state: true }, open: { state: true }, fault: { state: true } };
  declare mission: Mission; declare runs: Run[] | null; declare open: (Run & { figures: Figure[] }) | null; declare fault: string;
  constructor() { super(); this.runs = null; this.open = null; this.fault = ""; }
  createRenderRoot() { return this; }
  async connectedCallback() {
    super.connectedCallback();
    const run = here().query.get("run");
    try {
      if (run) this.open = await get(of(this.mission.mission, `runs/${run}`));
      else this.runs = (await get<{ runs: Run[] }>(of(this.mission.mission, "runs"))).runs;
    } catch (error) { this.fault = (error as Error).message; }
  }
  render() {
    const m = this.mission.mission, run = this.open;
    if (this.fault) return html`<h1>${t("diary.title")}</h1><p class="fault" role="alert">${this.fault}</p>`;
    if (run) return html`<h1>${run.command}, ${dayName(run.finished.slice(0, 10))}</h1><p><a href=${address(m, "diary")} @click=${follow}>${t("diary.back")}</a></p>
      <p class="quiet">${t("ask.seed", { seed: run.seed, version: run.version, day: dayName(run.as_of), inputs: run.id })} ${t(run.same_files ? "diary.same" : "diary.changed")}</p>
      <h2>${t("diary.figures")}</h2><div class="scroll" tabindex="0" role="region" aria-label=${t("diary.figures")}><table><tbody>${run.figures.map((one) => html`<tr><th scope="row">${one.quantity}</th><td>${one.subject}</td><td>${one.at}</td><td class="number">${plain(one.best)} ${one.unit} <span class="range">${t("change.between", { a: plain(one.low), b: plain(one.high) })}</span></td></tr>`)}</tbody></table></div>`;
    return html`<h1>${t("diary.title")}</h1><p class="quiet">${t("diary.help")}</p>${this.runs === null ? html`<p role="status">${t("app.loading")}</p>` : this.runs.length ? html`<div class="scroll" tabindex="0" role="region" aria-label=${t("diary.title")}><table><thead><tr><th scope="col">${t("diary.when")}</th><th scope="col">${t("diary.command")}</th><th scope="col">${t("diary.asOf")}</th><th scope="col">${t("diary.seed")}</th><th scope="col">${t("diary.version")}</th><th scope="col">${t("diary.open")}</th></tr></thead>
      <tbody>${this.runs.map((one) => html`<tr><td>${dayName(one.finished.slice(0, 10))} ${one.finished.slice(11, 16)}</td><td>${one.command}</td><td>${dayName(one.as_of)}</td><td>${one.seed}</td><td>${one.version}</td><td><a href=${address(m, "diary", { run: one.id })} @click=${follow}>${one.id}</a> <span class="quiet">${t(one.same_files ? "diary.same" : "diary.changed")}</span></td></tr>`)}</tbody></table></div>` : html`<p>${t("diary.none")}</p>`}${nothing}`;
  }
}
customElements.define("diary-page", DiaryPage);
