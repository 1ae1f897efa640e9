import { Check, Copy, Pencil } from "lucide-react";
import { lazy, useState } from "react";
import { useTranslation } from "react-i18next";

import type { Itinerary } from "@/api/types";
import { IconButton } from "@/ui/IconButton";
import { Part } from "@/ui/Part";

import styles from "./Message.module.css";

const MessageSources = lazy(() => import("./MessageSources"));
const SHOWN_MS = 2000;

interface Props {
  text: string;
  /** Of the answer that the plan stands for: whence its facts are. */
  itinerary: Itinerary | null;
  onEdit: (() => void) | null;
}

/** What can be done with a message: to be had by touch and by keyboard, and shown more plainly under the pointer. */
export function MessageActions({ text, itinerary, onEdit }: Props) {
  const { t } = useTranslation("chat");
  const [copied, setCopied] = useState(false);
  const copy = async () => {
    try {
      await navigator.clipboard.writeText(text);
    } catch {
      return; // a page that is not served over HTTPS may not
    }
    setCopied(true);
    setTimeout(() => setCopied(false), SHOWN_MS);
  };
  return (
    <div className={styles.actions}>
      <IconButton label={copied ? t("message.copied") : t("message.copy")} onClick={() => void copy()}>
        {copied ? <Check size={15} /> : <Copy size={15} />}
      </IconButton>
      <span role="status" className="visually-hidden">{copied ? t("message.copied") : ""}</span>
      {onEdit !== null && (
        <IconButton label={t("message.edit")} onClick={onEdit}>
          <Pencil size={15} />
        </IconButton>
      )}
      {itinerary !== null && (
        <Part lost={null}>
          <MessageSources itinerary={itinerary} />
        </Part>
      )}
    </div>
  );
}
