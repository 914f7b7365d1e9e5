// The plan as a timeline that one edits: bars of steps, ends of mission and presence, troops below. By pointer and by
// keyboard; each handle is a slider for those who hear the page.
import { LitElement, html, svg, nothing } from "lit";
import type { Mission, Plan, Posture, StepTiming } from "../api";
import { dayName, dayNumber, monthName, monthNumber, monthText } from "../months";
import { moveEnd, movePresence, moveStep, troopsAfter } from "../plan_edit";
import { whole } from "../numbers";
import { t } from "../words";

const kRow = 44, kTop = 44, kBar = 26, kTroopsRow = 56;

type Handle = { kind: "step"; step: number } | { kind: "end" } | { kind: "presence"; region: string };

export class PlanTimeline extends LitElement {
  static properties = {
    mission: { attribute: false }, plan: { attribute: false }, earlier: { attribute: false }, today: { attribute: false },
    timing: { attribute: false }, selected: { type: Number }, wide: { state: true },
  };
  declare mission: Mission; declare plan: Plan; declare earlier: Plan | null; declare today: Posture;
  declare timing: StepTiming[]; declare selected: number; declare wide: number;
  private watcher?: ResizeObserver;
  private drag: { handle: Handle; from: number; at: number; start: Plan } | null = null;

  constructor() { super(); this.earlier = null; this.timing = []; this.selected = 0; this.wide = 900; }
  createRenderRoot() { return this; }
  connectedCallback() {
    super.connectedCallback();
    this.watcher = new ResizeObserver(() => { const width = Math.max(320, Math.floor(this.clientWidth)); if (width !== this.wide) this.wide = width; });
    this.watcher.observe(this);
  }
  disconnectedCallback() { super.disconnectedCallback(); this.watcher?.disconnect(); }

  private get rtl() { return document.documentElement.dir === "rtl"; }
  private get labels() { return this.wide < 560 ? 0 : Math.min(260, this.wide * 0.28); }
  private get first() { return monthNumber(this.mission.as_of.slice(0, 7)); }
  private get last() { return this.first + this.mission.horizon_months; }
  private get perMonth() { return (this.wide - this.labels - 28) / (this.last - this.first); }
  // Positions grow in the direction of reading.
  private x(month: number) { const at = this.labels + 6 + (month - this.first) * this.perMonth; return this.rtl ? this.wide - at : at; }
  private span(from: number, to: number) { const a = this.x(from), b = this.x(to); return { x: Math.min(a, b), width: Math.abs(b - a) }; }

  private tell(plan: Plan, settled: boolean) { this.dispatchEvent(new CustomEvent("plan-change", { detail: { plan, settled } })); }
  private choose(step: number) { this.dispatchEvent(new CustomEvent("step-choose", { detail: { step } })); }

  private monthOf(handle: Handle, plan = this.plan): number {
    if (handle.kind === "step") return monthNumber(plan.phase[handle.step].earliest);
    const text = handle.kind === "end" ? plan.mission_end : plan.presence_end?.[handle.region];
    return text ? monthNumber(text) : this.last;
  }
  private moved(handle: Handle, to: number, start: Plan): Plan {
    const month = Math.max(this.first, Math.min(this.last, to));
    if (handle.kind === "step") return moveStep(start, handle.step, month, this.first, this.last);
    return handle.kind === "end" ? moveEnd(start, month) : movePresence(start, handle.region, month);
  }
  private down(event: PointerEvent, handle: Handle) {
    if (event.button !== 0) return;
    (event.currentTarget as Element).setPointerCapture(event.pointerId);
    this.drag = { handle, from: event.clientX, at: this.monthOf(handle), start: this.plan };
    if (handle.kind === "step") this.choose(handle.step);
  }
  private move(event: PointerEvent) {
    if (!this.drag) return;
    const months = Math.round(((event.clientX - this.drag.from) * (this.rtl ? -1 : 1)) / this.perMonth);
    const to = this.drag.at + months;
    if (to !== this.monthOf(this.drag.handle)) this.tell(this.moved(this.drag.handle, to, this.drag.start), false);
  }
  private up() {
    if (!this.drag) return;
    const { handle, start } = this.drag;
    this.drag = null;
    if (this.monthOf(handle) !== this.monthOf(handle, start)) this.tell(this.plan, true);
  }
  private key(event: KeyboardEvent, handle: Handle) {
    const forward = this.rtl ? "ArrowLeft" : "ArrowRight", back = this.rtl ? "ArrowRight" : "ArrowLeft";
    const steps: Record<string, number> = { [forward]: 1, [back]: -1, ArrowUp: 1, ArrowDown: -1, PageUp: 12, PageDown: -12 };
    if (event.key === "Enter" && handle.kind === "step") { event.preventDefault(); this.choose(handle.step); return; }
    if (!(event.key in steps)) return;
    event.preventDefault();
    this.tell(this.moved(handle, this.monthOf(handle) + steps[event.key], this.plan), true);
  }

