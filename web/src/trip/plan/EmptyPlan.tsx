import { Trans, useTranslation } from "react-i18next";

import { formatList } from "@/format/lists";
import { useLocale } from "@/i18n/useLocale";
import { isOver, type RunState } from "@/run/state";

import { DaySkeleton } from "./DaySkeleton";
import styles from "./EmptyPlan.module.css";

/** Before the first day: what is being weighed, by number, or a word on where to go on. */
export function EmptyPlan({ run }: { run: RunState | null }) {
  const { t } = useTranslation("plan");
  const locale = useLocale();
  if (run === null || isOver(run.phase)) {
    return <p className={styles.note}>{t("empty.none")}</p>;
  }
  if (run.phase === "waiting") return <p className={styles.note}>{t("empty.waiting")}</p>;
  const found = Object.values(run.candidates);
  return (
    <div className={styles.empty}>
      {found.map((city) => (
        <p key={city.city_id} className={styles.found}>
          <Trans t={t} i18nKey={city.top.length > 0 ? "empty.foundTop" : "empty.found"} components={{ b: <strong /> }}
            values={{ sights: city.sights, eats: city.eats, stays: city.stays, top: formatList(city.top.slice(0, 4).map(({ name }) => name), locale) }} />
        </p>
      ))}
      <DaySkeleton number={1} />
      <DaySkeleton number={2} />
    </div>
  );
}
