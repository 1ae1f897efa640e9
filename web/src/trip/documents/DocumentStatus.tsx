import { Download, RefreshCw } from "lucide-react";
import { useTranslation } from "react-i18next";

import { useLocale } from "@/i18n/useLocale";
import { Button } from "@/ui/Button";
import button from "@/ui/Button.module.css";
import { Trouble } from "@/ui/ProblemNote";

import type { DocumentView } from "./api";
import styles from "./TakeAlong.module.css";
import { useDocument } from "./useDocument";

/** Where one document stands: its steps, its download, or why there is none. */
export function DocumentStatus({ document: first, onAgain }: { document: DocumentView; onAgain: () => void }) {
  const { t } = useTranslation("documents");
  const locale = useLocale();
  const { document, progress } = useDocument(first);
  if (document.status === "failed") {
    return (
      <>
        <Trouble message={document.error} field={null} waysOut={[]} />
        <Button onClick={onAgain}>
          <RefreshCw size={15} />
          {t("pdf.again")}
        </Button>
      </>
    );
  }
  if (document.status === "done" && document.download) {
    return (
      <div className={styles.ready}>
        <p className="visually-hidden" role="status">
          {t("pdf.ready")}
        </p>
        <a className={`${button.button} ${button.solid}`} href={document.download} download={document.filename}>
          <Download size={16} />
          {t("pdf.download")}
        </a>
        <span className={styles.small}>{t("pdf.about", { count: document.pages, size: megabytes(document.size, locale) })}</span>
        <Button look="quiet" onClick={onAgain}>
          <RefreshCw size={15} />
          {t("pdf.anew")}
        </Button>
      </div>
    );
  }
  const next = NEXT[progress.done];
  return (
    <div className={styles.making}>
      <progress value={progress.done} max={progress.total} aria-label={t("pdf.progress", { done: progress.done, total: progress.total })} />
      <p role="status">{next === undefined || document.status === "queued" ? t("pdf.waiting") : t(`pdf.step.${next}`)}</p>
    </div>
  );
}

/** What is being done when so many steps are done. */
const NEXT = ["gathered", "composed", "laid_out", "printed", "stored"] as const;

function megabytes(bytes: number, locale: string): string {
  const format = new Intl.NumberFormat(locale, { style: "unit", unit: "megabyte", maximumFractionDigits: 1 });
  return format.format(bytes / 1_000_000);
}
