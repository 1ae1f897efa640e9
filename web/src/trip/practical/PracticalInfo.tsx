import { Tabs } from "radix-ui";
import { useTranslation } from "react-i18next";

import type { Itinerary } from "@/api/types";

import { CityFacts } from "./CityFacts";
import { PackingList } from "./PackingList";
import styles from "./Practical.module.css";

/** What to know before going: a tab a city, and what to pack. */
export default function PracticalInfo({ itinerary }: { itinerary: Itinerary }) {
  const { t } = useTranslation("practical");
  const first = itinerary.cities[0];
  if (first === undefined) return null;
  const months = new Map(itinerary.days.map((day) => [day.city_id, Number(day.on.slice(5, 7))]));
  return (
    <section className={styles.practical} aria-labelledby="practical">
      <h2 id="practical">{t("title")}</h2>
      <Tabs.Root defaultValue={first.id}>
        <Tabs.List className={styles.tabs} aria-label={t("tabs")}>
          {itinerary.cities.map((city) => (
            <Tabs.Trigger key={city.id} value={city.id} className={styles.tab}>
              {city.name}
            </Tabs.Trigger>
          ))}
          {itinerary.packing.length > 0 && (
            <Tabs.Trigger value="packing" className={styles.tab}>
              {t("packing")}
            </Tabs.Trigger>
          )}
        </Tabs.List>
        {itinerary.cities.map((city) => (
          <Tabs.Content key={city.id} value={city.id}>
            <CityFacts city={city} month={months.get(city.id) ?? null} />
          </Tabs.Content>
        ))}
        <Tabs.Content value="packing">
          <PackingList packing={itinerary.packing} />
        </Tabs.Content>
      </Tabs.Root>
    </section>
  );
}
