import { useState } from "react";

/** Whether the picture at an address did not come, and what to do when it does not; another address is another try. */
export function useBroken(address: string): readonly [boolean, () => void] {
  const [broken, setBroken] = useState<string | null>(null);
  return [broken === address, () => setBroken(address)];
}
