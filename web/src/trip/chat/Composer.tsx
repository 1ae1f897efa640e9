import { SendHorizontal, Square } from "lucide-react";
import { type KeyboardEvent, type SubmitEvent, useState } from "react";

import { IconButton } from "@/ui/IconButton";

import styles from "./Composer.module.css";

interface Props {
  busy: boolean;
  waiting: boolean;
  sending: boolean;
  stopping: boolean;
  onSend: (text: string) => void;
  onStop: () => void;
}

export function Composer({ busy, waiting, sending, stopping, onSend, onStop }: Props) {
  const [text, setText] = useState("");
  const send = () => {
    if (busy || sending || text.trim() === "") return;
    onSend(text.trim());
    setText("");
  };
  const submit = (event: SubmitEvent) => {
    event.preventDefault();
    send();
  };
  const onKey = (event: KeyboardEvent) => {
    if (event.key !== "Enter" || event.shiftKey || event.nativeEvent.isComposing) return;
    event.preventDefault();
    send();
  };
  return (
    <form className={styles.composer} onSubmit={submit}>
      <label htmlFor="message" className="visually-hidden">
        Your message
      </label>
      <textarea id="message" rows={1} maxLength={4000} value={text} onKeyDown={onKey}
        onChange={(event) => setText(event.target.value)}
        placeholder={waiting ? "Your answer" : busy ? "Planning… you can stop it" : "Ask for any change"} />
      {busy ? (
        <button type="button" className={styles.stop} onClick={onStop} disabled={stopping}>
          <Square size={13} fill="currentColor" />
          Stop
        </button>
      ) : (
        <IconButton type="submit" label="Send" className={styles.send} disabled={sending || text.trim() === ""}>
          <SendHorizontal size={18} />
        </IconButton>
      )}
    </form>
  );
}
