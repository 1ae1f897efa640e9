import { Button } from "@/ui/Button";

import styles from "../costs/Costs.module.css";
import type { Span } from "./api";

const SPANS: readonly { value: Span; title: string }[] = [
  { value: "hour", title: "Last hour" },
  { value: "day", title: "Last day" },
];

export function Spans({ value, onChange }: { value: Span; onChange: (value: Span) => void }) {
  return (
    <div className={styles.segments} role="group" aria-label="Period">
      {SPANS.map((one) => (
        <Button key={one.value} aria-pressed={one.value === value} onClick={() => onChange(one.value)}>
          {one.title}
        </Button>
      ))}
    </div>
  );
}
