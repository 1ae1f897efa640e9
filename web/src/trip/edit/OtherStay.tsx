import { useQuery } from "@tanstack/react-query";
import { useTranslation } from "react-i18next";

import { placesQuery } from "@/api/queries";

import { useEditing } from "./context";
import { PlaceRow } from "./PlaceRow";
import styles from "./Places.module.css";
import { Sheet } from "./Sheet";

interface Props {
  cityId: string;
  now: string;
  name: string;
  onClose: () => void;
}

/** Exactly which stay instead; what it changes is shown before it is kept. */
export default function OtherStay({ cityId, now, name, onClose }: Props) {
  const { t } = useTranslation("edit");
  const { send } = useEditing();
  const { data, isPending } = useQuery(placesQuery(cityId));
  const stays = (data ?? []).filter((place) => place.kind === "stay" && place.id !== now);
  const choose = (to_place_id: string) => {
    onClose();
    send({ kind: "edits", edits: [{ kind: "stay", city_id: cityId, to_place_id }], review: true });
  };
  return (
    <Sheet title={t("stay.title", { name })} lead={t("stay.lead")} onClose={onClose}>
      {stays.length === 0 && <p role="status">{isPending ? t("add.looking") : t("stay.none")}</p>}
      <ul className={styles.places}>
        {stays.map((place) => (
          <PlaceRow key={place.id} place={place} onChoose={() => choose(place.id)}>
            {place.stars != null && <span className={styles.kind} role="img" aria-label={t("stay.stars", { count: place.stars })}>{"★".repeat(place.stars)}</span>}
          </PlaceRow>
        ))}
      </ul>
    </Sheet>
  );
}
