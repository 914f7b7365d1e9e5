// Bundles the page: node web/build.mjs OUT. Writes index.html, app.js and app.css into OUT.
import { build } from "esbuild";
import { copyFileSync, mkdirSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";

const here = dirname(fileURLToPath(import.meta.url));
const out = process.argv[2] ?? join(here, "dist");
mkdirSync(out, { recursive: true });
await build({
  entryPoints: { app: join(here, "src/app.ts") },
  bundle: true, minify: true, format: "esm", target: "es2022", outdir: out, legalComments: "inline", logLevel: "warning",
  absWorkingDir: here,
});
await build({ entryPoints: { app: join(here, "src/style/app.css") }, bundle: true, minify: true, outdir: out, logLevel: "warning", absWorkingDir: here });
copyFileSync(join(here, "src/index.html"), join(out, "index.html"));
