/** The API's routes about feature flags. */
import { queryOptions } from "@tanstack/react-query";

import { done, http, taken } from "@/api/client";
import type { components } from "@/api/schema";

export type Flag = components["schemas"]["Flag"];
export type FlagRule = components["schemas"]["FlagRule"];
export type RolloutStatus = components["schemas"]["RolloutStatus"];

/** Whose flags: an agency's ("own", or another's id), or everybody's. */
export type Scope = string;
const LIVE_MS = 2_000;

/** How a flag begins: for nobody, in the narrowest stage. */
const FRESH: FlagRule = {
  description: "",
  enabled: false,
  stage: "canary",
  target_users: [],
  target_tenants: [],
  target_roles: [],
  environments: [],
  percentage: 0,
  variants: [],
  overridable: false,
};

function tenantOf(scope: Scope): { tenant?: string } {
  if (scope === "own") return {};
  return { tenant: scope === "everybody" ? "*" : scope };
}

export function flagsQuery(scope: Scope) {
  return queryOptions({
    queryKey: ["flags", scope],
    queryFn: async () => (await taken(http.GET("/v1/admin/flags", { params: { query: { ...tenantOf(scope), limit: 100 } } }))).items,
  });
}

export function statusQuery(scope: Scope, key: string, hours: number) {
  return queryOptions({
    queryKey: ["flags", scope, key, "status", hours],
    queryFn: () => taken(http.GET("/v1/admin/flags/{key}/status", { params: { path: { key }, query: { ...tenantOf(scope), hours } } })),
    refetchInterval: LIVE_MS,
  });
}

export function createFlag(scope: Scope, key: string, description: string): Promise<Flag> {
  return taken(http.POST("/v1/admin/flags", { params: { query: tenantOf(scope) }, body: { ...FRESH, key, description } }));
}

export function changeFlag(scope: Scope, flag: Flag, change: Partial<FlagRule>): Promise<Flag> {
  const { key, version } = flag;
  const params = { path: { key }, query: tenantOf(scope), header: { "If-Match": `"${version}"` } };
  return taken(http.PUT("/v1/admin/flags/{key}", { params, body: { ...ruleOf(flag), ...change } }));
}

export function removeFlag(scope: Scope, flag: Flag): Promise<void> {
  const params = { path: { key: flag.key }, query: tenantOf(scope), header: { "If-Match": `"${flag.version}"` } };
  return done(http.DELETE("/v1/admin/flags/{key}", { params }));
}

function ruleOf(flag: Flag): FlagRule {
  const { description, enabled, stage, target_users, target_tenants, target_roles, environments } = flag;
  const { percentage, variants, overridable } = flag;
  return { description, enabled, stage, target_users, target_tenants, target_roles, environments, percentage, variants, overridable };
}
