import styles from "./ChatPanel.module.css";
import type { ShownMessage } from "./conversation";
import { MessageBubble } from "./MessageBubble";

export function MessageList({ messages }: { messages: readonly ShownMessage[] }) {
  return (
    <ol className={styles.messages}>
      {messages.map((message) => (
        <MessageBubble key={message.id} message={message} />
      ))}
    </ol>
  );
}
