import { CarTaxiFront, Footprints, type LucideIcon, TramFront } from "lucide-react";
import { useTranslation } from "react-i18next";

import type { Leg } from "@/api/types";
import { formatDuration } from "@/format/dates";
import { formatMetres } from "@/format/measures";
import { formatMoney } from "@/format/money";

import { useTripContext } from "../context";
import { SourceMark } from "../sources/SourceMark";
import styles from "./Rows.module.css";

const MODES: Readonly<Record<Leg["mode"], LucideIcon>> = {
  walk: Footprints,
  transit: TramFront,
  taxi: CarTaxiFront,
};

export function LegRow({ leg }: { leg: Leg }) {
  const { t } = useTranslation("plan");
  const { locale } = useTripContext();
  const Icon = MODES[leg.mode];
  if (leg.minutes === 0 && leg.metres === 0) return null;
  const parts = [t(`mode.${leg.mode}`), formatDuration(leg.minutes, locale), formatMetres(leg.metres, locale)];
  if (leg.cost.minor > 0) parts.push(formatMoney(leg.cost, locale));
  return (
    <li className={styles.leg}>
      <span className={styles.track} aria-hidden="true" />
      <Icon size={15} />
      <span className={styles.words}>
        {parts.join(" · ")}
        <SourceMark facts={[{ what: "way", source: leg.source }]} />
      </span>
    </li>
  );
}
