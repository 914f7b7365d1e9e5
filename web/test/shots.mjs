// Pictures of every page at three widths, light and dark: node web/test/shots.mjs MISSION FOLDER
import { mkdirSync } from "node:fs";
import { browser, copyOf, pageOf, serve, until } from "./harness.mjs";

const source = process.argv[2] ?? "missions/sierra-leone-2003", out = process.argv[3] ?? "out/shots";
mkdirSync(out, { recursive: true });
const copy = copyOf(source), m = copy.id, server = await serve(copy.root), chrome = await browser();
const places = (process.env.PLACES ?? "table,evidence,tables,map,session,diary").split(",");
const widths = (process.env.WIDTHS ?? "390,820,1360").split(",").map(Number);
for (const [dark, rtl] of process.env.ALL ? [[false, false], [true, false], [false, true]] : [[false, false]]) for (const width of widths) {
  const { page, context } = await pageOf(chrome, server, { width, dark, rtl });
  for (const place of places) {
    await page.goto(`${server.origin}/m/${m}/${place}`);
    if (place.startsWith("table") && !place.startsWith("tables")) { await until("an answer", () => page.locator("[data-scenarios]").first().isVisible().catch(() => false), 900); await page.locator('[data-handle="step-0"]').focus(); await page.keyboard.press("PageUp"); await until("sharp", async () => Number(await page.locator("[data-scenarios]").first().getAttribute("data-scenarios")) >= 256, 60); }
    else await page.waitForTimeout(1200);
    await page.screenshot({ path: `${out}/${place.replace(/\W+/g, "-")}-${width}${dark ? "-dark" : ""}${rtl ? "-rtl" : ""}.png`, fullPage: true });
  }
  await context.close();
}
await chrome.close(); await server.end(); copy.remove();
