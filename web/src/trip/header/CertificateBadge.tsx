import clsx from "clsx";
import { ShieldAlert, ShieldCheck, X } from "lucide-react";
import { Dialog } from "radix-ui";

import type { Certificate } from "@/api/types";
import { IconButton } from "@/ui/IconButton";
import dialog from "@/ui/Dialog.module.css";

import styles from "./Certificate.module.css";
import { ClaimsTable } from "./ClaimsTable";

export function CertificateBadge({ certificate }: { certificate: Certificate }) {
  const checked = certificate.claims.reduce((sum, claim) => sum + claim.checked, 0);
  const { valid } = certificate;
  const Icon = valid ? ShieldCheck : ShieldAlert;
  return (
    <Dialog.Root>
      <Dialog.Trigger className={clsx(styles.badge, !valid && styles.open)}>
        <Icon size={17} />
        {valid ? "Certified" : `${certificate.violations.length} open points`}
        <span className={styles.count}>{checked} checks</span>
      </Dialog.Trigger>
      <Dialog.Portal>
        <Dialog.Overlay className={dialog.overlay} />
        <Dialog.Content className={dialog.content}>
          <div className={dialog.head}>
            <Dialog.Title>{valid ? "Every claim holds" : "Some claims do not hold"}</Dialog.Title>
            <Dialog.Close asChild>
              <IconButton label="Close">
                <X size={18} />
              </IconButton>
            </Dialog.Close>
          </div>
          <Dialog.Description className={dialog.lead}>
            A checker that knows nothing of the planner has read this plan from scratch: {checked} single checks.
          </Dialog.Description>
          <ClaimsTable certificate={certificate} />
        </Dialog.Content>
      </Dialog.Portal>
    </Dialog.Root>
  );
}
