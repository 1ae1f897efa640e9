import { CalendarCheck2, Route, ShieldCheck } from "lucide-react";

import styles from "./Cards.module.css";

const PROMISES = [
  { icon: Route, title: "Solved like a timetable", text: "An optimiser places every stop, meal and transfer; nothing is made up by a language model." },
  { icon: ShieldCheck, title: "Certified, claim by claim", text: "An independent checker re-reads the whole plan: open, reachable, no overlap, inside the budget." },
  { icon: CalendarCheck2, title: "Yours to change and take along", text: "Swap, lock or ask in your own words; take it as calendar, workbook or document." },
];

export function Promises() {
  return (
    <section className={styles.section} aria-label="How it works">
      <ul className={styles.promises}>
        {PROMISES.map(({ icon: Icon, title, text }) => (
          <li key={title} className={styles.promise}>
            <Icon size={26} strokeWidth={1.6} />
            <h3>{title}</h3>
            <p>{text}</p>
          </li>
        ))}
      </ul>
    </section>
  );
}
