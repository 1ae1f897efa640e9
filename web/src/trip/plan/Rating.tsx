import { Star } from "lucide-react";
import { useTranslation } from "react-i18next";

import type { Place } from "@/api/types";
import { formatRating } from "@/format/measures";

import { useTripContext } from "../context";

/** What visitors gave it, by how many, and how dear it is among its kind; nothing where nobody said. */
export function Rating({ place }: { place: Place }) {
  const { t } = useTranslation("plan");
  const { locale } = useTripContext();
  const { rating, reviews, price_level: level } = place;
  const rated = rating == null ? "" : formatRating(rating, locale);
  const price = level == null ? "" : t(`stop.level.${level as 1 | 2 | 3 | 4}`);
  return (
    <>
      {rating != null && (
        <li>
          <Star size={14} fill="currentColor" />
          <span className="visually-hidden">{t("stop.rated", { rating: rated })}</span>
          <span aria-hidden="true">{rated}</span>
          {reviews != null && ` (${t("stop.reviews", { count: reviews })})`}
        </li>
      )}
      {level != null && (
        <li title={price}>
          <span aria-hidden="true">{"€".repeat(level)}</span>
          <span className="visually-hidden">{t("stop.priceClass", { level: price })}</span>
        </li>
      )}
    </>
  );
}
