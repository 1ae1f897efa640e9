/** The API's routes about one's consents, and one's right to have all data or to be forgotten. */
import { queryOptions } from "@tanstack/react-query";

import { http, taken } from "@/api/client";
import type { components } from "@/api/schema";

type Schemas = components["schemas"];
export type Consents = Schemas["Consents"];
export type LegalText = Schemas["LegalText"];
export type RequestView = Schemas["RequestView"];
export type RequestKind = Schemas["RequestKind"];
type Decision = Schemas["Decision"];
export type Purpose = Decision["purpose"];

const SOON_MS = 3_000;

export const textsQuery = queryOptions({ queryKey: ["legal-texts"], queryFn: () => taken(http.GET("/v1/privacy/texts")), staleTime: Infinity });

export const consentsQuery = queryOptions({ queryKey: ["consents"], queryFn: () => taken(http.GET("/v1/privacy/consents")) });

export function decide(decisions: Decision[]): Promise<Consents> {
  return taken(http.POST("/v1/privacy/consents", { body: { decisions } }));
}

export function agreeTo(texts: readonly LegalText[]): Promise<Consents> {
  return decide(texts.map(({ purpose, version }) => ({ purpose, version, granted: true })));
}

export const requestsQuery = queryOptions({
  queryKey: ["privacy-requests"],
  queryFn: () => taken(http.GET("/v1/privacy/requests")),
  // An archive is made within seconds; until then somebody waits for it.
  refetchInterval: ({ state }) => (state.data?.some(({ kind, status }) => kind === "export" && status === "open") ? SOON_MS : false),
});

export function ask(kind: RequestKind): Promise<RequestView> {
  return taken(http.POST("/v1/privacy/requests", { body: { kind } }));
}

export function cancel(id: string): Promise<RequestView> {
  return taken(http.POST("/v1/privacy/requests/{request_id}/cancel", { params: { path: { request_id: id } } }));
}

/** The address of an export's archive, good for 15 minutes; null once it is gone. */
export async function archiveAddress(id: string): Promise<string | null> {
  const view = await taken(http.GET("/v1/privacy/requests/{request_id}", { params: { path: { request_id: id } } }));
  return view.download ?? null;
}
