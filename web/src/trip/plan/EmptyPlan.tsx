import { isOver, type RunState } from "@/run/state";

import { DaySkeleton } from "./DaySkeleton";
import styles from "./EmptyPlan.module.css";

/** Before the first day: what is being weighed, by number, or a word on where to go on. */
export function EmptyPlan({ run }: { run: RunState | null }) {
  if (run === null || isOver(run.phase)) {
    return <p className={styles.note}>There is no plan yet. Say in the chat where you would like to go.</p>;
  }
  if (run.phase === "waiting") return <p className={styles.note}>One answer in the chat, and the days appear here.</p>;
  const found = Object.values(run.candidates);
  return (
    <div className={styles.empty}>
      {found.map((city) => (
        <p key={city.city_id} className={styles.found}>
          <strong>{city.sights}</strong> sights, <strong>{city.eats}</strong> tables and <strong>{city.stays}</strong> beds are
          in the running{city.top.length > 0 && <> — {city.top.slice(0, 4).map((place) => place.name).join(", ")} among them</>}.
        </p>
      ))}
      <DaySkeleton number={1} />
      <DaySkeleton number={2} />
    </div>
  );
}
