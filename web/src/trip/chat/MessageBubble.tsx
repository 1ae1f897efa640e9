import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useNavigate } from "@tanstack/react-router";
import clsx from "clsx";
import { useState } from "react";
import { useTranslation } from "react-i18next";

import { tripQuery } from "@/api/queries";
import { tellTabs } from "@/api/tabs";
import type { Itinerary, MessageView, TripView } from "@/api/types";

import { sayInstead } from "./branching";
import styles from "./ChatPanel.module.css";
import type { ShownMessage } from "./conversation";
import { EditMessage } from "./EditMessage";
import own from "./Message.module.css";
import { MessageActions } from "./MessageActions";

interface Props {
  message: ShownMessage;
  /** Where the traveller may say it differently. */
  editable: { trip: TripView; message: MessageView } | null;
  itinerary: Itinerary | null;
}

export function MessageBubble({ message, editable, itinerary }: Props) {
  const { t } = useTranslation("chat");
  const [editing, setEditing] = useState(false);
  const { role, state, text } = message;
  return (
    <li className={clsx(styles.row, styles[role], state === "sending" && styles.pending)}>
      {editing && editable !== null ? (
        <Edited {...editable} onEnd={() => setEditing(false)} />
      ) : (
        <div className={clsx(own.cell, role === "traveller" && own.end)}>
          <div className={clsx(styles.bubble, state === "streaming" && styles.caret)}>
            <span className="visually-hidden">{role === "traveller" ? `${t("you")} ` : "Tripwright: "}</span>
            <span dir="auto">{text}</span>
          </div>
          {state === "kept" && (
            <MessageActions text={text} itinerary={itinerary} onEdit={editable === null ? null : () => setEditing(true)} />
          )}
        </div>
      )}
    </li>
  );
}

function Edited({ trip, message, onEnd }: { trip: TripView; message: MessageView; onEnd: () => void }) {
  const queries = useQueryClient();
  const navigate = useNavigate();
  const saying = useMutation({
    mutationFn: (text: string) => sayInstead(trip, message, text),
    onSuccess: async (started) => {
      tellTabs(started.trip_id);
      await queries.invalidateQueries({ queryKey: tripQuery(started.trip_id).queryKey });
      if (started.trip_id !== trip.id) await navigate({ to: "/trips/$tripId", params: { tripId: started.trip_id } });
      onEnd();
    },
  });
  return <EditMessage text={message.text} busy={saying.isPending} error={saying.error} onSave={saying.mutate} onCancel={onEnd} />;
}
