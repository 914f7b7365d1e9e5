// A plan being edited: pure changes, each giving a new plan.
import type { Phase, Plan, Posture } from "./api";
import { monthNumber, monthText } from "./months";

const copy = <T>(value: T): T => structuredClone(value);

export function withStep(plan: Plan, step: number, change: (phase: Phase) => void): Plan {
  const next = copy(plan);
  change(next.phase[step]);
  return next;
}
// Moves a step; the steps keep their order, so that those after it are pushed and those before it are pulled along.
export function moveStep(plan: Plan, step: number, to: number, first: number, last: number): Plan {
  const next = copy(plan);
  const month = Math.max(first, Math.min(last, to));
  const before = monthNumber(next.phase[step].earliest);
  next.phase[step].earliest = monthText(month);
  const latest = next.phase[step].gate.latest;
  if (latest) next.phase[step].gate.latest = monthText(Math.max(month, monthNumber(latest) + month - before));
  for (let i = step + 1; i < next.phase.length; ++i)
    if (monthNumber(next.phase[i].earliest) < month) setMonth(next.phase[i], month);
  for (let i = step - 1; i >= 0; --i)
    if (monthNumber(next.phase[i].earliest) > month) setMonth(next.phase[i], month);
  return next;
}
function setMonth(phase: Phase, month: number): void {
  phase.earliest = monthText(month);
  if (phase.gate.latest && monthNumber(phase.gate.latest) < month) phase.gate.latest = monthText(month);
}
export function moveEnd(plan: Plan, to: number): Plan {
  const next = copy(plan);
  next.mission_end = monthText(to);
  return next;
}
export function movePresence(plan: Plan, region: string, to: number): Plan {
  const next = copy(plan);
  next.presence_end = { ...next.presence_end, [region]: monthText(to) };
  return next;
}
// Troops by region after each step: a step says only what it changes.
export function troopsAfter(plan: Plan, today: Record<string, number>): Record<string, number>[] {
  const list: Record<string, number>[] = [{ ...today }];
  for (const phase of plan.phase) list.push({ ...list[list.length - 1], ...phase.troops });
  return list;
}
export function providersAfter(plan: Plan, today: Record<string, string>): Record<string, string>[] {
  const list: Record<string, string>[] = [{ ...today }];
  for (const phase of plan.phase) list.push({ ...list[list.length - 1], ...phase.hand_over });
  return list;
}
export const same = (a: Plan, b: Plan): boolean => JSON.stringify(sorted({ ...a, id: "", name: "" })) === JSON.stringify(sorted({ ...b, id: "", name: "" }));
function sorted(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(sorted);
  if (value && typeof value === "object") return Object.fromEntries(Object.entries(value).sort(([a], [b]) => (a < b ? -1 : 1)).map(([key, inner]) => [key, sorted(inner)]));
  return value;
}
// Where two plans differ, in paths that a reader can follow.
export function differences(a: Plan, b: Plan, words: (path: string[], value: unknown) => string): { what: string; first: string; second: string }[] {
  const rows: { what: string; first: string; second: string }[] = [];
  const walk = (x: unknown, y: unknown, path: string[]) => {
    if (JSON.stringify(sorted(x)) === JSON.stringify(sorted(y))) return;
    const nested = (v: unknown) => v !== null && typeof v === "object" && !(Array.isArray(v) && v.every((e) => typeof e !== "object"));
    if (nested(x) || nested(y)) {
      const keys = new Set([...Object.keys((x as object) ?? {}), ...Object.keys((y as object) ?? {})]);
      if (x !== undefined && y !== undefined) { for (const key of keys) walk((x as Record<string, unknown>)[key], (y as Record<string, unknown>)[key], [...path, key]); return; }
    }
    rows.push({ what: words(path, undefined), first: words(path, x ?? null), second: words(path, y ?? null) });
  };
  walk({ ...a, id: undefined, name: undefined }, { ...b, id: undefined, name: undefined }, []);
  return rows;
}

// What has to move along: the month in which the mission ends and the last troops leave a region goes with the step that
// brings it about, and the band of those who stay holds what the last step leaves. `from` is the plan before the change.
export function settled(next: Plan, from: Plan, today: Posture): Plan {
  const plan = copy(next);
  const earliest = (of: Plan, step: number) => monthNumber(of.phase[step].earliest);
  const shift = (month: string, step: number, before: number) => monthText(Math.max(earliest(plan, step), monthNumber(month) + (before < 0 || before >= from.phase.length ? 0 : earliest(plan, step) - earliest(from, before))));
  const end = endsWith(plan, today), before = endsWith(from, today);
  if (end < 0) delete plan.mission_end;
  else if (plan.mission_end && plan.mission_end === from.mission_end) plan.mission_end = shift(plan.mission_end, end, before);
  const troops = troopsAfter(plan, today.troops), old = troopsAfter(from, today.troops);
  const leaves = (list: Record<string, number>[], region: string) => { for (let i = list.length - 1; i >= 1; --i) if (list[i][region] === 0 && list[i - 1][region] > 0) return i - 1; return -1; };
  for (const [region, month] of Object.entries(plan.presence_end ?? {})) {
    const step = leaves(troops, region);
    if (step >= 0 && month === from.presence_end?.[region]) plan.presence_end![region] = shift(month, step, leaves(old, region));
  }
  const left = Object.values(troops.at(-1)!).reduce((sum, n) => sum + n, 0);
  if (plan.residual && plan.residual !== "unstated" && JSON.stringify(troops.at(-1)) !== JSON.stringify(old.at(-1)) && (left < plan.residual.low || left > plan.residual.high)) plan.residual = { low: Math.min(left, plan.residual.low), high: Math.max(left, plan.residual.high) };
  return plan;
}
// The step after which nobody serves under the coalition's label; -1: there is none.
function endsWith(plan: Plan, today: Posture): number {
  const troops = troopsAfter(plan, today.troops);
  let label = { ...today.label };
  for (let i = 0; i < plan.phase.length; ++i) {
    label = { ...label, ...plan.phase[i].label };
    if (!Object.keys(label).some((region) => label[region] === "coalition" && (troops[i + 1][region] ?? 0) > 0)) return i;
  }
  return -1;
}
