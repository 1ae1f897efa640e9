/** What a hand can do to a trip, as calls of the API; each says which version its sender has seen. */
import { done, http, seen, sendEdits, taken } from "@/api/client";
import type {
  BranchView, Decision, Edit, PlaceDetails, PreviewView, Started, SuggestedPlace, TripDiff, TripView, VersionView,
} from "@/api/types";

export type Command =
  | { kind: "edits"; edits: Edit[]; review?: boolean }
  | { kind: "decide"; runId: string; decision: Decision; sha256: string }
  | { kind: "offer"; runId: string; number: number }
  | { kind: "planB"; day: number; place_id: string; to_place_id: string }
  | { kind: "undo" }
  | { kind: "redo" }
  | { kind: "restore"; number: number }
  | { kind: "switch"; name: string };

export type Done = Started | TripView;

/** Carries a command out on the version that was seen; a newer one is a problem 412, which says what changed. */
export function execute(trip: { id: string; version: number }, command: Command): Promise<Done> {
  const path = { trip_id: trip.id };
  const params = { path, ...seen(trip.version) };
  switch (command.kind) {
    case "edits":
      return sendEdits(trip.id, command.edits, trip.version, command.review);
    case "decide": {
      const { runId: run_id, decision, sha256 } = command;
      return taken(http.POST("/v1/trips/{trip_id}/proposal", { params, body: { run_id, decision, sha256 } }));
    }
    case "offer": {
      const { runId: run_id, number } = command;
      return taken(http.POST("/v1/trips/{trip_id}/offers", { params, body: { run_id, number } }));
    }
    case "planB": {
      const { day, place_id, to_place_id } = command;
      return taken(http.POST("/v1/trips/{trip_id}/plan-b", { params, body: { day, place_id, to_place_id } }));
    }
    case "undo":
      return taken(http.POST("/v1/trips/{trip_id}/undo", { params }));
    case "redo":
      return taken(http.POST("/v1/trips/{trip_id}/redo", { params }));
    case "restore":
      return taken(http.POST("/v1/trips/{trip_id}/versions/{number}/restore", { params: { ...params, path: { ...path, number: command.number } } }));
    case "switch":
      return taken(http.POST("/v1/trips/{trip_id}/branches/{name}/switch", { params: { path: { ...path, name: command.name } } }));
  }
}

export function isTrip(done: Done): done is TripView {
  return "messages" in done;
}

/** What edits would do and break; with `mend` also what would repair it, which takes longer. */
export function preview(tripId: string, edits: Edit[], mend: boolean, signal?: AbortSignal): Promise<PreviewView> {
  const params = { path: { trip_id: tripId } };
  return taken(http.POST("/v1/trips/{trip_id}/preview", { params, body: { edits, mend }, signal: signal ?? null }));
}

export function suggestions(tripId: string, day: number, after: string | null): Promise<SuggestedPlace[]> {
  const query = { day, limit: 8, ...(after !== null && { after }) };
  return taken(http.GET("/v1/trips/{trip_id}/suggestions", { params: { path: { trip_id: tripId }, query } }));
}

export function placeDetails(tripId: string, placeId: string, on: string): Promise<PlaceDetails> {
  const [city_id = "", slug = ""] = placeId.split("/");
  const path = { trip_id: tripId, city_id, slug };
  return taken(http.GET("/v1/trips/{trip_id}/places/{city_id}/{slug}", { params: { path, query: { on } } }));
}

const MOST_VERSIONS = 100;

export async function listVersions(tripId: string): Promise<readonly VersionView[]> {
  const params = { path: { trip_id: tripId }, query: { limit: MOST_VERSIONS } };
  return (await taken(http.GET("/v1/trips/{trip_id}/versions", { params }))).items;
}

export function nameVersion(tripId: string, number: number, name: string | null): Promise<VersionView> {
  const params = { path: { trip_id: tripId, number } };
  return taken(http.PATCH("/v1/trips/{trip_id}/versions/{number}", { params, body: { name } }));
}

export function compareVersions(tripId: string, number: number, to: number): Promise<TripDiff> {
  const params = { path: { trip_id: tripId, number }, query: { to } };
  return taken(http.GET("/v1/trips/{trip_id}/versions/{number}/diff", { params }));
}

export function listBranches(tripId: string): Promise<readonly BranchView[]> {
  return taken(http.GET("/v1/trips/{trip_id}/branches", { params: { path: { trip_id: tripId } } }));
}

export function beginBranch(trip: { id: string; version: number }, name: string): Promise<readonly BranchView[]> {
  const params = { path: { trip_id: trip.id }, ...seen(trip.version) };
  return taken(http.POST("/v1/trips/{trip_id}/branches", { params, body: { name } }));
}

export function dropBranch(tripId: string, name: string): Promise<void> {
  return done(http.DELETE("/v1/trips/{trip_id}/branches/{name}", { params: { path: { trip_id: tripId, name } } }));
}
