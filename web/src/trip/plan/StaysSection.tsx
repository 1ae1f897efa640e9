import { ArrowDownWideNarrow, List, Sparkles } from "lucide-react";
import { lazy, useState } from "react";
import { useTranslation } from "react-i18next";

import type { Itinerary, StayBooking } from "@/api/types";
import { CategoryTile } from "@/art/CategoryTile";
import { formatRange } from "@/format/dates";
import { formatMoney } from "@/format/money";
import { Button } from "@/ui/Button";
import { Part } from "@/ui/Part";

import { useTripContext } from "../context";
import { PlacePhoto } from "../photos/PlacePhoto";
import { placeFacts } from "../sources/provenance";
import { SourceMark } from "../sources/SourceMark";
import { LinkRow } from "./LinkRow";
import { Rating } from "./Rating";
import styles from "./StaysSection.module.css";

const OtherStay = lazy(() => import("../edit/OtherStay"));

export function StaysSection({ itinerary }: { itinerary: Itinerary }) {
  const { t } = useTranslation("plan");
  if (itinerary.stays.length === 0) return null;
  return (
    <section className={styles.stays} aria-labelledby="stays">
      <h2 id="stays">{t("stays.title")}</h2>
      <ul className={styles.list}>
        {itinerary.stays.map((booking) => (
          <StayCard key={`${booking.place_id}${booking.check_in_on}`} booking={booking} />
        ))}
      </ul>
    </section>
  );
}

function StayCard({ booking }: { booking: StayBooking }) {
  const { t } = useTranslation("plan");
  const { language, locale, book, images, mayEdit, editable, edit } = useTripContext();
  const [choosing, setChoosing] = useState(false);
  const place = book.place(booking.place_id);
  if (place === null) return null;
  const image = images.get(place.id);
  const city_id = place.id.split("/")[0] ?? "";
  return (
    <li className={styles.card}>
      {image === undefined ? <CategoryTile category={place.category} size="l" /> : <PlacePhoto image={image} className={styles.photo} />}
      <div className={styles.words}>
        <h3>{place.name}</h3>
        <p className={styles.facts}>
          {t(`kind.${place.category}`)}
          {place.stars != null && ` · ${"★".repeat(place.stars)}`}
          {place.area != null && ` · ${place.area}`}
        </p>
        <p className={styles.facts}>
          {formatRange(booking.check_in_on, booking.check_out_on, locale)} · {t("stays.rooms", { count: booking.rooms })}
          {place.check_in != null && ` · ${t("stays.checkIn", { time: place.check_in })}`}
          {place.check_out != null && ` · ${t("stays.checkOut", { time: place.check_out })}`}
        </p>
        {place.about !== "" && <p className={styles.about} lang={language} dir="auto">{place.about}</p>}
        <ul className={styles.more}>
          <Rating place={place} />
          {place.phone != null && <li dir="ltr">{place.phone}</li>}
        </ul>
        <div className={styles.foot}>
          <LinkRow links={booking.links} about={place.name} />
          <SourceMark facts={placeFacts(place)} />
          {mayEdit && (
            <span className={styles.actions}>
              <Button look="quiet" resting={!editable} onClick={() => edit({ kind: "stay", city_id, direction: "cheaper" })}>
                <ArrowDownWideNarrow size={15} />
                {t("stays.cheaper")}
              </Button>
              <Button look="quiet" resting={!editable} onClick={() => edit({ kind: "stay", city_id, direction: "better" })}>
                <Sparkles size={15} />
                {t("stays.better")}
              </Button>
              <Button look="quiet" aria-haspopup="dialog" resting={!editable} onClick={() => setChoosing(true)}>
                <List size={15} />
                {t("stays.choose")}
              </Button>
            </span>
          )}
        </div>
      </div>
      <strong className={styles.cost}>{formatMoney(booking.cost, locale)}</strong>
      <Part>
        {choosing && <OtherStay cityId={city_id} now={place.id} name={place.name} onClose={() => setChoosing(false)} />}
      </Part>
    </li>
  );
}
