/** The API's routes about agencies. */
import { keepPreviousData, queryOptions } from "@tanstack/react-query";

import { http, taken } from "@/api/client";
import type { components, paths } from "@/api/schema";

export type TenantView = components["schemas"]["TenantView"];
export type CreateTenant = paths["/v1/admin/tenants"]["post"]["requestBody"]["content"]["application/json"];
export type ChangeTenant = components["schemas"]["ChangeTenant"];
export type Tier = TenantView["tier"];

/** Tiers that an agency may have. */
export const TIERS: readonly Tier[] = ["free", "basic", "pro", "enterprise"];
const LIMIT = 50;

export function tenantsQuery(search: string, page: number) {
  const query = { page, limit: LIMIT, ...(search === "" ? {} : { search }) };
  return queryOptions({
    queryKey: ["tenants", query],
    queryFn: () => taken(http.GET("/v1/admin/tenants", { params: { query } })),
    placeholderData: keepPreviousData,
  });
}

export function createTenant(body: CreateTenant): Promise<TenantView> {
  return taken(http.POST("/v1/admin/tenants", { body }));
}

/** Holds for the version that was seen and no other. */
export function changeTenant(seen: TenantView, body: ChangeTenant): Promise<TenantView> {
  const params = { path: { tenant: seen.id }, header: { "If-Match": `"${seen.version}"` } };
  return taken(http.PATCH("/v1/admin/tenants/{tenant}", { params, body }));
}
