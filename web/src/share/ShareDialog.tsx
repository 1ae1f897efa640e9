import { X } from "lucide-react";
import { Dialog, Tabs } from "radix-ui";
import { useTranslation } from "react-i18next";

import { useSignedIn } from "@/api/session";
import { IconButton } from "@/ui/IconButton";
import dialog from "@/ui/Dialog.module.css";

import { LinksPane } from "./LinksPane";
import { PeoplePane } from "./PeoplePane";
import { PublicPane } from "./PublicPane";
import { SignInFirst } from "./SignInFirst";
import styles from "./Share.module.css";

const PANES = ["links", "people", "public"] as const;

/** Links, people and the public page of a trip, for its owner. */
export default function ShareDialog({ tripId, open, onOpenChange }: { tripId: string; open: boolean; onOpenChange: (open: boolean) => void }) {
  const { t } = useTranslation("share");
  const signedIn = useSignedIn();
  return (
    <Dialog.Root open={open} onOpenChange={onOpenChange}>
      <Dialog.Portal>
        <Dialog.Overlay className={dialog.overlay} />
        <Dialog.Content className={dialog.content}>
          <div className={dialog.head}>
            <Dialog.Title>{t("title")}</Dialog.Title>
            <Dialog.Close asChild>
              <IconButton label={t("close")}>
                <X size={18} />
              </IconButton>
            </Dialog.Close>
          </div>
          <Dialog.Description className={dialog.lead}>{t("lead")}</Dialog.Description>
          <Tabs.Root defaultValue="links">
            <Tabs.List className={styles.tabs} aria-label={t("ways")}>
              {PANES.map((pane) => (
                <Tabs.Trigger key={pane} value={pane} className={styles.tab}>
                  {t(`tab.${pane}`)}
                </Tabs.Trigger>
              ))}
            </Tabs.List>
            <Tabs.Content value="links" className={styles.pane}>
              <LinksPane tripId={tripId} />
            </Tabs.Content>
            <Tabs.Content value="people" className={styles.pane}>
              {signedIn ? <PeoplePane tripId={tripId} /> : <SignInFirst why={t("people.guest")} />}
            </Tabs.Content>
            <Tabs.Content value="public" className={styles.pane}>
              {signedIn ? <PublicPane tripId={tripId} /> : <SignInFirst why={t("public.guest")} />}
            </Tabs.Content>
          </Tabs.Root>
        </Dialog.Content>
      </Dialog.Portal>
    </Dialog.Root>
  );
}
