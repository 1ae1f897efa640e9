import { CalendarX2, Droplets, HandCoins, HeartHandshake, type LucideIcon, Phone, Plug, Shirt, ShieldAlert, TramFront } from "lucide-react";
import type { ReactNode } from "react";
import { useTranslation } from "react-i18next";

import type { CityFacts as Facts } from "@/api/types";
import { formatDate } from "@/format/dates";

import { useTripContext } from "../context";
import { Climate } from "./Climate";
import { Phrases } from "./Phrases";
import styles from "./Practical.module.css";

interface Props {
  city: Facts;
  /** The month of the visit, 1 to 12. */
  month: number | null;
}

export function CityFacts({ city, month }: Props) {
  const { t } = useTranslation("practical");
  const { locale } = useTripContext();
  return (
    <div className={styles.city}>
      <Phrases phrases={city.phrases} language={city.languages[0] ?? "en"} />
      <Climate climate={city.climate} month={month} />
      <dl className={styles.facts}>
        <Fact icon={Phone} name={t("emergency")}>
          {Object.entries(city.emergency).map(([service, number]) => (
            <span key={service} className={styles.number}>
              {service} <strong dir="ltr">{number}</strong>
            </span>
          ))}
        </Fact>
        <Fact icon={HandCoins} name={t("tipping")}>{city.tipping}</Fact>
        <Fact icon={Plug} name={t("plugs")}>
          {t("plugTypes", { types: city.plugs.join(", "), voltage: city.voltage })}
        </Fact>
        <Fact icon={TramFront} name={t("transport")}>{city.transport.note || city.transport.modes.join(", ")}</Fact>
        <Fact icon={HeartHandshake} name={t("etiquette")}>
          <Lines lines={city.etiquette} />
        </Fact>
        <Fact icon={Shirt} name={t("dress")}>{city.dress_code}</Fact>
        <Fact icon={ShieldAlert} name={t("safety")}>
          <Lines lines={city.safety} />
        </Fact>
        {city.closures.length > 0 && (
          <Fact icon={CalendarX2} name={t("closures")}>
            <Lines lines={city.closures.map(({ when, what }) => `${when}: ${what}`)} />
          </Fact>
        )}
        {city.tap_water !== "" && <Fact icon={Droplets} name={t("water")}>{city.tap_water}</Fact>}
      </dl>
      <p className={styles.asOf}>{t("asOf", { date: formatDate(city.as_of, locale) })}</p>
    </div>
  );
}

/** What the atlas knows is written in the trip's language. */
function Fact({ icon: Icon, name, children }: { icon: LucideIcon; name: string; children: ReactNode }) {
  const { language } = useTripContext();
  return (
    <div className={styles.fact}>
      <dt>
        <Icon size={16} />
        {name}
      </dt>
      <dd lang={language} dir="auto">{children}</dd>
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
