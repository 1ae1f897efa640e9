/** Where a branch begins that says an earlier message differently, and what it is called. */
import type { MessageView, VersionView } from "@/api/types";

const LONGEST_NAME = 60;

/** The version that a message was said about, on the way that led here; null: it began the trip. */
export function versionBefore(message: MessageView, versions: readonly VersionView[], current: number): number | null {
  const known = new Map(versions.map((version) => [version.number, version]));
  let at = known.get(current);
  while (at !== undefined && at.created_at >= message.created_at) at = at.parent === null ? undefined : known.get(at.parent);
  return at?.number ?? null;
}

/** A name for the branch that no other has: the beginning of the new words. */
export function branchName(words: string, taken: readonly string[]): string {
  const plain = words.replaceAll(/\s+/g, " ").trim().slice(0, LONGEST_NAME - 4);
  let name = plain;
  for (let n = 2; taken.includes(name); n += 1) name = `${plain} ${n}`;
  return name;
}
