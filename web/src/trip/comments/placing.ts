/** Which of a trip's comments stand where. */
import type { Thread, ThreadList } from "./api";

/** What is being talked about: the trip, a day of it, or a stop of that day. */
export interface About {
  day?: number;
  placeId?: string;
}

/** The threads that stand there now; a day has those of stops that have left it too. */
export function threadsAt(threads: readonly Thread[], { day, placeId }: About): readonly Thread[] {
  return threads.filter(({ spot }) => {
    if (placeId !== undefined) return spot.kind === "stop" && spot.day === day && spot.place_id === placeId;
    if (day !== undefined) return spot.kind === "day" && spot.day === day;
    return spot.kind === "trip";
  });
}

export function mentionsIn(text: string, people: ThreadList["people"]): string[] {
  const named = people.filter((person) => !person.you && !person.guest && text.includes(`@${person.name}`));
  return named.map((person) => person.id);
}
