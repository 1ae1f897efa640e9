import { lazy, Suspense } from "react";

import type { TripView } from "@/api/types";
import type { RunState } from "@/run/state";

import { TripHeader } from "../header/TripHeader";
import type { PlanView } from "../plan";
import { DayCard } from "./DayCard";
import { DayNav } from "./DayNav";
import { DaySkeleton } from "./DaySkeleton";
import { EmptyPlan } from "./EmptyPlan";
import styles from "./PlanPanel.module.css";
import { StaysSection } from "./StaysSection";

const PracticalInfo = lazy(() => import("../practical/PracticalInfo"));

interface Props {
  trip: TripView;
  run: RunState | null;
  plan: PlanView;
}

export function PlanPanel({ trip, run, plan }: Props) {
  const { itinerary, slots, request } = plan;
  const certificate = run?.certificate ?? trip.certificate;
  return (
    <section className={styles.plan} aria-label="Itinerary" aria-busy={plan.building}>
      <TripHeader trip={trip} plan={plan} certificate={itinerary === null ? null : certificate} changes={run?.changes ?? []} />
      {slots.length > 0 && <DayNav slots={slots} startOn={request?.start_on ?? null} />}
      {slots.length === 0 && <EmptyPlan run={run} />}
      <div className={styles.days}>
        {slots.map(({ number, day, fresh }) =>
          day === null ? <DaySkeleton key={number} number={number} /> : <DayCard key={number} number={number} day={day} fresh={fresh} />,
        )}
      </div>
      {itinerary !== null && <StaysSection itinerary={itinerary} />}
      <Suspense>{itinerary !== null && <PracticalInfo itinerary={itinerary} />}</Suspense>
    </section>
  );
}
