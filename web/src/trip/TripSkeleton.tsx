import styles from "./Trip.module.css";
import { DaySkeleton } from "./plan/DaySkeleton";

export function TripSkeleton() {
  return (
    <div className={styles.loading} aria-busy="true" aria-label="Loading the trip">
      <DaySkeleton />
      <DaySkeleton />
    </div>
  );
}
