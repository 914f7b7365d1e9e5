// What a changed plan does, beside the plan before.
import { html, nothing } from "lit";
import type { Answer, Change, Harm, Mission, RedLine } from "../api";
import { monthName } from "../months";
import { inHundred, plain } from "../numbers";
import { t, word, type Key } from "../words";
import { asked } from "./ask";

// "12 fewer (5 to 20)", or that the evidence cannot tell.
export function changeWords(change: Change, round: (n: number) => string = plain): { words: string; range: string; tone: string } {
  const { value, low, high } = change;
  if (value === 0 && low === 0 && high === 0) return { words: t("change.exactly"), range: "", tone: "same" };
  if ((low > 0 || high < 0) && change.ordered) {
    const fewer = value < 0, sizes = [Math.abs(low), Math.abs(high)].sort((a, b) => a - b);
    return { words: t(fewer ? "change.fewer" : "change.more", { n: round(Math.abs(value)) }), range: t("change.between", { a: round(sizes[0]), b: round(sizes[1]) }), tone: fewer ? "fewer" : "more" };
  }
  return { words: t("change.nodiff"), range: t("change.nodiffRange", { a: round(Math.abs(Math.min(0, low))), b: round(Math.max(0, high)) }), tone: "same" };
}

const order = ["civilians_killed", "civilians_displaced", "coalition_deaths", "host_force_deaths"];

function harmRow(harm: Harm, answer: Answer) {
  const { words, range, tone } = changeWords(harm.change), title = t(`harm.${harm.harm}` as Key);
  const scenario = harm.after as unknown as { scenario_low: number; scenario_high: number };
  return html`<div class="harm" data-harm=${harm.harm}>
    <h3>${title}</h3>
    <p class="big ${tone}">${asked(words, { title, answer, paired: true }, "big")} ${range ? html`<span class="range">${range}</span>` : nothing}</p>
    <p class="quiet">${asked(t("change.beforeAfter", { a: plain(harm.before.value), b: plain(harm.after.value) }), { title, answer, scenario: { low: scenario.scenario_low, high: scenario.scenario_high } })}
      <span class="range">${t("change.between", { a: plain(harm.after.low), b: plain(harm.after.high) })}</span></p>
  </div>`;
}

export const harms = (answer: Answer, mission: Mission) => html`
  <div class="harms">${order.map((name) => { const harm = answer.harms.find((one) => one.harm === name); return harm ? harmRow(harm, answer) : nothing; })}</div>
  <p class="quiet note">${t("harm.until", { months: mission.horizon_months })}</p>`;

function shareRow(label: string, row: { before: { value: number; low: number; high: number }; after: { value: number; low: number; high: number }; change: Change }, answer: Answer, strong: boolean) {
  const hundred = (n: number) => inHundred(n), change = changeWords({ ...row.change, value: row.change.value, low: row.change.low, high: row.change.high }, hundred);
  return html`<tr class=${strong ? "strong" : ""}><th scope="row">${label}</th>
    <td>${asked(t("both.inHundred", { n: hundred(row.after.value) }), { title: label, answer, share: row.after })} <span class="range">${t("both.range", { a: hundred(row.after.low), b: hundred(row.after.high) })}</span></td>
    <td class=${change.tone === "more" ? "better" : change.tone === "fewer" ? "worse" : "quiet"}>${asked(change.words, { title: label, answer, paired: true })} <span class="range">${change.range}</span></td></tr>`;
}

export const bothSides = (answer: Answer) => html`
  <section aria-labelledby="both-title" class="card"><h2 id="both-title">${t("both.title")}</h2>
  <div class="wide-table"><table class="shares"><tbody>
    ${shareRow(t("both.joint"), answer.joint, answer, true)}
    ${answer.parties.map((party) => shareRow(t("both.party", { name: party.name }), party, answer, false))}
  </tbody></table></div><p class="quiet note">${t("both.note")}</p></section>`;

function standing(line: RedLine): "kept" | "broken" | "open" {
  if (line.kept_after.low >= 0.5) return "kept";
  return line.kept_after.high < 0.5 ? "broken" : "open";
}

