/** A text of the trip, and what can be asked of those who write. */
import type { Edit } from "@/api/types";

export const ACTIONS = ["improve", "exciting", "formal", "casual", "shorter"] as const;
export type Action = (typeof ACTIONS)[number];
export type Target = { what: "summary" } | { what: "day_story"; day: number };

/** The edit by which the new words become the trip's. */
export function wordsEdit(target: Target, text: string): Edit {
  return target.what === "summary"
    ? { kind: "set_words", target: "summary", text }
    : { kind: "set_words", target: "day_story", text, day: target.day };
}
