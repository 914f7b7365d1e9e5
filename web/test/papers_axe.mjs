// Pages of the brief under axe-core, in either direction: no violation.
//   node web/test/papers_axe.mjs PAGE.html...
import { readFileSync } from "node:fs";
import { resolve } from "node:path";
import { pathToFileURL } from "node:url";
import { chromium } from "playwright-core";

const axe = readFileSync(new URL("../node_modules/axe-core/axe.min.js", import.meta.url), "utf8");
const browser = await chromium.launch({ executablePath: process.env.CHROMIUM ?? "/usr/bin/chromium", args: ["--no-sandbox"] });
let failed = 0;
for (const file of process.argv.slice(2)) {
  for (const scheme of ["light", "dark"]) {
    const page = await browser.newPage({ colorScheme: scheme });
    await page.goto(pathToFileURL(resolve(file)).href);
    await page.evaluate(axe);
    const { violations } = await page.evaluate(() => window.axe.run());
    const direction = await page.evaluate(() => document.documentElement.dir);
    for (const one of violations) {
      ++failed;
      console.log(`FAIL  ${file} (${direction}, ${scheme}): ${one.id}, ${one.help}; ${one.nodes.length} places, first ${one.nodes[0].html.slice(0, 120)}`);
    }
    console.log(`${file}: ${direction}, ${scheme}, ${violations.length} violations`);
    await page.close();
  }
}
await browser.close();
process.exit(failed ? 1 : 0);
