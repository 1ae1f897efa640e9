import { Link } from "@tanstack/react-router";
import { useTranslation } from "react-i18next";

import { useWho } from "./account/who";
import styles from "./AppFrame.module.css";

const STAFF = ["manage:users", "view:analytics", "manage:plugins", "view:audit_logs"] as const;

/** The way in for a guest, to the account for its owner, and to the console for staff. */
export function AccountLinks() {
  const { t } = useTranslation();
  const who = useWho();
  if (who === null) {
    return (
      <Link to="/account/$" params={{ _splat: "login" }} className={styles.new}>
        {t("signIn")}
      </Link>
    );
  }
  const staff = STAFF.some((permission) => who.data?.permissions.includes(permission));
  return (
    <>
      {staff && (
        <Link to="/console" className={styles.new}>
          {t("console")}
        </Link>
      )}
      <Link to="/account/$" params={{ _splat: "profile" }} className={styles.new}>
        {t("account")}
      </Link>
    </>
  );
}
