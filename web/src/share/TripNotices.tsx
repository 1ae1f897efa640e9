import type { ReactNode } from "react";

import type { TripView } from "@/api/types";

import { Others } from "./Others";
import styles from "./Others.module.css";

/** The strip above a trip: what the connection does (`children`) and who else is here. */
export function TripNotices({ trip, day, children }: { trip: TripView; day: number; children: ReactNode }) {
  return (
    <div className={styles.strip}>
      {children}
      <Others tripId={trip.id} version={trip.version} day={day} />
    </div>
  );
}
