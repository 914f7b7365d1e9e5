// The addresses of the server, and the shapes of what they answer. See /api/openapi.json.

export interface Named { id: string; name: string }
export interface Source { id: string; title: string; publisher: string; published: string; url: string; grade: string }
export interface Party extends Named { side: "coalition" | "host" | "other"; decides: boolean }
export interface Site extends Named { region: string; role: string; open: boolean; sustains: string[] }
export interface Task extends Named { enabler: boolean; providers: string[] }
export interface Mission {
  mission: string; title: string; as_of: string; horizon_months: number; host: string; coalition: string; version: string;
  inputs_sha256: string; parties: Party[]; regions: Named[]; streams: Named[]; patrons: Named[]; tasks: Task[];
  functions: Named[]; units: Named[]; sites?: Site[]; floor: number; observables: string[]; labels: string[];
  counts: Record<string, number>; doubtful?: string[]; ready: boolean; private_views?: string[];
}
export interface Condition { what: string; subject?: string; compare?: string; threshold?: number; held_for_days?: number; source?: string }
export interface Gate { owner: string; review_every_days?: number; latest?: string; conditions?: Condition[]; reverses?: Condition[] }
export interface Phase {
  name: string; earliest: string; execution_days?: number; cost?: number; close?: string[]; open?: string[];
  troops?: Record<string, number>; label?: Record<string, string>; hand_over?: Record<string, string>; gate: Gate;
}
export type Band = { low: number; high: number } | "unstated";
export interface Plan {
  id: string; name: string; signed?: string; unilateral?: string; mission_end?: string; presence_end?: Record<string, string>;
  residual?: Band; reserve?: Band; phase: Phase[];
}
export interface Posture { troops: Record<string, number>; label: Record<string, string>; provider: Record<string, string>; sites_open: string[] }
export interface PlanRow { id: string; name: string; owner: string; steps: number; problem?: string }
export interface Share { value: number; low: number; high: number }
export interface Change extends Share { ordered: boolean }
export interface Harm { harm: string; before: Share; after: Share; change: Change }
export interface RedLine {
  line: number; party: string; party_name: string; words: string; metric: string; at_most: boolean; threshold: number; tolerated: number;
  by: string | null; illustrative: boolean; source: Source; kept_before: Share; kept_after: Share; broken_before: number;
  broken_after: number; value_before: number; value_after: number; blocks_alone: number;
}
export interface StepTiming { planned: string; done_10: string | null; done_50: string | null; done_90: string | null; not_done: number }
export interface Warning { warning: string; phase: number; step: string; words: string; value: number; against: number }
export interface Answer {
  scenarios: number; replications: number; simulated: number; seed: number; version: string; as_of: string; inputs_sha256: string; level: number;
  joint: { before: Share; after: Share; change: Change }; all_hold: { before: Share; after: Share };
  parties: { party: string; name: string; before: Share; after: Share; change: Change }[];
  harms: Harm[]; regions: { region: string; name: string; killed: number; displaced: number }[]; red_lines: RedLine[];
  signature: { agreed_10: string | null; agreed_50: string | null; agreed_90: string | null; waits: boolean; in_time: number; all_hold_then: number | null; all_hold_otherwise: number | null };
  steps_before?: StepTiming[]; steps_after?: StepTiming[]; warnings?: Warning[]; warnings_before?: Warning[];
}
export interface Job<Result> {
  job: string; kind: string; mission: string; state: "waiting" | "running" | "done" | "failed" | "stopped"; share_done: number; doing: string;
  seconds: number; seconds_left: number | null; answers: number; result: Result | null; problems: string[];
}
export interface Assumption {
  key: string; low: number; mode: number; high: number; shape: string; unit: string; reason: string; judgement: boolean; source: Source;
  help?: string; literature?: string; mechanism?: string; lowest?: number; highest?: number;
}
export interface Problem { file: string; line: number; column: number; field: string; value: string; what: string; hint: string; words: string }
export interface About { program: string; version: string; role: string; own_role: string; presenting: boolean; may_write: boolean; may_propose: boolean; roles: { role: string; token: string }[] }

export class ApiError extends Error {
  constructor(readonly status: number, message: string, readonly problems: Problem[] = [], readonly body: unknown = null) { super(message); }
}

async function ask<T>(method: string, path: string, body?: unknown): Promise<T> {
  let response: Response;
  try {
    response = await fetch(path, {
      method, credentials: "same-origin",
      headers: body === undefined ? {} : { "Content-Type": "application/json" },
      body: body === undefined ? undefined : JSON.stringify(body),
    });
  } catch {
    throw new ApiError(0, "unreachable");
  }
  const data = await response.json().catch(() => ({}));
  if (!response.ok) throw new ApiError(response.status, data.error ?? response.statusText, data.problems ?? [], data);
  return data as T;
}

export const get = <T>(path: string) => ask<T>("GET", path);
export const post = <T>(path: string, body: unknown) => ask<T>("POST", path, body);
export const put = <T>(path: string, body: unknown) => ask<T>("PUT", path, body);
export const remove = <T>(path: string) => ask<T>("DELETE", path);
export const of = (mission: string, rest = "") => `/api/missions/${encodeURIComponent(mission)}${rest ? "/" + rest : ""}`;

const pause = (milliseconds: number) => new Promise((done) => setTimeout(done, milliseconds));

// Follows a job until it is over; `told` hears of every change. Ends without a word when `stop` is aborted.
export async function follow<Result>(id: string, told: (job: Job<Result>) => void, stop?: AbortSignal): Promise<Job<Result> | null> {
  for (let round = 0; !stop?.aborted; ++round) {
    const job = await get<Job<Result>>(`/api/jobs/${id}`);
    if (stop?.aborted) return null;
    told(job);
    if (job.state === "done" || job.state === "failed" || job.state === "stopped") return job;
    await pause(job.kind === "what-if" ? 120 : Math.min(1000, 300 + 50 * round));
  }
  return null;
}
