import type { ErrorComponentProps } from "@tanstack/react-router";
import { useTranslation } from "react-i18next";

import { sentenceOf } from "@/api/problem";

import { Button } from "./Button";
import styles from "./Notice.module.css";

export function RouteError({ error, reset }: ErrorComponentProps) {
  const { t } = useTranslation(["errors", "common"]);
  return (
    <div className={styles.page} role="alert">
      <h1>{t("page.title")}</h1>
      <p>{sentenceOf(error)} {t("page.safe")}</p>
      <Button look="solid" onClick={reset}>
        {t("common:tryAgain")}
      </Button>
    </div>
  );
}
