import { useTranslation } from "react-i18next";

import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";

import { Asked } from "@/console/ui/Asked";
import { formatAgo } from "@/format/dates";
import { useLocale } from "@/i18n/useLocale";
import { Tick } from "@/ui/Field";
import { ProblemNote } from "@/ui/ProblemNote";

import styles from "../AccountPage.module.css";
import { type Consents, consentsQuery, decide, type Purpose, textsQuery } from "./api";

/** What may be left off; the product itself needs none of it. */
const OPTIONAL = [
  "personalisation",
  "newsletter",
  "cookies_analytics",
  "cookies_marketing",
] as const satisfies readonly Purpose[];

export function Choices() {
  const consents = useQuery(consentsQuery);
  return <Asked query={consents}>{(known) => <Known known={known} />}</Asked>;
}

function Known({ known }: { known: Consents }) {
  const { t } = useTranslation("account");
  const locale = useLocale();
  const queries = useQueryClient();
  const { data: texts = [] } = useQuery(textsQuery);
  const version = texts[0]?.version ?? "1";
  const decided = useMutation({
    mutationFn: ({ purpose, granted }: { purpose: Purpose; granted: boolean }) => decide([{ purpose, version, granted }]),
    onSuccess: (fresh) => queries.setQueryData(consentsQuery.queryKey, fresh),
  });
  const holds = (purpose: Purpose) => known.current.find((one) => one.purpose === purpose);
  return (
    <>
      <div>
        {OPTIONAL.map((purpose) => (
          <Tick
            key={purpose}
            label={t(`data.option.${purpose}`)}
            checked={holds(purpose)?.granted ?? false}
            disabled={decided.isPending}
            onChange={(event) => decided.mutate({ purpose, granted: event.target.checked })}
          />
        ))}
      </div>
      <ul className={styles.list} aria-label={t("data.texts")}>
        {texts.map((text) => {
          const agreed = holds(text.purpose);
          return (
            <li key={text.purpose}>
              <a href={text.address}>{text.title}</a>
              <span className={styles.small}>
                {agreed?.granted
                  ? t("data.agreed", { ago: formatAgo(agreed.at, new Date(), locale), version: agreed.version })
                  : t("data.version", { version: text.version })}
              </span>
            </li>
          );
        })}
      </ul>
      {decided.isError && <ProblemNote error={decided.error} />}
    </>
  );
}
