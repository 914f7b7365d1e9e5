// Proposals that were read in documents, decided one by one with one key each. Texts of documents reach the page as text alone.
import { LitElement, html, nothing } from "lit";
import { ApiError, get, of, post, type Problem } from "../api";
import { address, follow, here } from "../router";
import { t, type Key } from "../words";

interface Listed { source: string; title: string; published: string; genre: string; proposals: number; decided: number; taken: number; text: boolean }
interface Consequence { subject: string; facts: string[]; reasons: string[] }
interface Clash { subject: string; relation: string; facts: string[]; values: string[]; reasons: string[] }
interface Issue { id: string }
interface Opened {
  source: string; version: string; title: string; genre: string; published: string; known: boolean; text: string; columns: string[]; rows: string[][];
  cuts: [number, number, string][]; consequences: Consequence[][]; copies: { source: string; containment: number }[];
  choices: { subject: string[]; relation: string[]; actor: string[]; issues: Issue[] };
}
interface Answer { version: string; row: number; cells: string[]; consequences: Consequence[]; opened: Clash[]; closed: Clash[]; notes: string[] }
interface Entry { facts: number; positions: number; there_already: number; files: { planted: number; planted_decided: number; planted_let_pass: number }[] }

const factFields = ["subject", "relation", "value", "approximation", "low", "high", "unit", "from", "to", "area", "said_by", "note"];
const positionFields = ["actor", "issue", "position_low", "position_mode", "position_high", "salience_low", "salience_mode", "salience_high", "influence_low", "influence_mode", "influence_high", "from", "note"];
const kept = "handover.reader";
const nearby = 100;  // cards on either side of the current one: a long document has thousands
const spliced = <T>(list: T[], at: number, remove: number, ...more: T[]): T[] => [...list.slice(0, at), ...more, ...list.slice(at + remove)];

export class DocumentsPage extends LitElement {
  static properties = { mission: {}, mayWrite: { type: Boolean }, list: { state: true }, open: { state: true }, current: { state: true }, editing: { state: true }, highlights: { state: true }, message: { state: true }, clashes: { state: true }, problems: { state: true }, conflict: { state: true }, reader: { state: true } };
  declare mission: string; declare mayWrite: boolean; declare list: Listed[] | null; declare open: Opened | null; declare current: number; declare editing: boolean; declare highlights: boolean; declare message: string; declare clashes: { opened: Clash[]; closed: Clash[] }; declare problems: Problem[]; declare conflict: boolean; declare reader: string;
  private characters: string[] = [];
  private direction = "ltr";
  private proposed = new Map<string, string[]>();  // rows as they were before an edit, by place and rule
  private work: Promise<void> = Promise.resolve();  // keys pressed fast are answered one after another
  private watch = 0;
  private onKey = (event: KeyboardEvent) => this.key(event);
  private onPlace = () => void this.arrive();
  constructor() { super(); this.mission = ""; this.list = null; this.open = null; this.current = 0; this.editing = false; this.highlights = false; this.message = ""; this.clashes = { opened: [], closed: [] }; this.problems = []; this.conflict = false; this.reader = ""; try { this.reader = localStorage.getItem(kept) ?? ""; } catch { /* private window */ } }
  createRenderRoot() { return this; }
  connectedCallback() {
    super.connectedCallback();
    if (!this.mayWrite) return;
    window.addEventListener("keydown", this.onKey);
    window.addEventListener("popstate", this.onPlace);
    this.watch = window.setInterval(() => void this.look(), 4000);
    void this.arrive();
  }
  disconnectedCallback() { super.disconnectedCallback(); window.removeEventListener("keydown", this.onKey); window.removeEventListener("popstate", this.onPlace); clearInterval(this.watch); }

  private async arrive() {
    const source = here().query.get("source");
    try {
      if (source) await this.show(source);
      else { this.open = null; this.list = (await get<{ documents: Listed[] }>(of(this.mission, "documents"))).documents; }
    } catch (error) { this.fail(error); }
  }
  private async show(source: string) {
    const again = this.open?.source === source, at = this.current;
    this.open = await get<Opened>(of(this.mission, `documents/${encodeURIComponent(source)}`));
    this.characters = Array.from(this.open.text);
    // As dir="auto" would say, which a browser tells anew with every piece of a long text.
    this.direction = /^[^\p{L}]*[\u0590-\u08ff\ufb1d-\ufeff]/u.test(this.open.text) ? "rtl" : "ltr";
    this.editing = false; this.conflict = false; this.problems = []; this.clashes = { opened: [], closed: [] };
    this.current = again ? at : Math.max(0, this.open.rows.findIndex((row, i) => this.shown(i) && !this.cell(row, "decision")));
    if (!again) this.message = "";
  }
  // Somebody else may decide in another window, or in the file.
  private async look() {
    if (!this.open || this.editing || this.conflict) return;
    const { source, version } = this.open, now = await get<{ version: string }>(of(this.mission, `documents/${encodeURIComponent(source)}/version`)).catch(() => null);
    if (now && this.open?.source === source && this.open.version === version && now.version !== version) await this.show(source).catch((error) => this.fail(error));
  }
  private fail(error: unknown) {
    if (error instanceof ApiError && error.status === 409) this.conflict = true;
    else { this.problems = error instanceof ApiError ? error.problems : []; this.message = this.problems.length ? "" : (error as Error).message; }
  }

