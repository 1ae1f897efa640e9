import { useMutation } from "@tanstack/react-query";
import { X } from "lucide-react";
import { useCallback, useEffect } from "react";
import { useTranslation } from "react-i18next";

import { Chip } from "@/ui/Chip";
import { IconButton } from "@/ui/IconButton";
import { ProblemNote } from "@/ui/ProblemNote";

import { citiesLike } from "./citiesLike";
import styles from "./Input.module.css";

interface Props {
  photo: File;
  /** What stands in the box beside it. */
  words: string;
  onChoose: (wish: string) => void;
  onRemove: () => void;
}

/** A photo and what it is like: each city one click from being a wish. */
export function PhotoCard({ photo, words, onChoose, onRemove }: Props) {
  const { t } = useTranslation("input");
  const look = useMutation({ mutationFn: () => citiesLike(photo, words, t("photo.tooLarge")) });
  const { mutate } = look;
  useEffect(() => {
    mutate();
  }, [photo, mutate]);
  const show = useCallback(
    (picture: HTMLImageElement) => {
      picture.src = URL.createObjectURL(photo);
      return () => URL.revokeObjectURL(picture.src);
    },
    [photo],
  );
  const cities = look.data?.cities ?? [];
  return (
    <div className={styles.photo}>
      <img ref={show} alt={t("photo.alt")} className={styles.thumb} />
      <div className={styles.found}>
        <p role="status">
          {look.isPending && t("photo.looking")}
          {look.data?.looked === false && t("photo.blind")}
          {look.data?.looked === true && (cities.length > 0 ? t("photo.likes") : t("photo.none"))}
        </p>
        {cities.length > 0 && (
          <ul className={styles.likes}>
            {cities.map((city) => (
              <li key={city.city_id}>
                <Chip onClick={() => onChoose(t("photo.wish", { city: city.name }))}>{city.name}, {city.country_name}</Chip>
                {city.reason !== "" && <small lang="en" dir="auto">{city.reason}</small>}
              </li>
            ))}
          </ul>
        )}
        {look.error !== null && <ProblemNote error={look.error} />}
      </div>
      <IconButton label={t("photo.remove")} className={styles.tool} onClick={onRemove}>
        <X size={18} />
      </IconButton>
    </div>
  );
}
