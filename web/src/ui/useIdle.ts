import { useEffect, useState } from "react";

const AFTER_MS = 3_000;

/** False while the page is being made; true once the browser has nothing better to do. */
export function useIdle(): boolean {
  const [idle, setIdle] = useState(false);
  useEffect(() => whenIdle(() => setIdle(true)), []);
  return idle;
}

/** Not every browser tells when it is idle; there some seconds must do. */
function whenIdle(then: () => void): () => void {
  if (!("requestIdleCallback" in globalThis)) {
    const timer = setTimeout(then, AFTER_MS);
    return () => clearTimeout(timer);
  }
  const asked = requestIdleCallback(then, { timeout: AFTER_MS });
  return () => cancelIdleCallback(asked);
}
