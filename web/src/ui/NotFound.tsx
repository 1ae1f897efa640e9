import { Link } from "@tanstack/react-router";

import styles from "./Notice.module.css";

export function NotFound() {
  return (
    <div className={styles.page}>
      <h1>There is nothing here</h1>
      <p>The address may be mistyped, or the trip belongs to another place and time.</p>
      <Link to="/" className={styles.link}>
        Plan a new trip
      </Link>
    </div>
  );
}
