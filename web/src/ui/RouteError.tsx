import type { ErrorComponentProps } from "@tanstack/react-router";

import { sentenceOf } from "@/api/problem";

import { Button } from "./Button";
import styles from "./Notice.module.css";

export function RouteError({ error, reset }: ErrorComponentProps) {
  return (
    <div className={styles.page} role="alert">
      <h1>This page could not be shown</h1>
      <p>{sentenceOf(error)} Your trip is safe on the server.</p>
      <Button look="solid" onClick={reset}>
        Try again
      </Button>
    </div>
  );
}
