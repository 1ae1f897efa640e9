import { Bus, Car, CarTaxiFront, Footprints, type LucideIcon, Plane, Ship, TrainFront, TramFront } from "lucide-react";

import type { Travel, TravelLeg } from "@/api/types";
import { formatTime } from "@/format/dates";
import { formatMetres } from "@/format/measures";
import { formatMoney } from "@/format/money";

import { useTripContext } from "../context";
import { LinkRow } from "./LinkRow";
import styles from "./TravelCard.module.css";

const MODES: Readonly<Record<TravelLeg["mode"], { icon: LucideIcon; name: string }>> = {
  train: { icon: TrainFront, name: "Train" },
  flight: { icon: Plane, name: "Flight" },
  bus: { icon: Bus, name: "Bus" },
  ferry: { icon: Ship, name: "Ferry" },
  car: { icon: Car, name: "Car" },
  walk: { icon: Footprints, name: "Walk" },
  transit: { icon: TramFront, name: "Public transport" },
  taxi: { icon: CarTaxiFront, name: "Taxi" },
};

export function TravelCard({ travel, way }: { travel: Travel; way: "in" | "out" }) {
  return (
    <li className={styles.card}>
      <h3 className={styles.title}>
        {way === "in" ? "Arrive: " : "Leave: "}
        {travel.from_name} → {travel.to_name}
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
  const { language } = useTripContext();
  const { icon: Icon, name } = MODES[leg.mode];
  const nextDay = leg.depart_local.slice(0, 10) !== leg.arrive_local.slice(0, 10);
  const facts = [name, formatMetres(leg.metres, language)];
  if (leg.cost.minor > 0) facts.push(formatMoney(leg.cost, language));
  return (
    <li className={styles.leg}>
      <Icon size={17} />
      <div>
        <p>
          <strong>{formatTime(leg.depart_local, language)}</strong> {leg.from_name} →{" "}
          <strong>{formatTime(leg.arrive_local, language)}</strong>
          {nextDay && <sup> +1</sup>} {leg.to_name}
        </p>
        <p className={styles.facts}>
          {facts.join(" · ")}
          {leg.depart_zone !== leg.arrive_zone && " · local times"}
        </p>
        <LinkRow links={leg.links} about={`${leg.from_name} to ${leg.to_name}`} />
      </div>
    </li>
  );
}
