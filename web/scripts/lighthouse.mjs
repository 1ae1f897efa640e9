/**
 * Lighthouse on a phone's profile for the landing page, a trip and its shared page, against a product that runs:
 *
 *     node scripts/lighthouse.mjs http://127.0.0.1:8000
 *
 * Reports go to build/lighthouse as HTML and JSON; below 90 in any category is a failure. CHROME_PATH, else /usr/bin/chromium.
 */
import { existsSync, mkdirSync, writeFileSync } from "node:fs";

import { launch } from "chrome-launcher";
import lighthouse from "lighthouse";
import { connect } from "puppeteer-core";

const base = process.argv[2] ?? "http://127.0.0.1:8000";
const out = new URL("../../build/lighthouse/", import.meta.url);
const LEAST = 0.9;
const PATIENCE_MS = 120_000;
const WISH = "2 days in Kyoto in April, two adults, temples, about 900 euros";
// Without the address bar's own pages, which would be rendered beside ours on the same processors.
const CHROME_FLAGS = ["--headless=new", "--no-sandbox", "--disable-gpu", "--disable-features=WebUIOmniboxPopup,WebUIOmniboxAimPopup"];
const cookies = new Map();

/** A guest's call, with the cookies that the page has given and their token. */
async function call(path, body) {
  const csrf = [...cookies].find(([name]) => name.includes("csrf"))?.[1] ?? "";
  const answer = await fetch(base + path, {
    method: body === undefined ? "GET" : "POST",
    headers: {
      Cookie: [...cookies].map((pair) => pair.join("=")).join("; "),
      ...(body !== undefined && { "Content-Type": "application/json", "X-CSRF-Token": csrf, "Idempotency-Key": crypto.randomUUID() }),
    },
    body: body === undefined ? undefined : JSON.stringify(body),
  });
  for (const cookie of answer.headers.getSetCookie()) {
    const [name = "", ...value] = cookie.split(";")[0].split("=");
    cookies.set(name, value.join("="));
  }
  if (!answer.ok) throw new Error(`${path}: ${answer.status} ${await answer.text()}`);
  return answer;
}

async function plannedTrip() {
  await call("/");
  const { trip_id: id } = await (await call("/v1/trips", { message: WISH })).json();
  const end = Date.now() + PATIENCE_MS;
  while (Date.now() < end) {
    const { version } = await (await call(`/v1/trips/${id}`)).json();
    if (version > 0) return id;
    await new Promise((done) => setTimeout(done, 500));
  }
  throw new Error("the trip was not planned in time");
}

/** In a browser of its own, which has nothing yet but the cookies of the trip's traveller. */
async function audited(path) {
  const chrome = await launch({ chromePath, chromeFlags: CHROME_FLAGS });
  try {
    const browser = await connect({ browserURL: `http://127.0.0.1:${chrome.port}` });
    await browser.setCookie(...[...cookies].map(([name, value]) => ({ name, value, domain: new URL(base).hostname })));
    await browser.disconnect();
    return await lighthouse(base + path, { port: chrome.port, output: ["html", "json"] });
  } finally {
    await chrome.kill();
  }
}

const trip = await plannedTrip();
const { url: shared } = await (await call(`/v1/trips/${trip}/links`, { rights: "view" })).json();
const pages = { landing: "/", trip: `/trips/${trip}`, shared: new URL(shared, base).pathname };

mkdirSync(out, { recursive: true });
const chromePath = process.env.CHROME_PATH ?? (existsSync("/usr/bin/chromium") ? "/usr/bin/chromium" : undefined);
let failed = false;
for (const [name, path] of Object.entries(pages)) {
  const { lhr, report } = await audited(path);
  report.forEach((text, n) => writeFileSync(new URL(`${name}.${n === 0 ? "html" : "json"}`, out), text));
  if (lhr.runtimeError !== undefined) throw new Error(`${name}: ${lhr.runtimeError.message}`);
  const scores = Object.values(lhr.categories).map(({ id, score }) => `${id} ${Math.round(100 * (score ?? 0))}`);
  const { "first-contentful-paint": first, "largest-contentful-paint": largest, "total-blocking-time": blocked } = lhr.audits;
  console.log(`${name}: ${scores.join(", ")}; first content ${first.displayValue}, largest ${largest.displayValue}, blocked ${blocked.displayValue}`);
  failed ||= Object.values(lhr.categories).some(({ score }) => (score ?? 0) < LEAST);
}
process.exit(failed ? 1 : 0);
