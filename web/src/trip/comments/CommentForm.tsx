import { useState } from "react";
import { useTranslation } from "react-i18next";

import { Button } from "@/ui/Button";
import { TextField } from "@/ui/Field";

import type { ThreadList } from "./api";
import styles from "./Comments.module.css";
import { mentionsIn } from "./placing";

interface Props {
  label: string;
  people: ThreadList["people"];
  busy: boolean;
  initial?: string;
  onSend: (text: string, mentions: string[]) => Promise<unknown>;
}

/** Words are kept until they have arrived. */
export function CommentForm({ label, people, busy, initial = "", onSend }: Props) {
  const { t } = useTranslation("share");
  const [text, setText] = useState(initial);
  const others = people.filter((person) => !person.you && !person.guest);
  const send = () => void onSend(text.trim(), mentionsIn(text, people)).then(() => setText(""), () => undefined);
  return (
    <form
      className={styles.form}
      onSubmit={(event) => {
        event.preventDefault();
        send();
      }}
    >
      <TextField label={label} rows={2} maxLength={2000} value={text} onChange={(event) => setText(event.target.value)} />
      <div className={styles.actions}>
        <Button type="submit" look="solid" disabled={busy || text.trim() === ""}>
          {t("comments.send")}
        </Button>
        {others.map((person) => (
          <Button key={person.id} look="quiet" onClick={() => setText(`${text}${text === "" || text.endsWith(" ") ? "" : " "}@${person.name} `)}>
            @{person.name}
          </Button>
        ))}
      </div>
    </form>
  );
}
