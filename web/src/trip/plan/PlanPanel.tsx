import { lazy } from "react";
import { useTranslation } from "react-i18next";

import type { PlaceImage, TripView } from "@/api/types";
import type { RunState } from "@/run/state";
import { Part } from "@/ui/Part";

import { PendingBar } from "../edit/PendingBar";
import { TripHeader } from "../header/TripHeader";
import type { PlanView } from "../plan";
import { Provenance } from "../sources/Provenance";
import { DayCard } from "./DayCard";
import { DayNav } from "./DayNav";
import { DaySkeleton } from "./DaySkeleton";
import { DragPlan } from "./DragPlan";
import { EmptyPlan } from "./EmptyPlan";
import styles from "./PlanPanel.module.css";
import { StaysSection } from "./StaysSection";

const PracticalInfo = lazy(() => import("../practical/PracticalInfo"));

interface Props {
  trip: TripView;
  run: RunState | null;
  plan: PlanView;
  hero: PlaceImage | null;
}

export default function PlanPanel({ trip, run, plan, hero }: Props) {
  const { t } = useTranslation("plan");
  const { itinerary, slots, request } = plan;
  const certificate = run?.certificate ?? trip.certificate;
  return (
    <section className={styles.plan} aria-label={t("label")} aria-busy={plan.building}>
      <TripHeader trip={trip} plan={plan} hero={hero} certificate={itinerary === null ? null : certificate} changes={run?.changes ?? []} />
      {slots.length === 0 && <EmptyPlan run={run} />}
      <DragPlan days={slots.map((slot) => slot.day)}>
        {slots.length > 0 && <DayNav slots={slots} startOn={request?.start_on ?? null} />}
        <div className={styles.days}>
          {slots.map(({ number, day, fresh }) =>
            day === null ? <DaySkeleton key={number} number={number} /> : <DayCard key={number} number={number} day={day} fresh={fresh} />,
          )}
        </div>
      </DragPlan>
      {itinerary !== null && <StaysSection itinerary={itinerary} />}
      <Part>{itinerary !== null && <PracticalInfo itinerary={itinerary} />}</Part>
      {itinerary !== null && <Provenance itinerary={itinerary} />}
      <PendingBar run={run} />
    </section>
  );
}
