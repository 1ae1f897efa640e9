/**
 * Who is signed in, on this page only: the access token lives in memory and nowhere else. A cookie that
 * no script can read renews it; whether there is one to try is all that storage remembers.
 */
import { useSyncExternalStore } from "react";

import { forgetPrivate } from "@/offline/forget";

import { send } from "./csrf";

const HINT = "signed-in";
const EARLY_MS = 30_000; // renewed so long before it ends
let token: string | null = null;
let endsAt = 0;
let renewing: Promise<string | null> | null = null;
const listeners = new Set<() => void>();

/** What a log-in or a renewal answers, as far as the page needs it. */
export interface Granted {
  access_token: string;
  expires_in: number;
}

export function keepSession(granted: Granted): void {
  token = granted.access_token;
  endsAt = Date.now() + granted.expires_in * 1000;
  remember(true);
}

/** Forget the token, here and, through storage, in the browser's other tabs. */
export function dropSession(): void {
  token = null;
  endsAt = 0;
  void forgetPrivate();
  remember(false);
}

/** Whether somebody has signed in and not out; the server may think otherwise by now. */
export function useSignedIn(): boolean {
  return useSyncExternalStore(subscribe, hinted);
}

/** The token to send, renewed when it is about to end; null for a guest. */
export async function accessToken(): Promise<string | null> {
  if (token !== null && Date.now() < endsAt - EARLY_MS) return token;
  return hinted() ? renewed() : null;
}

/** One renewal at a time, over all tabs: a renewal's cookie works once. */
export function renewed(): Promise<string | null> {
  renewing ??= alone(renew).finally(() => (renewing = null));
  return renewing;
}

async function renew(): Promise<string | null> {
  // Kept alive where the page is left meanwhile: the cookie has been exchanged, and the old one would end the session.
  const answer = await send(new Request("/v1/auth/refresh", { method: "POST", keepalive: true }));
  if (answer.ok) {
    keepSession((await answer.json()) as Granted);
    return token;
  }
  if (answer.status === 401 || answer.status === 403) dropSession();
  return null;
}

/** Locks exist only in secure contexts; elsewhere each tab renews for itself. */
function alone<T>(work: () => Promise<T>): Promise<T> {
  const locks = (navigator as { locks?: LockManager }).locks;
  return locks === undefined ? work() : locks.request("tripwright-renewal", work);
}

function hinted(): boolean {
  try {
    return token !== null || localStorage.getItem(HINT) === "yes";
  } catch {
    return token !== null;
  }
}

function remember(signedIn: boolean): void {
  try {
    if (signedIn) localStorage.setItem(HINT, "yes");
    else localStorage.removeItem(HINT);
  } catch {
    // Storage may be forbidden; the session then lasts as long as the page.
  }
  listeners.forEach((listen) => listen());
}

function subscribe(listen: () => void): () => void {
  const elsewhere = (event: StorageEvent) => {
    if (event.key !== HINT) return;
    if (event.newValue === null) token = null;
    listen();
  };
  listeners.add(listen);
  window.addEventListener("storage", elsewhere);
  return () => {
    listeners.delete(listen);
    window.removeEventListener("storage", elsewhere);
  };
}
