/** The API's routes about one agency's own profile, look and settings. */
import { queryOptions } from "@tanstack/react-query";

import { http, taken } from "@/api/client";

import { ofTenant, type Whose } from "../tenant";
import type { TenantView } from "../tenants/api";

export type Branding = TenantView["branding"];
export type TenantSettings = TenantView["settings"];

/** Another's by its id, for the platform; null: one's own. */
export function tenantQuery(whose: Whose) {
  return queryOptions({
    queryKey: ["tenants", "one", whose],
    queryFn: () =>
      whose === null
        ? taken(http.GET("/v1/tenant/profile"))
        : taken(http.GET("/v1/admin/tenants/{tenant}", { params: { path: { tenant: whose } } })),
  });
}

/** A change holds for the version that was seen and no other. */
function seenAs(whose: Whose, { version }: TenantView) {
  return { query: ofTenant(whose), header: { "If-Match": `"${version}"` } };
}

export function renameTenant(whose: Whose, seen: TenantView, name: string): Promise<TenantView> {
  return taken(http.PATCH("/v1/tenant/profile", { params: seenAs(whose, seen), body: { name } }));
}

export function brandTenant(whose: Whose, seen: TenantView, body: Branding): Promise<TenantView> {
  return taken(http.PATCH("/v1/tenant/branding", { params: seenAs(whose, seen), body }));
}

export function settleTenant(whose: Whose, seen: TenantView, body: TenantSettings): Promise<TenantView> {
  return taken(http.PATCH("/v1/tenant/settings", { params: seenAs(whose, seen), body }));
}

export function putLogo(whose: Whose, seen: TenantView, file: File): Promise<TenantView> {
  const form = new FormData();
  form.append("file", file);
  return taken(http.POST("/v1/tenant/logo", { params: seenAs(whose, seen), body: { file: "" }, bodySerializer: () => form }));
}

export function removeLogo(whose: Whose, seen: TenantView): Promise<TenantView> {
  return taken(http.DELETE("/v1/tenant/logo", { params: seenAs(whose, seen) }));
}
