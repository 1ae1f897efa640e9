import { useQuery } from "@tanstack/react-query";

import { citiesQuery } from "@/api/queries";
import { Landscape } from "@/art/Landscape";

import styles from "./Cards.module.css";

interface Props {
  onChoose: (wish: string) => void;
}

export function CityStrip({ onChoose }: Props) {
  const { data: cities = [] } = useQuery(citiesQuery);
  if (cities.length === 0) return null;
  const choose = (name: string) => {
    onChoose(`4 days in ${name} for two, `);
    const box = document.getElementById("wish");
    box?.scrollIntoView({ block: "center" });
    box?.focus({ preventScroll: true });
  };
  return (
    <section className={styles.section} aria-labelledby="cities">
      <div className={styles.title}>
        <h2 id="cities">Cities we know by heart</h2>
        <p>Real places, hours and prices, checked by hand. No key and no network needed.</p>
      </div>
      <ul className={styles.strip}>
        {cities.map((city) => (
          <li key={city.id}>
            <button type="button" className={styles.city} onClick={() => choose(city.name)}>
              <Landscape name={city.id} className={styles.art} />
              <span className={styles.caption}>
                <strong>{city.name}</strong>
                <span className={styles.small}>{city.country_name}</span>
                <span className={styles.summary}>{city.summary}</span>
                <span className={styles.counts}>
                  {city.sights} sights · {city.eats} tables · {city.stays} stays
                </span>
              </span>
            </button>
          </li>
        ))}
      </ul>
    </section>
  );
}
