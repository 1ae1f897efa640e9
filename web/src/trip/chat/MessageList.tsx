import type { TripView } from "@/api/types";

import styles from "./ChatPanel.module.css";
import { asksAnew, type ShownMessage } from "./conversation";
import { MessageBubble } from "./MessageBubble";

interface Props {
  messages: readonly ShownMessage[];
  trip: TripView;
  /** False while a run is at work or waits: the server would refuse. */
  editable: boolean;
}

export function MessageList({ messages, trip, editable }: Props) {
  const answer = trip.messages.findLast((message) => message.role === "tripwright");
  return (
    <ol className={styles.messages}>
      {messages.map((message) => {
        const kept = trip.messages.find(({ id }) => id === message.id);
        return (
          <MessageBubble key={message.id} message={message}
            editable={editable && kept !== undefined && asksAnew(kept, trip.messages) ? { trip, message: kept } : null}
            itinerary={message.id === answer?.id ? trip.itinerary : null} />
        );
      })}
    </ol>
  );
}
