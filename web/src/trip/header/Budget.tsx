import clsx from "clsx";
import { Trans, useTranslation } from "react-i18next";

import type { Costs, Money } from "@/api/types";
import { formatMoney, major } from "@/format/money";

import { useTripContext } from "../context";
import styles from "./Budget.module.css";

const PARTS = ["stays", "travel", "meals", "tickets", "local_transport"] as const;

interface Props {
  costs: Costs;
  budget: Money | null;
}

/** The sum against the budget, and what it is made of. */
export function Budget({ costs, budget }: Props) {
  const { t } = useTranslation("trip");
  const { locale } = useTripContext();
  const total = major(costs.total);
  const limit = budget?.currency === costs.total.currency ? major(budget) : null;
  const whole = Math.max(total, limit ?? 0) || 1;
  const left = limit === null ? null : limit - total;
  const parts = PARTS.filter((key) => costs[key].minor > 0);
  return (
    <section className={styles.budget} aria-label={t("budget.label")}>
      <p className={styles.sum}>
        {budget === null ? (
          <strong>{formatMoney(costs.total, locale)}</strong>
        ) : (
          <span>
            <Trans t={t} i18nKey="budget.of" components={{ b: <strong /> }} values={{ total: formatMoney(costs.total, locale), budget: formatMoney(budget, locale) }} />
          </span>
        )}
        {left !== null && budget !== null && (
          <span className={clsx(styles.left, left < 0 && styles.over)}>
            {t(left < 0 ? "budget.over" : "budget.left", { amount: formatMoney({ ...budget, minor: Math.abs(budget.minor - costs.total.minor) }, locale) })}
          </span>
        )}
      </p>
      <div className={styles.bar} aria-hidden="true">
        {parts.map((key) => (
          <span key={key} className={styles[key]} style={{ width: `${(100 * major(costs[key])) / whole}%` }} />
        ))}
      </div>
      <ul className={styles.parts}>
        {parts.map((key) => (
          <li key={key}>
            <span className={clsx(styles.dot, styles[key])} />
            {t(`budget.part.${key}`)} <strong>{formatMoney(costs[key], locale)}</strong>
          </li>
        ))}
      </ul>
      {costs.unknown.length > 0 && (
        <p className={styles.unknown}>
          {t("budget.unknown", { count: costs.unknown.length })}
        </p>
      )}
    </section>
  );
}
