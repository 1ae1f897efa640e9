import clsx from "clsx";
import { Mic, MicOff } from "lucide-react";
import { useTranslation } from "react-i18next";

import { useLocale } from "@/i18n/useLocale";
import { IconButton } from "@/ui/IconButton";

import { useDictation } from "./dictation";
import styles from "./Input.module.css";

interface Props {
  text: string;
  onText: (text: string) => void;
  disabled?: boolean;
}

/** Fills the box by voice, in the page's language; nothing at all in a browser that cannot. */
export function VoiceButton({ text, onText, disabled = false }: Props) {
  const { t } = useTranslation("input");
  const { available, listening, fault, toggle } = useDictation(useLocale(), onText);
  if (!available) return null;
  return (
    <>
      <IconButton label={listening ? t("voice.stop") : t("voice.start")} aria-pressed={listening} disabled={disabled}
        className={clsx(styles.tool, listening && styles.listening)} onClick={() => toggle(text)}>
        {listening ? <MicOff size={18} /> : <Mic size={18} />}
      </IconButton>
      <span role="status" className={fault === null ? "visually-hidden" : styles.fault}>
        {fault !== null ? t(`voice.${fault}`) : listening ? t("voice.listening") : ""}
      </span>
    </>
  );
}
