import clsx from "clsx";
import { Database } from "lucide-react";
import { useId } from "react";
import { useTranslation } from "react-i18next";

import type { Itinerary } from "@/api/types";
import { formatNumber } from "@/format/measures";

import { useTripContext } from "../context";
import { groupsOf, noticesOf, sourceLine, writerOf } from "./provenance";
import styles from "./Sources.module.css";

/** Where everything in the plan comes from, who wrote it, and what the providers' terms ask to be shown. */
export function Provenance({ itinerary }: { itinerary: Itinerary }) {
  const { t } = useTranslation("sources");
  const { locale } = useTripContext();
  const id = useId();
  const now = new Date();
  const groups = groupsOf(itinerary);
  const notices = noticesOf(groups);
  return (
    <section className={styles.provenance} aria-labelledby={id}>
      <h2 id={id}>
        <Database size={16} />
        {t("title")}
      </h2>
      <dl className={styles.groups}>
        {groups.map(({ what, from }) => (
          <div key={what}>
            <dt>{t(`what.${what}`)}</dt>
            <dd>
              {from.map(({ source, count }) => (
                <span key={`${source.provider}${source.freshness}`} className={styles.from}>
                  <span className={clsx(styles.dot, styles[source.freshness])} />
                  {sourceLine(source, now, locale, t)}
                  <span className={styles.count} aria-hidden="true">{formatNumber(count, locale)}</span>
                  <span className="visually-hidden">{t("facts", { count })}</span>
                </span>
              ))}
            </dd>
          </div>
        ))}
        <div>
          <dt>{t("words")}</dt>
          <dd>{writerOf(itinerary, t)}</dd>
        </div>
      </dl>
      {notices.length > 0 && (
        <p className={styles.notices}>
          {notices.map(({ text, url }) => (
            <a key={text} href={url} target="_blank" rel="noopener">
              {text}
            </a>
          ))}
        </p>
      )}
    </section>
  );
}
