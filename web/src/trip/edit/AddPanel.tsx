import { useQuery } from "@tanstack/react-query";
import { X } from "lucide-react";
import { useEffect, useRef, useState } from "react";
import { useTranslation } from "react-i18next";

import type { Day, Place, Stop, SuggestedPlace } from "@/api/types";
import { formatDuration, formatTime, minutesBetween } from "@/format/dates";
import { IconButton } from "@/ui/IconButton";
import { ProblemNote } from "@/ui/ProblemNote";

import { useTripContext } from "../context";
import { suggestions } from "./api";
import { slotsOf, startInGap } from "./arrange";
import { useEditing } from "./context";
import { PlaceRow } from "./PlaceRow";
import styles from "./Places.module.css";
import { PlaceSearch } from "./PlaceSearch";

interface Props {
  number: number;
  after: Stop | null;
  /** The gap: before the stop with this index. */
  index: number;
  on: string;
  cityId: string;
  onClose: () => void;
}

/** What fits between two stops, with the minutes more on the way; on the map the same places can be tapped. */
export default function AddPanel({ number, after, index, on, cityId, onClose }: Props) {
  const { t } = useTranslation(["edit", "common"]);
  const { tripId, locale, setFocus } = useTripContext();
  const { trip, send, offer } = useEditing();
  const panel = useRef<HTMLElement>(null);
  const [found, setFound] = useState<readonly Place[]>([]);
  const query = useQuery({
    queryKey: ["suggestions", tripId, trip?.version, number, after?.id],
    queryFn: () => suggestions(tripId, number, after?.id ?? null),
    staleTime: 60_000,
  });
  const day: Day | undefined = trip?.itinerary?.days[number - 1];
  const add = (place_id: string, at_min: number) => {
    onClose();
    send({ kind: "edits", edits: [{ kind: "add", place_id, day: number, at_min, wish: "" }] });
  };
  const choose = (place: Place) => {
    const suggested = query.data?.find((one) => one.place.id === place.id);
    add(place.id, suggested === undefined ? startInGap(day === undefined ? [] : slotsOf(day), index) : minutesBetween(on, suggested.start_local));
  };
  const chosen = useRef(choose);
  useEffect(() => {
    chosen.current = choose;
  });
  const places = found.length > 0 ? found : (query.data ?? []).map((one) => one.place);
  const key = places.map((place) => place.id).join();
  useEffect(() => {
    offer({ day: number, places, choose: (place) => chosen.current(place) });
    setFocus({ day: number, stopId: null, by: "plan" });
    return () => offer(null);
    // eslint-disable-next-line react-hooks/exhaustive-deps -- only when other places are offered
  }, [key, number]);
  const leave = useRef(onClose);
  useEffect(() => {
    leave.current = onClose;
  });
  useEffect(() => {
    const { current } = panel;
    const heard = (event: KeyboardEvent) => event.key === "Escape" && leave.current();
    current?.focus();
    current?.addEventListener("keydown", heard);
    return () => current?.removeEventListener("keydown", heard);
  }, []);
  return (
    <section ref={panel} tabIndex={-1} className={styles.panel} aria-label={t("add.title")}>
      <div className={styles.head}>
        <h4>{t("add.title")}</h4>
        <IconButton label={t("common:close")} onClick={onClose}>
          <X size={17} />
        </IconButton>
      </div>
      <PlaceSearch cityId={cityId} onChoose={choose} onFound={setFound} />
      {query.isPending && <p className={styles.none} role="status">{t("add.looking")}</p>}
      {query.isError && <ProblemNote error={query.error} />}
      {query.data?.length === 0 && <p className={styles.none}>{t("add.nothing")}</p>}
      {found.length === 0 && (
        <ul className={styles.places}>
          {query.data?.map((one) => (
            <PlaceRow key={one.place.id} place={one.place} onChoose={() => choose(one.place)}>
              <Facts one={one} locale={locale} />
            </PlaceRow>
          ))}
        </ul>
      )}
    </section>
  );
}

function Facts({ one, locale }: { one: SuggestedPlace; locale: string }) {
  const { t } = useTranslation("edit");
  const { language } = useTripContext();
  return (
    <span className={styles.facts}>
      <span>{formatTime(one.start_local, locale)}–{formatTime(one.end_local, locale)}</span>
      <span>{one.detour_min <= 0 ? t("add.onTheWay") : t("add.detour", { time: formatDuration(one.detour_min, locale) })}</span>
      <span data-fits={one.fits}>{one.fits ? t("add.fits") : t("add.moves")}</span>
      {one.crowd !== "usual" && <span>{t(`crowd.${one.crowd}`)}</span>}
      {one.reasons[0] !== undefined && <span lang={language} dir="auto">{one.reasons[0]}</span>}
    </span>
  );
}
