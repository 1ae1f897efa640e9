import { useRef } from "react";
import { useTranslation } from "react-i18next";

import type { TripView } from "@/api/types";
import { endToast, toast } from "@/ui/toasts";

import { type Command, listVersions } from "./api";

interface Told {
  /** What a step back or forth is about, in the words that the change was told with; "" where there are none. */
  told: (command: Command, seen: TripView) => Promise<string>;
  tell: (command: Command, what: string, send: (command: Command) => void) => void;
}

/** Short notices of what was done at once, with the way back. */
export function useTold(trip: TripView): Told {
  const { t } = useTranslation("edit");
  const shown = useRef(0);
  const told = async (command: Command, seen: TripView): Promise<string> => {
    if (command.kind !== "undo") return "";
    const versions = await listVersions(trip.id).catch(() => []);
    return versions.find(({ number }) => number === seen.version)?.changes[0] ?? "";
  };
  const tell = (command: Command, what: string, send: (command: Command) => void) => {
    const text = sentence(command, what);
    if (text === null) return;
    endToast(shown.current);
    const back = command.kind === "undo" ? ("redo" as const) : ("undo" as const);
    shown.current = toast({ text, action: { name: t(`toast.${back}`), act: () => send({ kind: back }) } });
  };
  const sentence = (command: Command, what: string): string | null => {
    switch (command.kind) {
      case "undo":
        return what === "" ? t("toast.undone") : t("toast.undoneWhat", { what });
      case "redo":
        return t("toast.redone");
      case "planB":
        return t("toast.planB");
      case "restore":
        return t("toast.restored", { number: command.number });
      default:
        return null;
    }
  };
  return { told, tell };
}
