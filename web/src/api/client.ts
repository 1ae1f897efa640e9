import createClient from "openapi-fetch";

import { authorised } from "./authorised";
import { offlineProblem, problemFrom } from "./problem";
import type { paths } from "./schema";
import type { CityBrief, CityFacts, Edit, FollowUp, Place, RunView, Started, TripBrief, TripImages, TripView } from "./types";

export const http = createClient<paths>({ baseUrl: location.origin, fetch: authorised });

interface Answer<T> {
  data?: T;
  error?: unknown;
  response: Response;
}

/** The data of a call, or an ApiProblem thrown. */
export async function taken<T>(call: Promise<Answer<T>>): Promise<T> {
  let answer: Answer<T>;
  try {
    answer = await call;
  } catch {
    throw offlineProblem();
  }
  if (answer.data === undefined) throw problemFrom(answer.response.status, answer.error);
  return answer.data;
}

/** A call that answers nothing, or an ApiProblem thrown. */
export async function done(call: Promise<Answer<unknown>>): Promise<void> {
  let answer: Answer<unknown>;
  try {
    answer = await call;
  } catch {
    throw offlineProblem();
  }
  if (!answer.response.ok) throw problemFrom(answer.response.status, answer.error);
}

export function keyed(): { header: { "Idempotency-Key": string } } {
  return { header: { "Idempotency-Key": newKey() } };
}

/** A new key, and the version that the sender has seen. */
export function seen(version: number): { header: { "Idempotency-Key": string; "If-Match": string } } {
  return { header: { "Idempotency-Key": newKey(), "If-Match": `"${version}"` } };
}

/** crypto.randomUUID exists only in secure contexts; a laptop reached by its LAN address is none. */
function newKey(): string {
  const bytes = crypto.getRandomValues(new Uint8Array(16));
  return Array.from(bytes, (byte) => byte.toString(16).padStart(2, "0")).join("");
}

export function startTrip(message: string): Promise<Started> {
  return taken(http.POST("/v1/trips", { params: keyed(), body: { message } }));
}

export async function listTrips(limit: number): Promise<readonly TripBrief[]> {
  return (await taken(http.GET("/v1/trips", { params: { query: { limit } } }))).items;
}

export function getTrip(tripId: string): Promise<TripView> {
  return taken(http.GET("/v1/trips/{trip_id}", { params: { path: { trip_id: tripId } } }));
}

export function listImages(tripId: string): Promise<TripImages> {
  return taken(http.GET("/v1/trips/{trip_id}/images", { params: { path: { trip_id: tripId } } }));
}

/** A change that it asks for is proposed first, and kept when somebody has taken it. */
export function sendMessage(tripId: string, text: string): Promise<Started> {
  const params = { path: { trip_id: tripId }, ...keyed() };
  return taken(http.POST("/v1/trips/{trip_id}/messages", { params, body: { text, review: true } }));
}

/** With the version that the edits were made on: where the trip is another by now, a problem 412 says what changed. */
export function listFollowUps(tripId: string): Promise<FollowUp[]> {
  return taken(http.GET("/v1/trips/{trip_id}/follow-ups", { params: { path: { trip_id: tripId } } }));
}

/** With `review` the change is proposed, and kept when it is taken. */
export function sendEdits(tripId: string, edits: Edit[], version: number, review = false): Promise<Started> {
  const params = { path: { trip_id: tripId }, ...seen(version) };
  return taken(http.POST("/v1/trips/{trip_id}/edits", { params, body: { edits, review } }));
}

/** Takes a way out of the run that offered it; `number` is its place among the offers. */
export function takeOffer(tripId: string, offer: { run_id: string; number: number }): Promise<Started> {
  const params = { path: { trip_id: tripId }, ...keyed() };
  return taken(http.POST("/v1/trips/{trip_id}/offers", { params, body: offer }));
}

export function stopRun(runId: string): Promise<RunView> {
  return taken(http.POST("/v1/runs/{run_id}/stop", { params: { path: { run_id: runId } } }));
}

export async function listCities(): Promise<readonly CityBrief[]> {
  return (await taken(http.GET("/v1/atlas/cities"))).cities;
}

export function getCity(cityId: string): Promise<CityFacts> {
  return taken(http.GET("/v1/atlas/cities/{city_id}", { params: { path: { city_id: cityId } } }));
}

export async function listPlaces(cityId: string): Promise<readonly Place[]> {
  const params = { path: { city_id: cityId } };
  return (await taken(http.GET("/v1/atlas/cities/{city_id}/places", { params }))).places;
}

export function documentAddress(tripId: string, format: string): string {
  return `/v1/trips/${tripId}/documents/${format}`;
}

/** A picture of ours in one of the widths that are made. */
export function imageAddress(address: string, width: 160 | 320 | 640 | 1280): string {
  return `${address}?w=${width}`;
}

/** Through our redirect, which counts the click. */
export function linkAddress(tripId: string, linkId: string): string {
  return `/go/${tripId}/${linkId}`;
}

export function eventsAddress(runId: string, after: string | null): string {
  return `/v1/runs/${runId}/events${after === null ? "" : `?after=${after}`}`;
}
