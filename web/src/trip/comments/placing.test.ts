import { describe, expect, it } from "vitest";

import type { Thread } from "./api";
import { mentionsIn, threadsAt } from "./placing";

function thread(id: string, spot: Thread["spot"]): Thread {
  const author = { id: "p", name: "Ada", guest: false, you: false };
  const comment = { id, author, text: id, mentions: [], created_at: "", edited_at: null, removed: false, unread: false };
  return { comment, spot, resolved_at: null, answers: [] };
}

const THREADS = [
  thread("trip", { kind: "trip", earlier: false }),
  thread("day", { kind: "day", day: 2, earlier: false }),
  thread("gone", { kind: "day", day: 2, place_id: "rome/forum", earlier: true }),
  thread("stop", { kind: "stop", day: 2, place_id: "rome/colosseum", earlier: false }),
];
const ids = (threads: readonly Thread[]) => threads.map((one) => one.comment.id);

describe("threadsAt", () => {
  it("gives the trip, a day and a stop their own", () => {
    expect(ids(threadsAt(THREADS, {}))).toEqual(["trip"]);
    expect(ids(threadsAt(THREADS, { day: 2, placeId: "rome/colosseum" }))).toEqual(["stop"]);
    expect(ids(threadsAt(THREADS, { day: 1 }))).toEqual([]);
  });

  it("keeps what was said of places that have left a day with that day", () => {
    expect(ids(threadsAt(THREADS, { day: 2 }))).toEqual(["day", "gone"]);
  });
});

describe("mentionsIn", () => {
  const people = [
    { id: "1", name: "Ada Lovelace", guest: false, you: false },
    { id: "2", name: "Guest", guest: true, you: false },
    { id: "3", name: "Bo", guest: false, you: true },
  ];
  it("finds members by their names, and neither guests nor oneself", () => {
    expect(mentionsIn("@Ada Lovelace and @Guest and @Bo: look", people)).toEqual(["1"]);
    expect(mentionsIn("Ada Lovelace", people)).toEqual([]);
  });
});
