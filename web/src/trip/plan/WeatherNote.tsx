import { CloudRain, CloudSun, Sun } from "lucide-react";

import type { Weather } from "@/api/types";
import { formatCelsius, formatPercent } from "@/format/measures";

import { useTripContext } from "../context";
import styles from "./DayHead.module.css";

export function WeatherNote({ weather }: { weather: Weather }) {
  const { language } = useTripContext();
  const Icon = weather.rain_chance >= 0.5 ? CloudRain : weather.rain_chance >= 0.25 ? CloudSun : Sun;
  const usual = weather.source.freshness === "atlas" || weather.source.freshness === "estimated";
  return (
    <span className={styles.fact} title={usual ? "Typical for the month; no forecast reaches that far" : "Forecast"}>
      <Icon size={16} />
      {formatCelsius(weather.high_c, language)} / {formatCelsius(weather.low_c, language)} · rain{" "}
      {formatPercent(weather.rain_chance, language)}
      {usual && " (typical)"}
    </span>
  );
}
