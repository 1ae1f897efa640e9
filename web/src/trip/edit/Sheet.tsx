import { X } from "lucide-react";
import { Dialog } from "radix-ui";
import type { ReactNode } from "react";
import { useTranslation } from "react-i18next";

import dialog from "@/ui/Dialog.module.css";
import { IconButton } from "@/ui/IconButton";

import styles from "./Sheet.module.css";

interface Props {
  title: string;
  lead?: string;
  onClose: () => void;
  children: ReactNode;
}

/** A dialog over the page; on a phone it rises from the foot. */
export function Sheet({ title, lead, onClose, children }: Props) {
  const { t } = useTranslation();
  return (
    <Dialog.Root open onOpenChange={(open) => !open && onClose()}>
      <Dialog.Portal>
        <Dialog.Overlay className={dialog.overlay} />
        <Dialog.Content className={`${dialog.content} ${styles.sheet}`} {...(lead === undefined && { "aria-describedby": undefined })}>
          <div className={dialog.head}>
            <Dialog.Title>{title}</Dialog.Title>
            <Dialog.Close asChild>
              <IconButton label={t("close")} className={styles.close}>
                <X size={18} />
              </IconButton>
            </Dialog.Close>
          </div>
          {lead !== undefined && <Dialog.Description className={dialog.lead}>{lead}</Dialog.Description>}
          {children}
        </Dialog.Content>
      </Dialog.Portal>
    </Dialog.Root>
  );
}
