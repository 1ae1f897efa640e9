import { CarTaxiFront, Footprints, type LucideIcon, TramFront } from "lucide-react";

import type { Leg } from "@/api/types";
import { formatDuration } from "@/format/dates";
import { formatMetres } from "@/format/measures";
import { formatMoney } from "@/format/money";

import { useTripContext } from "../context";
import styles from "./Rows.module.css";

const MODES: Readonly<Record<Leg["mode"], { icon: LucideIcon; name: string }>> = {
  walk: { icon: Footprints, name: "Walk" },
  transit: { icon: TramFront, name: "Public transport" },
  taxi: { icon: CarTaxiFront, name: "Taxi" },
};

export function LegRow({ leg }: { leg: Leg }) {
  const { language } = useTripContext();
  const { icon: Icon, name } = MODES[leg.mode];
  if (leg.minutes === 0 && leg.metres === 0) return null;
  const parts = [name, formatDuration(leg.minutes, language), formatMetres(leg.metres, language)];
  if (leg.cost.minor > 0) parts.push(formatMoney(leg.cost, language));
  return (
    <li className={styles.leg}>
      <span className={styles.track} aria-hidden="true" />
      <Icon size={15} />
      <span>{parts.join(" · ")}</span>
    </li>
  );
}