  private cell(row: string[], name: string): string { return row[this.open!.columns.indexOf(name)] ?? ""; }
  private isHighlight(row: string[]) { return this.cell(row, "table") === "highlight"; }
  private isPosition(row: string[]) { return this.cell(row, "table") === "positions"; }
  private shown(i: number) { const row = this.open!.rows[i]; return this.highlights || !this.isHighlight(row) || this.cell(row, "decision") !== ""; }
  private fields(row: string[]) { return this.isPosition(row) ? positionFields : factFields; }
  private lacks(row: string[]) { return (this.isPosition(row) ? positionFields.slice(0, 11) : factFields.slice(0, 3)).filter((name) => this.cell(row, name) === ""); }
  private place(row: string[]) { return `${this.cell(row, "begin")} ${this.cell(row, "end")} ${this.cell(row, "rule")} ${this.cell(row, "issue")}`; }
  private words(row: string[]): string {
    const at = (name: string) => this.cell(row, name);
    if (this.isPosition(row)) return `${at("actor")} · ${at("issue")} (${at("note")})`;
    const near = at("approximation");
    return [at("subject"), near === "exact" ? "" : near.replaceAll("_", " "), at("value"), at("unit"), at("area") && `· ${at("area")}`, at("relation") !== "date" && at("from") && `· ${at("from")} – ${at("to")}`, at("said_by") && `· ${at("said_by")}`].filter(Boolean).join(" ") || t("documents.empty");
  }

