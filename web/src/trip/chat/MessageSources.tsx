import { Database } from "lucide-react";
import { Popover } from "radix-ui";
import { useTranslation } from "react-i18next";

import type { Itinerary } from "@/api/types";
import { IconButton } from "@/ui/IconButton";

import { Provenance } from "../sources/Provenance";
import styles from "./Message.module.css";

/** Whence an answer's facts are, beside the answer. */
export default function MessageSources({ itinerary }: { itinerary: Itinerary }) {
  const { t } = useTranslation("chat");
  return (
    <Popover.Root>
      <Popover.Trigger asChild>
        <IconButton label={t("message.sources")}>
          <Database size={15} />
        </IconButton>
      </Popover.Trigger>
      <Popover.Portal>
        <Popover.Content className={styles.sources} side="top" align="start" sideOffset={6} collisionPadding={12} aria-label={t("message.sources")}>
          <Provenance itinerary={itinerary} />
        </Popover.Content>
      </Popover.Portal>
    </Popover.Root>
  );
}
