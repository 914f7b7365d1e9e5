// The mission's tables, edited in the browser: a table of fields, drop-downs of names, faults at the cell, paste, undo.
import { LitElement, html, nothing } from "lit";
import { ApiError, get, of, post, put, type Problem } from "../api";
import { address, go, here } from "../router";
import { t } from "../words";

interface Column { name: string; required: boolean; help: string; choices: string[]; open: boolean }
interface TableRow { file: string; help: string; rows: number; there: boolean }
interface Opened { file: string; version: string; header: string[]; rows: string[][]; columns: Column[] }
interface Version { id: string; name: string; when: string }
const kPage = 100;

export class TablesPage extends LitElement {
  static properties = { mission: {}, mayWrite: { type: Boolean }, tables: { state: true }, open: { state: true }, rows: { state: true }, done: { state: true }, undone: { state: true }, problems: { state: true }, notice: { state: true }, conflict: { state: true }, outside: { state: true }, page: { state: true }, filter: { state: true }, checking: { state: true }, edits: { state: true }, versions: { state: true }, compared: { state: true } };
  declare mission: string; declare mayWrite: boolean; declare tables: TableRow[]; declare open: Opened | null; declare rows: string[][]; declare done: string[][][]; declare undone: string[][][]; declare problems: Problem[]; declare notice: string; declare conflict: boolean; declare outside: boolean; declare page: number; declare filter: string; declare checking: boolean; declare edits: number; declare versions: Version[]; declare compared: { version: string; lines: string[] } | null;
  private timer = 0; private watch = 0; private saved: string[][] = [];
  constructor() { super(); this.mission = ""; this.tables = []; this.open = null; this.rows = []; this.done = []; this.undone = []; this.problems = []; this.notice = ""; this.conflict = false; this.outside = false; this.page = 0; this.filter = ""; this.checking = false; this.edits = 0; this.versions = []; this.compared = null; }
  createRenderRoot() { return this; }
  async connectedCallback() {
    super.connectedCallback();
    if (!this.mayWrite) return;
    this.tables = (await get<{ tables: TableRow[] }>(of(this.mission, "tables"))).tables;
    const file = here().query.get("file") ?? this.tables.find((one) => one.there)?.file;
    if (file) await this.show(file);
    void this.loadVersions();
    this.watch = window.setInterval(() => void this.look(), 4000);
  }
  disconnectedCallback() { super.disconnectedCallback(); clearInterval(this.watch); clearTimeout(this.timer); }
  // Edits that are not saved survive a reload of the tab.
  private get keep() { return `handover.table.${this.mission}.${this.open?.file}`; }
  private async show(file: string) {
    this.open = await get<Opened>(of(this.mission, `tables/${file}`));
    this.saved = this.open.rows; this.rows = this.open.rows; this.done = []; this.undone = []; this.problems = []; this.notice = ""; this.conflict = false; this.outside = false; this.page = 0; this.edits = 0; this.filter = "";
    try { const kept = JSON.parse(sessionStorage.getItem(this.keep) ?? "null"); if (kept?.version === this.open.version) { this.rows = kept.rows; this.edits = this.count(); } } catch { /* nothing kept */ }
    go(address(this.mission, "tables", { file }), true);
    void this.check();
  }
  private async look() {
    if (!this.open || this.conflict) return;
    const now = await get<{ version: string }>(of(this.mission, `tables/${this.open.file}/version`)).catch(() => null);
    if (!now) return;
    if (now.version === this.open.version) { this.outside = false; return; }
    if (this.edits === 0) await this.show(this.open.file); else this.outside = true;
  }
  private count() { let n = Math.abs(this.rows.length - this.saved.length); const shared = Math.min(this.rows.length, this.saved.length); for (let r = 0; r < shared; ++r) for (let c = 0; c < this.rows[r].length; ++c) if (this.rows[r][c] !== this.saved[r][c]) ++n; return n; }
  private set(rows: string[][]) { this.done = [...this.done, this.rows].slice(-200); this.undone = []; this.rows = rows; this.changed(); }
  private changed() { this.edits = this.count(); this.notice = ""; try { sessionStorage.setItem(this.keep, JSON.stringify({ version: this.open!.version, rows: this.rows })); } catch { /* full */ } clearTimeout(this.timer); this.timer = window.setTimeout(() => void this.check(), 350); }
  private undo() { const last = this.done.at(-1); if (!last) return; this.undone = [...this.undone, this.rows]; this.done = this.done.slice(0, -1); this.rows = last; this.changed(); }
  private redo() { const next = this.undone.at(-1); if (!next) return; this.done = [...this.done, this.rows]; this.undone = this.undone.slice(0, -1); this.rows = next; this.changed(); }
  private async check() {
    if (!this.open) return;
    this.checking = true;
    const rows = this.rows;
    const answer = await post<{ problems: Problem[] }>(of(this.mission, `tables/${this.open.file}/check`), { rows }).catch(() => null);
    if (rows !== this.rows) return;
    this.checking = false;
    if (answer) this.problems = answer.problems;
  }
  private async save() {
    if (!this.open) return;
    try {
      const { version } = await put<{ version: string }>(of(this.mission, `tables/${this.open.file}`), { version: this.open.version, rows: this.rows });
      this.open = { ...this.open, version, rows: this.rows }; this.saved = this.rows; this.edits = 0; this.notice = t("data.saved"); this.outside = false;
      sessionStorage.removeItem(this.keep);
      this.dispatchEvent(new CustomEvent("mission-changed", { bubbles: true }));
    } catch (error) {
      if (error instanceof ApiError && error.status === 409) this.conflict = true;
      else { if (error instanceof ApiError && error.problems.length) this.problems = error.problems; this.notice = error instanceof ApiError && error.problems.length ? t("data.atSave") : (error as Error).message; }
    }
  }
  private cell(row: number, column: number, value: string) { if (this.rows[row][column] === value) return; this.set(this.rows.map((one, r) => (r === row ? one.map((old, c) => (c === column ? value : old)) : one))); }
  // Cells parted by tabs and lines, as a spreadsheet copies them.
  private paste(event: ClipboardEvent, row: number, column: number) {
    const text = event.clipboardData?.getData("text/plain") ?? "";
    if (!/[\t\n]/.test(text.replace(/\r?\n$/, ""))) return;
    event.preventDefault();
    const block = text.replace(/\r?\n$/, "").split(/\r?\n/).map((line) => line.split("\t")), rows = this.rows.map((one) => [...one]), width = this.open!.header.length;
    block.forEach((line, r) => { while (rows.length <= row + r) rows.push(Array(width).fill("")); line.forEach((value, c) => { if (column + c < width) rows[row + r][column + c] = value.trim(); }); });
    this.set(rows);
  }
  private key(event: KeyboardEvent, row: number, column: number) {
    if ((event.ctrlKey || event.metaKey) && event.key.toLowerCase() === "z") { event.preventDefault(); (event.target as HTMLInputElement).blur(); if (event.shiftKey) this.redo(); else this.undo(); return; }
    const step: Record<string, [number, number]> = { ArrowUp: [-1, 0], ArrowDown: [1, 0], Enter: [1, 0] };
    if (!(event.key in step) || (event.target as HTMLElement).tagName === "SELECT") return;
    event.preventDefault();
    this.querySelector<HTMLElement>(`[data-cell="${row + step[event.key][0]}-${column}"]`)?.focus();
  }
  private async loadVersions() { this.versions = (await get<{ versions: Version[] }>(of(this.mission, "versions")).catch(() => ({ versions: [] }))).versions; }
  private async name(event: SubmitEvent) { event.preventDefault(); const form = event.target as HTMLFormElement; try { await post(of(this.mission, "versions"), { name: String(new FormData(form).get("name")) }); form.reset(); await this.loadVersions(); } catch (error) { this.notice = (error as Error).message; } }
  private async compare(id: string) { this.compared = { version: id, lines: (await get<{ changed: string[] }>(of(this.mission, `versions/${id}`))).changed }; }
  private async back(id: string) { try { await post(of(this.mission, `versions/${id}/restore`), {}); await this.loadVersions(); if (this.open) { sessionStorage.removeItem(this.keep); await this.show(this.open.file); } this.dispatchEvent(new CustomEvent("mission-changed", { bubbles: true })); } catch (error) { this.notice = (error as Error).message; } }

