/** Whose console it is: one's own agency's, or for a platform administrator another's, or all agencies' together. */
import { useSearch } from "@tanstack/react-router";

import { useWho } from "@/account/who";

/** null: one's own. */
export type Whose = string | null;
export const EVERYBODY = "*";

/** What the address names (?tenant=…), which platform administrators alone may. */
export function useWhose(): Whose {
  const { tenant } = useSearch({ strict: false });
  const platform = useIsPlatform();
  const own = useWho()?.data?.tenant;
  return platform && tenant !== undefined && tenant !== own ? tenant : null;
}

/** The agency by its id, "*" for all together. */
export function useTenantId(): string {
  const own = useWho()?.data?.tenant ?? "";
  return useWhose() ?? own;
}

export function useIsPlatform(): boolean {
  return useWho()?.data?.roles.includes("platform_admin") ?? false;
}

/** The query of a route that takes another agency's name. */
export function ofTenant(whose: Whose): { tenant?: string } {
  return whose === null ? {} : { tenant: whose };
}