function lineRow(line: RedLine, answer: Answer) {
  const state = standing(line);
  return html`<li class="line ${state}" data-line=${line.line}>
    <div class="line-head"><span class="badge ${state}">${t(`lines.${state}`)}</span><strong>${line.words}</strong> <span class="quiet">${line.party_name}${line.illustrative ? ` · ${t("lines.illustrative")}` : ""}</span></div>
    <meter min="0" max="100" value=${Math.round(100 * line.kept_after.value)} aria-label=${t("lines.in", { n: inHundred(line.kept_after.value) })}></meter>
    <p>${asked(t("lines.in", { n: inHundred(line.kept_after.value) }), { title: line.words, answer, line, share: line.kept_after })}
      ${Math.round(100 * line.kept_before.value) === Math.round(100 * line.kept_after.value) ? nothing : html`<span class="quiet">(${t("lines.was", { n: inHundred(line.kept_before.value) })})</span>`}
      · ${asked(t("lines.value", { v: plain(line.value_after), op: t(line.at_most ? "step.atMost" : "step.atLeast"), t: plain(line.threshold) }), { title: line.words, answer, line })}
      · ${t("lines.breaks", { n: inHundred(line.broken_after), t: inHundred(line.tolerated) })}
      ${line.blocks_alone > 0.005 ? html` · <strong>${t("lines.blocks", { n: inHundred(line.blocks_alone) })}</strong>` : nothing}</p></li>`;
}

export function redLines(answer: Answer, ownSide: boolean) {
  const blocker = [...answer.red_lines].sort((a, b) => b.blocks_alone - a.blocks_alone)[0];
  return html`<section aria-labelledby="lines-title" class="card"><h2 id="lines-title">${t("lines.title")}</h2>
    ${answer.red_lines.length ? html`<p>${blocker && blocker.blocks_alone > 0.005 ? html`<strong>${blocker.words}</strong> (${blocker.party_name}). ${t("lines.blocker", { n: inHundred(blocker.blocks_alone) })}` : t("lines.noBlocker")}</p>
      <ul class="lines">${answer.red_lines.map((line) => lineRow(line, answer))}</ul>` : nothing}
    ${ownSide ? nothing : html`<p class="quiet note">${t("lines.hidden")}</p>`}</section>`;
}

export function signature(answer: Answer) {
  const { agreed_10: a, agreed_50: b, agreed_90: c, waits, in_time, all_hold_then, all_hold_otherwise } = answer.signature;
  const when = (month: string | null) => (month ? monthName(month) : t("sign.never"));
  return html`<section aria-labelledby="sign-title" class="card"><h2 id="sign-title">${t("sign.title")}</h2>
    ${waits ? html`<p>${asked(t("sign.dates", { a: when(a), b: when(b), c: when(c) }), { title: t("sign.title"), answer })}</p>
      <p>${asked(t("sign.in", { n: inHundred(in_time) }), { title: t("sign.title"), answer })} ${all_hold_then !== null && all_hold_otherwise !== null ? t("sign.then", { a: inHundred(all_hold_then), b: inHundred(all_hold_otherwise) }) : nothing}</p>`
      : html`<p>${t("sign.alone")}</p>`}</section>`;
}

export function warnings(answer: Answer, ownSide: boolean) {
  const old = new Set((answer.warnings_before ?? []).map((one) => `${one.phase} ${one.words}`)), list = answer.warnings ?? [];
  return html`<section aria-labelledby="warn-title" class="card warnings ${list.length ? "some" : ""}"><h2 id="warn-title">${t("warn.title")}${list.length ? ` (${list.length})` : ""}</h2>
    ${!ownSide ? html`<p class="quiet">${t("warn.hidden")}</p>` : list.length ? html`<ul>${list.map((one) => html`<li><strong>${t("warn.step", { n: one.phase + 1 })}</strong>: ${one.words} ${old.has(`${one.phase} ${one.words}`) ? nothing : html`<span class="badge open">${t("warn.fresh")}</span>`}</li>`)}</ul>` : html`<p>${t("warn.none")}</p>`}</section>`;
}

export const byRegion = (answer: Answer) => answer.regions.length < 2 ? nothing : html`
  <section aria-labelledby="regions-title" class="card"><h2 id="regions-title">${t("regions.title")}</h2>
  <table><thead><tr><th scope="col">${t("regions.region")}</th><th scope="col" class="number">${t("regions.killed")}</th><th scope="col" class="number">${t("regions.displaced")}</th></tr></thead>
  <tbody>${answer.regions.map((one) => html`<tr><th scope="row">${one.name}</th>${[one.killed, one.displaced].map((n) => html`<td class="number">${asked(n === 0 ? t("change.exactly") : t(n < 0 ? "change.fewer" : "change.more", { n: plain(Math.abs(n)) }), { title: one.name, answer, paired: true })}</td>`)}</tr>`)}</tbody></table></section>`;

export const provider = (name: string) => word("provider", name);
