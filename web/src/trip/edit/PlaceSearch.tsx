import { useQuery } from "@tanstack/react-query";
import { useEffect, useMemo, useRef, useState } from "react";
import { useTranslation } from "react-i18next";

import { placesQuery } from "@/api/queries";
import type { Place } from "@/api/types";
import { Field } from "@/ui/Field";

import { useEditing } from "./context";
import { PlaceRow } from "./PlaceRow";
import styles from "./Places.module.css";

interface Props {
  cityId: string;
  onChoose: (place: Place) => void;
  /** What is found, for the map. */
  onFound?: (places: readonly Place[]) => void;
}

const MOST = 8;

/** Any place of a city by its name; those of the plan are left out. */
export function PlaceSearch({ cityId, onChoose, onFound }: Props) {
  const { t } = useTranslation("edit");
  const { trip } = useEditing();
  const { data } = useQuery(placesQuery(cityId));
  const [words, setWords] = useState("");
  const used = useMemo(() => new Set(trip?.itinerary?.days.flatMap((day) => day.stops.map((stop) => stop.place_id))), [trip]);
  const found = useMemo(() => matching(data ?? [], words, used), [data, words, used]);
  const tell = useRef(onFound);
  useEffect(() => {
    tell.current = onFound;
  });
  useEffect(() => tell.current?.(found), [found]);
  return (
    <div className={styles.search}>
      <Field label={t("add.search")} type="search" value={words} onChange={(event) => setWords(event.target.value)} autoComplete="off" />
      {words.trim() !== "" && found.length === 0 && <p className={styles.none} role="status">{t("add.none")}</p>}
      <ul className={styles.places}>
        {found.map((place) => (
          <PlaceRow key={place.id} place={place} onChoose={() => onChoose(place)} />
        ))}
      </ul>
    </div>
  );
}

function matching(places: readonly Place[], words: string, used: ReadonlySet<string>): readonly Place[] {
  const wanted = plain(words.trim());
  if (wanted === "") return [];
  return places.filter((place) => place.kind !== "stay" && !used.has(place.id) && plain(place.name).includes(wanted)).slice(0, MOST);
}

/** Without accents and capitals, as people type. */
function plain(text: string): string {
  return text.normalize("NFD").replaceAll(/\p{M}/gu, "").toLowerCase();
}
