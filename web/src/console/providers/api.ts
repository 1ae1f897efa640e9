/** The API's routes about providers. */
import { queryOptions } from "@tanstack/react-query";

import { done, http, taken } from "@/api/client";
import type { components } from "@/api/schema";

type Schemas = components["schemas"];
export type CapabilityState = Schemas["CapabilityState"];
export type ProviderState = Schemas["ProviderState"];
export type CapabilitySettings = CapabilityState["settings"];
export type ProviderTest = Schemas["ProviderTest"];
export type ServiceUse = Schemas["ServiceUse"];

const FRESH_MS = 30_000;

export function providersQuery(tenant: string) {
  return queryOptions({
    queryKey: ["providers", tenant],
    queryFn: () => taken(http.GET("/v1/admin/providers", { params: { query: { tenant } } })),
    refetchInterval: FRESH_MS,
  });
}

/** The last 24 hours. */
export function usageQuery(tenant: string) {
  return queryOptions({
    queryKey: ["providers", "usage", tenant],
    queryFn: () => taken(http.GET("/v1/admin/usage", { params: { query: { tenant } } })),
  });
}

export function putSettings(tenant: string, capability: string, body: CapabilitySettings): Promise<CapabilityState> {
  const params = { path: { capability }, query: { tenant } };
  return taken(http.PUT("/v1/admin/providers/{capability}", { params, body }));
}

/** Back to what stands below: everybody's settings, or the operator's. */
export function forgetSettings(tenant: string, capability: string): Promise<CapabilityState> {
  return taken(http.DELETE("/v1/admin/providers/{capability}", { params: { path: { capability }, query: { tenant } } }));
}

export function tryProvider(tenant: string, capability: string, provider: string): Promise<ProviderTest> {
  const params = { path: { capability, provider }, query: { tenant } };
  return taken(http.POST("/v1/admin/providers/{capability}/{provider}/test", { params }));
}

export function putKey(tenant: string, account: string, key: string, secret: string): Promise<void> {
  const params = { path: { account }, query: { tenant } };
  return done(http.PUT("/v1/admin/provider-keys/{account}", { params, body: { key, secret: secret === "" ? null : secret } }));
}

export function forgetKey(tenant: string, account: string): Promise<void> {
  return done(http.DELETE("/v1/admin/provider-keys/{account}", { params: { path: { account }, query: { tenant } } }));
}
