import { CalendarDays, Sparkles, Users } from "lucide-react";
import { lazy } from "react";
import { useTranslation } from "react-i18next";

import type { Certificate, PlaceImage, TripView } from "@/api/types";
import { daysAfter, formatRange } from "@/format/dates";
import { Part } from "@/ui/Part";

import { useTripContext } from "../context";
import { UndoRedo } from "../edit/UndoRedo";
import { HeroPhoto } from "../photos/HeroPhoto";
import type { PlanView } from "../plan";
import { TextTools } from "../texts/TextTools";
import { Budget } from "./Budget";
import styles from "./TripHeader.module.css";
import { destinationsText, partyText } from "./wish";

const TripTools = lazy(() => import("./TripTools"));

interface Props {
  trip: TripView;
  plan: PlanView;
  hero: PlaceImage | null;
  certificate: Certificate | null;
  changes: readonly string[];
}

export function TripHeader({ trip, plan, hero, certificate, changes }: Props) {
  const { t } = useTranslation(["trip", "chat"]);
  const { language, locale, tripId } = useTripContext();
  const { itinerary, request } = plan;
  const first = plan.slots[0]?.day?.on ?? request?.start_on;
  const wished = request === null ? undefined : daysAfter(request.start_on, request.days - 1);
  const last = itinerary?.days.at(-1)?.on ?? wished ?? first;
  return (
    <header className={styles.header}>
      {hero !== null && <HeroPhoto image={hero} />}
      <h1 lang={language} dir="auto">
        {itinerary?.title ?? (request === null ? trip.title : destinationsText(request, language))}
      </h1>
      <ul className={styles.facts}>
        {first !== undefined && last !== undefined && (
          <li>
            <CalendarDays size={16} />
            {formatRange(first, last, locale)}
          </li>
        )}
        {request !== null && (
          <li>
            <Users size={16} />
            {partyText(request.party, locale, t)}
          </li>
        )}
      </ul>
      {itinerary !== null && itinerary.summary !== "" && <p className={styles.summary} lang={language} dir="auto">{itinerary.summary} <TextTools text={itinerary.summary} target={{ what: "summary" }} about={t("chat:texts.summary")} /></p>}
      {itinerary !== null && (
        <div className={styles.row}>
          <UndoRedo />
          <Part>
            <TripTools tripId={tripId} version={trip.version} certificate={certificate} />
          </Part>
        </div>
      )}
      {changes.length > 0 && (
        <ul className={styles.changes} aria-label={t("changes")} lang={language} dir="auto">
          {changes.map((change) => (
            <li key={change}>
              <Sparkles size={14} />
              {change}
            </li>
          ))}
        </ul>
      )}
      {itinerary !== null && <Budget costs={itinerary.costs} budget={request?.budget ?? null} />}
      {request !== null && request.assumptions.length > 0 && (
        <details className={styles.assumptions}>
          <summary>{t("assumptions")}</summary>
          <ul lang={language} dir="auto">
            {request.assumptions.map((assumption) => (
              <li key={assumption}>{assumption}</li>
            ))}
          </ul>
        </details>
      )}
      {itinerary !== null && itinerary.warnings.length > 0 && (
        <ul className={styles.warnings} aria-label={t("goodToKnow")} lang={language} dir="auto">
          {itinerary.warnings.map((warning) => (
            <li key={warning}>{warning}</li>
          ))}
        </ul>
      )}
    </header>
  );
}
