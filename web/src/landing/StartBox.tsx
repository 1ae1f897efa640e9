import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useNavigate } from "@tanstack/react-router";
import { Tabs } from "radix-ui";
import { lazy, useState } from "react";
import { useTranslation } from "react-i18next";

import { startTrip } from "@/api/client";
import { recentTripsQuery } from "@/api/queries";
import { Part } from "@/ui/Part";
import { ProblemNote } from "@/ui/ProblemNote";

import styles from "./WishBox.module.css";
import { WishBox } from "./WishBox";

const TripForm = lazy(() => import("@/form/TripForm").then((module) => ({ default: module.TripForm })));

interface Props {
  wish: string;
  onChange: (wish: string) => void;
}

/** Two ways to begin a trip, a sentence or a form; what was written in one is there when one comes back to it. */
export function StartBox({ wish, onChange }: Props) {
  const { t } = useTranslation("form");
  const navigate = useNavigate();
  const queries = useQueryClient();
  const [way, setWay] = useState("chat");
  const start = useMutation({
    mutationFn: startTrip,
    onSuccess: async (started) => {
      void queries.invalidateQueries({ queryKey: recentTripsQuery.queryKey });
      await navigate({ to: "/trips/$tripId", params: { tripId: started.trip_id } });
    },
  });
  const busy = start.isPending || start.isSuccess;
  return (
    <Tabs.Root value={way} onValueChange={setWay} className={styles.wrap}>
      <Tabs.List className={styles.ways} aria-label={t("ways")}>
        <Tabs.Trigger value="chat" className={styles.way}>{t("chat")}</Tabs.Trigger>
        <Tabs.Trigger value="form" className={styles.way}>{t("form")}</Tabs.Trigger>
      </Tabs.List>
      <Tabs.Content value="chat" forceMount hidden={way !== "chat"} tabIndex={-1}>
        <WishBox wish={wish} busy={busy} error={way === "chat" ? start.error : null} onChange={onChange} onSend={start.mutate} />
      </Tabs.Content>
      <Tabs.Content value="form" forceMount hidden={way !== "form"} tabIndex={-1}>
        {way === "form" && start.error !== null && <ProblemNote error={start.error} />}
        <Opened when={way === "form"}>
          <Part>
            <TripForm busy={busy} onSend={start.mutate} />
          </Part>
        </Opened>
      </Tabs.Content>
    </Tabs.Root>
  );
}

/** Nothing until it is wanted for the first time; from then on it stays, with what was written in it. */
function Opened({ when, children }: { when: boolean; children: React.ReactNode }) {
  const [was, setWas] = useState(when);
  if (when && !was) setWas(true);
  return was || when ? children : null;
}
