import { X } from "lucide-react";
import { useState } from "react";
import { useTranslation } from "react-i18next";

import { IconButton } from "@/ui/IconButton";

import { Avatar } from "./Avatar";
import styles from "./Others.module.css";
import { useLive } from "./useLive";

interface Props {
  tripId: string;
  version: number;
  day: number;
}

/** Who else is here and at which day, and a word when they have changed the plan. Nothing for whoever is alone. */
export function Others({ tripId, version, day }: Props) {
  const { t } = useTranslation("share");
  const { here, changedBy } = useLive(tripId, version, day);
  const [seen, setSeen] = useState(0);
  const news = changedBy !== null && changedBy.version !== seen ? changedBy : null;
  if (here.length === 0 && news === null) return null;
  const nameOf = (person: { guest: boolean; name: string }) => (person.guest ? t("guest") : person.name);
  return (
    <div className={styles.others}>
      {here.length > 0 && (
        <ul className={styles.here} aria-label={t("here.label")}>
          {here.map(({ person, day: at }) => {
            const words = at == null ? t("here.trip", { name: nameOf(person) }) : t("here.day", { name: nameOf(person), number: at });
            return (
              <li key={person.id} title={words}>
                <Avatar person={person} />
                <span className={here.length > 2 ? "visually-hidden" : styles.words}>{words}</span>
              </li>
            );
          })}
        </ul>
      )}
      <p role="status" className={styles.news}>
        {news === null ? "" : t("here.changed", { name: nameOf(news.person) })}
      </p>
      {news !== null && (
        <IconButton label={t("close")} onClick={() => setSeen(news.version)}>
          <X size={16} />
        </IconButton>
      )}
    </div>
  );
}
