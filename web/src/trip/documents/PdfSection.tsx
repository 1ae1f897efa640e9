import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import clsx from "clsx";
import { useId, useState } from "react";
import { useTranslation } from "react-i18next";

import { useSignedIn } from "@/api/session";
import { isLanguage, LANGUAGES } from "@/i18n/languages";
import { Button } from "@/ui/Button";
import { Choice, Tick } from "@/ui/Field";
import { ProblemNote } from "@/ui/ProblemNote";

import { askDocument, type BookLanguage, type Variant, type Wish } from "./api";
import { DocumentStatus } from "./DocumentStatus";
import styles from "./TakeAlong.module.css";
import { documentsQuery } from "./useDocument";

const VARIANTS: readonly Variant[] = ["full", "compact", "print", "mobile"];

export function PdfSection({ tripId, version }: { tripId: string; version: number }) {
  const { t, i18n } = useTranslation("documents");
  const signedIn = useSignedIn();
  const title = useId();
  const [variant, setVariant] = useState<Variant>("full");
  const [language, setLanguage] = useState<BookLanguage>(isLanguage(i18n.language) ? i18n.language : "en");
  const [mail, setMail] = useState(false);
  const queries = useQueryClient();
  const query = documentsQuery(tripId);
  const { data: documents = [] } = useQuery(query);
  const asked = useMutation({
    mutationFn: (wish: Wish) => askDocument(tripId, wish),
    onSuccess: () => queries.invalidateQueries({ queryKey: query.queryKey }),
  });
  const known = documents.find((one) => one.version === version && one.variant === variant && one.language === language);
  const ask = (fresh: boolean) => asked.mutate({ variant, language, mail: mail && signedIn, fresh });
  return (
    <section aria-labelledby={title} className={styles.section}>
      <h3 id={title}>{t("pdf.title")}</h3>
      <fieldset className={styles.variants}>
        <legend>{t("pdf.variant")}</legend>
        {VARIANTS.map((one) => (
          <label key={one} className={clsx(styles.variant, one === variant && styles.chosen)}>
            <input type="radio" name="variant" value={one} checked={one === variant} onChange={() => setVariant(one)} />
            <Sheet variant={one} />
            <span className={styles.name}>{t(`pdf.${one}.name`)}</span>
            <span className={styles.small}>{t(`pdf.${one}.note`)}</span>
          </label>
        ))}
      </fieldset>
      <Choice label={t("pdf.language")} value={language} onChange={(event) => setLanguage(event.target.value as BookLanguage)}>
        {Object.entries(LANGUAGES).map(([code, name]) => (
          <option key={code} value={code} lang={code}>
            {name}
          </option>
        ))}
      </Choice>
      {signedIn && <Tick label={t("pdf.mail")} checked={mail} onChange={(event) => setMail(event.target.checked)} />}
      {asked.error !== null && <ProblemNote error={asked.error} />}
      {known !== undefined && <DocumentStatus key={known.id} document={known} onAgain={() => ask(true)} />}
      {known === undefined && (
        <Button look="solid" disabled={asked.isPending} onClick={() => ask(false)}>
          {t("pdf.make")}
        </Button>
      )}
    </section>
  );
}

/** A little page that shows how each layout looks. */
function Sheet({ variant }: { variant: Variant }) {
  const [width, height] = variant === "mobile" ? [24, 42] : [34, 46];
  const inked = variant === "full" || variant === "mobile";
  return (
    <svg className={styles.sheet} viewBox="0 0 48 52" width="48" height="52" aria-hidden="true">
      <g transform={`translate(${(48 - width) / 2} ${(52 - height) / 2})`}>
        <rect width={width} height={height} rx="2.5" className={styles.paper} />
        {variant !== "compact" && <rect x="3" y="3" width={width - 6} height={height * 0.36} rx="1.5" className={inked ? styles.ink : styles.outline} />}
        {(variant === "compact" ? [5, 11, 17, 23, 29, 35, 41] : [0.52, 0.66, 0.8].map((part) => part * height)).map((y) => (
          <path key={y} d={`M4 ${y}H${width - 4}`} className={styles.stroke} />
        ))}
      </g>
    </svg>
  );
}
