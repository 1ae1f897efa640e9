import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import clsx from "clsx";
import { ThumbsDown, ThumbsUp } from "lucide-react";
import { Popover } from "radix-ui";
import { useState } from "react";
import { useTranslation } from "react-i18next";

import { feedbackQuery, giveFeedback, type Thumb } from "@/api/feedback";
import { Button } from "@/ui/Button";
import { TextField } from "@/ui/Field";
import { IconButton } from "@/ui/IconButton";
import { ProblemNote } from "@/ui/ProblemNote";

import styles from "./Thumbs.module.css";

const WAYS = [
  { thumb: "up", icon: ThumbsUp },
  { thumb: "down", icon: ThumbsDown },
] as const;

/** A traveller's word on the plan as it stands: the thumb counts at once, its reason when it is sent. */
export function Thumbs({ tripId, version }: { tripId: string; version: number }) {
  const { t } = useTranslation("trip");
  const query = feedbackQuery(tripId, version);
  const queries = useQueryClient();
  const [open, setOpen] = useState<Thumb | null>(null);
  const { data: known } = useQuery(query);
  const given = useMutation({
    mutationFn: ({ thumb, reason }: { thumb: Thumb; reason: string }) => giveFeedback(tripId, thumb, reason),
    onSuccess: (fresh) => queries.setQueryData(query.queryKey, fresh),
  });
  const press = (thumb: Thumb) => {
    setOpen(open === thumb ? null : thumb);
    if (known?.thumb !== thumb) given.mutate({ thumb, reason: "" });
  };
  return (
    <div className={styles.thumbs} role="group" aria-label={t("thumbs.label")}>
      {WAYS.map(({ thumb, icon: Icon }) => (
        <Popover.Root key={thumb} open={open === thumb} onOpenChange={(wanted) => !wanted && setOpen(null)}>
          <Popover.Anchor asChild>
            <IconButton label={t(`thumbs.${thumb}.label`)} aria-pressed={known?.thumb === thumb} className={clsx(known?.thumb === thumb && styles.given)} onClick={() => press(thumb)}>
              <Icon size={18} />
            </IconButton>
          </Popover.Anchor>
          <Popover.Portal>
            <Popover.Content className={styles.ask} align="start" sideOffset={6} aria-label={t(`thumbs.${thumb}.label`)}>
              <Reason
                asks={t(`thumbs.${thumb}.asks`)}
                noted={known?.thumb === thumb}
                known={known?.thumb === thumb ? known.reason : ""}
                busy={given.isPending}
                error={given.error}
                onSend={(reason) => given.mutate({ thumb, reason }, { onSuccess: () => setOpen(null) })}
              />
            </Popover.Content>
          </Popover.Portal>
        </Popover.Root>
      ))}
    </div>
  );
}

interface Props {
  asks: string;
  noted: boolean;
  known: string;
  busy: boolean;
  error: unknown;
  onSend: (reason: string) => void;
}

function Reason({ asks, noted, known, busy, error, onSend }: Props) {
  const { t } = useTranslation(["trip", "common"]);
  const [reason, setReason] = useState(known);
  return (
    <form
      className={styles.form}
      onSubmit={(event) => {
        event.preventDefault();
        onSend(reason.trim());
      }}
    >
      {noted && <p role="status">{t("thumbs.noted")}</p>}
      <TextField label={asks} name="reason" rows={3} maxLength={1000} value={reason} onChange={(event) => setReason(event.target.value)} />
      {error !== null && <ProblemNote error={error} />}
      <Button type="submit" look="solid" disabled={busy || reason.trim() === ""}>
        {t("common:send")}
      </Button>
    </form>
  );
}
