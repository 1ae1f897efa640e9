import { Link } from "@tanstack/react-router";
import { useTranslation } from "react-i18next";

import notice from "@/ui/Notice.module.css";

import styles from "./Share.module.css";

export function SignInFirst({ why }: { why: string }) {
  const { t } = useTranslation("share");
  return (
    <div className={styles.stack}>
      <p>{why}</p>
      <Link to="/account/$" params={{ _splat: "login" }} search={{ next: location.pathname + location.search }} className={notice.link}>
        {t("signIn")}
      </Link>
    </div>
  );
}
