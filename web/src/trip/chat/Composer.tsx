import clsx from "clsx";
import { SendHorizontal, Square } from "lucide-react";
import { type KeyboardEvent, type SubmitEvent, useState } from "react";
import { useTranslation } from "react-i18next";

import inputStyles from "@/input/Input.module.css";
import { PhotoButton } from "@/input/PhotoButton";
import { PhotoCard } from "@/input/PhotoCard";
import { useDroppedPhoto } from "@/input/useDroppedPhoto";
import { VoiceButton } from "@/input/VoiceButton";
import { useConnection } from "@/offline/connection";
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
  const { t } = useTranslation(["chat", "common"]);
  const { offline } = useConnection();
  const [text, setText] = useState("");
  const [photo, setPhoto] = useState<File | null>(null);
  const { over, handlers } = useDroppedPhoto(setPhoto);
  const send = () => {
    if (busy || sending || offline || text.trim() === "") return; // what cannot be sent stays in the box
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
    <div className={styles.foot}>
      {photo !== null && (
        <PhotoCard photo={photo} words={text} onChoose={setText} onRemove={() => setPhoto(null)} />
      )}
      <form className={clsx(styles.composer, over && inputStyles.over)} onSubmit={submit} {...handlers}>
        <label htmlFor="message" className="visually-hidden">
          {t("composer.label")}
        </label>
        <textarea id="message" dir="auto" rows={1} maxLength={4000} value={text} onKeyDown={onKey}
          onChange={(event) => setText(event.target.value)}
          placeholder={waiting ? t("composer.answer") : busy ? t("composer.busy") : t("composer.ask")} />
        <PhotoButton onPhoto={setPhoto} disabled={offline} />
        <VoiceButton text={text} onText={setText} disabled={offline} />
        {busy ? (
          <button type="button" className={styles.stop} onClick={onStop} disabled={stopping}>
            <Square size={13} fill="currentColor" />
            {t("composer.stop")}
          </button>
        ) : (
          <IconButton type="submit" label={t("common:send")} className={styles.send} disabled={sending || offline || text.trim() === ""}>
            <SendHorizontal size={18} className="flip" />
          </IconButton>
        )}
      </form>
    </div>
  );
}