  private axis(height: number) {
    const every = this.perMonth > 46 ? 1 : this.perMonth > 18 ? 3 : this.perMonth > 9 ? 6 : 12;
    const marks = [];
    for (let month = this.first; month <= this.last; ++month) {
      const inYear = ((month % 12) + 12) % 12;
      if (inYear % every !== 0) continue;
      const x = this.x(month);
      marks.push(svg`<line class=${inYear === 0 ? "year" : "grid"} x1=${x} x2=${x} y1=${kTop - 8} y2=${height}></line>`);
      if (x < this.wide - 24 && x > 12) marks.push(svg`<text class="tick" x=${x} y=${kTop - 14} text-anchor="middle">${every >= 12 ? String(Math.floor(month / 12)) : monthName(monthText(month))}</text>`);
    }
    return marks;
  }

  private slider(handle: Handle, label: string, inner: unknown) {
    const month = this.monthOf(handle);
    return svg`<g class="handle ${handle.kind}" role="slider" tabindex="0" aria-label=${label} aria-valuemin=${this.first} aria-valuemax=${this.last}
      aria-valuenow=${month} aria-valuetext=${monthName(monthText(month), "long")} data-handle=${handle.kind === "step" ? `step-${handle.step}` : handle.kind === "end" ? "end" : `presence-${handle.region}`}
      @pointerdown=${(e: PointerEvent) => this.down(e, handle)} @pointermove=${(e: PointerEvent) => this.move(e)} @pointerup=${() => this.up()} @pointercancel=${() => this.up()}
      @keydown=${(e: KeyboardEvent) => this.key(e, handle)} @focus=${() => handle.kind === "step" && this.choose(handle.step)}>${inner}</g>`;
  }

  private stepRow(step: number) {
    const phase = this.plan.phase[step], y = kTop + step * kRow, start = monthNumber(phase.earliest), days = phase.execution_days ?? 30;
    const bar = this.span(start, Math.max(start + 0.35, start + days / 30.4)), width = Math.max(14, bar.width);
    const x = this.rtl ? bar.x + bar.width - width : bar.x;
    const old = this.earlier?.phase[step], timing = this.timing[step];
    const name = phase.name || t("step.title", { n: step + 1 });
    const early = timing?.done_10 ? dayNumber(timing.done_10) : null;
    const late = timing?.done_90 ? dayNumber(timing.done_90) : this.last;
    const whisker = early === null ? null : this.span(Math.min(early, this.last), Math.min(late, this.last));
    const labelX = this.rtl ? this.wide - 4 : 4;
    return svg`
      <g class=${step === this.selected ? "row chosen" : "row"}>
        <rect class="back" x="0" y=${y - 2} width=${this.wide} height=${kRow - 4} @click=${() => this.choose(step)}></rect>
        ${this.labels ? svg`<text class="name" x=${labelX} y=${y + 16} text-anchor="start" @click=${() => this.choose(step)}>${step + 1}. ${clip(name, this.labels)}<title>${name}</title></text>
          <text class="under" x=${labelX} y=${y + 32} text-anchor="start">${monthName(phase.earliest)}</text>` : nothing}
        ${old && old.earliest !== phase.earliest ? svg`<rect class="ghost" x=${this.span(monthNumber(old.earliest), monthNumber(old.earliest) + Math.max(0.35, (old.execution_days ?? 30) / 30.4)).x} y=${y + 4} width=${Math.max(14, this.span(0, (old.execution_days ?? 30) / 30.4).width)} height=${kBar} rx="4"></rect>` : nothing}
        ${whisker ? svg`<g class="done"><line x1=${whisker.x} x2=${whisker.x + whisker.width} y1=${y + kBar + 9} y2=${y + kBar + 9}></line>
          <line x1=${whisker.x} x2=${whisker.x} y1=${y + kBar + 6} y2=${y + kBar + 12}></line>${timing.done_90 ? svg`<line x1=${whisker.x + whisker.width} x2=${whisker.x + whisker.width} y1=${y + kBar + 6} y2=${y + kBar + 12}></line>` : nothing}
          <title>${timing.done_90 ? t("timeline.done", { a: dayName(timing.done_10!), b: dayName(timing.done_90) }) : t("timeline.doneLate", { a: dayName(timing.done_10!), n: Math.round(100 * timing.not_done) })}</title></g>` : nothing}
        ${this.slider({ kind: "step", step }, t("timeline.step", { n: step + 1, name, month: monthName(phase.earliest, "long"), days }), svg`
          <rect class="bar" x=${x} y=${y + 4} width=${width} height=${kBar} rx="4"></rect>
          <text class="inbar" x=${x + width / 2} y=${y + 21} text-anchor="middle">${this.labels ? (width > 13 ? step + 1 : "") : step + 1}</text>`)}
      </g>`;
  }

