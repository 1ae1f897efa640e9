import { TriangleAlert } from "lucide-react";

import type { Violation } from "@/api/types";

import styles from "./Broken.module.css";

/** What a change would break, in words, where it would. */
export function Broken({ said }: { said: readonly Violation[] }) {
  if (said.length === 0) return null;
  return (
    <ul className={styles.broken} dir="auto">
      {said.map(({ code, message }) => (
        <li key={code + message}>
          <TriangleAlert size={14} />
          {message}
        </li>
      ))}
    </ul>
  );
}
