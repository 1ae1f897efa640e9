import { ExternalLink } from "lucide-react";

import { linkAddress } from "@/api/client";
import type { Link } from "@/api/types";

import { useTripContext } from "../context";
import styles from "./LinkRow.module.css";

interface Props {
  links: readonly Link[];
  /** What the links are for, for those who hear them out of their place. */
  about: string;
}

const BOOKABLE = ["stay", "ticket", "table"];
const VERBS: Readonly<Record<string, string>> = { stay: "Book", ticket: "Tickets", table: "Reserve" };

/** Booking first, reading on after it; all through our redirect. */
export function LinkRow({ links, about }: Props) {
  const { tripId } = useTripContext();
  if (links.length === 0) return null;
  const sorted = links.toSorted((a, b) => Number(BOOKABLE.includes(b.kind)) - Number(BOOKABLE.includes(a.kind)));
  return (
    <p className={styles.links}>
      {sorted.map((link) => (
        <a key={link.id} href={linkAddress(tripId, link.id)} target="_blank" rel="noopener"
          className={BOOKABLE.includes(link.kind) ? styles.book : styles.read}>
          {[VERBS[link.kind], link.label].filter(Boolean).join(" · ")}
          <span className="visually-hidden"> for {about}, opens in a new tab</span>
          <ExternalLink size={13} />
        </a>
      ))}
    </p>
  );
}
