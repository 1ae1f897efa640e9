import { useQuery } from "@tanstack/react-query";
import { useTranslation } from "react-i18next";

import type { Day, Stop } from "@/api/types";

import { useTripContext } from "../context";
import { placeDetails } from "./api";
import { useEditing } from "./context";
import { PlaceRow } from "./PlaceRow";
import styles from "./Places.module.css";
import { PlaceSearch } from "./PlaceSearch";
import { Sheet } from "./Sheet";

interface Props {
  stop: Stop;
  day: Day;
  number: number;
  name: string;
  onClose: () => void;
}

/** Exactly which place instead: one near by, or any of the city. */
export function OtherPlace({ stop, day, number, name, onClose }: Props) {
  const { t } = useTranslation("edit");
  const { tripId } = useTripContext();
  const { send } = useEditing();
  const { data } = useQuery({
    queryKey: ["place", tripId, stop.place_id, day.on],
    queryFn: () => placeDetails(tripId, stop.place_id, day.on),
    staleTime: 60_000,
  });
  const choose = (to_place_id: string) => {
    onClose();
    send({ kind: "edits", edits: [{ kind: "swap", place_id: stop.place_id, day: number, wish: "", to_place_id }] });
  };
  return (
    <Sheet title={t("other.title", { name })} onClose={onClose}>
      <div className={styles.group}>
        <PlaceSearch cityId={day.city_id} onChoose={(place) => choose(place.id)} />
      </div>
      {data !== undefined && data.alternatives.length > 0 && (
        <div className={styles.group}>
          <h3>{t("other.near")}</h3>
          <ul className={styles.places}>
            {data.alternatives.map((place) => (
              <PlaceRow key={place.id} place={place} onChoose={() => choose(place.id)} />
            ))}
          </ul>
        </div>
      )}
    </Sheet>
  );
}
