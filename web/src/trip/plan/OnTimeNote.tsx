import type { TFunction } from "i18next";
import { AlarmClockCheck } from "lucide-react";
import { useTranslation } from "react-i18next";

import type { Day } from "@/api/types";
import { formatPercent } from "@/format/measures";

import { useTripContext } from "../context";
import styles from "./DayHead.module.css";

type Weak = NonNullable<Day["weakest"]>;

/** How likely the day keeps its hours when visits and rides take longer than planned. */
export function OnTimeNote({ chance, weakest }: { chance: number; weakest: Weak | null }) {
  const { t } = useTranslation("plan");
  const { locale, book } = useTripContext();
  const weak = weakest === null ? "" : weakPoint(weakest, book.place(weakest.place_id)?.name ?? t("yourStay"), locale, t);
  return (
    <span className={styles.fact} title={weak === "" ? t("onTime.simulated") : weak}>
      <AlarmClockCheck size={15} />
      {likely(chance, locale, t)}
      <span className="visually-hidden">{weak}</span>
    </span>
  );
}

/** Nothing is certain: what would round to all of it is told as more than 99 %. */
function likely(chance: number, locale: string, t: TFunction<"plan">): string {
  return chance >= 0.995 ? t("onTime.over", { chance: formatPercent(0.99, locale) }) : t("onTime.likely", { chance: formatPercent(chance, locale) });
}

function weakPoint({ what, chance }: Weak, name: string, locale: string, t: TFunction<"plan">): string {
  return t("onTime.weak", { what: t(`onTime.${what}`, { name }), chance: formatPercent(chance, locale) });
}
