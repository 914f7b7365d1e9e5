// What if an assumption's range were another: kept runs counted anew, at once.
import { LitElement, html, nothing } from "lit";
import { get, of, post, type Assumption, type Plan, type Share } from "../api";
import { inHundred, plain } from "../numbers";
import { t, type Key } from "../words";

interface Result { scenarios: number; effective: number; outside: number; joint_before: Share; joint_after: Share; harms: { harm: string; after: Share; change: Share }[] }

export class AssumePart extends LitElement {
  static properties = { mission: {}, earlier: { attribute: false }, later: { attribute: false }, base: {}, ready: { type: Boolean }, list: { state: true }, key: { state: true }, range: { state: true }, result: { state: true }, took: { state: true }, failed: { state: true } };
  declare mission: string; declare earlier: string; declare later: Plan; declare base: string; declare ready: boolean;
  declare list: Assumption[]; declare key: string; declare range: [number, number, number] | null; declare result: Result | null; declare took: number; declare failed: string;
  private asking = 0;
  constructor() { super(); this.list = []; this.key = ""; this.range = null; this.result = null; this.took = 0; this.failed = ""; }
  createRenderRoot() { return this; }
  async connectedCallback() {
    super.connectedCallback();
    this.list = (await get<{ assumptions: Assumption[] }>(of(this.mission, "assumptions"))).assumptions;
    if (this.list.length) this.pick(this.list[0].key);
  }
  private get one() { return this.list.find((row) => row.key === this.key); }
  private pick(key: string) { this.key = key; const one = this.one; this.range = one ? [one.low, one.mode, one.high] : null; this.result = null; }
  private async set(which: 0 | 1 | 2, value: number) {
    if (!this.range) return;
    const next: [number, number, number] = [...this.range];
    next[which] = value;
    if (which !== 1) next[1] = Math.min(next[2], Math.max(next[0], next[1]));
    next.sort((a, b) => a - b);
    this.range = next;
    const mine = ++this.asking, began = performance.now();
    try {
      const result = await post<Result>(of(this.mission, "reweigh"), { before: this.earlier, after: this.later, base: this.base, ranges: { [this.key]: next } });
      if (mine !== this.asking) return;
      this.result = result; this.failed = ""; this.took = performance.now() - began;
    } catch (error) { if (mine === this.asking) this.failed = (error as Error).message; }
  }
  private slider(which: 0 | 1 | 2, name: Key, one: Assumption) {
    const step = (one.high - one.low) / 100 || 0.01;
    return html`<label>${t(name)} <output>${plain(this.range![which])}</output><input type="range" min=${one.low} max=${one.high} step=${step} .value=${String(this.range![which])} data-which=${which} @input=${(e: Event) => this.set(which, Number((e.target as HTMLInputElement).value))} /></label>`;
  }
  render() {
    const one = this.one;
    if (!one || !this.range) return nothing;
    const r = this.result;
    return html`<p class="quiet">${t("assume.help")}</p>
      <label>${t("assume.pick")}<select name="assumption" @change=${(e: Event) => this.pick((e.target as HTMLSelectElement).value)}>${this.list.map((row) => html`<option value=${row.key} .selected=${row.key === this.key}>${row.help || row.key.replaceAll("_", " ")}</option>`)}</select></label>
      <p class="quiet">${one.reason} <em>${one.source.title}</em></p>
      <div class="sliders">${this.slider(0, "assume.low", one)}${this.slider(1, "assume.mode", one)}${this.slider(2, "assume.high", one)} <span class="quiet">${one.unit}</span>
        <button type="button" class="quiet-button" @click=${() => this.pick(this.key)}>${t("assume.reset")}</button></div>
      ${this.failed ? html`<p class="fault">${this.failed}</p>` : nothing}
      ${r ? html`<div class="assumed" aria-live="polite"><h3>${t("assume.result")}</h3>
        ${r.effective < 10 ? html`<p class="fault">${t("assume.few")}</p>` : html`<ul>
          <li>${t("both.joint")}: <strong>${t("both.inHundred", { n: inHundred(r.joint_after.value) })}</strong> <span class="range">${t("both.range", { a: inHundred(r.joint_after.low), b: inHundred(r.joint_after.high) })}</span></li>
          ${r.harms.map((harm) => html`<li>${t(`harm.${harm.harm}` as Key)}: <strong>${plain(harm.after.value)}</strong> <span class="range">${t("change.between", { a: plain(harm.after.low), b: plain(harm.after.high) })}</span></li>`)}</ul>`}
        <p class="quiet">${t("assume.effective", { n: plain(r.effective), all: r.scenarios })} ${r.outside > 0.01 ? t("assume.outside", { n: inHundred(r.outside) }) : nothing} <span data-took=${Math.round(this.took)}>${t("assume.took", { n: Math.round(this.took) })}</span></p></div>` : nothing}`;
  }
}
customElements.define("assume-part", AssumePart);
