import { ArrowRight, Bus, Car, CarTaxiFront, Footprints, type LucideIcon, Plane, Ship, TrainFront, TramFront } from "lucide-react";
import { useTranslation } from "react-i18next";

import type { Travel, TravelLeg } from "@/api/types";
import { formatTime } from "@/format/dates";
import { formatMetres } from "@/format/measures";
import { formatMoney } from "@/format/money";

import { useTripContext } from "../context";
import { SourceMark } from "../sources/SourceMark";
import { LinkRow } from "./LinkRow";
import styles from "./TravelCard.module.css";

const MODES: Readonly<Record<TravelLeg["mode"], LucideIcon>> = {
  train: TrainFront,
  flight: Plane,
  bus: Bus,
  ferry: Ship,
  car: Car,
  walk: Footprints,
  transit: TramFront,
  taxi: CarTaxiFront,
};

export function TravelCard({ travel, way }: { travel: Travel; way: "in" | "out" }) {
  const { t } = useTranslation("plan");
  const ends = { from: travel.from_name, to: travel.to_name };
  return (
    <li className={styles.card}>
      <h3 className={styles.title}>
        {way === "in" ? t("arrive", ends) : t("leave", ends)}
      </h3>
      <ol className={styles.legs}>
        {travel.legs.map((leg) => (
          <TravelLegRow key={`${leg.depart_local}${leg.from_name}`} leg={leg} />
        ))}
      </ol>
    </li>
  );
}

function TravelLegRow({ leg }: { leg: TravelLeg }) {
  const { t } = useTranslation("plan");
  const { locale } = useTripContext();
  const Icon = MODES[leg.mode];
  const nextDay = leg.depart_local.slice(0, 10) !== leg.arrive_local.slice(0, 10);
  const facts = [t(`mode.${leg.mode}`), formatMetres(leg.metres, locale)];
  if (leg.cost.minor > 0) facts.push(formatMoney(leg.cost, locale));
  return (
    <li className={styles.leg}>
      <Icon size={17} />
      <div>
        <p>
          <strong>{formatTime(leg.depart_local, locale)}</strong> <bdi>{leg.from_name}</bdi> <ArrowRight size={13} className="flip" aria-hidden="true" />{" "}
          <strong>{formatTime(leg.arrive_local, locale)}</strong>
          {nextDay && <sup title={t("nextDay")}> +1</sup>} <bdi>{leg.to_name}</bdi>
        </p>
        <p className={styles.facts}>
          {facts.join(" · ")}
          {leg.depart_zone !== leg.arrive_zone && ` · ${t("localTimes")}`}
          <SourceMark facts={[{ what: "journey", source: leg.source }]} />
        </p>
        <LinkRow links={leg.links} about={t("fromTo", { from: leg.from_name, to: leg.to_name })} />
      </div>
    </li>
  );
}
