/** What each page loads of script before the map is needed, as small as the server hands it out, after `npm run build`; more than its budget is a failure. */
import { existsSync, readFileSync, statSync } from "node:fs";

const BUDGET_KB = 170;
const PAGES = { landing: "/", trip: "/trips/", shared: "/shared/" };
const dist = new URL("../dist/", import.meta.url);
const preloads = JSON.parse(readFileSync(new URL("preloads.json", dist), "utf8"));
const start = [...readFileSync(new URL("index.html", dist), "utf8").matchAll(/\/(assets\/[^"]+\.js)"/g)].map(([, file]) => file);

function kbOf(file, ending) {
  const small = new URL(file + ending, dist);
  return statSync(existsSync(small) ? small : new URL(file, dist)).size / 1024;
}

let over = false;
for (const [page, path] of Object.entries(PAGES)) {
  const files = [...new Set([...start, ...preloads[path].en.filter((file) => file.endsWith(".js"))])];
  const [brotli, gzip] = [".br", ".gz"].map((ending) => files.reduce((sum, file) => sum + kbOf(file, ending), 0));
  over ||= brotli > BUDGET_KB;
  console.log(`${page}: ${brotli.toFixed(1)} KB of script of ${BUDGET_KB} (${gzip.toFixed(1)} by gzip), in ${files.length} files`);
  if (process.argv.includes("--files")) for (const file of files) console.log(`  ${kbOf(file, ".br").toFixed(1)} ${file}`);
}
process.exit(over ? 1 : 0);
