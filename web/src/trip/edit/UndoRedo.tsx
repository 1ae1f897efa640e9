import { History, Redo2, Undo2 } from "lucide-react";
import { lazy, useEffect, useRef, useState } from "react";
import { useTranslation } from "react-i18next";

import { Button } from "@/ui/Button";
import { IconButton } from "@/ui/IconButton";
import { Part } from "@/ui/Part";

import { useTripContext } from "../context";
import { useEditing } from "./context";
import styles from "./UndoRedo.module.css";

const VersionsPanel = lazy(() => import("./VersionsPanel"));

/** Back and forth among the versions of a trip; Ctrl+Z and Shift+Ctrl+Z do the same outside text. */
export function UndoRedo() {
  const { t } = useTranslation("edit");
  const { editable } = useTripContext();
  const { trip, send } = useEditing();
  const [open, setOpen] = useState(false);
  const can = { undo: editable && trip?.can_undo === true, redo: editable && trip?.can_redo === true };
  useUndoKeys(can, (kind) => send({ kind }));
  if (trip === null || trip.version === 0) return null;
  return (
    <div className={styles.tools} role="group" aria-label={t("tools")}>
      {trip.access !== "viewer" && (
        <>
          <IconButton label={t("undo")} resting={!can.undo} aria-keyshortcuts="Control+Z" onClick={() => send({ kind: "undo" })}>
            <Undo2 size={18} className="flip" />
          </IconButton>
          <IconButton label={t("redo")} resting={!can.redo} aria-keyshortcuts="Control+Shift+Z" onClick={() => send({ kind: "redo" })}>
            <Redo2 size={18} className="flip" />
          </IconButton>
        </>
      )}
      <Button look="quiet" onClick={() => setOpen(true)}>
        <History size={16} />
        {trip.branch === "main" ? t("versions.open") : t("versions.openOn", { branch: trip.branch })}
      </Button>
      {open && (
        <Part>
          <VersionsPanel trip={trip} onClose={() => setOpen(false)} />
        </Part>
      )}
    </div>
  );
}

function useUndoKeys(can: { undo: boolean; redo: boolean }, step: (kind: "undo" | "redo") => void) {
  const now = useRef({ can, step });
  useEffect(() => {
    now.current = { can, step };
  });
  useEffect(() => {
    const heard = (event: KeyboardEvent) => {
      if (!(event.ctrlKey || event.metaKey) || event.altKey || isText(event.target)) return;
      const key = event.key.toLowerCase();
      const kind = key === "y" || (key === "z" && event.shiftKey) ? "redo" : key === "z" ? "undo" : null;
      if (kind === null || !now.current.can[kind]) return;
      event.preventDefault();
      now.current.step(kind);
    };
    document.addEventListener("keydown", heard);
    return () => document.removeEventListener("keydown", heard);
  }, []);
}

/** In a text field the browser's own undo is meant. */
function isText(target: EventTarget | null): boolean {
  return target instanceof HTMLElement && (target.isContentEditable || target.matches("input:not([type=checkbox]), textarea, select"));
}