  private field(row: number, column: number, faults: Problem[]) {
    const spec = this.open!.columns[column], value = this.rows[row][column], bad = faults.length > 0, id = `fault-${row}-${column}`;
    const label = `${t("data.rowNumber")} ${row + 1}, ${this.open!.header[column]}`;
    const input = spec && spec.choices.length && !spec.open
      ? html`<select data-cell=${`${row}-${column}`} aria-label=${label} aria-invalid=${bad} aria-describedby=${bad ? id : nothing} @change=${(e: Event) => this.cell(row, column, (e.target as HTMLSelectElement).value)} @keydown=${(e: KeyboardEvent) => this.key(e, row, column)}>
          ${spec.choices.includes(value) ? nothing : html`<option value=${value} selected>${value}</option>`}${!spec.required && value !== "" ? html`<option value=""></option>` : nothing}${spec.choices.map((one) => html`<option value=${one} .selected=${one === value}>${one}</option>`)}</select>`
      : html`<input data-cell=${`${row}-${column}`} aria-label=${label} aria-invalid=${bad} aria-describedby=${bad ? id : nothing} .value=${value} size=${Math.min(40, Math.max(6, value.length))} list=${spec?.choices.length ? `list-${column}` : nothing}
          @change=${(e: Event) => this.cell(row, column, (e.target as HTMLInputElement).value)} @paste=${(e: ClipboardEvent) => this.paste(e, row, column)} @keydown=${(e: KeyboardEvent) => this.key(e, row, column)} />`;
    return html`<td class=${bad ? "bad" : ""}>${input}${bad ? html`<span class="fault" id=${id}>${faults.map((one) => `${one.what}${one.hint ? "; " + one.hint : ""}`).join(" ")}</span>` : nothing}</td>`;
  }
  render() {
    if (!this.mayWrite) return html`<h1>${t("data.title")}</h1><p>${t("data.only")}</p>`;
    const open = this.open;
    const shown = this.rows.map((_, i) => i).filter((i) => !this.filter || this.rows[i].some((value) => value.toLowerCase().includes(this.filter.toLowerCase())));
    const first = this.page * kPage, visible = shown.slice(first, first + kPage);
    const rowOf = (problem: Problem) => problem.line - 2, mine = open ? this.problems.filter((one) => one.file === open.file) : [];
    return html`<h1>${t("data.title")}</h1>
      <div class="toolbar"><label>${t("data.pick")}<select name="file" @change=${(e: Event) => this.show((e.target as HTMLSelectElement).value)}>${this.tables.map((one) => html`<option value=${one.file} .selected=${one.file === open?.file}>${one.file.replace(".csv", "")} (${one.rows})</option>`)}</select></label>
        <label>${t("data.filter")}<input type="search" .value=${this.filter} @input=${(e: Event) => { this.filter = (e.target as HTMLInputElement).value; this.page = 0; }} /></label><span class="spring"></span>
        <button type="button" ?disabled=${!this.done.length} @click=${() => this.undo()}>${t("data.undo")}</button><button type="button" ?disabled=${!this.undone.length} @click=${() => this.redo()}>${t("data.redo")}</button>
        <button type="button" @click=${() => { if (!open) return; this.set([...this.rows, Array(open.header.length).fill("")]); this.filter = ""; this.page = Math.floor(this.rows.length / kPage); }}>${t("data.add")}</button>
        <button type="button" class="main" id="save" ?disabled=${!this.edits} @click=${() => this.save()}>${t("data.save")}</button></div>
      <p role="status" id="data-status">${this.edits ? t("data.unsaved", { n: this.edits }) : ""} ${this.notice} ${this.checking ? t("data.checking") : this.problems.length ? html`<span class="fault">${t("data.problems", { n: this.problems.length })}</span>` : t("data.clean")}</p>
      ${this.conflict ? html`<p class="fault" role="alert">${t("data.conflict")} <button type="button" @click=${() => { sessionStorage.removeItem(this.keep); void this.show(open!.file); }}>${t("data.theirs")}</button></p>` : nothing}
      ${this.outside && !this.conflict ? html`<p class="fault" role="alert">${t("data.outside")} <button type="button" @click=${() => { sessionStorage.removeItem(this.keep); void this.show(open!.file); }}>${t("data.reload")}</button></p>` : nothing}
      ${this.problems.length ? html`<details><summary>${t("data.problems", { n: this.problems.length })}</summary><ul>${this.problems.slice(0, 50).map((one) => html`<li>${one.words}</li>`)}</ul></details>` : nothing}
      <p class="quiet">${t("data.help")}</p>
      ${open ? html`${open.columns.map((one, c) => one.choices.length && one.open ? html`<datalist id=${`list-${c}`}>${one.choices.map((value) => html`<option value=${value}></option>`)}</datalist>` : nothing)}
        <div class="scroll grid" tabindex="0" role="region" aria-label=${open.file}><table><thead><tr><th scope="col">${t("data.rowNumber")}</th>${open.header.map((name, c) => html`<th scope="col" title=${open.columns[c]?.help ?? ""}>${name}${open.columns[c]?.required ? " *" : ""}</th>`)}<th scope="col"><span class="visually-hidden">${t("data.remove")}</span></th></tr></thead>
        <tbody>${visible.map((row) => { const faults = mine.filter((one) => rowOf(one) === row); return html`<tr><th scope="row">${row + 1}</th>${open.header.map((name, c) => this.field(row, c, faults.filter((one) => one.field === name)))}<td><button type="button" class="quiet-button" aria-label=${`${t("data.remove")} ${row + 1}`} @click=${() => this.set(this.rows.filter((_, r) => r !== row))}>×</button></td></tr>`; })}</tbody></table></div>
        <p><button type="button" ?disabled=${this.page === 0} @click=${() => { this.page -= 1; }}>${t("data.earlier")}</button> ${t("data.page", { a: shown.length ? first + 1 : 0, b: Math.min(first + kPage, shown.length), all: shown.length })} <button type="button" ?disabled=${first + kPage >= shown.length} @click=${() => { this.page += 1; }}>${t("data.later")}</button></p>` : nothing}
      <section class="card" aria-labelledby="versions-title"><h2 id="versions-title">${t("versions.title")}</h2><form class="saving" @submit=${(e: SubmitEvent) => this.name(e)}><label>${t("versions.name")}<input name="name" required maxlength="120" /></label><button>${t("versions.keep")}</button></form>
        ${this.versions.length ? html`<ul>${this.versions.map((one) => html`<li><strong>${one.name}</strong> <span class="quiet">${one.when.replace("T", " ").slice(0, 16)} · ${one.id.slice(0, 10)}</span> <button type="button" @click=${() => this.compare(one.id)}>${t("versions.compare")}</button> <button type="button" @click=${() => this.back(one.id)}>${t("versions.back")}</button>${this.compared?.version === one.id ? html`<ul>${this.compared.lines.length ? this.compared.lines.slice(0, 60).map((line) => html`<li><code>${line}</code></li>`) : html`<li>${t("versions.same")}</li>`}</ul>` : nothing}</li>`)}</ul>` : html`<p class="quiet">${t("versions.none")}</p>`}</section>`;
  }
}
customElements.define("tables-page", TablesPage);
