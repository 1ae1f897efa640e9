import styles from "./Costs.module.css";

interface Props {
  /** 0 to 1; more is shown as full. */
  value: number;
  tone?: "plain" | "warn" | "bad";
}

/** How full something is. */
export function Meter({ value, tone = "plain" }: Props) {
  const percent = Math.min(100, Math.max(0, value * 100));
  return (
    <div className={styles.track} title={`${percent.toFixed(1)} %`}>
      <div className={styles.fill} data-tone={tone} style={{ width: `${percent}%` }} />
    </div>
  );
}
