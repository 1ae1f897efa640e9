import { Button } from "@/ui/Button";
import { Choice } from "@/ui/Field";

import type { Asked, Days } from "./api";
import styles from "./Costs.module.css";

const PERIODS: readonly { days: Days; title: string }[] = [
  { days: "1", title: "Today" },
  { days: "7", title: "7 days" },
  { days: "30", title: "30 days" },
  { days: "90", title: "90 days" },
];
const HERE = Intl.DateTimeFormat().resolvedOptions().timeZone;
const ZONES = [...new Set(["UTC", HERE])];

/** Which days, and by which clock. */
export function Controls({ asked, onChange }: { asked: Asked; onChange: (asked: Asked) => void }) {
  return (
    <div className={styles.controls}>
      <div className={styles.segments} role="group" aria-label="Period">
        {PERIODS.map(({ days, title }) => (
          <Button key={days} aria-pressed={days === asked.days} onClick={() => onChange({ ...asked, days })}>
            {title}
          </Button>
        ))}
      </div>
      <Choice label="Days of" value={asked.zone} onChange={(event) => onChange({ ...asked, zone: event.target.value })}>
        {ZONES.map((zone) => (
          <option key={zone}>{zone}</option>
        ))}
      </Choice>
    </div>
  );
}
