import { ExternalLink } from "lucide-react";
import { useTranslation } from "react-i18next";

import { linkAddress } from "@/api/client";
import type { Link } from "@/api/types";

import { useTripContext } from "../context";
import styles from "./LinkRow.module.css";

interface Props {
  links: readonly Link[];
  /** What the links are for, for those who hear them out of their place. */
  about: string;
}

const BOOKABLE = ["stay", "ticket", "table"] as const;

/** Booking first, reading on after it; all through our redirect. */
export function LinkRow({ links, about }: Props) {
  const { t } = useTranslation("plan");
  const { tripId } = useTripContext();
  if (links.length === 0) return null;
  const sorted = links.toSorted((a, b) => Number(bookable(b) !== null) - Number(bookable(a) !== null));
  return (
    <p className={styles.links}>
      {sorted.map((link) => {
        const kind = bookable(link);
        return (
          <a key={link.id} href={linkAddress(tripId, link.id)} target="_blank" rel="noopener"
          className={kind === null ? styles.read : styles.book}>
            {kind !== null && `${t(`link.${kind}`)} · `}
            <bdi>{link.label}</bdi>
            <span className="visually-hidden"> {t("link.about", { about })}</span>
            <ExternalLink size={13} className="flip" />
          </a>
        );
      })}
    </p>
  );
}

function bookable({ kind }: Link): (typeof BOOKABLE)[number] | null {
  return BOOKABLE.find((known) => known === kind) ?? null;
}
