import { Bell as BellIcon } from "lucide-react";
import { Popover } from "radix-ui";
import { useState } from "react";
import { useTranslation } from "react-i18next";

import { useSignedIn } from "@/api/session";
import { useLocale } from "@/i18n/useLocale";
import { IconButton } from "@/ui/IconButton";

import styles from "./Bell.module.css";
import { Inbox } from "./Inbox";
import { useUnread } from "./useInbox";

const MOST = 99;

/** The way to what others did. A guest sees it once there is something. */
export default function Bell() {
  const { t } = useTranslation("notifications");
  const locale = useLocale();
  const signedIn = useSignedIn();
  const unread = useUnread(signedIn);
  const [open, setOpen] = useState(false);
  if (!signedIn && unread === 0 && !open) return null;
  const shown = new Intl.NumberFormat(locale).format(Math.min(unread, MOST)) + (unread > MOST ? "+" : "");
  return (
    <Popover.Root open={open} onOpenChange={setOpen}>
      <Popover.Trigger asChild>
        <IconButton label={unread === 0 ? t("title") : t("waiting", { count: unread })} className={styles.bell}>
          <BellIcon size={18} />
          {unread > 0 && (
            <span className={styles.count} aria-hidden>
              {shown}
            </span>
          )}
        </IconButton>
      </Popover.Trigger>
      <Popover.Portal>
        <Popover.Content className={styles.inbox} align="end" sideOffset={8} collisionPadding={12} aria-label={t("title")}>
          <Inbox signedIn={signedIn} unread={unread} onLeave={() => setOpen(false)} />
        </Popover.Content>
      </Popover.Portal>
    </Popover.Root>
  );
}
