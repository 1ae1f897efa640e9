import { useTranslation } from "react-i18next";

import type { CityFacts } from "@/api/types";

import styles from "./Practical.module.css";

interface Props {
  phrases: CityFacts["phrases"];
  /** ISO 639-1, so that a screen reader speaks them as they are spoken. */
  language: string;
}

export function Phrases({ phrases, language }: Props) {
  const { t } = useTranslation("practical");
  if (phrases.length === 0) return null;
  return (
    <ul className={styles.phrases} aria-label={t("phrases")}>
      {phrases.map(({ en, local, say }) => (
        <li key={en}>
          <span className={styles.en} lang="en">{en}</span>
          <strong lang={language} dir="auto">
            {local}
          </strong>
          {say !== "" && <span className={styles.say}>{say}</span>}
        </li>
      ))}
    </ul>
  );
}
