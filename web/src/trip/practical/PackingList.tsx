import type { Itinerary } from "@/api/types";

import { useTripContext } from "../context";
import styles from "./Practical.module.css";

export function PackingList({ packing }: { packing: Itinerary["packing"] }) {
  const { language } = useTripContext();
  return (
    <ul className={styles.packing} lang={language} dir="auto">
      {packing.map(({ item, why }) => (
        <li key={item}>
          <input type="checkbox" id={`pack-${item}`} />
          <label htmlFor={`pack-${item}`}>
            <strong>{item}</strong>
            <span className={styles.why}>{why}</span>
          </label>
        </li>
      ))}
    </ul>
  );
}
