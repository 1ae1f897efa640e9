/** Short notices that come and go; what must be decided is a dialog, what went wrong stands where it did. */
import { useSyncExternalStore } from "react";

export interface Toast {
  text: string;
  /** What can be done about it; such a toast stays until it is closed. */
  action?: { name: string; act: () => void };
}

export interface ShownToast extends Toast {
  id: number;
}

const listeners = new Set<() => void>();
let shown: readonly ShownToast[] = [];
let next = 1;

/** Returns its number, for who wants to end it. */
export function toast(message: Toast): number {
  const id = next++;
  put([...shown, { ...message, id }]);
  return id;
}

export function endToast(id: number): void {
  put(shown.filter((one) => one.id !== id));
}

export function useToasts(): readonly ShownToast[] {
  return useSyncExternalStore(subscribe, () => shown);
}

function put(toasts: readonly ShownToast[]): void {
  shown = toasts;
  listeners.forEach((listen) => listen());
}

function subscribe(listen: () => void): () => void {
  listeners.add(listen);
  return () => void listeners.delete(listen);
}
