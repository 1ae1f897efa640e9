import clsx from "clsx";

import type { Costs, Money } from "@/api/types";
import { formatMoney, major } from "@/format/money";

import { useTripContext } from "../context";
import styles from "./Budget.module.css";

const PARTS = [
  { key: "stays", name: "Stays" },
  { key: "travel", name: "Travel" },
  { key: "meals", name: "Meals" },
  { key: "tickets", name: "Tickets" },
  { key: "local_transport", name: "Getting around" },
] as const;

interface Props {
  costs: Costs;
  budget: Money | null;
}

/** The sum against the budget, and what it is made of. */
export function Budget({ costs, budget }: Props) {
  const { language } = useTripContext();
  const total = major(costs.total);
  const limit = budget?.currency === costs.total.currency ? major(budget) : null;
  const whole = Math.max(total, limit ?? 0) || 1;
  const left = limit === null ? null : limit - total;
  const parts = PARTS.filter(({ key }) => costs[key].minor > 0);
  return (
    <section className={styles.budget} aria-label="Budget">
      <p className={styles.sum}>
        <strong>{formatMoney(costs.total, language)}</strong>
        {budget !== null && <span> of {formatMoney(budget, language)}</span>}
        {left !== null && budget !== null && (
          <span className={clsx(styles.left, left < 0 && styles.over)}>
            {formatMoney({ minor: Math.abs(budget.minor - costs.total.minor), currency: budget.currency }, language)}{" "}
            {left < 0 ? "over" : "left"}
          </span>
        )}
      </p>
      <div className={styles.bar} aria-hidden="true">
        {parts.map(({ key }) => (
          <span key={key} className={styles[key]} style={{ width: `${(100 * major(costs[key])) / whole}%` }} />
        ))}
      </div>
      <ul className={styles.parts}>
        {parts.map(({ key, name }) => (
          <li key={key}>
            <span className={clsx(styles.dot, styles[key])} />
            {name} <strong>{formatMoney(costs[key], language)}</strong>
          </li>
        ))}
      </ul>
      {costs.unknown.length > 0 && (
        <p className={styles.unknown}>
          {costs.unknown.length === 1 ? "One price is" : `${costs.unknown.length} prices are`} not known and not in the sum.
        </p>
      )}
    </section>
  );
}
