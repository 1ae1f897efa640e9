import type { ReactNode, SubmitEvent } from "react";

import { Button } from "@/ui/Button";
import { ProblemNote } from "@/ui/ProblemNote";

import styles from "./Card.module.css";

interface Props {
  title: string;
  lead?: ReactNode;
  children?: ReactNode;
  foot?: ReactNode;
}

/** A page of one small matter. */
export function Card({ title, lead, children, foot }: Props) {
  return (
    <div className={styles.page}>
      <section className={styles.card} aria-labelledby="card-title">
        <h1 id="card-title">{title}</h1>
        {lead !== undefined && <p className={styles.lead}>{lead}</p>}
        {children}
      </section>
      {foot !== undefined && <p className={styles.foot}>{foot}</p>}
    </div>
  );
}

interface FormProps {
  send: string;
  busy: boolean;
  error: unknown;
  onSend: (form: FormData) => void;
  children: ReactNode;
}

/** Fields and the one button that sends them; what the server refuses stands above it, and the fields stay. */
export function Form({ send, busy, error, onSend, children }: FormProps) {
  const sent = (event: SubmitEvent<HTMLFormElement>) => {
    event.preventDefault();
    onSend(new FormData(event.currentTarget));
  };
  return (
    <form className={styles.form} onSubmit={sent}>
      {children}
      {error !== null && error !== undefined && <ProblemNote error={error} />}
      <Button type="submit" look="solid" disabled={busy} aria-busy={busy}>
        {send}
      </Button>
    </form>
  );
}

/** A field's text, without blanks around it. */
export function textOf(form: FormData, name: string): string {
  const value = form.get(name);
  return typeof value === "string" ? value.trim() : "";
}

/** A password is sent as it was written. */
export function secretOf(form: FormData, name: string): string {
  const value = form.get(name);
  return typeof value === "string" ? value : "";
}
