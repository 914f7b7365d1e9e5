// How long an answer takes: node web/test/latency.mjs MISSION [CHANGES]. Prints median and 95 % of the first and the sharpest
// answer to random changes of a plan, and of counting anew under another range.
import { copyOf, serve, until } from "./harness.mjs";

const source = process.argv[2] ?? "missions/sierra-leone-2003", changes = Number(process.argv[3] ?? 30);
const copy = copyOf(source), m = copy.id, server = await serve(copy.root);
const began = Date.now(), started = await server.ask("staff", `/api/missions/${m}/assess`, "POST", {});
if (started.status === 202) await until("the models", async () => (await server.ask("staff", `/api/jobs/${started.json.job}`)).json.state === "done", 3000);
console.log(`models fitted in ${((Date.now() - began) / 1000).toFixed(1)} s`);
const plans = (await server.ask("staff", `/api/missions/${m}/plans`)).json.plans.filter((one) => one.steps > 1);
const base = (await server.ask("staff", `/api/missions/${m}/plans/${plans[0].id}`)).json.plan;
const assumption = (await server.ask("staff", `/api/missions/${m}/assumptions`)).json.assumptions[0];
// A generator of its own, so that the changes are the same every time.
let state = 12345;
const random = () => { state = (1103515245 * state + 12345) % 2147483648; return state / 2147483648; };
const shift = (text, months) => { const [y, n] = text.split("-").map(Number), at = y * 12 + n - 1 + months; return `${Math.floor(at / 12)}-${String((at % 12) + 1).padStart(2, "0")}`; };
const first = [], second = [], third = [], anew = [];
for (let i = 0; i < changes; ++i) {
  // The whole plan moves, its ends with it, and one step keeps other numbers.
  const after = structuredClone(base), from = Math.floor(random() * after.phase.length), months = 1 + Math.floor(random() * 8);
  if (after.mission_end) after.mission_end = shift(after.mission_end, months);
  for (const region of Object.keys(after.presence_end ?? {})) after.presence_end[region] = shift(after.presence_end[region], months);
  for (const phase of after.phase) { phase.earliest = shift(phase.earliest, months); if (phase.gate.latest) phase.gate.latest = shift(phase.gate.latest, months); }
  const regions = Object.keys(after.phase[from].troops ?? {});
  for (const region of regions) if (after.phase[from].troops[region] > 0) after.phase[from].troops[region] = Math.round(after.phase[from].troops[region] * (1 + random() * 0.3));
  const asked = performance.now();
  const job = await server.ask("staff", `/api/missions/${m}/what-if`, "POST", { before: base, after, client: "latency" });
  if (!job.json.job) { console.log(`refused: ${job.text.slice(0, 200)}`); continue; }
  const seen = [];
  await until("the sharpest answer", async () => {
    const { json } = await server.ask("staff", `/api/jobs/${job.json.job}`);
    while (seen.length < json.answers) seen.push(performance.now() - asked);
    return json.state === "done" || json.state === "failed";
  }, 300);
  if (seen.length === 3) { first.push(seen[0]); second.push(seen[1]); third.push(seen[2]); }
  const again = performance.now(), range = [assumption.low, assumption.mode, assumption.low + (assumption.high - assumption.low) * (0.6 + 0.3 * random())];
  await server.ask("staff", `/api/missions/${m}/reweigh`, "POST", { before: base, after, ranges: { [assumption.key]: range.sort((a, b) => a - b) } });
  anew.push(performance.now() - again);
}
const at = (list, share) => [...list].sort((a, b) => a - b)[Math.min(list.length - 1, Math.floor(share * list.length))];
for (const [name, list] of [["first answer (64 scenarios)", first], ["sharper (256)", second], ["sharpest (1,024)", third], ["counted anew", anew]])
  console.log(`${name}: median ${at(list, 0.5)?.toFixed(0)} ms, 95 % ${at(list, 0.95)?.toFixed(0)} ms, of ${list.length}`);
await server.end();
copy.remove();
