/** What the page keeps of the server's answers, and when it asks again. */
import { queryOptions } from "@tanstack/react-query";

import { getTrip, listCities, listFollowUps, listImages, listPlaces, listTrips } from "./client";

const RECENT = 6;
const IDLE_MS = 20_000;

/** Of the plan as it is: another version has others. */
export function followUpsQuery(trip: { id: string; version: number }) {
  return queryOptions({ queryKey: ["follow-ups", trip.id, trip.version], queryFn: () => listFollowUps(trip.id), staleTime: Infinity });
}

export function tripQuery(tripId: string) {
  return queryOptions({
    queryKey: ["trip", tripId],
    queryFn: () => getTrip(tripId),
    // Another device may have begun a run; a run that we follow tells by itself.
    refetchInterval: IDLE_MS,
  });
}

export const recentTripsQuery = queryOptions({ queryKey: ["trips"], queryFn: () => listTrips(RECENT) });

export const citiesQuery = queryOptions({ queryKey: ["cities"], queryFn: listCities, staleTime: Infinity });

export function placesQuery(cityId: string) {
  return queryOptions({ queryKey: ["places", cityId], queryFn: () => listPlaces(cityId), staleTime: Infinity });
}

/** A version's pictures never change; a newer version has its own. */
export function imagesQuery(tripId: string, version: number) {
  return queryOptions({
    queryKey: ["images", tripId, version],
    queryFn: () => listImages(tripId),
    enabled: version > 0,
    staleTime: Infinity,
  });
}
