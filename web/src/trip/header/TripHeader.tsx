import { CalendarDays, Sparkles, Users } from "lucide-react";
import { lazy, Suspense } from "react";

import type { Certificate, TripView } from "@/api/types";
import { daysAfter, formatRange } from "@/format/dates";

import { useTripContext } from "../context";
import type { PlanView } from "../plan";
import { Budget } from "./Budget";
import styles from "./TripHeader.module.css";
import { destinationsText, partyText } from "./wish";

const TripTools = lazy(() => import("./TripTools"));

interface Props {
  trip: TripView;
  plan: PlanView;
  certificate: Certificate | null;
  changes: readonly string[];
}

export function TripHeader({ trip, plan, certificate, changes }: Props) {
  const { language, tripId } = useTripContext();
  const { itinerary, request } = plan;
  const first = plan.slots[0]?.day?.on ?? request?.start_on;
  const wished = request === null ? undefined : daysAfter(request.start_on, request.days - 1);
  const last = itinerary?.days.at(-1)?.on ?? wished ?? first;
  return (
    <header className={styles.header}>
      <h1>{itinerary?.title ?? (request === null ? trip.title : destinationsText(request, language))}</h1>
      <ul className={styles.facts}>
        {first !== undefined && last !== undefined && (
          <li>
            <CalendarDays size={16} />
            {formatRange(first, last, language)}
          </li>
        )}
        {request !== null && (
          <li>
            <Users size={16} />
            {partyText(request.party)}
          </li>
        )}
      </ul>
      {itinerary !== null && itinerary.summary !== "" && <p className={styles.summary}>{itinerary.summary}</p>}
      {itinerary !== null && (
        <div className={styles.row}>
          <Suspense>
            <TripTools tripId={tripId} certificate={certificate} />
          </Suspense>
        </div>
      )}
      {changes.length > 0 && (
        <ul className={styles.changes} aria-label="What changed">
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
          <summary>What we took for granted</summary>
          <ul>
            {request.assumptions.map((assumption) => (
              <li key={assumption}>{assumption}</li>
            ))}
          </ul>
        </details>
      )}
      {itinerary !== null && itinerary.warnings.length > 0 && (
        <ul className={styles.warnings} aria-label="Good to know">
          {itinerary.warnings.map((warning) => (
            <li key={warning}>{warning}</li>
          ))}
        </ul>
      )}
    </header>
  );
}
