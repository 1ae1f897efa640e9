import { TriangleAlert } from "lucide-react";
import { useTranslation } from "react-i18next";

import { listed } from "@/api/types";
import type { RunState } from "@/run/state";
import { Chip } from "@/ui/Chip";
import { fieldName } from "@/ui/fields";

import { Conflict } from "./Conflict";
import { WaysOut } from "./WaysOut";
import styles from "./WhyNot.module.css";

interface Props {
  error: NonNullable<RunState["error"]>;
  /** Takes what was solved beforehand, as it stands. */
  onTake: (number: number) => void;
  /** Says a way out that is only words. */
  onSay: (way: string) => void;
}

/** Why a wish cannot be met: the wishes that cannot be together, and what would do, one click each. */
export default function WhyNot({ error, onTake, onSay }: Props) {
  const { t } = useTranslation("edit");
  const { t: tErrors } = useTranslation("errors");
  const offers = listed(error.offers);
  const solved = new Set(offers.map((offer) => offer.text));
  const words = listed(error.ways_out).filter((way) => !solved.has(way));
  return (
    <section className={styles.card} role="alert" aria-labelledby="why-not">
      <h3 id="why-not">
        <TriangleAlert size={17} />
        {t("whyNot.title")}
      </h3>
      {error.field != null && <strong className={styles.field}>{fieldName(error.field, tErrors)}</strong>}
      <p dir="auto">{error.message}</p>
      <Conflict wishes={error.conflict} />
      <WaysOut title={t("whyNot.ways")} offers={offers} onTake={onTake} />
      {words.length > 0 && (
        <ul className={styles.words} aria-label={tErrors("waysOut")}>
          {words.map((way) => (
            <li key={way}>
              <Chip onClick={() => onSay(way)}>{way}</Chip>
            </li>
          ))}
        </ul>
      )}
    </section>
  );
}
