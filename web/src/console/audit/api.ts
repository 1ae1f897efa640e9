/** The API's routes about the audit log. */
import { infiniteQueryOptions } from "@tanstack/react-query";

import { download } from "@/api/download";
import { http, taken } from "@/api/client";
import type { components, paths } from "@/api/schema";

import { ofTenant, type Whose } from "../tenant";

export type AuditRecord = components["schemas"]["AuditRecord"];
export type AuditPage = components["schemas"]["AuditPage"];
export type Action = components["schemas"]["Action"];
export type Verification = components["schemas"]["Verification"];
type Query = NonNullable<paths["/v1/admin/audit"]["get"]["parameters"]["query"]>;

export interface Wanted {
  text: string;
  action: Action | "";
  userId: string;
  begin: string;
  end: string;
}

const LIMIT = 50;

export function auditQuery(whose: Whose, wanted: Wanted) {
  return infiniteQueryOptions({
    queryKey: ["audit", whose, wanted],
    queryFn: ({ pageParam }) => {
      const query: Query = { ...ofTenant(whose), ...asked(wanted), limit: LIMIT, ...(pageParam === null ? {} : { cursor: pageParam }) };
      return taken(http.GET("/v1/admin/audit", { params: { query } }));
    },
    initialPageParam: null as string | null,
    getNextPageParam: (last) => last.next_cursor ?? undefined,
  });
}

export function verifyAudit(whose: Whose): Promise<Verification> {
  return taken(http.GET("/v1/admin/audit/verification", { params: { query: ofTenant(whose) } }));
}

export function exportAudit(whose: Whose, wanted: Wanted, format: "csv" | "jsonl"): Promise<void> {
  const query = new URLSearchParams({ ...ofTenant(whose), ...asked(wanted), format });
  return download(`/v1/admin/audit/export?${query.toString()}`);
}

/** Days are those of whoever looks; the end day belongs to the period. */
function asked({ text, action, userId, begin, end }: Wanted) {
  return {
    ...(text === "" ? {} : { text }),
    ...(action === "" ? {} : { "filter[action]": action }),
    ...(userId === "" ? {} : { "filter[user_id]": userId }),
    ...(begin === "" ? {} : { begin: new Date(`${begin}T00:00`).toISOString() }),
    ...(end === "" ? {} : { end: nextDay(end) }),
  };
}

function nextDay(on: string): string {
  const day = new Date(`${on}T00:00`);
  day.setDate(day.getDate() + 1);
  return day.toISOString();
}
