/** Writes carry the token that only our page can read; the server compares it with its cookie. */
const COOKIE = "tripwright_csrf";
const SAFE = new Set(["GET", "HEAD", "OPTIONS"]);

/** `fetch`, with the token where something is written. */
export async function send(request: Request): Promise<Response> {
  if (!SAFE.has(request.method)) request.headers.set("X-CSRF-Token", kept() ?? (await fresh()));
  return fetch(request);
}

function kept(): string | null {
  const found = document.cookie.split("; ").find((one) => one.startsWith(`${COOKIE}=`));
  return found === undefined ? null : found.slice(COOKIE.length + 1);
}

/** A page that another server gave (`npm run dev`), or whose cookies were cleared, asks for it. */
async function fresh(): Promise<string> {
  const answer = await fetch("/v1/security/csrf-token");
  return answer.ok ? ((await answer.json()) as { token: string }).token : "";
}
