import clsx from "clsx";
import type { ReactNode } from "react";

import type { Forecast, Overview, Target } from "./api";
import styles from "./Costs.module.css";
import { change, count, share, unknown, usd } from "./figures";

/** The figures that are looked at first. */
export function Tiles({ overview, forecast }: { overview: Overview; forecast: Forecast | undefined }) {
  const { total, before } = overview;
  const moved = change(total.cost_usd, before.cost_usd);
  return (
    <dl className={styles.tiles}>
      <Tile name="Known spend" value={usd(total.cost_usd)}>
        {moved === null ? "nothing before to compare with" : `${moved >= 0 ? "+" : "−"}${share(Math.abs(moved))} against the period before`}
        <br />
        <span className={clsx(total.cost_unknown > 0 && styles.warn)}>{unknown(total)}</span>
      </Tile>
      <TargetTile name="Per itinerary" target={overview.per_itinerary} />
      <TargetTile name="Per user, this month" target={overview.per_user_month} />
      <Tile name="This month will cost" value={forecast?.expected_usd == null ? "–" : usd(forecast.expected_usd)}>
        {forecast?.low_usd != null && forecast.high_usd !== null && (
          <>
            {usd(forecast.low_usd)} to {usd(forecast.high_usd)} in {share(forecast.confidence)} of such months; {usd(forecast.spent_usd)} so far.
            <br />
          </>
        )}
        {forecast !== undefined && (
          <details className={styles.behind}>
            <summary>How this is foretold</summary>
            {forecast.method}
          </details>
        )}
      </Tile>
      <Tile name="Calls" value={count(total.calls)}>
        {share(total.cached_share)} from memory, {share(total.success)} of the others answered; {count(total.tokens_in + total.tokens_out)} tokens
      </Tile>
    </dl>
  );
}

function TargetTile({ name, target }: { name: string; target: Target }) {
  const verdict = target.met === null ? "" : target.met ? "met" : "missed";
  return (
    <Tile name={name} value={target.value_usd === null ? "–" : usd(target.value_usd)}>
      <span className={clsx(target.met === true && styles.good, target.met === false && styles.bad)}>
        target &lt; {usd(target.below_usd)} {verdict}
      </span>
      <br />
      {target.arithmetic}
      {target.unknown > 0 && `, without ${count(target.unknown)} calls of unknown cost`}
    </Tile>
  );
}

function Tile({ name, value, children }: { name: string; value: string; children: ReactNode }) {
  return (
    <div className={styles.tile}>
      <dt>{name}</dt>
      <dd>{value}</dd>
      <dd>{children}</dd>
    </div>
  );
}
