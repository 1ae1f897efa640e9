import { ArrowRight } from "lucide-react";
import { useTranslation } from "react-i18next";

import type { WayOut } from "@/api/types";

import { useTripContext } from "../context";
import { minutesDelta, moneyDelta } from "./deltas";
import { useEditing } from "./context";
import styles from "./WaysOut.module.css";

interface Props {
  title: string;
  offers: readonly WayOut[];
  onTake: (number: number) => void;
}

/** What would make it possible, each solved beforehand, with exactly what it takes; one click takes it. */
export function WaysOut({ title, offers, onTake }: Props) {
  const { t } = useTranslation("edit");
  const { locale } = useTripContext();
  const { sending } = useEditing();
  if (offers.length === 0) return null;
  return (
    <div className={styles.ways}>
      <p className={styles.title}>{title}</p>
      <ul>
        {offers.map((offer, number) => {
          const deltas = [minutesDelta(offer.minutes, locale), moneyDelta(offer.cost, locale)].filter((delta) => delta !== null);
          return (
            <li key={offer.text}>
              <button type="button" className={styles.way} disabled={sending} onClick={() => onTake(number)}>
                <span dir="auto">{offer.text}</span>
                {deltas.length > 0 && <span className={styles.delta} dir="ltr">{deltas.join(" · ")}</span>}
                <ArrowRight size={15} className="flip" aria-label={t("whyNot.take")} />
              </button>
            </li>
          );
        })}
      </ul>
    </div>
  );
}
