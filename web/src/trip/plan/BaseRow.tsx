import { BedDouble } from "lucide-react";
import { useTranslation } from "react-i18next";

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
  const { t } = useTranslation("plan");
  const { locale, book } = useTripContext();
  const name = book.place(placeId)?.name ?? t("yourStay");
  return (
    <li className={styles.base}>
      <span className={styles.time}>{formatTime(at, locale)}</span>
      <span className={styles.dot}>
        <BedDouble size={15} />
      </span>
      <span>{leaving ? t("setOut", { name }) : t("back", { name })}</span>
    </li>
  );
}
