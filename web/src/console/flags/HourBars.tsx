import type { RolloutStatus } from "./api";
import styles from "./Flags.module.css";

const WIDTH = 720;
const HEIGHT = 110;
const HOUR_MS = 3_600_000;

/** How often the flag was decided each hour of the period; what failed stands at the foot of its bar. */
export function HourBars({ status }: { status: RolloutStatus }) {
  const begin = Math.floor(Date.parse(status.begin) / HOUR_MS) * HOUR_MS;
  const step = WIDTH / Math.ceil((Date.parse(status.end) - begin) / HOUR_MS);
  const highest = Math.max(...status.hours.map((hour) => hour.evaluations), 1);
  const label = `Decisions an hour, at most ${highest}`;
  return (
    <>
      <svg viewBox={`0 0 ${WIDTH} ${HEIGHT}`} className={styles.bars} role="img" aria-label={label} preserveAspectRatio="none">
        {status.hours.map((hour) => {
          const left = ((Date.parse(hour.hour) - begin) / HOUR_MS) * step;
          const height = (hour.evaluations / highest) * HEIGHT;
          const failed = (Math.min(hour.errors, hour.evaluations) / highest) * HEIGHT;
          const width = Math.max(step * 0.86, 1);
          return (
            <g key={hour.hour}>
              <title>{`${new Date(hour.hour).toLocaleString()}: ${hour.evaluations}, failed ${hour.errors}`}</title>
              <rect x={left} y={HEIGHT - height} width={width} height={height} className={styles.bar} />
              <rect x={left} y={HEIGHT - failed} width={width} height={failed} className={styles.failed} />
            </g>
          );
        })}
      </svg>
      <p className={styles.ends} aria-hidden>
        <span>{new Date(begin).toLocaleString()}</span>
        <span>now</span>
      </p>
    </>
  );
}
