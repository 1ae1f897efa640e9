import { useQuery } from "@tanstack/react-query";
import type { TFunction } from "i18next";
import { RotateCcw } from "lucide-react";
import { useTranslation } from "react-i18next";

import { followUpsQuery } from "@/api/queries";
import type { FollowUp, TripView } from "@/api/types";
import { formatWeekday } from "@/format/dates";
import { formatMoney } from "@/format/money";
import { useLocale } from "@/i18n/useLocale";
import type { RunState } from "@/run/state";
import { Chip } from "@/ui/Chip";

import { useEditing } from "../edit/context";
import styles from "./ChatPanel.module.css";

interface Props {
  trip: TripView;
  run: RunState | null;
  onRetry: (() => void) | null;
}

/** What the plan itself suggests, one click away and shown before it is kept; after a failure, the same wish once more. */
export function Suggestions({ trip, run, onRetry }: Props) {
  const { t } = useTranslation(["chat", "common"]);
  const locale = useLocale();
  const { send, sending } = useEditing();
  const { data } = useQuery({ ...followUpsQuery(trip), enabled: trip.itinerary !== null && trip.access !== "viewer" });
  const halted = run?.phase === "failed" || run?.phase === "stopped";
  const next = data ?? [];
  if (!halted && next.length === 0) return null;
  return (
    <div className={styles.suggestions} role="group" aria-label={t("suggestions")}>
      {halted && onRetry !== null && (
        <Chip onClick={onRetry}>
          <RotateCcw size={14} />
          {t("common:tryAgain")}
        </Chip>
      )}
      {next.map((one) => (
        <Chip key={one.code} disabled={sending} onClick={() => send({ kind: "edits", edits: one.edits, review: true })}>
          {worded(one, trip, locale, t)}
        </Chip>
      ))}
    </div>
  );
}

function worded({ code, day, name, amount }: FollowUp, trip: TripView, locale: string, t: TFunction<"chat">): string {
  const on = day == null ? undefined : trip.itinerary?.days[day - 1]?.on;
  return t(`followUp.${code}`, {
    day,
    name,
    weekday: on === undefined ? "" : formatWeekday(on, locale, "long"),
    amount: amount == null ? "" : formatMoney(amount, locale),
  });
}
