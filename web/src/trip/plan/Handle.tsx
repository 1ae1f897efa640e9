import { useDraggable } from "@dnd-kit/core";
import { GripVertical } from "lucide-react";
import { useTranslation } from "react-i18next";

import { useTripContext } from "../context";
import { useEditing } from "../edit/context";
import type { Held } from "./dragging";
import styles from "./Handle.module.css";

interface Props {
  number: number;
  index: number;
  name: string;
  locked: boolean;
}

/** By which a stop is taken into the hand; what is locked, or only looked at, has none. */
export function Handle({ number, index, name, locked }: Props) {
  const { t } = useTranslation("edit");
  const { mayEdit, editable } = useTripContext();
  const { proposal } = useEditing();
  const held: Held = { kind: "stop", number, index, name };
  const { attributes, listeners, setNodeRef } = useDraggable({ id: `stop:${number}:${index}`, data: held, disabled: !editable });
  if (!mayEdit || locked || proposal !== null) return null;
  return (
    <button ref={setNodeRef} type="button" className={styles.handle} {...attributes} {...listeners}
      aria-label={t("drag.handle", { name })} title={t("drag.title")}>
      <GripVertical size={17} />
    </button>
  );
}
