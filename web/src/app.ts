// The frame around every page.
import { LitElement, html, nothing } from "lit";
import { keyed } from "lit/directives/keyed.js";
import { ApiError, get, of, post, type About, type Mission } from "./api";
import "./pages/diary";
import "./pages/documents";
import "./pages/evidence";
import "./pages/map";
import "./pages/missions";
import "./pages/session";
import "./pages/table";
import "./pages/tables";
import { address, follow, forgetToken, here } from "./router";
import { begin, choose, language, languages, t, type Key, type Language } from "./words";

const pages = ["table", "evidence", "tables", "documents", "map", "session", "diary"] as const;

class App extends LitElement {
  static properties = { about: { state: true }, mission: { state: true }, place: { state: true }, fault: { state: true }, theme: { state: true }, tour: { state: true }, shown: { state: true }, tongue: { state: true } };
  declare about: About | null; declare mission: Mission | null; declare place: ReturnType<typeof here>; declare fault: string; declare theme: string; declare tour: number; declare shown: number; declare tongue: Language;
  constructor() { super(); this.about = null; this.mission = null; this.place = here(); this.fault = ""; this.theme = "auto"; this.tour = 0; this.shown = 0; this.tongue = language(); }
  createRenderRoot() { return this; }
  connectedCallback() {
    super.connectedCallback();
    try { this.setTheme(localStorage.getItem("handover.theme") ?? "auto"); } catch { /* private window */ }
    window.addEventListener("popstate", () => void this.arrive());
    void this.start();
  }
  private async start() {
    try { this.about = await get<About>("/api"); } catch (error) { this.fault = error instanceof ApiError && error.status === 401 ? t("app.noToken") : error instanceof ApiError && error.status === 0 ? t("app.unreachable") : (error as Error).message; return; }
    forgetToken();
    await this.arrive();
  }
  private async arrive(): Promise<void> {
    const place = here(), other = place.mission !== this.mission?.mission, moved = place.page !== this.place.page || other;
    if (!place.mission) {
      // A server of one mission opens it at once.
      const { missions } = await get<{ missions: { id: string; problems: unknown[] }[] }>("/api/missions");
      if (missions.length === 1 && missions[0].problems.length === 0) { history.replaceState(null, "", address(missions[0].id, "table")); return this.arrive(); }
      this.mission = null;
    }
    const mission = place.mission && (other || !this.mission) ? await this.read(place.mission) : this.mission;
    // All at once: a page drawn between two of them would be made, and asked for figures, twice.
    this.mission = mission;
    if (moved) ++this.shown;
    this.place = place;
    document.title = [place.mission ? t(`nav.${pages.includes(place.page as "table") ? place.page : "table"}` as Key) : t("nav.missions"), this.mission?.title, t("app.name")].filter(Boolean).join(" · ");
  }
  private async read(id: string): Promise<Mission | null> {
    this.fault = "";
    try { return await get<Mission>(of(id)); } catch (error) { this.fault = (error as Error).message; return null; }
  }
  private async load(id: string) { this.mission = await this.read(id); }
  private setTheme(theme: string) { this.theme = theme; if (theme === "auto") delete document.documentElement.dataset.theme; else document.documentElement.dataset.theme = theme; try { localStorage.setItem("handover.theme", theme); } catch { /* private window */ } }
  private async present(on: boolean) { await post("/api/present", { on }); location.reload(); }
  private page() {
    const m = this.mission, about = this.about!, own = ["staff", "coalition", "host"].includes(about.role);
    if (!this.place.mission) return html`<missions-page></missions-page>`;
    if (!m && this.place.page === "tables" && about.may_write) return html`<tables-page mission=${this.place.mission} mayWrite></tables-page>`;
    if (!m) return nothing;
    switch (this.place.page) {
      case "evidence": return html`<evidence-page .mission=${m}></evidence-page>`;
      case "tables": return html`<tables-page mission=${m.mission} ?mayWrite=${about.may_write} @mission-changed=${() => this.load(m.mission)}></tables-page>`;
      case "documents": return html`<documents-page mission=${m.mission} ?mayWrite=${about.may_write} @mission-changed=${() => this.load(m.mission)}></documents-page>`;
      case "map": return html`<map-page .mission=${m}></map-page>`;
      case "session": return html`<session-page .mission=${m}></session-page>`;
      case "diary": return html`<diary-page .mission=${m}></diary-page>`;
      default: return about.may_propose ? html`<table-page .mission=${m} ?ownSide=${own}></table-page>` : html`<agree-part class="card wide" .mission=${m}></agree-part>`;
    }
  }
  private tourBox() {
    if (!this.tour) return nothing;
    return html`<section class="tour" role="dialog" aria-label=${t("tour.title")}><p><strong>${this.tour}/5</strong> ${t(`tour.${this.tour}` as Key)}</p><p>
      ${this.tour > 1 ? html`<button type="button" @click=${() => { this.tour -= 1; }}>${t("tour.back")}</button>` : nothing}
      ${this.tour < 5 ? html`<button type="button" class="main" @click=${() => { this.tour += 1; }}>${t("tour.next")}</button>` : nothing}<button type="button" @click=${() => { this.tour = 0; }}>${t("tour.end")}</button></p></section>`;
  }
  updated() {
    document.querySelectorAll(".toured").forEach((one) => one.classList.remove("toured"));
    const target = ["", "plan-timeline", ".effect", "[aria-labelledby=lines-title]", ".effect .figure", "nav"][this.tour];
    if (!this.tour || !target) return;
    const found = document.querySelector(target);
    found?.classList.add("toured");
    found?.scrollIntoView({ block: "center" });
  }
  render() {
    const m = this.mission, about = this.about;
    return html`<a class="skip" href="#main" @click=${(e: Event) => { e.preventDefault(); document.getElementById("main")?.focus(); }}>${t("app.skip")}</a>
      <header><a class="brand" href="/" @click=${follow}>${t("app.name")}</a>${m ? html`<span class="title">${m.title} <span class="quiet">${t("missions.asOf", { day: m.as_of })}</span></span>` : nothing}
        <span class="spring"></span>
        ${about ? html`<span class="role">${t("role.you")}: <strong>${t(`role.${about.role}` as Key)}</strong></span>
          ${about.own_role !== "public" && about.own_role !== "joint" ? html`<button type="button" class=${about.presenting ? "main" : ""} @click=${() => this.present(!about.presenting)}>${t(about.presenting ? "present.stop" : "present.start")}</button>` : nothing}
          <details class="menu"><summary aria-label="Menu">☰</summary><div class="menu-body">
            <label>${t("app.language")}<select name="language" @change=${(e: Event) => { choose((e.target as HTMLSelectElement).value as Language); this.tongue = language(); ++this.shown; }}>${Object.entries(languages).map(([id, one]) => html`<option value=${id} .selected=${id === this.tongue}>${one.name}</option>`)}</select></label>
            <label>${t("app.theme")}<select name="theme" @change=${(e: Event) => this.setTheme((e.target as HTMLSelectElement).value)}>${["auto", "light", "dark"].map((one) => html`<option value=${one} .selected=${one === this.theme}>${t(`app.theme.${one}` as Key)}</option>`)}</select></label>
            ${m ? html`<button type="button" @click=${() => { this.tour = 1; }}>${t("nav.tour")}</button>` : nothing}
            <a href="/" @click=${follow}>${t("nav.missions")}</a>
            ${about.roles.length ? html`<details><summary>${t("share")}</summary><p class="quiet">${t("share.help")}</p><ul>${about.roles.map((one) => html`<li>${t(`role.${one.role}` as Key)}<br /><code>${location.origin}/?token=${one.token}</code></li>`)}</ul></details>` : nothing}
            <p class="quiet">${about.version}</p></div></details>` : nothing}</header>
      ${about?.presenting ? html`<p class="presenting" role="status">${t("present.on")}</p>` : nothing}
      ${m || this.place.mission ? html`<nav aria-label=${t("nav.label")}>${pages.map((page) => html`<a href=${address(this.place.mission, page)} aria-current=${page === this.place.page ? "page" : "false"} @click=${follow}>${t(`nav.${page}`)}</a>`)}</nav>` : nothing}
      <main id="main" tabindex="-1">${this.fault ? html`<p class="fault" role="alert">${this.fault}</p>` : nothing}${about ? html`${keyed(`${this.place.mission} ${this.shown}`, this.page())}` : this.fault ? nothing : html`<p role="status">${t("app.loading")}</p>`}</main>${this.tourBox()}`;
  }
}
begin();
customElements.define("handover-app", App);
