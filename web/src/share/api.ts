/** What the page asks of the API about sharing. */
import { queryOptions } from "@tanstack/react-query";

import { done, http, keyed, taken } from "@/api/client";
import type { components } from "@/api/schema";

type Schemas = components["schemas"];

export type Section = Schemas["Section"];
export type LinkView = Schemas["LinkView"];
export type MadeLink = Schemas["MadeLink"];
export type NewLink = Schemas["NewLink"];
export type Member = Schemas["MemberView"];
export type MemberList = Schemas["MemberList"];
export type Person = Schemas["Person"];
export type SharedTrip = Schemas["SharedTrip"];
export type SharedStop = Schemas["SharedStop"];
export type PublicBrief = Schemas["PublicBrief"];
export type PublicState = Schemas["PublicState"];
export type Publish = Schemas["PublishTrip"];
export type LiveEvent = Schemas["LiveEvent"];
export type Here = Schemas["Here"];

export const SECTIONS = ["days", "map", "stays", "costs", "booking_links", "practical"] as const satisfies readonly Section[];

const of = (tripId: string) => ({ params: { path: { trip_id: tripId } } });

export function linksQuery(tripId: string) {
  return queryOptions({ queryKey: ["links", tripId], queryFn: async () => (await taken(http.GET("/v1/trips/{trip_id}/links", of(tripId)))).items });
}

export function makeLink(tripId: string, body: NewLink): Promise<MadeLink> {
  return taken(http.POST("/v1/trips/{trip_id}/links", { params: { path: { trip_id: tripId }, ...keyed() }, body }));
}

export function revokeLink(tripId: string, linkId: string): Promise<void> {
  return done(http.DELETE("/v1/trips/{trip_id}/links/{link_id}", { params: { path: { trip_id: tripId, link_id: linkId } } }));
}

export function membersQuery(tripId: string) {
  return queryOptions({ queryKey: ["members", tripId], queryFn: () => taken(http.GET("/v1/trips/{trip_id}/members", of(tripId))) });
}

export function invite(tripId: string, email: string, role: "viewer" | "editor"): Promise<unknown> {
  return taken(http.POST("/v1/trips/{trip_id}/members", { params: { path: { trip_id: tripId }, ...keyed() }, body: { email, role } }));
}

export function setRole(tripId: string, memberId: string, role: "viewer" | "editor"): Promise<MemberList> {
  const params = { path: { trip_id: tripId, member_id: memberId } };
  return taken(http.PATCH("/v1/trips/{trip_id}/members/{member_id}", { params, body: { role } }));
}

export function removeMember(tripId: string, memberId: string): Promise<void> {
  const params = { path: { trip_id: tripId, member_id: memberId } };
  return done(http.DELETE("/v1/trips/{trip_id}/members/{member_id}", { params }));
}

/** The trip is that member's from then on; whoever gave it stays as an editor. */
export function handOver(tripId: string, memberId: string): Promise<unknown> {
  const params = { path: { trip_id: tripId }, ...keyed() };
  return taken(http.POST("/v1/trips/{trip_id}/transfer", { params, body: { member_id: memberId } }));
}

export function withdraw(tripId: string, invitationId: string): Promise<void> {
  const params = { path: { trip_id: tripId, invitation_id: invitationId } };
  return done(http.DELETE("/v1/trips/{trip_id}/invitations/{invitation_id}", { params }));
}

export async function acceptInvitation(token: string): Promise<string> {
  return (await taken(http.POST("/v1/invitations/accept", { params: keyed(), body: { token } }))).trip_id;
}

/** How the trip is public; null: it is not. */
export function publicQuery(tripId: string) {
  return queryOptions({
    queryKey: ["public", tripId],
    queryFn: (): Promise<PublicState | null> => taken(http.GET("/v1/trips/{trip_id}/public", of(tripId))),
  });
}

export function publish(tripId: string, body: Publish): Promise<PublicState> {
  return taken(http.PUT("/v1/trips/{trip_id}/public", { ...of(tripId), body }));
}

export function unpublish(tripId: string): Promise<void> {
  return done(http.DELETE("/v1/trips/{trip_id}/public", of(tripId)));
}

export function sharedQuery(token: string) {
  const params = { path: { token } };
  return queryOptions({ queryKey: ["shared", token], queryFn: () => taken(http.GET("/v1/shared/{token}", { params })) });
}

export function copyShared(token: string): Promise<Schemas["CopiedTrip"]> {
  return taken(http.POST("/v1/shared/{token}/copy", { params: { path: { token }, ...keyed() } }));
}

export async function joinShared(token: string): Promise<string> {
  return (await taken(http.POST("/v1/shared/{token}/join", { params: { path: { token }, ...keyed() } }))).trip_id;
}

export function publicTripQuery(slug: string) {
  const params = { path: { slug } };
  return queryOptions({ queryKey: ["public trip", slug], queryFn: () => taken(http.GET("/v1/public/{slug}", { params })) });
}

export function copyPublic(slug: string): Promise<Schemas["CopiedTrip"]> {
  return taken(http.POST("/v1/public/{slug}/copy", { params: { path: { slug }, ...keyed() } }));
}

export interface GalleryWish {
  city?: string | undefined;
  traveller?: string | undefined;
  followed?: boolean | undefined;
}

export function galleryQuery(wish: GalleryWish, page: number) {
  return queryOptions({
    queryKey: ["gallery", wish, page],
    queryFn: () => taken(http.GET("/v1/gallery", { params: { query: { ...compact(wish), page } } })),
  });
}

export function travellerQuery(id: string) {
  const params = { path: { traveller_id: id } };
  return queryOptions({ queryKey: ["traveller", id], queryFn: () => taken(http.GET("/v1/travellers/{traveller_id}", { params })) });
}

export function follow(id: string, wanted: boolean): Promise<void> {
  const params = { path: { traveller_id: id } };
  return done(wanted ? http.PUT("/v1/travellers/{traveller_id}/follow", { params }) : http.DELETE("/v1/travellers/{traveller_id}/follow", { params }));
}

export function tellPresence(tripId: string, body: Schemas["Present"]): Promise<void> {
  return done(http.POST("/v1/trips/{trip_id}/presence", { ...of(tripId), body }));
}

export function liveAddress(tripId: string, after: string | null): string {
  return `/v1/trips/${tripId}/live${after === null ? "" : `?after=${after}`}`;
}

function compact(wish: GalleryWish): { city?: string; traveller?: string; followed?: boolean } {
  return Object.fromEntries(Object.entries(wish).filter(([, value]) => value !== undefined));
}
