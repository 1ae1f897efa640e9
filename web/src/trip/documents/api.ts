import { authorised } from "@/api/authorised";
import { done, http, keyed, taken } from "@/api/client";
import type { components } from "@/api/schema";
import { eventData } from "@/run/eventStream";

type Schemas = components["schemas"];
export type DocumentView = Schemas["DocumentView"];
export type Variant = DocumentView["variant"];
export type BookLanguage = DocumentView["language"];
export type FeedView = Schemas["FeedView"];
export type DayMaps = Schemas["DayMaps"];
type LoggedEvent = Schemas["LoggedDocumentEvent"];
export type Step = Schemas["DocumentStep"]["step"];

export interface Wish {
  variant: Variant;
  language: BookLanguage;
  mail: boolean;
  fresh: boolean;
}

const path = (tripId: string) => ({ path: { trip_id: tripId } });

export function askDocument(tripId: string, wish: Wish): Promise<DocumentView> {
  const params = { ...path(tripId), ...keyed() };
  return taken(http.POST("/v1/trips/{trip_id}/documents", { params, body: { format: "pdf", ...wish } }));
}

export function getDocument(id: string): Promise<DocumentView> {
  return taken(http.GET("/v1/documents/{document_id}", { params: { path: { document_id: id } } }));
}

export function listDocuments(tripId: string): Promise<DocumentView[]> {
  return taken(http.GET("/v1/trips/{trip_id}/documents", { params: path(tripId) }));
}

export function listDayMaps(tripId: string): Promise<DayMaps[]> {
  return taken(http.GET("/v1/trips/{trip_id}/maps", { params: path(tripId) }));
}

export function listFeeds(tripId: string): Promise<FeedView[]> {
  return taken(http.GET("/v1/trips/{trip_id}/calendars", { params: path(tripId) }));
}

export function makeFeed(tripId: string): Promise<FeedView> {
  return taken(http.POST("/v1/trips/{trip_id}/calendars", { params: { ...path(tripId), ...keyed() } }));
}

export function revokeFeed(id: string): Promise<void> {
  return done(http.DELETE("/v1/calendars/{calendar_id}", { params: { path: { calendar_id: id } } }));
}

export async function mailTrip(tripId: string, language: BookLanguage): Promise<number> {
  const params = { ...path(tripId), ...keyed() };
  return (await taken(http.POST("/v1/trips/{trip_id}/mail", { params, body: { language, note: "", to: [] } }))).mails;
}

/** The steps of a document as they are done; ends with the document. Throws when the line is cut. */
export async function* stepsOf(document: DocumentView, left: AbortSignal): AsyncGenerator<LoggedEvent["event"], void> {
  const request = new Request(document.events, { signal: left, headers: { Accept: "text/event-stream" } });
  const answer = await authorised(request);
  if (!answer.ok || answer.body === null) throw new Error(`no stream: ${answer.status}`);
  for await (const data of eventData(answer.body)) yield (JSON.parse(data) as LoggedEvent).event;
}
