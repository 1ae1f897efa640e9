import { CalendarDays, Map, MessagesSquare } from "lucide-react";
import { Tabs } from "radix-ui";

import styles from "./TripTabs.module.css";

export type View = "chat" | "plan" | "map";

const TABS = [
  { view: "chat", icon: MessagesSquare, name: "Chat" },
  { view: "plan", icon: CalendarDays, name: "Plan" },
  { view: "map", icon: Map, name: "Map" },
] as const;

interface Props {
  view: View;
  /** Days planned so far, shown while another tab is open. */
  days: number;
}

/** The bar at the foot of a phone; where there is room for all three parts it is not shown. */
export function TripTabs({ view, days }: Props) {
  return (
    <Tabs.List className={styles.bar} aria-label="Parts of the trip">
      {TABS.map(({ view: value, icon: Icon, name }) => (
        <Tabs.Trigger key={value} value={value} className={styles.tab}>
          <Icon size={21} strokeWidth={1.8} />
          {name}
          {value === "plan" && view !== "plan" && days > 0 && <span className={styles.count}>{days}</span>}
        </Tabs.Trigger>
      ))}
    </Tabs.List>
  );
}
