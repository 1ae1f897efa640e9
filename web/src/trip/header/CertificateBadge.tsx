import clsx from "clsx";
import { ShieldAlert, ShieldCheck, X } from "lucide-react";
import { Dialog } from "radix-ui";
import { useTranslation } from "react-i18next";

import type { Certificate } from "@/api/types";
import { IconButton } from "@/ui/IconButton";
import dialog from "@/ui/Dialog.module.css";

import styles from "./Certificate.module.css";
import { ClaimsTable } from "./ClaimsTable";

export function CertificateBadge({ certificate }: { certificate: Certificate }) {
  const { t } = useTranslation(["trip", "common"]);
  const checked = certificate.claims.reduce((sum, claim) => sum + claim.checked, 0);
  const { valid } = certificate;
  const Icon = valid ? ShieldCheck : ShieldAlert;
  return (
    <Dialog.Root>
      <Dialog.Trigger className={clsx(styles.badge, !valid && styles.open)}>
        <Icon size={17} />
        {valid ? t("certificate.certified") : t("certificate.open", { count: certificate.violations.length })}
        <span className={styles.count}>{t("certificate.checks", { count: checked })}</span>
      </Dialog.Trigger>
      <Dialog.Portal>
        <Dialog.Overlay className={dialog.overlay} />
        <Dialog.Content className={dialog.content}>
          <div className={dialog.head}>
            <Dialog.Title>{valid ? t("certificate.holds") : t("certificate.fails")}</Dialog.Title>
            <Dialog.Close asChild>
              <IconButton label={t("common:close")}>
                <X size={18} />
              </IconButton>
            </Dialog.Close>
          </div>
          <Dialog.Description className={dialog.lead}>
            {t("certificate.lead", { count: checked })}
          </Dialog.Description>
          <ClaimsTable certificate={certificate} />
        </Dialog.Content>
      </Dialog.Portal>
    </Dialog.Root>
  );
}
