import type { ReactNode } from "react";

import styles from "./Notice.module.css";

/** A page that has one thing to say. */
export function Notice({ title, children }: { title: string; children: ReactNode }) {
  return (
    <div className={styles.page}>
      <h1>{title}</h1>
      <p>{children}</p>
    </div>
  );
}
