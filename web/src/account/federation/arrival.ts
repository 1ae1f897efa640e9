/** What a provider's return says of the sign-in, after the # that no server sees. */
import type { HalfSignedIn } from "../api";

export type Arrival =
  | { kind: "failed"; message: string }
  | { kind: "half"; half: HalfSignedIn }
  | { kind: "link"; ticket: string }
  | { kind: "linked"; name: string };

/** Null where nothing is said: the sign-in is complete, or there was none. */
export function readArrival(hash: string): Arrival | null {
  const told = new URLSearchParams(hash.replace(/^#/, ""));
  const [failure, ticket, link, linked] = ["sign_in_error", "ticket", "link_ticket", "linked"].map((name) => told.get(name) ?? "");
  if (failure) return { kind: "failed", message: sentence(failure) };
  if (ticket) return { kind: "half", half: { second_factor: (told.get("second_factor") ?? "").split(",").filter(Boolean), ticket } };
  if (link) return { kind: "link", ticket: link };
  return linked ? { kind: "linked", name: linked } : null;
}

/** Tickets do not stay in the address, where a reload or a look over the shoulder finds them. */
export function forgetArrival(): void {
  if (location.hash !== "") history.replaceState(history.state, "", location.pathname + location.search);
}

/** Where the provider's button leads; the browser comes back to the page that finishes the sign-in. */
export function startAddress(start: string, next: string | undefined, origin: string): string {
  const address = new URL(start, origin);
  const back = next === undefined ? "" : `?next=${encodeURIComponent(next)}`;
  address.searchParams.set("return_to", `/account/arrived${back}`);
  return address.href;
}

function sentence(words: string): string {
  const text = words.charAt(0).toUpperCase() + words.slice(1);
  return /[.!?]$/.test(text) ? text : `${text}.`;
}
