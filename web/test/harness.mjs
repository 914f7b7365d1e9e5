// A server of its own for a copy of a mission, and a browser that may speak to nobody else.
import { spawn } from "node:child_process";
import { cpSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { basename, join } from "node:path";
import { chromium } from "playwright-core";

export const program = process.env.HANDOVER ?? "build/release/handover";
const browserPath = process.env.CHROMIUM ?? "/usr/bin/chromium";

export function copyOf(mission) {
  const folder = mkdtempSync(join(tmpdir(), "handover-web-"));
  cpSync(mission, join(folder, basename(mission)), { recursive: true });
  return { root: folder, mission: join(folder, basename(mission)), id: basename(mission), remove: () => rmSync(folder, { recursive: true, force: true }) };
}

// Prints its address on the first line; the others follow.
export async function serve(folder, more = []) {
  const child = spawn(program, ["serve", folder, "--port", "0", "--no-browser", ...more], { stdio: ["ignore", "pipe", "pipe"] });
  let out = "", err = "";
  child.stderr.on("data", (part) => { err += part; });
  await new Promise((ready, failed) => {
    child.stdout.on("data", (part) => { out += part; if (out.includes("Ctrl-C")) ready(); });
    child.on("exit", (code) => failed(new Error(`the server ended with ${code}: ${err}`)));
  });
  const urls = [...out.matchAll(/http:\/\/127\.0\.0\.1:\d+\/\?token=\w+/g)].map((match) => match[0]);
  const [staff, coalition, host, joint, anybody] = urls, origin = new URL(staff).origin;
  const ended = new Promise((done) => child.on("exit", (code, signal) => done({ code, signal })));
  return {
    child, first: out.split("\n")[0], urls: { staff, coalition, host, joint, public: anybody }, origin, output: () => out + err,
    end: async (signal = "SIGINT") => { child.kill(signal); return ended; },
    ask: async (role, path, method = "GET", body = undefined) => {
      const token = new URL({ staff, coalition, host, joint, public: anybody }[role]).searchParams.get("token");
      const response = await fetch(origin + path, { method, headers: { Authorization: `Bearer ${token}`, ...(body === undefined ? {} : { "Content-Type": "application/json" }) }, body: body === undefined ? undefined : JSON.stringify(body) });
      const text = await response.text();
      let json = null;
      try { json = JSON.parse(text); } catch { /* a page */ }
      return { status: response.status, json, text, headers: response.headers };
    },
  };
}

export async function browser() { return chromium.launch({ executablePath: browserPath, args: ["--no-sandbox", "--disable-gpu", "--disable-dev-shm-usage"] }); }

// A page whose every request and every word on the console is watched.
export async function pageOf(chrome, server, { width = 1360, height = 900, dark = false, role = "staff", rtl = false } = {}) {
  const context = await chrome.newContext({ viewport: { width, height }, colorScheme: dark ? "dark" : "light", reducedMotion: "reduce" });
  const faults = [];
  await context.addInitScript((language) => { localStorage.setItem("handover.language", language); }, rtl ? "ar" : "en");
  const page = await context.newPage();
  page.on("console", (message) => { if (message.type() === "error" && !/status of 4\d\d/.test(message.text())) faults.push(`console: ${message.text()}`); });
  page.on("crash", () => { console.log("FAIL the browser's page crashed: too little memory?"); process.exit(1); });
  page.on("pageerror", (error) => faults.push(`error: ${error.message}`));
  page.on("request", (request) => { if (!request.url().startsWith(server.origin) && !request.url().startsWith("data:")) faults.push(`elsewhere: ${request.url()}`); });
  await page.goto(server.urls[role]);
  return { page, context, faults };
}

export async function until(what, test, seconds = 120) {
  const end = Date.now() + seconds * 1000;
  for (;;) {
    const got = await test();
    if (got) return got;
    if (Date.now() > end) throw new Error(`waited ${seconds} s in vain for: ${what}`);
    await new Promise((done) => setTimeout(done, 60));
  }
}

let failures = 0;
export function check(held, what) { console.log(`${held ? "ok  " : "FAIL"} ${what}`); if (!held) ++failures; }
export function finish() { console.log(failures ? `${failures} failed` : "all held"); process.exitCode = failures ? 1 : 0; }
