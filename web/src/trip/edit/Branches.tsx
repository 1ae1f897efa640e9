import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { GitBranch, Trash2 } from "lucide-react";
import { type SubmitEvent, useState } from "react";
import { useTranslation } from "react-i18next";

import { tripQuery } from "@/api/queries";
import type { TripView } from "@/api/types";
import { Button } from "@/ui/Button";
import { Field } from "@/ui/Field";
import { IconButton } from "@/ui/IconButton";
import { ProblemNote } from "@/ui/ProblemNote";

import { useTripContext } from "../context";
import { beginBranch, dropBranch, listBranches } from "./api";
import { useEditing } from "./context";
import styles from "./Versions.module.css";

/** What is tried beside the plan ("what if we skip Osaka?"): begin, go to and fro, forget. */
export function Branches({ trip }: { trip: TripView }) {
  const { t } = useTranslation("edit");
  const { editable } = useTripContext();
  const { send } = useEditing();
  const queries = useQueryClient();
  const queryKey = ["versions", trip.id, "branches", trip.branch];
  const { data } = useQuery({ queryKey, queryFn: () => listBranches(trip.id) });
  const [name, setName] = useState("");
  const onSuccess = () => {
    setName("");
    void queries.invalidateQueries({ queryKey: ["versions", trip.id] });
    void queries.invalidateQueries({ queryKey: tripQuery(trip.id).queryKey });
  };
  const begin = useMutation({ mutationFn: () => beginBranch(trip, name.trim()), onSuccess });
  const drop = useMutation({ mutationFn: (branch: string) => dropBranch(trip.id, branch), onSuccess });
  const submit = (event: SubmitEvent) => {
    event.preventDefault();
    if (name.trim() !== "") begin.mutate();
  };
  const shown = (branch: string) => (branch === "main" ? t("branches.main") : branch);
  const failure = begin.error ?? drop.error;
  return (
    <section className={styles.branches} aria-label={t("branches.title")}>
      {(data?.length ?? 0) > 1 && (
        <ul>
          {data?.map((branch) => (
            <li key={branch.name} className={styles.branch} aria-current={branch.current ? "true" : undefined}>
              <GitBranch size={15} />
              <bdi>{shown(branch.name)}</bdi>
              <span className={styles.small}>{t("versions.number", { number: branch.head })}</span>
              {branch.current && <span className={styles.now}>{t("branches.here")}</span>}
              {!branch.current && editable && (
                <Button look="quiet" aria-label={t("branches.switchTo", { name: shown(branch.name) })} onClick={() => send({ kind: "switch", name: branch.name })}>
                  {t("branches.switch")}
                </Button>
              )}
              {!branch.current && editable && branch.name !== "main" && (
                <IconButton label={t("branches.drop", { name: branch.name })} onClick={() => drop.mutate(branch.name)}>
                  <Trash2 size={15} />
                </IconButton>
              )}
            </li>
          ))}
        </ul>
      )}
      {editable && (
        <form className={styles.form} onSubmit={submit}>
          <Field label={t("branches.begin")} placeholder={t("branches.example")} maxLength={60} value={name} onChange={(event) => setName(event.target.value)} />
          <Button type="submit" disabled={begin.isPending || name.trim() === ""}>{t("branches.go")}</Button>
        </form>
      )}
      {failure !== null && <ProblemNote error={failure} />}
    </section>
  );
}
