// Every number can be asked: a button around it, and a panel that tells how it came about.
import { html, nothing, type TemplateResult } from "lit";
import type { Answer, RedLine, Share, Source } from "../api";
import { dayName, monthName } from "../months";
import { inHundred, plain } from "../numbers";
import { t, word } from "../words";

export interface Question { title: string; answer: Answer; scenario?: { low: number; high: number }; line?: RedLine; paired?: boolean; share?: Share }

let open: (question: Question) => void = () => {};
export const onAsk = (listener: (question: Question) => void) => { open = listener; };

export const asked = (text: unknown, question: Question, extra = ""): TemplateResult =>
  html`<button type="button" class="figure ${extra}" title=${t("change.ask")} @click=${() => open(question)}>${text}</button>`;

export const sourceLine = (source: Source | null) => source
  ? html`<span class="source">${source.url ? html`<span>${source.title}</span>` : source.title} <span class="quiet">(${source.publisher}, ${dayName(source.published)}, ${t("ask.grade", { grade: source.grade })})</span></span>` : nothing;

export function panel(question: Question, planId: string, missionId: string) {
  const { answer, line } = question;
  return html`
    ${line ? html`<p>${t("ask.line", { words: line.words })}</p>
      <p>${t("ask.metric", { metric: word("metric", line.metric), op: t(line.at_most ? "step.atMost" : "step.atLeast"), t: plain(line.threshold), by: line.by ? `, ${monthName(line.by)}` : "", n: inHundred(line.tolerated) })}</p>
      <p>${line.illustrative ? t("ask.illustrative") : t("ask.statedBy", { title: line.source.title, publisher: line.source.publisher, day: dayName(line.source.published), grade: t("ask.grade", { grade: line.source.grade }) })}</p>` : nothing}
    <p>${t("ask.run", { scenarios: answer.scenarios, replications: answer.replications, simulated: answer.simulated })}</p>
    ${question.paired ? html`<p>${t("ask.paired")}</p>` : nothing}
    <p>${t("ask.interval")}</p>
    ${question.scenario ? html`<p>${t("ask.range", { a: plain(question.scenario.low), b: plain(question.scenario.high) })}</p>` : nothing}
    <p>${t("ask.data")}</p>
    <p>${t("ask.seed", { seed: answer.seed, version: answer.version, day: dayName(answer.as_of), inputs: answer.inputs_sha256.slice(0, 12) })}</p>
    <p>${t("ask.repeat")} <code>handover stress ${missionId} --plan ${planId}.toml --seed ${answer.seed}</code></p>`;
}
