// The page of documents: 40 proposals decided by keyboard alone; the ledger holds what was accepted and nothing else.
import { execFileSync } from "node:child_process";
import { existsSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { check, pageOf, program, until } from "./harness.mjs";

const attack = "<script>document.title='owned'</script><img src=x onerror=\"document.title='owned'\"></script><b>";
const wanted = 40;

// Sentences with one count each; every fourth has a date too, which stays undecided.
function inventedDocument() {
  const lines = ["Rockets over the valley", "", "November 25, 2002", "", `A line that means harm: ${attack}`, ""];
  for (let i = 0; i < 60; ++i) {
    const when = i % 4 === 0 ? `On November ${1 + (i % 24)}, 2002, the` : "The";
    lines.push(`${when} battery of village ${String.fromCharCode(65 + (i % 26))}${String.fromCharCode(97 + Math.floor(i / 26))} fired ${20 + 3 * i} rockets at the road.`);
  }
  return lines.join("\n") + "\n";
}

// Rows of CSV as objects; fields may hold commas, quotation marks and lines.
function rowsOf(file) {
  const rows = [[]], text = file.replace(/\r?\n$/, "");
  for (let i = 0, field = "", quoted = false; i <= text.length; ++i) {
    const c = text[i];
    if (quoted && c === '"' && text[i + 1] === '"') { field += c; ++i; }
    else if (c === '"') quoted = !quoted;
    else if (!quoted && (c === "," || c === "\n" || c === undefined)) { rows.at(-1).push(field); field = ""; if (c === "\n" && i + 1 < text.length) rows.push([]); }
    else if (c !== "\r" && c !== undefined) field += c;
  }
  const [header, ...rest] = rows;
  return rest.filter((row) => row.length === header.length).map((row) => Object.fromEntries(header.map((name, i) => [name, row[i]])));
}

export async function documents({ chrome, server, copy, id, axe }) {
  const source = "sg-2002-09", file = join(copy.root, "harm.txt"), ledger = join(copy.mission, "facts.csv");
  writeFileSync(file, inventedDocument());
  execFileSync(program, ["read", copy.mission, file, "--source", source, "--published", "2002-11-25"]);
  const before = existsSync(ledger) ? rowsOf(readFileSync(ledger, "utf8")) : [], place = `/api/missions/${id}/documents`;
  check((await server.ask("coalition", place)).status === 403, "documents are for whoever holds the files");
  const { page, context, faults } = await pageOf(chrome, server);
  let dialogs = 0;
  page.on("dialog", (dialog) => { ++dialogs; void dialog.dismiss(); });
  await page.goto(`${server.origin}/m/${id}/documents`);
  await page.getByRole("link", { name: source }).focus();
  await page.keyboard.press("Enter");
  await page.locator(".document-text").waitFor();
  check((await page.getByRole("button", { name: /accept all/i }).count()) === 0, "nothing accepts all");
  await page.keyboard.press("a");
  check((await page.evaluate(() => document.activeElement.id)) === "reader", "who decides is asked first");
  await page.keyboard.type("Ada Reader");
  await page.keyboard.press("Enter");
  const decided = await decideByKeyboard(page);
  check(decided.accepted.length + decided.edited.length + decided.rejected === wanted, `${decided.accepted.length} accepted, ${decided.edited.length} edited, ${decided.rejected} rejected by keyboard`);
  check((await page.title()) !== "owned" && dialogs === 0 && (await page.locator(".document-text img, .document-text script").count()) === 0, "a document that holds a script is shown as text");
  await contradictions(page);
  await conflict(chrome, server, page, id, source);
  const kept = rowsOf(readFileSync(join(copy.mission, "intake", `${source}.csv`), "utf8")).filter((row) => row.decision);
  check(kept.length === wanted && kept.every((row) => row.decided_by === "Ada Reader" && /^\d{4}-\d\d-\d\d$/.test(row.decided_on)), "who decided and when is kept");
  await page.locator("#enter").focus();
  await page.keyboard.press("Enter");
  await until("entered", async () => /entered/.test(await page.locator("#documents-status").innerText()), 60);
  const added = rowsOf(readFileSync(ledger, "utf8")).slice(before.length), taken = kept.filter((row) => row.decision !== "reject");
  const words = (row) => `${row.subject} ${row.value} ${row.begin} ${row.end}`;
  check(added.length === taken.length && new Set([...added, ...taken].map(words)).size === taken.length, `the ledger has ${added.length} new rows, those that were accepted or edited`);
  await byHand(page);
  check(faults.length === 0, `no fault and nothing from elsewhere ${faults.join("; ")}`);
  await context.close();
  await languages(chrome, server, id, source);
  for (const rtl of [false, true]) await axe(`documents?source=${source}`, rtl);
  await axe("documents", false);
}

// j to go on, a, e and r; waits for each answer as a person would see it.
async function decideByKeyboard(page) {
  const decided = { accepted: [], edited: [], rejected: 0 };
  const progress = async () => Number((await page.locator("#progress").innerText()).match(/\d+/)[0]);
  for (let turn = 0, done = 0; done < wanted && turn < 200; ++turn) {
    const card = page.locator('.proposal[aria-current="true"]'), what = await card.locator("p").first().innerText();
    if (!what.startsWith("count")) { await page.keyboard.press("j"); continue; }
    const quote = await card.locator("blockquote").innerText();
    if (done % 4 === 1) { await page.keyboard.press("r"); ++decided.rejected; }
    else if (done % 8 === 2) {
      await page.keyboard.press("e");
      await page.locator('.proposal form input[name="subject"]').waitFor();
      await page.locator('.proposal form input[name="subject"]').press("Control+a");
      await page.keyboard.type(`rockets-of-${done}`);
      await page.keyboard.press("Enter");
      decided.edited.push(quote);
    } else { await page.keyboard.press("a"); decided.accepted.push(quote); }
    ++done;
    await until("the decision", async () => (await progress()) === done, 20);
  }
  return decided;
}

// Two taken rows of one subject and another value contradict each other; undoing one closes it.
async function contradictions(page) {
  const status = () => page.locator("#documents-status").innerText(), at = page.locator('.proposal[aria-current="true"]');
  while (!(await at.getAttribute("class")).includes("edit")) { const was = await at.getAttribute("id"); await page.keyboard.press("k"); await until("the row before", async () => (await at.getAttribute("id")) !== was, 10); }
  const editAs = async (subject) => {
    await page.keyboard.press("e");
    const input = page.locator('.proposal form input[name="subject"]');
    await input.waitFor();
    await input.press("Control+a");
    await page.keyboard.type(subject);
    await page.keyboard.press("Enter");
    await input.waitFor({ state: "detached" });
  };
  const back = async () => {
    const was = await at.getAttribute("id");
    await page.keyboard.press("k");
    await until("the row before", async () => (await at.getAttribute("id")) !== was, 10);
  };
  await editAs("rockets-in-all");
  await back();
  do await back(); while (!(await at.getAttribute("class")).includes("edit"));
  await editAs("rockets-in-all");
  await until("a contradiction", async () => /Opens a contradiction on rockets-in-all/.test(await status()), 20);
  check(true, "a contradiction that a decision opens is shown at once");
  await back();
  await editAs("rockets-alone");
  await until("its end", async () => /Closes a contradiction on rockets-in-all/.test(await status()), 20);
  check(true, "and one that a decision closes");
}

async function conflict(chrome, server, page, id, source) {
  const other = await pageOf(chrome, server);
  // A page that does not hear of the change in time.
  await other.page.route("**/version", (route) => route.abort());
  await other.page.goto(`${server.origin}/m/${id}/documents?source=${source}`);
  await other.page.locator(".document-text").waitFor();
  const opened = (await server.ask("staff", `/api/missions/${id}/documents/${source}`)).json;
  const decide = (version, decision) => server.ask("staff", `/api/missions/${id}/documents/${source}/decide`, "POST", { version, row: opened.rows.length - 1, decision, by: "Ben", on: "2026-01-01" });
  const first = await decide(opened.version, "reject"), late = await decide(opened.version, "reject");
  check(first.status === 200 && late.status === 409, `who decides on an older state is refused: ${first.status}, ${late.status}`);
  await other.page.locator("#reader").fill("Ben");
  await other.page.locator("#reader").press("Enter");
  await other.page.keyboard.press("r");
  await other.page.getByRole("alert").waitFor();
  check(/Somebody else has decided/.test(await other.page.getByRole("alert").innerText()), "and is told so on the page");
  check((await decide(first.json.version, "")).status === 200, "a decision is undone");
  check((await server.ask("staff", `/api/missions/${id}/documents/..%2Fx`)).status >= 400, "a name that climbs is refused");
  await page.reload();
  await page.locator(".document-text").waitFor();
  await other.context.close();
}

// The page in each of the four languages, with no English left where its own words belong.
async function languages(chrome, server, id, source) {
  const { page, context } = await pageOf(chrome, server);
  await page.goto(`${server.origin}/m/${id}/documents?source=${source}`);
  await page.locator("#enter").waitFor();
  const english = await page.locator("#enter").innerText(), seen = new Set([english]);
  for (const language of ["ar", "ckb", "fr"]) {
    await page.locator("details.menu > summary").click();
    await page.locator('select[name="language"]').selectOption(language);
    await page.locator("#enter").waitFor();
    seen.add(await page.locator("#enter").innerText());
    check((await page.evaluate(() => document.documentElement.dir)) === (language === "fr" ? "ltr" : "rtl"), `${language}: the page runs its way`);
    await page.reload();
    await page.locator("#enter").waitFor();
  }
  check(seen.size === 4, "the page has its words in four languages");
  await context.close();
}

// A row from words that are marked in the text.
async function byHand(page) {
  await page.evaluate(() => { const piece = [...document.querySelectorAll(".document-text [data-begin]")].find((one) => one.textContent.length > 12); const words = [...piece.childNodes].find((node) => node.nodeType === Node.TEXT_NODE && node.data.length > 12); getSelection().setBaseAndExtent(words, 2, words, 9); document.activeElement.blur(); });
  await page.keyboard.press("m");
  const typed = page.locator(".proposal form");
  await typed.waitFor();
  const field = (name) => page.locator(`.proposal form input[name="${name}"]`);
  await field("subject").waitFor();
  for (const [name, words] of [["subject", "by-hand"], ["relation", "status"], ["value", "seen"]]) await field(name).fill(words);
  await page.keyboard.press("Enter");
  await typed.waitFor({ state: "detached" });
  await until("the row", async () => /by-hand/.test(await page.locator("#documents-status").innerText()), 20);
  check(/edited: by-hand seen/.test(await page.locator("#documents-status").innerText()), "a row is written by hand from marked words");
}
