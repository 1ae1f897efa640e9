import { type ComponentProps, type ReactNode, useId } from "react";

import styles from "./Field.module.css";

interface Around {
  label: string;
  hint?: ReactNode;
  /** What the server found wrong with it. */
  fault?: string | null | undefined;
}

/** A line to write in, under its name, with what is wrong with it. */
export function Field({ label, hint, fault, ...rest }: Around & ComponentProps<"input">) {
  const id = useId();
  return (
    <div className={styles.field}>
      <label htmlFor={id}>{label}</label>
      <input id={id} className={styles.input} aria-invalid={Boolean(fault)} aria-describedby={`${id}-about`} {...rest} />
      <About id={id} hint={hint} fault={fault} />
    </div>
  );
}

export function TextField({ label, hint, fault, ...rest }: Around & ComponentProps<"textarea">) {
  const id = useId();
  return (
    <div className={styles.field}>
      <label htmlFor={id}>{label}</label>
      <textarea id={id} className={styles.input} aria-invalid={Boolean(fault)} aria-describedby={`${id}-about`} {...rest} />
      <About id={id} hint={hint} fault={fault} />
    </div>
  );
}

export function Choice({ label, hint, fault, children, ...rest }: Around & ComponentProps<"select">) {
  const id = useId();
  return (
    <div className={styles.field}>
      <label htmlFor={id}>{label}</label>
      <select id={id} className={styles.input} aria-describedby={`${id}-about`} {...rest}>
        {children}
      </select>
      <About id={id} hint={hint} fault={fault} />
    </div>
  );
}

function About({ id, hint, fault }: { id: string; hint: ReactNode; fault: string | null | undefined }) {
  return (
    <p id={`${id}-about`} className={fault ? styles.fault : styles.hint}>
      {fault ?? hint}
    </p>
  );
}

export function Tick({ label, ...rest }: { label: ReactNode } & ComponentProps<"input">) {
  const id = useId();
  return (
    <div className={styles.tick}>
      <input id={id} type="checkbox" {...rest} />
      <label htmlFor={id}>{label}</label>
    </div>
  );
}
