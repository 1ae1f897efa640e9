import { keepPreviousData, useQueries, useQuery } from "@tanstack/react-query";
import clsx from "clsx";
import { Tabs } from "radix-ui";
import { lazy, useEffect, useMemo, useState } from "react";

import { imagesQuery, placesQuery } from "@/api/queries";
import type { Edit, TripView } from "@/api/types";
import { useLocale } from "@/i18n/useLocale";
import { useConnection } from "@/offline/connection";
import { isOver } from "@/run/state";
import { TripNotices } from "@/share/TripNotices";
import { Part } from "@/ui/Part";
import { useMediaQuery } from "@/ui/useMediaQuery";

import { ChatPanel } from "./chat/ChatPanel";
import { type Focus, TripContext } from "./context";
import { EditContext } from "./edit/context";
import { useEditState } from "./edit/useEditState";
import { LiveStatus } from "./LiveStatus";
import { LostNotice } from "./LostNotice";
import { MapWaiting } from "./map/MapWaiting";
import { bookOf, citiesToLoad, planOf } from "./plan";
import styles from "./Trip.module.css";
import { TripSkeleton } from "./TripSkeleton";
import { TripTabs, type View } from "./TripTabs";
import { useTrip } from "./useTrip";

// The conversation is read first; what lays out and edits the plan is fetched beside it.
const PlanPanel = lazy(() => import("./plan/PlanPanel"));
// The map's code is large and fetched when it is asked for; where it cannot be had, the page draws the route itself.
const MapPanel = lazy(() => import("./map/MapPanel").catch(() => import("./map/SketchPanel")));

export function Trip({ trip }: { trip: TripView }) {
  const { run, lost, actions } = useTrip(trip);
  const editing = useEditState(trip, run);
  const { shown, send } = editing;
  const plan = useMemo(() => planOf(trip, run, shown), [trip, run, shown]);
  const loaded = useQueries({
    queries: citiesToLoad(plan).map(placesQuery),
    combine: (answers) => answers.flatMap((answer) => answer.data ?? []),
  });
  const book = useMemo(() => bookOf(plan.itinerary, [...loaded, ...(trip.itinerary?.places ?? [])]), [plan.itinerary, loaded, trip.itinerary]);
  const { data: pictures } = useQuery({ ...imagesQuery(trip.id, trip.version), placeholderData: keepPreviousData });
  const images = useMemo(() => new Map(pictures?.images.map((image) => [image.place_id, image])), [pictures]);
  const [view, setView] = useState<View>("chat");
  const [focus, setFocus] = useState<Focus>({ day: 1, stopId: null, by: "plan" });
  const roomy = useMediaQuery("(min-width: 768px)");
  const [laidOut, layOut] = useState(roomy); // on a phone the plan is laid out when it is first looked at; then it stays
  if (roomy && !laidOut) layOut(true);
  const language = plan.itinerary?.language ?? plan.request?.language ?? "en";
  const locale = useLocale();
  const { offline } = useConnection();
  const busy = run !== null && !isOver(run.phase) && run.proposal === null;
  const mayEdit = !offline && trip.itinerary !== null && trip.access !== "viewer";
  const context = {
    tripId: trip.id, language, locale, book, images, focus, setFocus, mayEdit, editable: mayEdit && !busy && !editing.sending,
    edit: (edit: Edit) => send({ kind: "edits", edits: [edit] }),
  };
  const show = (wanted: View) => {
    setView(wanted);
    if (wanted === "plan") layOut(true);
  };
  const title = plan.itinerary?.title ?? trip.title;
  useEffect(() => {
    document.title = `${title} · Tripwright`;
    return () => void (document.title = "Tripwright");
  }, [title]);

  return (
    <TripContext value={context}>
    <EditContext value={editing}>
      <Tabs.Root className={styles.trip} data-fills value={view} onValueChange={(value) => show(value as View)}>
        <h1 className={clsx("visually-hidden", styles.title)}>{title}</h1>
        <LiveStatus run={run} />
        <TripNotices trip={trip} day={focus.day}>{lost && <LostNotice />}</TripNotices>
        <Tabs.Content forceMount value="chat" className={clsx(styles.panel, styles.chat)} tabIndex={-1}>
          <ChatPanel trip={trip} run={run} actions={actions} />
        </Tabs.Content>
        <Tabs.Content forceMount value="plan" className={clsx(styles.panel, styles.plan)} tabIndex={-1}>
          {laidOut && (
            <Part waiting={<TripSkeleton />}>
              <PlanPanel trip={trip} run={run} plan={plan} hero={pictures?.hero ?? null} />
            </Part>
          )}
        </Tabs.Content>
        <Tabs.Content forceMount value="map" className={clsx(styles.panel, styles.map)} tabIndex={-1}>
          {(roomy || view === "map") && (
            <Part waiting={<MapWaiting />}>
              <MapPanel plan={plan} />
            </Part>
          )}
        </Tabs.Content>
        <TripTabs view={view} days={plan.slots.filter((slot) => slot.day !== null).length} />
      </Tabs.Root>
    </EditContext>
    </TripContext>
  );
}
