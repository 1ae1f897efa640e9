import clsx from "clsx";
import { ArrowRight, LoaderCircle } from "lucide-react";
import { type KeyboardEvent, type SubmitEvent, useEffect, useRef, useState } from "react";
import { useTranslation } from "react-i18next";

import inputStyles from "@/input/Input.module.css";
import { PhotoButton } from "@/input/PhotoButton";
import { PhotoCard } from "@/input/PhotoCard";
import { useDroppedPhoto } from "@/input/useDroppedPhoto";
import { VoiceButton } from "@/input/VoiceButton";
import { Chip } from "@/ui/Chip";
import { ProblemNote } from "@/ui/ProblemNote";

import styles from "./WishBox.module.css";

const EXAMPLES = ["kyoto", "rome", "london", "istanbul"] as const;
const LONGEST = 4000;

interface Props {
  wish: string;
  busy: boolean;
  error: unknown;
  onChange: (wish: string) => void;
  onSend: (message: string) => void;
}

export function WishBox({ wish, busy, error, onChange, onSend }: Props) {
  const { t } = useTranslation("landing");
  const box = useRef<HTMLTextAreaElement>(null);
  const [photo, setPhoto] = useState<File | null>(null);
  const { over, handlers } = useDroppedPhoto(setPhoto);
  const send = () => {
    if (!busy) onSend(wish.trim());
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
  const choose = (example: string) => {
    onChange(example);
    box.current?.focus();
  };
  // After the first frame: to focus what is not yet laid out lays out the page twice.
  useEffect(() => {
    const frame = requestAnimationFrame(() => box.current?.focus({ preventScroll: true }));
    return () => cancelAnimationFrame(frame);
  }, []);

  return (
    <div className={styles.wrap}>
      <form className={clsx(styles.box, over && inputStyles.over)} onSubmit={submit} {...handlers}>
        <label htmlFor="wish" className="visually-hidden">
          {t("wish.label")}
        </label>
        <textarea id="wish" ref={box} rows={3} maxLength={LONGEST} value={wish} onKeyDown={onKey}
          placeholder={t("example.kyoto.wish")} dir="auto"
          onChange={(event) => onChange(event.target.value)} aria-describedby="wish-hint" />
        <div className={styles.foot}>
          <span id="wish-hint" className={styles.hint}>
            {t("wish.hint")}
          </span>
          <span className={styles.tools}>
            <PhotoButton onPhoto={setPhoto} />
            <VoiceButton text={wish} onText={onChange} />
          </span>
          <button type="submit" className={styles.send} disabled={busy}>
            {busy ? <LoaderCircle className={styles.spin} size={18} /> : null}
            {t("wish.send")}
            <ArrowRight size={18} className="flip" />
          </button>
        </div>
      </form>
      {photo !== null && <PhotoCard photo={photo} words={wish} onChoose={choose} onRemove={() => setPhoto(null)} />}
      {error !== null && <ProblemNote error={error} onChoose={choose} />}
      <ul className={styles.examples} aria-label={t("wish.examples")}>
        {EXAMPLES.map((example) => (
          <li key={example}>
            <Chip onClick={() => choose(t(`example.${example}.wish`))}>{t(`example.${example}.label`)}</Chip>
          </li>
        ))}
      </ul>
    </div>
  );
}
