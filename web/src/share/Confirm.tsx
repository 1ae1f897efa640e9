import { useEffect, useRef, useState, type ReactNode } from "react";
import { useTranslation } from "react-i18next";

import { Button } from "@/ui/Button";

import styles from "./Share.module.css";

interface Props {
  /** What is asked, with what it means. */
  question: string;
  label: string;
  busy: boolean;
  onSure: () => void;
  children: ReactNode;
}

/** A button whose work cannot be taken back by whoever presses it, so that it asks first, in its place. */
export function Confirm({ question, label, busy, onSure, children }: Props) {
  const { t } = useTranslation("share");
  const [asking, setAsking] = useState<boolean | null>(null);
  const place = useRef<HTMLDivElement>(null);
  useEffect(() => {
    // What was pressed is gone: its place keeps the focus.
    if (asking !== null) place.current?.querySelector("button")?.focus();
  }, [asking]);
  if (asking !== true) {
    return (
      <div ref={place}>
        <Button look="quiet" onClick={() => setAsking(true)}>
          {children}
        </Button>
      </div>
    );
  }
  return (
    <div ref={place} className={styles.confirm} role="group" aria-label={question}>
      <p>{question}</p>
      <Button look="solid" disabled={busy} onClick={onSure}>
        {label}
      </Button>
      <Button look="quiet" onClick={() => setAsking(false)}>
        {t("leave.no")}
      </Button>
    </div>
  );
}
