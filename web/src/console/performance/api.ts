/** The API's routes about how the product does: times, errors, breakers, and for the platform the whole service. */
import { queryOptions } from "@tanstack/react-query";

import { http, taken } from "@/api/client";
import type { components } from "@/api/schema";

type Schemas = components["schemas"];
export type Performance = Schemas["Performance"];
export type Timing = Schemas["Timing"];
export type TrendPoint = Schemas["TrendPoint"];
export type BreakerView = Schemas["BreakerView"];
export type Errors = Schemas["Errors"];
export type ErrorGroup = Schemas["ErrorGroup"];
export type ErrorSeen = Schemas["ErrorSeen"];
export type Slo = Schemas["Slo"];
export type DatabaseUse = Schemas["DatabaseUse"];
export type ProcessView = Schemas["ProcessView"];
export type Readiness = Schemas["Readiness"];
export type Span = "hour" | "day";

const LIVE_MS = 15_000;

/** `tenant` is an agency's id; "*" all together. */
export function performanceQuery(tenant: string, period: Span) {
  return queryOptions({
    queryKey: ["performance", tenant, period],
    queryFn: () => taken(http.GET("/v1/admin/performance", { params: { query: { tenant, period } } })),
    refetchInterval: LIVE_MS,
  });
}

export function breakersQuery(tenant: string) {
  return queryOptions({
    queryKey: ["performance", "breakers", tenant],
    queryFn: () => taken(http.GET("/v1/admin/breakers", { params: { query: { tenant } } })),
    refetchInterval: LIVE_MS,
  });
}

export function errorsQuery(tenant: string) {
  return queryOptions({
    queryKey: ["performance", "errors", tenant],
    queryFn: () => taken(http.GET("/v1/admin/errors", { params: { query: { tenant } } })),
    refetchInterval: LIVE_MS,
  });
}

export const sloQuery = queryOptions({
  queryKey: ["performance", "slo"],
  queryFn: () => taken(http.GET("/v1/admin/slo")),
  refetchInterval: LIVE_MS,
});

export function databaseQuery(period: Span) {
  return queryOptions({
    queryKey: ["performance", "database", period],
    queryFn: () => taken(http.GET("/v1/admin/database", { params: { query: { period } } })),
    refetchInterval: LIVE_MS,
  });
}

export const processesQuery = queryOptions({
  queryKey: ["performance", "processes"],
  queryFn: () => taken(http.GET("/v1/admin/processes")),
  refetchInterval: LIVE_MS,
});

export const healthQuery = queryOptions({
  queryKey: ["performance", "health"],
  queryFn: () => taken(http.GET("/v1/admin/health")),
  refetchInterval: LIVE_MS,
});