  private mark(handle: Handle, label: string, text: string | undefined, row: number) {
    const y = kTop + row * kRow, month = text ? monthNumber(text) : this.last, x = this.x(month), labelX = this.rtl ? this.wide - 4 : 4;
    const to = this.rtl ? -1 : 1;
    return svg`<g class="row">
      ${this.labels ? svg`<text class="name quiet" x=${labelX} y=${y + 16} text-anchor="start">${clip(label, this.labels)}<title>${label}</title></text>
        <text class="under" x=${labelX} y=${y + 32} text-anchor="start">${text ? monthName(text) : t("timeline.none")}</text>` : nothing}
      ${this.slider(handle, label, svg`<line class="stem" x1=${x} x2=${x} y1=${y} y2=${y + kBar + 6}></line>
        <path class=${text ? "flag" : "flag none"} d=${`M ${x} ${y} l ${to * 16} 7 l ${-to * 16} 7 z`}></path><rect class="grab" x=${x - 12} y=${y - 2} width="28" height=${kBar + 10}></rect>`)}
      ${this.labels ? nothing : svg`<text class="tick" x=${this.rtl ? this.wide - 6 : 6} y=${y + 18} text-anchor="start">${clip(label, this.wide * 0.6)}</text>`}
    </g>`;
  }

  // Troops by region as steps over time, each region a band of its own.
  private troops(top: number) {
    const after = troopsAfter(this.plan, this.today.troops), total = Math.max(1, ...this.mission.regions.flatMap((r) => after.map((p) => p[r.id] ?? 0)));
    return this.mission.regions.map((region, r) => {
      const y = top + r * kTroopsRow, base = y + 44, tall = 32;
      const height = (n: number) => (n / total) * tall;
      let path = "", label = [];
      let from = this.first;
      for (let i = 0; i < after.length; ++i) {
        const to = i < this.plan.phase.length ? monthNumber(this.plan.phase[i].earliest) : this.last, n = after[i][region.id] ?? 0;
        const { x, width } = this.span(from, Math.max(from, to));
        if (width > 0) {
          path += `M ${x} ${base} v ${-height(n)} h ${width} v ${height(n)} z `;
          if (width > 34) label.push(svg`<text class="count" x=${x + width / 2} y=${n > 0 ? base - height(n) - 3 : base - 3} text-anchor="middle">${whole(n)}</text>`);
        }
        from = Math.max(from, to);
      }
      return svg`<g class="troops look-${r % 4}"><text class="name quiet" x=${this.rtl ? this.wide - 4 : 4} y=${this.labels ? base - 10 : y + 6} text-anchor="start">${clip(region.name, this.labels || this.wide)}</text>
        <path d=${path}></path>${label}<line class="floor" x1=${this.x(this.first)} x2=${this.x(this.last)} y1=${base} y2=${base}></line></g>`;
    });
  }

  render() {
    if (!this.plan || !this.mission || !this.today) return nothing;
    const steps = this.plan.phase.length;
    const ends: { handle: Handle; label: string; text?: string }[] = [{ handle: { kind: "end" }, label: t("timeline.end"), text: this.plan.mission_end }];
    for (const region of this.mission.regions) if (this.plan.presence_end?.[region.id]) ends.push({ handle: { kind: "presence", region: region.id }, label: t("timeline.presence", { region: region.name }), text: this.plan.presence_end[region.id] });
    const rows = steps + ends.length, troopsTop = kTop + rows * kRow + 4, height = troopsTop + this.mission.regions.length * kTroopsRow + 4;
    return html`<svg class="timeline" width=${this.wide} height=${height} viewBox="0 0 ${this.wide} ${height}" role="group" aria-label=${t("timeline.title")}>
      ${this.axis(height)}
      ${this.plan.phase.map((_, step) => this.stepRow(step))}
      ${ends.map((one, i) => this.mark(one.handle, one.label, one.text, steps + i))}
      ${this.troops(troopsTop)}
    </svg>`;
  }
}
// About so many letters fit.
function clip(text: string, width: number): string {
  const most = Math.max(8, Math.floor(width / 7.2));
  return text.length > most ? text.slice(0, most - 1) + "…" : text;
}
customElements.define("plan-timeline", PlanTimeline);
