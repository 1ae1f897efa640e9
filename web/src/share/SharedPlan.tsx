import clsx from "clsx";
import { BadgeCheck, CalendarDays, MapPin } from "lucide-react";
import type { ReactNode } from "react";
import { useTranslation } from "react-i18next";

import { imageAddress } from "@/api/client";
import type { PlaceImage, TripImages } from "@/api/types";
import { formatLongDay, formatRange, formatTime } from "@/format/dates";
import { formatMoney } from "@/format/money";
import { useLocale } from "@/i18n/useLocale";
import { Credit } from "@/trip/photos/Credit";
import { useBroken } from "@/trip/photos/useBroken";

import type { SharedStop, SharedTrip } from "./api";
import styles from "./SharedPlan.module.css";
import { WaySketch } from "./WaySketch";

interface Props {
  trip: SharedTrip;
  images: TripImages;
  /** What stands beneath the title: who shows it, and what can be done with it. */
  children: ReactNode;
}

/** A trip to be read, of which only the parts are there that somebody wanted to show. */
export function SharedPlan({ trip, images, children }: Props) {
  const { t } = useTranslation("share");
  const locale = useLocale();
  return (
    <article className={styles.plan}>
      <header className={styles.header}>
        {images.hero !== null && <Hero image={images.hero} />}
        <h1 lang={trip.language} dir="auto">
          {trip.title}
        </h1>
        <ul className={styles.facts}>
          <li>
            <CalendarDays size={16} />
            {formatRange(trip.start_on, trip.end_on, locale)}
          </li>
          <li>
            <MapPin size={16} />
            {trip.cities.join(" · ")}
          </li>
          {trip.certified && (
            <li>
              <BadgeCheck size={16} />
              {t("shared.certified")}
            </li>
          )}
        </ul>
        {trip.summary !== "" && (
          <p className={styles.summary} lang={trip.language} dir="auto">
            {trip.summary}
          </p>
        )}
        {children}
      </header>
      <WaySketch trip={trip} />
      {trip.days?.map((day) => (
        <section key={day.number} className={styles.day} data-tone={(day.number - 1) % 7} aria-labelledby={`shared-day-${day.number}`}>
          <p className={styles.date}>
            {t("shared.day", { number: day.number, date: formatLongDay(day.on, locale), city: day.city })}
          </p>
          <h2 id={`shared-day-${day.number}`} lang={trip.language} dir="auto">
            {day.title === "" ? day.city : day.title}
          </h2>
          {day.story !== "" && (
            <p className={styles.story} lang={trip.language} dir="auto">
              {day.story}
            </p>
          )}
          <ol className={styles.stops}>
            {day.arrivals.map((leg, index) => (
              <Journey key={`in${index}`} from={leg.from_name} to={leg.to_name} at={leg.depart_local} />
            ))}
            {day.stops.map((stop, index) => (
              <StopRow key={`${stop.place.id}${stop.start_local}`} stop={stop} order={index + 1} language={trip.language} />
            ))}
            {day.departures.map((leg, index) => (
              <Journey key={`out${index}`} from={leg.from_name} to={leg.to_name} at={leg.depart_local} />
            ))}
          </ol>
        </section>
      ))}
      {trip.stays != null && trip.stays.length > 0 && (
        <Section title={t("sections.stays")}>
          <ul className={styles.plain}>
            {trip.stays.map((stay) => (
              <li key={`${stay.place.id}${stay.check_in_on}`}>
                <strong>{stay.place.name}</strong>
                <span className={styles.small}>{formatRange(stay.check_in_on, stay.check_out_on, locale)}</span>
              </li>
            ))}
          </ul>
        </Section>
      )}
      {trip.costs != null && (
        <Section title={t("sections.costs")}>
          <p className={styles.sum}>{t("shared.total", { sum: formatMoney(trip.costs.total, locale) })}</p>
        </Section>
      )}
      {trip.practical?.map((city) => (
        <Section key={city.name} title={t("shared.goodToKnow", { city: city.name })}>
          <ul className={styles.plain} lang={trip.language}>
            {[...city.etiquette, ...city.safety, city.dress_code, city.tap_water].filter((text) => text !== "").map((text) => (
              <li key={text}>{text}</li>
            ))}
          </ul>
        </Section>
      ))}
    </article>
  );
}

function Hero({ image }: { image: PlaceImage }) {
  const [broken, onError] = useBroken(image.address);
  if (broken) return null;
  return (
    <figure className={styles.hero}>
      <img src={imageAddress(image.address, 640)} srcSet={`${imageAddress(image.address, 640)} 640w, ${imageAddress(image.address, 1280)} 1280w`}
        sizes="(max-width: 820px) 100vw, 788px" alt={image.alt} width={1280} height={548} fetchPriority="high" onError={onError} />
      <figcaption className={styles.small}>
        <Credit image={image} />
      </figcaption>
    </figure>
  );
}

function Section({ title, children }: { title: string; children: ReactNode }) {
  return (
    <section className={clsx(styles.day, styles.more)}>
      <h2>{title}</h2>
      {children}
    </section>
  );
}

function StopRow({ stop, order, language }: { stop: SharedStop; order: number; language: string }) {
  const { t } = useTranslation("share");
  const locale = useLocale();
  const { place } = stop;
  return (
    <li className={styles.stop}>
      <time dateTime={stop.start_local}>{formatTime(stop.start_local, locale)}</time>
      <span className={styles.order} aria-hidden="true">
        {order}
      </span>
      <div>
        <h3>{place.name}</h3>
        <p className={styles.small}>
          {[place.area, stop.cost == null ? null : formatMoney(stop.cost, locale)].filter((text) => text != null).join(" · ")}
        </p>
        {place.about !== "" && (
          <p lang={language} dir="auto">
            {place.about}
          </p>
        )}
        {stop.links.length > 0 && (
          <p className={styles.links}>
            {stop.links.map((link) => (
              <a key={link.href} href={link.href} target="_blank" rel="noopener noreferrer" aria-label={t("shared.link", { label: link.label, name: place.name })}>
                {link.label}
              </a>
            ))}
          </p>
        )}
      </div>
    </li>
  );
}

function Journey({ from, to, at }: { from: string; to: string; at: string }) {
  const locale = useLocale();
  return (
    <li className={styles.stop}>
      <time dateTime={at}>{formatTime(at, locale)}</time>
      <span className={styles.way} aria-hidden="true" />
      <p className={styles.small}>
        {from} → {to}
      </p>
    </li>
  );
}
