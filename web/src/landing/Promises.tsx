import { Link } from "@tanstack/react-router";
import { CalendarCheck2, Route, ShieldCheck } from "lucide-react";
import { useTranslation } from "react-i18next";

import styles from "./Cards.module.css";

const PROMISES = [
  { icon: Route, name: "solved" },
  { icon: ShieldCheck, name: "certified" },
  { icon: CalendarCheck2, name: "yours" },
] as const;

export function Promises() {
  const { t } = useTranslation("landing");
  return (
    <section className={styles.section} aria-labelledby="promises">
      <h2 id="promises" className="visually-hidden">
        {t("promises.label")}
      </h2>
      <ul className={styles.promises}>
        {PROMISES.map(({ icon: Icon, name }) => (
          <li key={name} className={styles.promise}>
            <Icon size={26} strokeWidth={1.6} />
            <h3>{t(`promises.${name}.title`)}</h3>
            <p>{t(`promises.${name}.text`)}</p>
          </li>
        ))}
      </ul>
      <p className={styles.more}>
        <Link to="/gallery">{t("gallery")}</Link>
      </p>
    </section>
  );
}
