import { useTranslation } from "react-i18next";

import type { At } from "@/api/types";
import { formatTime } from "@/format/dates";

import { useTripContext } from "../context";
import styles from "./GhostRow.module.css";
import { MarkTag } from "./MarkTag";

/** A stop that the change takes away from this day, where it was. */
export function GhostRow({ at, elsewhere }: { at: At; elsewhere: boolean }) {
  const { t } = useTranslation("edit");
  const { locale } = useTripContext();
  return (
    <li className={styles.ghost}>
      <span className={styles.time}>{formatTime(at.start_local, locale)}</span>
      <span className={styles.dot} aria-hidden="true" />
      <span className={styles.body}>
        <del>
          <bdi>{at.name}</bdi>
        </del>
        {elsewhere ? <span className={styles.where}>{t("mark.elsewhere")}</span> : <MarkTag mark="goes" />}
      </span>
    </li>
  );
}
