import { Link } from "@tanstack/react-router";
import { useTranslation } from "react-i18next";

import styles from "./Notice.module.css";

export function NotFound() {
  const { t } = useTranslation("errors");
  return (
    <div className={styles.page}>
      <h1>{t("notFound.title")}</h1>
      <p>{t("notFound.text")}</p>
      <Link to="/" className={styles.link}>
        {t("notFound.link")}
      </Link>
    </div>
  );
}
