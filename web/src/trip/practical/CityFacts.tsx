import { CalendarX2, Droplets, HandCoins, HeartHandshake, type LucideIcon, Phone, Plug, Shirt, ShieldAlert, TramFront } from "lucide-react";
import type { ReactNode } from "react";

import type { CityFacts as Facts } from "@/api/types";

import { Climate } from "./Climate";
import { Phrases } from "./Phrases";
import styles from "./Practical.module.css";

interface Props {
  city: Facts;
  /** The month of the visit, 1 to 12. */
  month: number | null;
}

export function CityFacts({ city, month }: Props) {
  return (
    <div className={styles.city}>
      <Phrases phrases={city.phrases} language={city.languages[0] ?? "en"} />
      <Climate climate={city.climate} month={month} />
      <dl className={styles.facts}>
        <Fact icon={Phone} name="Emergency">
          {Object.entries(city.emergency).map(([service, number]) => (
            <span key={service} className={styles.number}>
              {service} <strong>{number}</strong>
            </span>
          ))}
        </Fact>
        <Fact icon={HandCoins} name="Tipping">{city.tipping}</Fact>
        <Fact icon={Plug} name="Plugs">
          Type {city.plugs.join(", ")} · {city.voltage} V
        </Fact>
        <Fact icon={TramFront} name="Getting around">{city.transport.note || city.transport.modes.join(", ")}</Fact>
        <Fact icon={HeartHandshake} name="Etiquette">
          <Lines lines={city.etiquette} />
        </Fact>
        <Fact icon={Shirt} name="Dress">{city.dress_code}</Fact>
        <Fact icon={ShieldAlert} name="Safety">
          <Lines lines={city.safety} />
        </Fact>
        {city.closures.length > 0 && (
          <Fact icon={CalendarX2} name="Closed when">
            <Lines lines={city.closures.map(({ when, what }) => `${when}: ${what}`)} />
          </Fact>
        )}
        {city.tap_water !== "" && <Fact icon={Droplets} name="Tap water">{city.tap_water}</Fact>}
      </dl>
      <p className={styles.asOf}>As known on {city.as_of}; prices and hours may have changed since.</p>
    </div>
  );
}

function Fact({ icon: Icon, name, children }: { icon: LucideIcon; name: string; children: ReactNode }) {
  return (
    <div className={styles.fact}>
      <dt>
        <Icon size={16} />
        {name}
      </dt>
      <dd>{children}</dd>
    </div>
  );
}

function Lines({ lines }: { lines: readonly string[] }) {
  return (
    <ul className={styles.lines}>
      {lines.map((line) => (
        <li key={line}>{line}</li>
      ))}
    </ul>
  );
}
