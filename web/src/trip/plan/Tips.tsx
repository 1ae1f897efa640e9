import { Lightbulb } from "lucide-react";
import { useTranslation } from "react-i18next";

import { listed, type Place } from "@/api/types";

import { useTripContext } from "../context";
import styles from "./StopCard.module.css";

/** What a local would tell. */
export function Tips({ place }: { place: Place }) {
  const { t } = useTranslation("plan");
  const { language } = useTripContext();
  const tips = listed(place.tips);
  if (tips.length === 0) return null;
  return (
    <ul className={styles.tips} aria-label={t("stop.tips")} lang={language} dir="auto">
      {tips.map((tip) => (
        <li key={tip}>
          <Lightbulb size={14} />
          {tip}
        </li>
      ))}
    </ul>
  );
}
