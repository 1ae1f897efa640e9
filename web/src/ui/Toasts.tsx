import { X } from "lucide-react";
import { Toast } from "radix-ui";
import { useTranslation } from "react-i18next";

import { IconButton } from "./IconButton";
import styles from "./Toasts.module.css";
import { endToast, useToasts } from "./toasts";

const SHOWN_MS = 6_000;

/** The one place for short notices, in the corner; F8 leads to it, a swipe sends one away. */
export default function Toasts() {
  const { t, i18n } = useTranslation();
  const toasts = useToasts();
  return (
    <Toast.Provider label={t("notifications")} swipeDirection={i18n.dir() === "rtl" ? "left" : "right"}>
      {toasts.map(({ id, text, action }) => (
        <Toast.Root key={id} className={styles.toast} duration={action === undefined ? SHOWN_MS : Infinity} onOpenChange={(open) => !open && endToast(id)}>
          <Toast.Description className={styles.text}>{text}</Toast.Description>
          {action !== undefined && (
            <Toast.Action altText={action.name} className={styles.action} onClick={action.act}>
              {action.name}
            </Toast.Action>
          )}
          <Toast.Close asChild>
            <IconButton label={t("close")}>
              <X size={16} />
            </IconButton>
          </Toast.Close>
        </Toast.Root>
      ))}
      <Toast.Viewport className={styles.corner} label={t("notifications")} />
    </Toast.Provider>
  );
}
