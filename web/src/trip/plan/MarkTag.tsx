import { Clock, Minus, MoveRight, Plus } from "lucide-react";
import { useTranslation } from "react-i18next";

import type { Mark } from "../edit/diffs";
import styles from "./MarkTag.module.css";

const ICONS = { new: Plus, goes: Minus, moved: MoveRight, retimed: Clock } as const;

/** What a change does to a stop, in a word beside its name. */
export function MarkTag({ mark }: { mark: Mark }) {
  const { t } = useTranslation("edit");
  const Icon = ICONS[mark];
  return (
    <span className={styles.tag} data-mark={mark}>
      <Icon size={12} />
      {t(`mark.${mark}`)}
    </span>
  );
}
