import { expect, it, vi } from "vitest";

vi.stubGlobal("navigator", { onLine: true });
const seen: unknown[] = [];
vi.mock("react", () => ({ useSyncExternalStore: (_: unknown, now: () => unknown) => now() }));
const { hear, useConnection } = await import("./connection");

function kept(at: string): Response {
  return new Response("", { headers: { "X-Kept-At": at } });
}

it("is as old as the oldest answer that was kept, and fresh again with the first from the server", () => {
  hear(kept("2026-11-21T10:05:00Z"));
  hear(kept("2026-11-21T09:05:00Z"));
  hear(kept("2026-11-21T11:05:00Z"));
  seen.push(useConnection());
  expect(seen).toEqual([{ offline: true, keptAt: new Date("2026-11-21T09:05:00Z") }]);
  hear(new Response(""));
  expect(useConnection()).toEqual({ offline: false, keptAt: null });
});
