import { LitElement, html } from "lit";
import { get, type Problem } from "../api";
import { dayName } from "../months";
import { address, follow } from "../router";
import { t } from "../words";

interface Row { id: string; title: string; as_of?: string; host?: string; coalition?: string; plans?: number; problems: Problem[] }

export class MissionsPage extends LitElement {
  static properties = { rows: { state: true } };
  declare rows: Row[] | null;
  constructor() { super(); this.rows = null; }
  createRenderRoot() { return this; }
  async connectedCallback() { super.connectedCallback(); this.rows = (await get<{ missions: Row[] }>("/api/missions")).missions; }
  render() {
    return html`<h1>${t("missions.title")}</h1>${this.rows === null ? html`<p role="status">${t("app.loading")}</p>` : html`<ul class="cards">${this.rows.map((row) => html`<li class="card">
      <h2>${row.problems.length ? row.title : html`<a href=${address(row.id, "table")} @click=${follow}>${row.title}</a>`}</h2>
      ${row.problems.length ? html`<p class="fault">${t("missions.broken")}</p><ul>${row.problems.slice(0, 5).map((one) => html`<li>${one.words}</li>`)}</ul><p><a href=${address(row.id, "tables")} @click=${follow}>${t("nav.tables")}</a></p>` : html`<p>${row.host} · ${row.coalition}</p><p class="quiet">${t("missions.asOf", { day: dayName(row.as_of ?? "") })}</p>`}</li>`)}</ul>`}`;
  }
}
customElements.define("missions-page", MissionsPage);
