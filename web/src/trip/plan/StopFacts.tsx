import type { TFunction } from "i18next";
import { Accessibility, Clock, Hourglass, Phone, Ticket } from "lucide-react";
import { useTranslation } from "react-i18next";

import type { Place, Stop } from "@/api/types";
import { formatMinutes, formatWeekday } from "@/format/dates";
import { windowsOn } from "@/format/hours";
import { formatMoney } from "@/format/money";

import { useTripContext } from "../context";
import { Rating } from "./Rating";
import styles from "./StopFacts.module.css";

interface Props {
  stop: Stop;
  on: string;
  place: Place | null;
}

/** What decides whether the stop works: hours of that date, price for the party, step-free access. */
export function StopFacts({ stop, on, place }: Props) {
  const { t } = useTranslation("plan");
  const { language, locale } = useTripContext();
  const hours = place?.hours == null ? null : hoursOn(place.hours.spec, on, locale, t);
  return (
    <ul className={styles.facts}>
      {place !== null && <Rating place={place} />}
      {hours !== null && (
        <li>
          <Clock size={14} />
          {hours}
        </li>
      )}
      <li>
        <Ticket size={14} />
        {price(stop, locale, t)}
      </li>
      {(place?.step_free === "yes" || place?.step_free === "limited") && (
        <li>
          <Accessibility size={14} />
          {place.step_free === "yes" ? t("stop.stepFree") : t("stop.partlyStepFree")}
        </li>
      )}
      {place?.best_time != null && (
        <li>
          <Hourglass size={14} />
          <span lang={language} dir="auto">{place.best_time}</span>
        </li>
      )}
      {place?.phone != null && (
        <li>
          <Phone size={14} />
          <a dir="ltr" href={`tel:${place.phone.replaceAll(/[^+\d]/g, "")}`}>{place.phone}</a>
        </li>
      )}
    </ul>
  );
}

function price(stop: Stop, locale: string, t: TFunction<"plan">): string {
  if (!stop.cost_known) return t("stop.unknown");
  return stop.cost.minor === 0 ? t("stop.free") : formatMoney(stop.cost, locale);
}

function hoursOn(spec: string, on: string, locale: string, t: TFunction<"plan">): string {
  const windows = windowsOn(spec, on);
  const day = formatWeekday(on, locale);
  // A rule that our reader does not know is shown as it stands; so is a day that only a holiday rule opens.
  if (windows === null || windows.length === 0) return spec;
  if (windows.some(({ start, end }) => start === 0 && end >= 1440)) return t("stop.openAllDay", { day });
  const hours = windows.map(({ start, end }) => `${formatMinutes(start, locale)}–${formatMinutes(end, locale)}`).join(", ");
  return t("stop.hours", { day, hours });
}
