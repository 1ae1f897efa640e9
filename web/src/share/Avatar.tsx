import type { Person } from "./api";
import styles from "./Share.module.css";

/** Somebody's initials in a colour that is always theirs within the trip. */
export function Avatar({ person }: { person: Person }) {
  const tone = parseInt(person.id.slice(0, 4), 16) % 7;
  return (
    <span className={styles.avatar} data-tone={tone} aria-hidden="true">
      {initials(person.name)}
    </span>
  );
}

function initials(name: string): string {
  const words = name.split(/\s+/).filter((word) => word !== "");
  const chosen = words.length > 1 ? [words[0], words.at(-1)] : words;
  return chosen.map((word) => Array.from(word ?? "")[0] ?? "").join("").toLocaleUpperCase();
}
