import clsx from "clsx";
import { type ReactNode, useId } from "react";

import styles from "./Panel.module.css";

interface Props {
  title: string;
  /** A sentence about what is shown: the period, the source, what is not counted. */
  note?: ReactNode;
  actions?: ReactNode;
  children: ReactNode;
  className?: string;
}

/** One matter of a console page, under its own heading. */
export function Panel({ title, note, actions, children, className }: Props) {
  const id = useId();
  return (
    <section className={clsx(styles.panel, className)} aria-labelledby={id}>
      <header className={styles.head}>
        <div>
          <h2 id={id}>{title}</h2>
          {note !== undefined && <p className={styles.note}>{note}</p>}
        </div>
        {actions !== undefined && <div className={styles.actions}>{actions}</div>}
      </header>
      {children}
    </section>
  );
}
