import { CloudRain, CloudSun, Sun } from "lucide-react";
import { useTranslation } from "react-i18next";

import type { Weather } from "@/api/types";
import { formatCelsius, formatPercent } from "@/format/measures";

import { useTripContext } from "../context";
import { SourceMark } from "../sources/SourceMark";
import styles from "./DayHead.module.css";

export function WeatherNote({ weather }: { weather: Weather }) {
  const { t } = useTranslation("plan");
  const { locale } = useTripContext();
  const Icon = weather.rain_chance >= 0.5 ? CloudRain : weather.rain_chance >= 0.25 ? CloudSun : Sun;
  const [high, low] = [formatCelsius(weather.high_c, locale), formatCelsius(weather.low_c, locale)];
  const usual = weather.source.freshness === "atlas" || weather.source.freshness === "estimated";
  return (
    <span className={styles.fact} title={usual ? t("weather.usual") : t("weather.forecast")}>
      <Icon size={16} />
      {t("weather.line", { high, low, chance: formatPercent(weather.rain_chance, locale) })}
      <SourceMark facts={[{ what: "weather", source: weather.source }]} onDark />
    </span>
  );
}
