import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { Trash2 } from "lucide-react";
import { useState } from "react";
import { useTranslation } from "react-i18next";

import { ApiProblem } from "@/api/problem";
import { Button } from "@/ui/Button";
import { Choice, Field } from "@/ui/Field";
import { IconButton } from "@/ui/IconButton";
import { ProblemNote } from "@/ui/ProblemNote";

import { handOver, invite, type Member, membersQuery, removeMember, setRole, withdraw } from "./api";
import { Avatar } from "./Avatar";
import { Confirm } from "./Confirm";
import styles from "./Share.module.css";

type Role = "viewer" | "editor";

/** Who is in the trip and who is invited. */
export function PeoplePane({ tripId }: { tripId: string }) {
  const { t } = useTranslation("share");
  const queries = useQueryClient();
  const members = useQuery(membersQuery(tripId));
  const fresh = () => queries.invalidateQueries({ queryKey: membersQuery(tripId).queryKey });
  const gone = useMutation({ mutationFn: (id: string) => withdraw(tripId, id), onSettled: fresh });
  return (
    <div className={styles.stack}>
      <Invite tripId={tripId} onSent={() => void fresh()} />
      {members.error !== null && <ProblemNote error={members.error} />}
      <ul className={styles.list} aria-label={t("people.list")}>
        {(members.data?.items ?? []).map((member) => (
          <MemberRow key={member.person.id} tripId={tripId} member={member} onDone={() => void fresh()} />
        ))}
        {(members.data?.invitations ?? []).map((waiting) => (
          <li key={waiting.id} className={styles.row}>
            <span className={styles.grow}>
              <strong dir="ltr">{waiting.email}</strong>
              <span className={styles.small}>{t("people.waiting")}</span>
            </span>
            <IconButton label={t("people.withdraw", { name: waiting.email })} onClick={() => gone.mutate(waiting.id)}>
              <Trash2 size={17} />
            </IconButton>
          </li>
        ))}
      </ul>
    </div>
  );
}

function Invite({ tripId, onSent }: { tripId: string; onSent: () => void }) {
  const { t } = useTranslation("share");
  const [email, setEmail] = useState("");
  const [role, setRoleWanted] = useState<Role>("editor");
  const sent = useMutation({
    mutationFn: () => invite(tripId, email, role),
    onSuccess: () => {
      setEmail("");
      onSent();
    },
  });
  const fault = sent.error instanceof ApiProblem && sent.error.field === "email" ? sent.error.message : null;
  return (
    <form
      className={styles.stack}
      onSubmit={(event) => {
        event.preventDefault();
        sent.mutate();
      }}
    >
      <div className={styles.two}>
        <Field label={t("people.email")} type="email" required autoComplete="off" value={email} fault={fault} onChange={(event) => setEmail(event.target.value)} />
        <Choice label={t("people.role")} value={role} onChange={(event) => setRoleWanted(event.target.value as Role)}>
          <option value="editor">{t("role.editor")}</option>
          <option value="viewer">{t("role.viewer")}</option>
        </Choice>
      </div>
      {sent.error !== null && fault === null && <ProblemNote error={sent.error} />}
      <Button type="submit" look="solid" disabled={sent.isPending}>
        {t("people.invite")}
      </Button>
      <p role="status" className={styles.small}>
        {sent.isSuccess ? t("people.sent") : t("people.hint")}
      </p>
    </form>
  );
}

function MemberRow({ tripId, member, onDone }: { tripId: string; member: Member; onDone: () => void }) {
  const { t } = useTranslation("share");
  const { person, role } = member;
  const changed = useMutation({ mutationFn: (wanted: Role) => setRole(tripId, person.id, wanted), onSettled: onDone });
  const gone = useMutation({ mutationFn: () => removeMember(tripId, person.id), onSettled: onDone });
  const queries = useQueryClient();
  const given = useMutation({
    mutationFn: () => handOver(tripId, person.id),
    onSuccess: () => queries.invalidateQueries({ queryKey: ["trip", tripId] }),
    onSettled: onDone,
  });
  return (
    <li className={styles.row}>
      <Avatar person={person} />
      <span className={styles.grow}>
        <strong dir="auto">{person.guest ? t("guest") : person.name}</strong>
        <span className={styles.small}>{person.you ? t("you") : member.by_link ? t("people.byLink") : ""}</span>
      </span>
      {role === "owner" ? (
        <span className={styles.small}>{t("role.owner")}</span>
      ) : (
        <>
          <select className={styles.select} aria-label={t("people.roleOf", { name: person.name })} value={role} onChange={(event) => changed.mutate(event.target.value as Role)}>
            <option value="editor">{t("role.editor")}</option>
            <option value="viewer">{t("role.viewer")}</option>
          </select>
          <IconButton label={t("people.remove", { name: person.name })} onClick={() => gone.mutate()}>
            <Trash2 size={17} />
          </IconButton>
          {!person.guest && (
            <Confirm question={t("handOver.sure", { name: person.name })} label={t("handOver.yes")} busy={given.isPending} onSure={() => given.mutate()}>
              {t("handOver.give")}
            </Confirm>
          )}
          {given.error !== null && <ProblemNote error={given.error} />}
        </>
      )}
    </li>
  );
}
