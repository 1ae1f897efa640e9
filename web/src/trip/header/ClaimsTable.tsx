import { Check, X } from "lucide-react";
import { useTranslation } from "react-i18next";

import type { Certificate } from "@/api/types";
import { formatNumber } from "@/format/measures";

import { useTripContext } from "../context";
import styles from "./Certificate.module.css";

export function ClaimsTable({ certificate }: { certificate: Certificate }) {
  const { t } = useTranslation("trip");
  const { language, locale } = useTripContext();
  return (
    <>
      <table className={styles.claims}>
        <thead>
          <tr>
            <th scope="col">{t("certificate.claim")}</th>
            <th scope="col">{t("certificate.checked")}</th>
            <th scope="col">{t("certificate.failed")}</th>
          </tr>
        </thead>
        <tbody>
          {certificate.claims.map((claim) => (
            <tr key={claim.code}>
              <th scope="row">
                <span className={styles.claim}>
                  {claim.failed === 0 ? <Check size={15} className={styles.yes} /> : <X size={15} className={styles.no} />}
                  <span lang={language} dir="auto">{claim.text}</span>
                </span>
              </th>
              <td>{formatNumber(claim.checked, locale)}</td>
              <td>{formatNumber(claim.failed, locale)}</td>
            </tr>
          ))}
        </tbody>
      </table>
      {certificate.violations.length > 0 && (
        <ul className={styles.violations} aria-label={t("certificate.violations")}>
          {certificate.violations.map((violation) => (
            <li key={`${violation.code}${violation.day ?? ""}${violation.message}`}>
              {violation.day != null && <strong>{t("certificate.day", { day: violation.day })} </strong>}
              <span lang={language} dir="auto">{violation.message}</span>
            </li>
          ))}
        </ul>
      )}
      <dl className={styles.seal}>
        <dt>{t("certificate.hash")}</dt>
        <dd>
          <code dir="ltr">{certificate.sha256}</code>
        </dd>
        <dt>{t("certificate.checker")}</dt>
        <dd>{certificate.checker}</dd>
      </dl>
    </>
  );
}
