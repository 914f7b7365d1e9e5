// What is known, who says so, and where the sources contradict one another.
import { LitElement, html, nothing } from "lit";
import { get, of, type Mission, type Source } from "../api";
import { dayName } from "../months";
import { sourceLine } from "../parts/ask";
import { address, go, here } from "../router";
import { t } from "../words";

interface Fact { id: string; subject: string; relation: string; value: string; unit: string; area: string; said_by: string; note: string; from: string | null; to: string | null; source: Source; line: number }
interface Contradiction { kind: string; subject: string; relation: string; reasons: string[]; sides: Fact[][]; fits_all: Fact[]; used_by: { module: string; words: string }[] }
interface Found { kind: string; text: string; more: string; said_by: string; date: string; source: Source | null }
const kMost = 100;

export class EvidencePage extends LitElement {
  static properties = { mission: { attribute: false }, tab: { state: true }, question: { state: true }, found: { state: true }, facts: { state: true }, sources: { state: true }, contradictions: { state: true }, filter: { state: true } };
  declare mission: Mission; declare tab: string; declare question: string; declare found: Found[] | null; declare facts: Fact[]; declare sources: (Source & { facts: number })[]; declare contradictions: Contradiction[] | null; declare filter: string;
  constructor() { super(); this.tab = "contradictions"; this.question = ""; this.found = null; this.facts = []; this.sources = []; this.contradictions = null; this.filter = ""; }
  createRenderRoot() { return this; }
  connectedCallback() { super.connectedCallback(); const query = here().query; this.question = query.get("q") ?? ""; this.tab = query.get("show") ?? "contradictions"; void this.load(); if (this.question) void this.search(); }
  private async load() {
    const m = this.mission.mission;
    if (this.tab === "contradictions") this.contradictions ??= (await get<{ contradictions: Contradiction[] }>(of(m, "contradictions"))).contradictions;
    if (this.tab === "facts" && !this.facts.length) this.facts = (await get<{ facts: Fact[] }>(of(m, "facts"))).facts;
    if (this.tab === "sources" && !this.sources.length) this.sources = (await get<{ sources: (Source & { facts: number })[] }>(of(m, "sources"))).sources;
  }
  private async search() { this.found = (await get<{ found: Found[] }>(of(this.mission.mission, `search?q=${encodeURIComponent(this.question)}`))).found; }
  private submit(event: SubmitEvent) { event.preventDefault(); this.question = String(new FormData(event.target as HTMLFormElement).get("q") ?? ""); go(address(this.mission.mission, "evidence", { q: this.question, show: this.tab }), true); if (this.question) void this.search(); else this.found = null; }
  private show(tab: string) { this.tab = tab; go(address(this.mission.mission, "evidence", { q: this.question, show: tab }), true); void this.load(); }
  private fact(fact: Fact) { return html`<li><strong>${fact.value}${fact.unit ? " " + fact.unit : ""}</strong>${fact.said_by ? html`, ${fact.said_by}` : nothing}${fact.from ? html` <span class="quiet">${dayName(fact.from)}${fact.to && fact.to !== fact.from ? ` – ${dayName(fact.to)}` : ""}</span>` : nothing}${fact.area ? html` <span class="quiet">${fact.area}</span>` : nothing}<br />${sourceLine(fact.source)}${fact.note ? html`<br /><em>${fact.note}</em>` : nothing}</li>`; }
  private card(one: Contradiction) {
    const names = [t("evidence.side"), t("evidence.other"), t("evidence.third")];
    return html`<article class="card contradiction"><h3>${one.subject}: ${one.relation} <span class="badge open">${one.kind}</span></h3>
      <div class="sides">${one.sides.map((side, i) => html`<div><h4>${names[Math.min(i, 2)]}</h4><ul>${side.map((fact) => this.fact(fact))}</ul></div>`)}</div>
      ${one.fits_all.length ? html`<h4>${t("evidence.fits")}</h4><ul>${one.fits_all.map((fact) => this.fact(fact))}</ul>` : nothing}
      ${one.reasons.length ? html`<p><strong>${t("evidence.why")}:</strong> ${one.reasons.join("; ")}</p>` : nothing}
      <p><strong>${t("evidence.uses")}:</strong> ${one.used_by.map((use) => (use.module ? use.module + ": " : "") + use.words).join("; ")}</p></article>`;
  }
  private fits(text: string) { return text.toLowerCase().includes(this.filter.toLowerCase()); }
  private table(head: string[], rows: unknown[][], all: number) {
    return html`<label class="filter">${t("evidence.filter")}<input type="search" .value=${this.filter} @input=${(e: Event) => { this.filter = (e.target as HTMLInputElement).value; }} /></label><p class="quiet">${t("evidence.rows", { n: rows.length, all })}</p>
      <div class="scroll" tabindex="0" role="region" aria-label=${t("evidence.title")}><table><thead><tr>${head.map((one) => html`<th scope="col">${one}</th>`)}</tr></thead><tbody>${rows.map((row) => html`<tr>${row.map((cell) => html`<td>${cell}</td>`)}</tr>`)}</tbody></table></div>`;
  }
  render() {
    const facts = this.facts.filter((one) => this.fits(JSON.stringify(one))), sources = this.sources.filter((one) => this.fits(JSON.stringify(one)));
    return html`<h1>${t("evidence.title")}</h1>
      <form class="search" role="search" @submit=${(e: SubmitEvent) => this.submit(e)}><label class="grow">${t("evidence.search")}<input type="search" name="q" .value=${this.question} placeholder=${t("evidence.placeholder")} maxlength="400" /></label><button class="main">${t("evidence.go")}</button></form>
      ${this.found ? html`<section aria-live="polite" class="card"><h2>${this.found.length ? t("evidence.found", { n: this.found.length }) : t("evidence.nothing")}</h2><ol class="found">${this.found.map((one) => html`<li><strong>${one.text}</strong> ${one.said_by ? html`<span>${t("evidence.saidBy")}: ${one.said_by}</span>` : nothing} <span class="quiet">${one.date ? dayName(one.date) : ""} · ${one.kind}</span>${one.more ? html`<br /><em>${one.more}</em>` : nothing}<br />${sourceLine(one.source)}</li>`)}</ol></section>` : nothing}
      <div class="tabs" role="group" aria-label=${t("evidence.title")}>${["contradictions", "facts", "sources"].map((tab) => html`<button type="button" aria-pressed=${tab === this.tab} @click=${() => this.show(tab)}>${t(`evidence.${tab}` as "evidence.facts")}</button>`)}</div>
      ${this.tab === "contradictions" ? (this.contradictions === null ? html`<p role="status">${t("app.loading")}</p>` : this.contradictions.length ? this.contradictions.map((one) => this.card(one)) : html`<p>${t("evidence.none")}</p>`)
        : this.tab === "facts" ? this.table([t("evidence.subject"), t("evidence.says"), t("evidence.saidBy"), t("evidence.when"), t("evidence.source")], facts.slice(0, kMost).map((one) => [`${one.subject}: ${one.relation}`, html`<strong>${one.value} ${one.unit}</strong>${one.note ? html`<br /><em>${one.note}</em>` : nothing}`, one.said_by, one.from ? dayName(one.from) : "", sourceLine(one.source)]), this.facts.length)
        : this.table([t("evidence.source"), t("evidence.publisher"), t("evidence.published"), t("evidence.grade"), t("evidence.count")], sources.slice(0, 400).map((one) => [html`${one.title}${one.url ? html` <span class="quiet address">${one.url}</span>` : nothing}`, one.publisher, dayName(one.published), one.grade, one.facts]), this.sources.length)}`;
  }
}
customElements.define("evidence-page", EvidencePage);
