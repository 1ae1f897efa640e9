import { ArrowDownWideNarrow, Sparkles } from "lucide-react";

import type { Itinerary, StayBooking } from "@/api/types";
import { CATEGORIES } from "@/art/categories";
import { CategoryTile } from "@/art/CategoryTile";
import { formatRange } from "@/format/dates";
import { formatMoney } from "@/format/money";
import { Button } from "@/ui/Button";

import { useTripContext } from "../context";
import { LinkRow } from "./LinkRow";
import styles from "./StaysSection.module.css";

export function StaysSection({ itinerary }: { itinerary: Itinerary }) {
  if (itinerary.stays.length === 0) return null;
  return (
    <section className={styles.stays} aria-labelledby="stays">
      <h2 id="stays">Where you sleep</h2>
      <ul className={styles.list}>
        {itinerary.stays.map((booking) => (
          <StayCard key={`${booking.place_id}${booking.check_in_on}`} booking={booking} />
        ))}
      </ul>
    </section>
  );
}

function StayCard({ booking }: { booking: StayBooking }) {
  const { language, book, editable, edit } = useTripContext();
  const place = book.place(booking.place_id);
  if (place === null) return null;
  const city_id = place.id.split("/")[0] ?? "";
  return (
    <li className={styles.card}>
      <CategoryTile category={place.category} size="l" />
      <div className={styles.words}>
        <h3>{place.name}</h3>
        <p className={styles.facts}>
          {CATEGORIES[place.category].name}
          {place.stars != null && ` · ${"★".repeat(place.stars)}`}
          {place.area != null && ` · ${place.area}`}
        </p>
        <p className={styles.facts}>
          {formatRange(booking.check_in_on, booking.check_out_on, language)} · {booking.rooms === 1 ? "1 room" : `${booking.rooms} rooms`}
          {place.check_in != null && ` · check-in from ${place.check_in}`}
          {place.check_out != null && `, out by ${place.check_out}`}
        </p>
        {place.about !== "" && <p className={styles.about}>{place.about}</p>}
        <div className={styles.foot}>
          <LinkRow links={booking.links} about={place.name} />
          {editable && (
            <span className={styles.actions}>
              <Button look="quiet" onClick={() => edit({ kind: "stay", city_id, direction: "cheaper" })}>
                <ArrowDownWideNarrow size={15} />
                Cheaper
              </Button>
              <Button look="quiet" onClick={() => edit({ kind: "stay", city_id, direction: "better" })}>
                <Sparkles size={15} />
                Better
              </Button>
            </span>
          )}
        </div>
      </div>
      <strong className={styles.cost}>{formatMoney(booking.cost, language)}</strong>
    </li>
  );
}
