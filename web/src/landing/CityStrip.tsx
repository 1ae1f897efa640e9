import { useQuery } from "@tanstack/react-query";
import { useDeferredValue } from "react";
import { useTranslation } from "react-i18next";

import { citiesQuery } from "@/api/queries";
import type { CityBrief } from "@/api/types";
import { Landscape } from "@/art/Landscape";

import styles from "./Cards.module.css";

const NONE: readonly CityBrief[] = [];

interface Props {
  onChoose: (wish: string) => void;
}

export function CityStrip({ onChoose }: Props) {
  const { t } = useTranslation("landing");
  const { data = NONE } = useQuery(citiesQuery);
  const cities = useDeferredValue(data, NONE); // thirty pictures can wait for whoever begins to type
  if (cities.length === 0) return null;
  const choose = (name: string) => {
    onChoose(t("cities.wish", { city: name }));
    const box = document.getElementById("wish");
    box?.scrollIntoView({ block: "center" });
    box?.focus({ preventScroll: true });
  };
  return (
    <section className={styles.section} aria-labelledby="cities">
      <div className={styles.title}>
        <h2 id="cities">{t("cities.title")}</h2>
        <p>{t("cities.text")}</p>
      </div>
      <ul className={styles.strip}>
        {cities.map((city) => (
          <li key={city.id}>
            <button type="button" className={styles.city} onClick={() => choose(city.name)}>
              <Landscape name={city.id} className={styles.art} />
              <span className={styles.caption}>
                <strong lang="en" dir="auto">{city.name}</strong>
                <span className={styles.small} lang="en" dir="auto">{city.country_name}</span>
                <span className={styles.summary} lang="en" dir="auto">{city.summary}</span>
                <span className={styles.counts}>
                  {t("cities.counts", { sights: city.sights, eats: city.eats, stays: city.stays })}
                </span>
              </span>
            </button>
          </li>
        ))}
      </ul>
    </section>
  );
}
