import { Download, X } from "lucide-react";
import { Dialog } from "radix-ui";
import { useTranslation } from "react-i18next";

import { Button } from "@/ui/Button";
import dialog from "@/ui/Dialog.module.css";
import { IconButton } from "@/ui/IconButton";

import { CalendarSection } from "./CalendarSection";
import { DayMapsSection } from "./DayMapsSection";
import { FilesSection } from "./FilesSection";
import { MailSection } from "./MailSection";
import { PdfSection } from "./PdfSection";
import styles from "./TakeAlong.module.css";

/** Everything that a plan can become to be taken along. */
export function TakeAlong({ tripId, version }: { tripId: string; version: number }) {
  const { t } = useTranslation("documents");
  return (
    <Dialog.Root>
      <Dialog.Trigger asChild>
        <Button>
          <Download size={16} />
          {t("take")}
        </Button>
      </Dialog.Trigger>
      <Dialog.Portal>
        <Dialog.Overlay className={dialog.overlay} />
        <Dialog.Content className={dialog.content}>
          <div className={dialog.head}>
            <Dialog.Title>{t("dialog.title")}</Dialog.Title>
            <Dialog.Close asChild>
              <IconButton label={t("close")}>
                <X size={18} />
              </IconButton>
            </Dialog.Close>
          </div>
          <Dialog.Description className={dialog.lead}>{t("dialog.lead")}</Dialog.Description>
          <div className={styles.sections}>
            <PdfSection key={version} tripId={tripId} version={version} />
            <FilesSection tripId={tripId} />
            <CalendarSection tripId={tripId} />
            <MailSection tripId={tripId} />
            <DayMapsSection tripId={tripId} version={version} />
          </div>
        </Dialog.Content>
      </Dialog.Portal>
    </Dialog.Root>
  );
}