  private key(event: KeyboardEvent) {
    if (!this.open || event.ctrlKey || event.metaKey || event.altKey || this.conflict) return;
    const target = event.target as HTMLElement;
    if (this.editing && target.closest(".proposal form")) {
      if (event.key === "Escape") { event.preventDefault(); this.leaveForm(); }
      return;
    }
    if (["INPUT", "SELECT", "TEXTAREA"].includes(target.tagName)) return;
    const keys: Record<string, () => void | Promise<void>> = {
      a: () => this.accept(), e: () => this.edit(), r: () => this.decide("reject"), u: () => this.decide(""), j: () => this.move(1), k: () => this.move(-1),
      n: () => this.move(1, true), m: () => this.fromSelection(), h: () => { this.highlights = !this.highlights; },
    };
    const action = keys[event.key];
    if (!action) return;
    event.preventDefault();
    this.work = this.work.then(action).catch((error) => this.fail(error));
  }
  private named() {
    if (this.reader.trim()) return true;
    this.message = t("documents.nameFirst");
    this.querySelector<HTMLInputElement>("#reader")?.focus();
    return false;
  }
  private move(step: number, undecided = false) {
    const rows = this.open!.rows;
    for (let i = this.current + step; i >= 0 && i < rows.length; i += step) {
      if (!this.shown(i) || (undecided && (this.cell(rows[i], "decision") || this.isHighlight(rows[i])))) continue;
      this.current = i;
      return;
    }
  }
  private accept() {
    const row = this.open!.rows[this.current];
    if (!row || !this.named()) return;
    if (this.isHighlight(row) || this.lacks(row).length) return this.edit();
    return this.decide("accept");
  }
  private edit() {
    if (!this.open!.rows[this.current] || !this.named()) return;
    this.editing = true;
    void this.updateComplete.then(() => {
      const inputs = [...this.querySelectorAll<HTMLInputElement>(".proposal form input")];
      (inputs.find((input) => input.required && !input.value) ?? inputs[0])?.focus();
    });
  }
  private async decide(decision: string, fields?: Record<string, string>, passage?: { begin: number; end: number }) {
    const open = this.open!, row = open.rows[this.current], hand = passage !== undefined;
    if (!row || (decision && !this.named()) || (!decision && !this.cell(row, "decision"))) return;
    const before = this.proposed.get(this.place(row));
    if (decision === "edit" && !hand && !before) this.proposed.set(this.place(row), row);
    if (!decision && before) fields = Object.fromEntries(this.fields(before).map((name) => [name, this.cell(before, name)]));
    const now = new Date(), two = (n: number) => String(n).padStart(2, "0"), on = `${now.getFullYear()}-${two(now.getMonth() + 1)}-${two(now.getDate())}`;
    this.problems = [];
    const answer = await post<Answer>(of(this.mission, `documents/${encodeURIComponent(open.source)}/decide`), { version: open.version, ...(passage ?? { row: this.current }), decision, by: this.reader.trim(), on, ...(fields ? { fields } : {}) });
    if (this.open !== open) return;
    const rows = [...open.rows], consequences = [...open.consequences];
    rows.splice(answer.row, 1, answer.cells);
    consequences.splice(answer.row, 1, answer.consequences);
    this.open = { ...open, version: answer.version, rows, consequences };
    this.clashes = { opened: answer.opened, closed: answer.closed };
    this.message = [`${t(decision ? (`documents.${decision}` as Key) : "documents.undone")}: ${this.words(answer.cells)}`, ...answer.notes].join(" ");
    this.editing = false;
    if (decision) this.move(1);
  }
  private async keep(event: SubmitEvent) {
    event.preventDefault();
    const form = event.target as HTMLFormElement, data = new FormData(form), names = this.fields(this.open!.rows[this.current]);
    const fields = Object.fromEntries(names.map((name) => [name, String(data.get(name) ?? "").trim()]));
    const row = this.open!.rows[this.current], passage = this.isUnkept(row) ? { begin: Number(this.cell(row, "begin")), end: Number(this.cell(row, "end")) } : undefined;
    this.work = this.work.then(() => this.decide("edit", fields, passage)).catch((error) => this.fail(error));
    await this.work;
  }
  // A row by hand from the words marked in the text: it is written once its fields are filled in.
  private fromSelection() {
    const selection = getSelection(), ends = selection?.rangeCount && !selection.isCollapsed ? [selection.getRangeAt(0).startContainer, selection.getRangeAt(0).endContainer] : [];
    const range = ends.length ? selection!.getRangeAt(0) : null;
    const at = (node: Node, offset: number) => { const piece = (node.nodeType === Node.TEXT_NODE ? node.parentElement : (node as Element))?.closest<HTMLElement>("[data-begin]"); return piece ? Number(piece.dataset.begin) + Array.from((node.textContent ?? "").slice(0, offset)).length : -1; };
    const begin = range ? at(range.startContainer, range.startOffset) : -1, end = range ? at(range.endContainer, range.endOffset) : -1;
    if (begin < 0 || end <= begin) { this.message = t("documents.mark"); return; }
    if (!this.named()) return;
    const open = this.open!, first = open.rows.findIndex((row) => Number(this.cell(row, "begin")) > begin), place = first < 0 ? open.rows.length : first;
    const given: Record<string, string> = { table: "facts", rule: "hand", begin: String(begin), end: String(end), quote: this.characters.slice(begin, end).join("") };
    this.open = { ...open, rows: spliced(open.rows, place, 0, open.columns.map((name) => given[name] ?? "")), consequences: spliced(open.consequences, place, 0, [] as Consequence[]) };
    this.current = place;
    this.edit();
  }
  // A row by hand that nobody has kept yet has no document.
  private isUnkept(row?: string[]) { return row !== undefined && this.cell(row, "rule") === "hand" && this.cell(row, "document_sha256") === ""; }
  private leaveForm() {
    const open = this.open!;
    this.editing = false;
    if (!this.isUnkept(open.rows[this.current])) return;
    this.open = { ...open, rows: spliced(open.rows, this.current, 1), consequences: spliced(open.consequences, this.current, 1) };
    this.current = Math.max(0, this.current - 1);
  }
  private async enter() {
    this.problems = [];
    try {
      const done = await post<Entry>(of(this.mission, "enter"), {});
      const sum = (key: "planted" | "planted_decided" | "planted_let_pass") => done.files.reduce((all, one) => all + one[key], 0);
      this.message = t("documents.entered", { facts: done.facts, positions: done.positions, there: done.there_already }) + (sum("planted") ? ` ${t("documents.planted", { n: sum("planted"), decided: sum("planted_decided"), passed: sum("planted_let_pass") })}` : "");
      // Planted rows have their truth back, and nobody's decision.
      if (sum("planted") && this.open) await this.show(this.open.source);
      this.dispatchEvent(new CustomEvent("mission-changed", { bubbles: true }));
    } catch (error) { this.fail(error); }
  }

