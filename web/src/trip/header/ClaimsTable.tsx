import { Check, X } from "lucide-react";

import type { Certificate } from "@/api/types";

import styles from "./Certificate.module.css";

export function ClaimsTable({ certificate }: { certificate: Certificate }) {
  return (
    <>
      <table className={styles.claims}>
        <thead>
          <tr>
            <th scope="col">Claim</th>
            <th scope="col">Checked</th>
            <th scope="col">Failed</th>
          </tr>
        </thead>
        <tbody>
          {certificate.claims.map((claim) => (
            <tr key={claim.code}>
              <th scope="row">
                <span className={styles.claim}>
                  {claim.failed === 0 ? <Check size={15} className={styles.yes} /> : <X size={15} className={styles.no} />}
                  {claim.text}
                </span>
              </th>
              <td>{claim.checked}</td>
              <td>{claim.failed}</td>
            </tr>
          ))}
        </tbody>
      </table>
      {certificate.violations.length > 0 && (
        <ul className={styles.violations} aria-label="What does not hold">
          {certificate.violations.map((violation) => (
            <li key={`${violation.code}${violation.day ?? ""}${violation.message}`}>
              {violation.day != null && <strong>Day {violation.day}: </strong>}
              {violation.message}
            </li>
          ))}
        </ul>
      )}
      <dl className={styles.seal}>
        <dt>SHA-256 of wish and plan</dt>
        <dd>
          <code>{certificate.sha256}</code>
        </dd>
        <dt>Checked by</dt>
        <dd>{certificate.checker}</dd>
      </dl>
    </>
  );
}
