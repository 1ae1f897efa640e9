import { useState } from "react";
import { useTranslation } from "react-i18next";

import { Button } from "@/ui/Button";
import { TextField } from "@/ui/Field";
import { ProblemNote } from "@/ui/ProblemNote";

import styles from "./Message.module.css";

interface Props {
  text: string;
  busy: boolean;
  error: unknown;
  onSave: (text: string) => void;
  onCancel: () => void;
}

/** Whoever asked to change the words goes on in them, at their end. */
function focused(box: HTMLTextAreaElement | null): void {
  box?.focus();
  box?.setSelectionRange(box.value.length, box.value.length);
}

export function EditMessage({ text, busy, error, onSave, onCancel }: Props) {
  const { t } = useTranslation("chat");
  const [words, setWords] = useState(text);
  return (
    <form
      className={styles.edit}
      onSubmit={(event) => {
        event.preventDefault();
        onSave(words.trim());
      }}
    >
      <TextField ref={focused} label={t("message.edited")} hint={t("message.hint")} rows={3} maxLength={4000} dir="auto" value={words}
        onKeyDown={(event) => event.key === "Escape" && onCancel()} onChange={(event) => setWords(event.target.value)} />
      {error !== null && <ProblemNote error={error} />}
      <div className={styles.buttons}>
        <Button look="quiet" onClick={onCancel}>{t("message.cancel")}</Button>
        <Button type="submit" look="solid" disabled={busy || words.trim() === "" || words.trim() === text}>{t("message.save")}</Button>
      </div>
    </form>
  );
}
