/** The API's routes about costs. */
import { queryOptions } from "@tanstack/react-query";

import { http, taken } from "@/api/client";
import type { components } from "@/api/schema";

import { ofTenant, type Whose } from "../tenant";

type Schemas = components["schemas"];
export type Sums = Schemas["Sums"];
export type Line = Schemas["Breakdown"]["lines"][number];
export type Overview = Schemas["Overview"];
export type DaySum = Schemas["DaySum"];
export type Target = Schemas["Target"];
export type Forecast = Schemas["Forecast"];
export type BudgetLine = Schemas["BudgetLine"];
export type StatementView = Schemas["Statement"];
export type LimitView = Schemas["LimitView"];
export type RunLine = Schemas["RunLine"];
export type Waterfall = Schemas["Waterfall"];
export type CallLine = Schemas["CallLine"];
export type WhatIf = Schemas["WhatIf"];
export type Dimension = Schemas["Dimension"];
export type Days = "1" | "7" | "30" | "90";

/** Whose books, of which days: `tenant` null is one's own, "*" all together. */
export interface Asked {
  days: Days;
  zone: string;
  tenant: string | null;
}

export const DIMENSIONS: readonly { value: Dimension; title: string }[] = [
  { value: "provider", title: "Provider" },
  { value: "model", title: "Model" },
  { value: "agent", title: "Agent" },
  { value: "feature", title: "Feature" },
  { value: "kind", title: "Kind" },
  { value: "user", title: "User" },
  { value: "trip", title: "Trip" },
  { value: "tenant", title: "Tenant" },
];

function whose({ tenant }: Asked): { tenant?: string } {
  return tenant === null ? {} : { tenant };
}

function period(asked: Asked) {
  return { ...whose(asked), days: asked.days, zone: asked.zone };
}

export function overviewQuery(asked: Asked) {
  return queryOptions({
    queryKey: ["costs", "overview", asked],
    queryFn: () => taken(http.GET("/v1/admin/costs/overview", { params: { query: period(asked) } })),
  });
}

export function byQuery(asked: Asked, dimension: Dimension) {
  return queryOptions({
    queryKey: ["costs", "by", dimension, asked],
    queryFn: () => taken(http.GET("/v1/admin/costs/by/{dimension}", { params: { path: { dimension }, query: { ...period(asked), limit: 30 } } })),
  });
}

export function forecastQuery(asked: Asked) {
  return queryOptions({
    queryKey: ["costs", "forecast", asked.zone, asked.tenant],
    queryFn: () => taken(http.GET("/v1/admin/costs/forecast", { params: { query: { ...whose(asked), zone: asked.zone } } })),
  });
}

export function budgetsQuery(asked: Asked) {
  return queryOptions({
    queryKey: ["costs", "budgets", asked.tenant],
    queryFn: () => taken(http.GET("/v1/admin/costs/budgets", { params: { query: { ...whose(asked), limit: 30 } } })),
  });
}

export function runsQuery(asked: Asked) {
  return queryOptions({
    queryKey: ["costs", "runs", asked],
    queryFn: () => taken(http.GET("/v1/admin/costs/runs", { params: { query: { ...period(asked), limit: 20 } } })),
  });
}

export function runQuery(run_id: string, tenant: string | null) {
  const query = tenant === null ? {} : { tenant };
  return queryOptions({
    queryKey: ["costs", "run", run_id, tenant],
    queryFn: () => taken(http.GET("/v1/admin/costs/runs/{run_id}", { params: { path: { run_id }, query } })),
  });
}

export const modelsQuery = queryOptions({
  queryKey: ["costs", "models"],
  queryFn: () => taken(http.GET("/v1/admin/costs/models")),
});

export function whatIfQuery(asked: Asked, model: string) {
  return queryOptions({
    queryKey: ["costs", "what-if", asked.zone, asked.tenant, model],
    queryFn: () => taken(http.GET("/v1/admin/costs/what-if", { params: { query: { ...whose(asked), zone: asked.zone, model } } })),
  });
}

export function adviceQuery(asked: Asked) {
  return queryOptions({
    queryKey: ["costs", "advice", asked.tenant],
    queryFn: () => taken(http.GET("/v1/admin/costs/recommendations", { params: { query: whose(asked) } })),
  });
}

export function exportAddress(asked: Asked, dimension: Dimension): string {
  return `/v1/admin/costs/export/${dimension}?${new URLSearchParams(period(asked)).toString()}`;
}

export interface Setting {
  scope: LimitView["scope"];
  /** A user's id; empty: all of the scope. */
  user: string;
  /** Empty: the limit is taken away. */
  usd: string;
  /** As what the platform grants, rather than as the agency's own. */
  grant: boolean;
}

export function limitsQuery(whose: Whose) {
  return queryOptions({
    queryKey: ["costs", "limits", whose],
    queryFn: () => taken(http.GET("/v1/admin/budgets", { params: { query: ofTenant(whose) } })),
  });
}

export function setLimit(whose: Whose, { scope, user, usd, grant }: Setting): Promise<LimitView> {
  const params = { path: { scope }, query: { ...ofTenant(whose), ...(user === "" ? {} : { user }) } };
  const body = { limit_usd: usd === "" ? null : usd };
  return grant ? taken(http.PUT("/v1/admin/budgets/{scope}/grant", { params, body })) : taken(http.PUT("/v1/admin/budgets/{scope}", { params, body }));
}

export function statementQuery(whose: Whose, month: string) {
  return queryOptions({
    queryKey: ["costs", "statement", whose, month],
    queryFn: () => taken(http.GET("/v1/admin/costs/statements/{month}", { params: { path: { month }, query: ofTenant(whose) } })),
  });
}

export function statementAddress(whose: Whose, month: string): string {
  return `/v1/admin/costs/statements/${month}/csv?${new URLSearchParams(ofTenant(whose)).toString()}`;
}
