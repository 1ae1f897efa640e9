import { useDroppable } from "@dnd-kit/core";
import clsx from "clsx";
import { Plus } from "lucide-react";
import { lazy, useState } from "react";
import { useTranslation } from "react-i18next";

import type { Stop } from "@/api/types";
import { Part } from "@/ui/Part";

import { useTripContext } from "../context";
import { gapId, useDragging } from "./dragging";
import styles from "./Gap.module.css";

const AddPanel = lazy(() => import("../edit/AddPanel"));

interface Props {
  number: number;
  /** Before the stop with this index; after the last: their count. */
  index: number;
  /** The stop before it; null at the day's start. */
  after: Stop | null;
  on: string;
  cityId: string;
}

/** Where a stop can be put: dropped by hand, or chosen from what fits there. */
export function Gap({ number, index, after, on, cityId }: Props) {
  const { t } = useTranslation("edit");
  const { mayEdit, editable, book } = useTripContext();
  const dragging = useDragging();
  const { setNodeRef, isOver } = useDroppable({ id: gapId(number, index), data: { number, index }, disabled: dragging?.kind === "day" });
  const [open, setOpen] = useState(false);
  const name = after === null ? null : (book.place(after.place_id)?.name ?? "");
  return (
    <li ref={setNodeRef} className={clsx(styles.gap, isOver && styles.over, dragging?.kind === "stop" && styles.open)}>
      {mayEdit && dragging === null && (
        <button type="button" className={styles.add} aria-expanded={open} aria-disabled={!editable || undefined} onClick={() => setOpen(!open && editable)}
          aria-label={name === null ? t("add.first", { number }) : t("add.after", { name })}>
          <Plus size={14} />
          <span aria-hidden="true">{t("add.short")}</span>
        </button>
      )}
      {open && mayEdit && (
        <Part>
          <AddPanel number={number} after={after} index={index} on={on} cityId={cityId} onClose={() => setOpen(false)} />
        </Part>
      )}
    </li>
  );
}
