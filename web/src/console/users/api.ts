/** The API's routes about other people's accounts. */
import { infiniteQueryOptions, keepPreviousData, queryOptions } from "@tanstack/react-query";

import { http, taken } from "@/api/client";
import type { components } from "@/api/schema";

import { ofTenant, type Whose } from "../tenant";

export type UserView = components["schemas"]["UserView"];
export type Role = UserView["roles"][number];
export type AuditRecord = components["schemas"]["AuditRecord"];
type Told = components["schemas"]["Told"];

export interface Wanted {
  search: string;
  role: Role | "";
  status: UserView["status"] | "";
  page: number;
}

const LIMIT = 50;

export function usersQuery(whose: Whose, { search, role, status, page }: Wanted) {
  const query = {
    ...ofTenant(whose),
    page,
    limit: LIMIT,
    ...(search === "" ? {} : { search }),
    ...(role === "" ? {} : { role }),
    ...(status === "" ? {} : { status }),
  };
  return queryOptions({
    queryKey: ["users", query],
    queryFn: () => taken(http.GET("/v1/admin/users", { params: { query } })),
    placeholderData: keepPreviousData,
  });
}

export function userQuery(whose: Whose, id: string) {
  return queryOptions({
    queryKey: ["users", id, whose],
    queryFn: () => taken(http.GET("/v1/admin/users/{user_id}", { params: { path: { user_id: id }, query: ofTenant(whose) } })),
  });
}

export function pictureQuery(whose: Whose, { id, version }: UserView) {
  const params = { path: { user_id: id }, query: ofTenant(whose) };
  return queryOptions({
    queryKey: ["users", id, "picture", whose, version],
    queryFn: async () => inPlace(await taken(http.GET("/v1/admin/users/{user_id}/picture", { params, parseAs: "blob" }))),
    staleTime: 300_000,
  });
}

/** A small picture as an address that holds it, so that nobody has to give it back. */
function inPlace(content: Blob): Promise<string> {
  return new Promise((resolve, reject) => {
    const reader = new FileReader();
    reader.onload = () => resolve(reader.result as string);
    reader.onerror = () => reject(reader.error ?? new Error("the picture could not be read"));
    reader.readAsDataURL(content);
  });
}

export function activityQuery(whose: Whose, id: string) {
  return infiniteQueryOptions({
    queryKey: ["users", id, "activity", whose],
    queryFn: ({ pageParam }) => {
      const query = { ...ofTenant(whose), limit: LIMIT, ...(pageParam === null ? {} : { cursor: pageParam }) };
      return taken(http.GET("/v1/admin/users/{user_id}/activity", { params: { path: { user_id: id }, query } }));
    },
    initialPageParam: null as string | null,
    getNextPageParam: (last) => last.next_cursor ?? undefined,
  });
}

export function suspendUser(whose: Whose, id: string, reason: string): Promise<UserView> {
  return taken(http.POST("/v1/admin/users/{user_id}/suspend", { params: { path: { user_id: id }, query: ofTenant(whose) }, body: { reason } }));
}

export function activateUser(whose: Whose, id: string): Promise<UserView> {
  return taken(http.POST("/v1/admin/users/{user_id}/activate", { params: { path: { user_id: id }, query: ofTenant(whose) } }));
}

export function resetPasswordOf(whose: Whose, id: string): Promise<Told> {
  return taken(http.POST("/v1/admin/users/{user_id}/reset-password", { params: { path: { user_id: id }, query: ofTenant(whose) } }));
}

export function setRoles(whose: Whose, id: string, roles: Role[]): Promise<UserView> {
  return taken(http.PUT("/v1/admin/users/{user_id}/roles", { params: { path: { user_id: id }, query: ofTenant(whose) }, body: { roles } }));
}
