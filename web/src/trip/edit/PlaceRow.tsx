import type { ReactNode } from "react";
import { useTranslation } from "react-i18next";

import type { Place } from "@/api/types";
import { CategoryTile } from "@/art/CategoryTile";

import styles from "./Places.module.css";

/** A place that can be chosen, with what speaks for it. */
export function PlaceRow({ place, onChoose, children }: { place: Place; onChoose: () => void; children?: ReactNode }) {
  const { t } = useTranslation("plan");
  return (
    <li>
      <button type="button" className={styles.place} onClick={onChoose}>
        <CategoryTile category={place.category} />
        <span className={styles.words}>
          <bdi className={styles.name}>{place.name}</bdi>
          <span className={styles.kind}>
            {t(`kind.${place.category}`)}
            {place.area != null && ` · ${place.area}`}
          </span>
          {children}
        </span>
      </button>
    </li>
  );
}
