import { useMutation } from "@tanstack/react-query";
import { Braces, CalendarPlus, FileSpreadsheet, FileText, Globe, Navigation } from "lucide-react";
import { useId } from "react";
import { useTranslation } from "react-i18next";

import { documentAddress } from "@/api/client";
import { download } from "@/api/download";
import { ProblemNote } from "@/ui/ProblemNote";

import styles from "./TakeAlong.module.css";

const FORMATS = [
  { format: "ics", icon: CalendarPlus },
  { format: "xlsx", icon: FileSpreadsheet },
  { format: "gpx", icon: Navigation },
  { format: "kml", icon: Globe },
  { format: "md", icon: FileText },
  { format: "json", icon: Braces },
] as const;

/** Files that are there at once; fetched, for a plain link could not show who is signed in. */
export function FilesSection({ tripId }: { tripId: string }) {
  const { t } = useTranslation("documents");
  const title = useId();
  const fetched = useMutation({ mutationFn: (format: string) => download(documentAddress(tripId, format)) });
  return (
    <section aria-labelledby={title} className={styles.section}>
      <h3 id={title}>{t("files.title")}</h3>
      <ul className={styles.files}>
        {FORMATS.map(({ format, icon: Icon }) => (
          <li key={format}>
            <button type="button" className={styles.file} onClick={() => fetched.mutate(format)} disabled={fetched.isPending && fetched.variables === format}>
              <Icon size={18} />
              <span>
                <span className={styles.name}>{t(`format.${format}.name`)}</span>
                <span className={styles.small}>{t(`format.${format}.note`)}</span>
              </span>
            </button>
          </li>
        ))}
      </ul>
      {fetched.error !== null && <ProblemNote error={fetched.error} />}
    </section>
  );
}
