import { BedDouble } from "lucide-react";

import { formatTime } from "@/format/dates";

import { useTripContext } from "../context";
import styles from "./Rows.module.css";

interface Props {
  placeId: string;
  at: string;
  leaving: boolean;
}

/** Setting out from the stay in the morning, and being back at night. */
export function BaseRow({ placeId, at, leaving }: Props) {
  const { language, book } = useTripContext();
  const name = book.place(placeId)?.name ?? "your stay";
  return (
    <li className={styles.base}>
      <span className={styles.time}>{formatTime(at, language)}</span>
      <span className={styles.dot}>
        <BedDouble size={15} />
      </span>
      <span>{leaving ? `Set out from ${name}` : `Back at ${name}`}</span>
    </li>
  );
}