  // The text in pieces between all ends of passages; a piece belongs to the shortest that covers it.
  private pieces() {
    const open = this.open!, ends = new Set([0, this.characters.length]);
    const spans = open.rows.map((row, i) => ({ i, begin: Number(this.cell(row, "begin")), end: Number(this.cell(row, "end")) })).filter(({ i }) => this.shown(i)).sort((a, b) => a.begin - b.begin);
    for (const one of spans) { ends.add(one.begin); ends.add(one.end); }
    for (const [begin, end] of open.cuts) { ends.add(begin); ends.add(end); }
    const places = [...ends].filter((place) => place >= 0 && place <= this.characters.length).sort((a, b) => a - b), pieces = [];
    let next = 0, covering: typeof spans = [];
    for (let p = 0; p + 1 < places.length; ++p) {
      const begin = places[p], end = places[p + 1], text = this.characters.slice(begin, end).join("");
      covering = covering.filter((one) => one.end > begin);
      while (next < spans.length && spans[next].begin <= begin) covering.push(spans[next++]);
      const cut = open.cuts.find(([first, last]) => first <= begin && end <= last);
      const shortest = covering.reduce<(typeof spans)[number] | null>((a, b) => (!a || b.end - b.begin <= a.end - a.begin ? b : a), null);
      if (shortest) pieces.push(html`<mark data-begin=${begin} data-row=${shortest.i} class=${covering.some((one) => one.i === this.current) ? "current" : ""} @click=${() => this.choose(shortest.i)}>${text}</mark>`);
      else pieces.push(html`<span data-begin=${begin} class=${cut ? "cut" : ""} title=${cut ? t("documents.cut", { why: cut[2] }) : nothing}>${text}</span>`);
    }
    return pieces;
  }
  private choose(i: number) { if (!this.editing && getSelection()?.isCollapsed !== false) this.current = i; }
  private consequence(i: number) {
    const open = this.open!, subject = this.cell(open.rows[i], "subject"), all = open.consequences[i] ?? [], own = all.find((one) => one.subject === subject);
    if (own) return html`<p class="fault">${t("documents.would", { facts: own.facts.join(", "), reasons: own.reasons.join("; ") })}</p>`;
    if (open.choices.subject.includes(subject)) return html`<p class="small">${t("documents.fits", { subject })}</p>`;
    return all.length && !this.isHighlight(open.rows[i]) ? html`<p class="small">${t("documents.as", { subjects: all.map((one) => one.subject).slice(0, 6).join(", ") })}</p>` : nothing;
  }
  private near() {
    const all = this.open!.rows.map((_, i) => i).filter((i) => this.shown(i)), at = Math.max(0, all.findIndex((i) => i >= this.current));
    return all.slice(Math.max(0, at - nearby), at + nearby + 1);
  }
  private form(row: string[]) {
    const choices: Record<string, string[]> = { subject: this.open!.choices.subject, relation: this.open!.choices.relation, actor: this.open!.choices.actor, said_by: this.open!.choices.actor, issue: this.open!.choices.issues.map((one) => one.id) };
    const needed = this.isPosition(row) ? positionFields.slice(0, 11) : factFields.slice(0, 3);
    return html`<form class="fields" @submit=${(event: SubmitEvent) => this.keep(event)}>${this.fields(row).map((name) => html`<label>${name}<input name=${name} autocomplete="off" ?required=${needed.includes(name)} .value=${this.cell(row, name)} list=${choices[name] ? `choices-${name}` : nothing} />${choices[name] ? html`<datalist id=${`choices-${name}`}>${choices[name].map((value) => html`<option value=${value}></option>`)}</datalist>` : nothing}</label>`)}
      <p class="small">${t("documents.form")}</p><button class="visually-hidden">${t("data.save")}</button></form>`;
  }
  private card(row: string[], i: number) {
    const decision = this.cell(row, "decision"), here = i === this.current, rule = this.cell(row, "rule"), record = Number(this.cell(row, "of"));
    return html`<li class=${`proposal ${decision}`} id=${`row-${i}`} data-row=${i} aria-current=${here ? "true" : "false"} @click=${() => this.choose(i)}>
      <p><strong>${this.isHighlight(row) ? t("documents.highlight") : this.cell(row, "relation") || t("documents.position")}</strong> ${this.words(row)}</p><blockquote dir="auto">${this.cell(row, "quote").slice(0, 240)}</blockquote>
      <p class="small">${record > 0 ? t("documents.rule", { rule, right: this.cell(row, "right"), of: record }) : t("documents.unmeasured", { rule })}${this.cell(row, "anchor") ? html` · ${t("documents.from", { anchor: this.cell(row, "anchor") })}` : nothing}</p>
      ${here ? this.consequence(i) : nothing}${decision ? html`<p class="small"><strong>${t("documents.decidedBy", { decision: t(`documents.${decision}` as Key), by: this.cell(row, "decided_by"), on: this.cell(row, "decided_on") })}</strong></p>` : nothing}
      ${here && this.editing ? this.form(row) : nothing}</li>`;
  }
  updated() {
    const card = this.querySelector('.proposal[aria-current="true"]');
    card?.scrollIntoView({ block: "nearest" });
    this.querySelector(".document-text mark.current")?.scrollIntoView({ block: "nearest" });
  }
  private listed() {
    if (!this.list) return html`<p role="status">${this.message || t("app.loading")}</p>`;
    if (!this.list.length) return html`<p>${t("documents.none")}</p>`;
    return html`<table><thead><tr><th scope="col">${t("documents.source")}</th><th scope="col">${t("documents.title")}</th><th scope="col">${t("documents.day")}</th><th scope="col">${t("documents.state")}</th></tr></thead>
      <tbody>${this.list.map((one) => html`<tr><th scope="row"><a href=${address(this.mission, "documents", { source: one.source })} @click=${follow}>${one.source}</a></th><td dir="auto">${one.title}</td><td>${one.published}</td><td>${t("documents.progress", { n: one.decided, all: one.proposals })}</td></tr>`)}</tbody></table>`;
  }
  render() {
    if (!this.mayWrite) return html`<h1>${t("documents.title")}</h1><p>${t("documents.only")}</p>`;
    const open = this.open;
    if (!open) return html`<h1>${t("documents.title")}</h1>${this.listed()}`;
    const counted = open.rows.filter((row) => !this.isHighlight(row) || this.cell(row, "decision")), done = counted.filter((row) => this.cell(row, "decision"));
    return html`<h1 dir="auto">${open.title || open.source}</h1>
      <p><a href=${address(this.mission, "documents")} @click=${follow}>${t("documents.back")}</a> · ${open.source} · ${open.genre} · ${open.published}</p>
      ${open.known ? nothing : html`<p class="fault">${t("documents.unknown")}</p>`}${open.text ? nothing : html`<p class="fault">${t("documents.noText")}</p>`}
      ${open.copies.map((one) => html`<p class="fault">${t("documents.copy", { share: Math.round(100 * one.containment), source: one.source })}</p>`)}
      <div class="toolbar"><label>${t("documents.who")}<input id="reader" autocomplete="off" maxlength="60" .value=${this.reader} @input=${(e: Event) => { this.reader = (e.target as HTMLInputElement).value; try { localStorage.setItem(kept, this.reader); } catch { /* private window */ } }} @keydown=${(e: KeyboardEvent) => { if (e.key === "Enter" || e.key === "Escape") (e.target as HTMLElement).blur(); }} /></label>
        <output id="progress">${t("documents.progress", { n: done.length, all: counted.length })}</output><span class="spring"></span><button type="button" id="enter" @click=${() => this.enter()}>${t("documents.enter")}</button></div>
      <p class="quiet note">${t("documents.keys")}</p>
      <div role="status" id="documents-status"><p>${this.message}</p>${this.clashes.opened.map((one) => html`<p class="fault opened">${t("documents.opened", { subject: one.subject, facts: one.facts.map((id, i) => `${id} (${one.values[i]})`).join(", "), reasons: one.reasons.join("; ") })}</p>`)}${this.clashes.closed.map((one) => html`<p class="closed">${t("documents.closed", { subject: one.subject, facts: one.facts.join(", ") })}</p>`)}</div>
      ${this.conflict ? html`<p class="fault" role="alert">${t("documents.conflict")} <button type="button" @click=${() => void this.show(open.source).catch((error) => this.fail(error))}>${t("documents.again")}</button></p>` : nothing}
      ${this.problems.length ? html`<ul class="fault" role="alert">${this.problems.slice(0, 20).map((one) => html`<li>${one.words}</li>`)}</ul>` : nothing}
      <div class="documents"><section class="card document-text" tabindex="0" dir=${this.direction} aria-label=${t("documents.text")}>${this.pieces()}</section>
        <section class="proposals" tabindex="0" aria-label=${t("documents.proposals")}><ol class="cards-plain">${this.near().map((i) => this.card(open.rows[i], i))}</ol></section></div>`;
  }
}
customElements.define("documents-page", DocumentsPage);
