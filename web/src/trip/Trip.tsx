import { useQueries } from "@tanstack/react-query";
import clsx from "clsx";
import { Tabs } from "radix-ui";
import { lazy, Suspense, useEffect, useMemo, useState } from "react";

import { placesQuery } from "@/api/queries";
import type { Edit, TripView } from "@/api/types";
import { isOver } from "@/run/state";
import { useMediaQuery } from "@/ui/useMediaQuery";

import { ChatPanel } from "./chat/ChatPanel";
import { type Focus, localeFor, TripContext } from "./context";
import { LiveStatus } from "./LiveStatus";
import { LostNotice } from "./LostNotice";
import { MapWaiting } from "./map/MapWaiting";
import { bookOf, citiesToLoad, planOf } from "./plan";
import { PlanPanel } from "./plan/PlanPanel";
import styles from "./Trip.module.css";
import { TripTabs, type View } from "./TripTabs";
import { useTrip } from "./useTrip";

const MapPanel = lazy(() => import("./map/MapPanel"));

export function Trip({ trip }: { trip: TripView }) {
  const { run, lost, actions } = useTrip(trip);
  const plan = useMemo(() => planOf(trip, run), [trip, run]);
  const loaded = useQueries({
    queries: citiesToLoad(plan).map(placesQuery),
    combine: (answers) => answers.flatMap((answer) => answer.data ?? []),
  });
  const book = useMemo(() => bookOf(plan.itinerary, loaded), [plan.itinerary, loaded]);
  const [view, setView] = useState<View>("chat");
  const [focus, setFocus] = useState<Focus>({ day: 1, stopId: null, by: "plan" });
  const roomy = useMediaQuery("(min-width: 768px)");
  const language = localeFor(plan.itinerary?.language ?? plan.request?.language ?? "en", navigator.language);
  const busy = run !== null && !isOver(run.phase);
  const context = {
    tripId: trip.id, language, book, focus, setFocus,
    editable: !busy && plan.itinerary !== null && !actions.edit.isPending,
    edit: (edit: Edit) => actions.edit.mutate([edit]),
  };
  const title = plan.itinerary?.title ?? trip.title;
  useEffect(() => {
    document.title = `${title} · Tripwright`;
    return () => void (document.title = "Tripwright");
  }, [title]);

  return (
    <TripContext value={context}>
      <Tabs.Root className={styles.trip} value={view} onValueChange={(value) => setView(value as View)}>
        <LiveStatus run={run} />
        {lost && <LostNotice />}
        <Tabs.Content forceMount value="chat" className={clsx(styles.panel, styles.chat)} tabIndex={-1}>
          <ChatPanel trip={trip} run={run} actions={actions} />
        </Tabs.Content>
        <Tabs.Content forceMount value="plan" className={clsx(styles.panel, styles.plan)} tabIndex={-1}>
          <PlanPanel trip={trip} run={run} plan={plan} />
        </Tabs.Content>
        <Tabs.Content forceMount value="map" className={clsx(styles.panel, styles.map)} tabIndex={-1}>
          {(roomy || view === "map") && (
            <Suspense fallback={<MapWaiting />}>
              <MapPanel plan={plan} />
            </Suspense>
          )}
        </Tabs.Content>
        <TripTabs view={view} days={plan.slots.filter((slot) => slot.day !== null).length} />
      </Tabs.Root>
    </TripContext>
  );
}
