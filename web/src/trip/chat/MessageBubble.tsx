import clsx from "clsx";

import styles from "./ChatPanel.module.css";
import type { ShownMessage } from "./conversation";

export function MessageBubble({ message }: { message: ShownMessage }) {
  const { role, state, text } = message;
  return (
    <li className={clsx(styles.row, styles[role], state === "sending" && styles.pending)}>
      <div className={clsx(styles.bubble, state === "streaming" && styles.caret)} dir="auto">
        <span className="visually-hidden">{role === "traveller" ? "You: " : "Tripwright: "}</span>
        {text}
      </div>
    </li>
  );
}
