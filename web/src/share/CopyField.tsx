import { Check, Copy } from "lucide-react";
import { useId, useState } from "react";
import { useTranslation } from "react-i18next";

import { Button } from "@/ui/Button";
import field from "@/ui/Field.module.css";

import styles from "./Share.module.css";

/** Something to be copied, in one piece. */
export function CopyField({ label, text }: { label: string; text: string }) {
  const { t } = useTranslation("share");
  const [copied, setCopied] = useState(false);
  const id = useId();
  const copy = async () => {
    try {
      await navigator.clipboard.writeText(text);
      setCopied(true);
      setTimeout(() => setCopied(false), 2500);
    } catch {
      // Without leave to use the clipboard the field is still there to copy from.
      document.getElementById(id)?.focus();
    }
  };
  return (
    <div className={field.field}>
      <label htmlFor={id}>{label}</label>
      <div className={styles.copy}>
        <input id={id} className={field.input} readOnly value={text} dir="ltr" onFocus={(event) => event.target.select()} />
        <Button onClick={() => void copy()}>
          {copied ? <Check size={16} /> : <Copy size={16} />}
          {copied ? t("copied") : t("copy")}
        </Button>
      </div>
      <span className="visually-hidden" role="status">
        {copied ? t("copied") : ""}
      </span>
    </div>
  );
}
