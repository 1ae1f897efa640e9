import { CalendarDays, Map, MessagesSquare } from "lucide-react";
import { Tabs } from "radix-ui";
import { useTranslation } from "react-i18next";

import styles from "./TripTabs.module.css";

export type View = "chat" | "plan" | "map";

const TABS = [
  { view: "chat", icon: MessagesSquare },
  { view: "plan", icon: CalendarDays },
  { view: "map", icon: Map },
] as const;

interface Props {
  view: View;
  /** Days planned so far, shown while another tab is open. */
  days: number;
}

/** The bar at the foot of a phone; where there is room for all three parts it is not shown. */
export function TripTabs({ view, days }: Props) {
  const { t } = useTranslation("trip");
  return (
    <Tabs.List className={styles.bar} aria-label={t("tabs.label")}>
      {TABS.map(({ view: value, icon: Icon }) => (
        <Tabs.Trigger key={value} value={value} className={styles.tab}>
          <Icon size={21} strokeWidth={1.8} />
          {t(`tabs.${value}`)}
          {value === "plan" && view !== "plan" && days > 0 && <span className={styles.count}>{days}</span>}
        </Tabs.Trigger>
      ))}
    </Tabs.List>
  );
}
