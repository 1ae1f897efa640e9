import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { useTranslation } from "react-i18next";

import { Button } from "@/ui/Button";
import { Field, TextField, Tick } from "@/ui/Field";
import { ProblemNote } from "@/ui/ProblemNote";

import { publicQuery, publish, type PublicState, type Section, unpublish } from "./api";
import { CopyField } from "./CopyField";
import { SectionTicks } from "./SectionTicks";
import { ShareOut } from "./ShareOut";
import styles from "./Share.module.css";

const USUAL: Section[] = ["days", "map", "practical"];

/** The page of the trip for the whole world, by its owner's choice. */
export function PublicPane({ tripId }: { tripId: string }) {
  const state = useQuery(publicQuery(tripId));
  if (state.isError) return <ProblemNote error={state.error} />;
  if (state.data === undefined) return null;
  return <PublicForm key={state.data?.slug ?? "none"} tripId={tripId} state={state.data} />;
}

function PublicForm({ tripId, state }: { tripId: string; state: PublicState | null }) {
  const { t } = useTranslation("share");
  const queries = useQueryClient();
  const [sections, setSections] = useState<Section[]>([...(state?.sections ?? USUAL)]);
  const [description, setDescription] = useState(state?.description ?? "");
  const [name, setName] = useState(state?.by?.name ?? "");
  const [listed, setListed] = useState(state?.listed ?? true);
  const keep = (fresh: PublicState | null) => queries.setQueryData(publicQuery(tripId).queryKey, fresh);
  const made = useMutation({ mutationFn: () => publish(tripId, { sections, description, name, listed }), onSuccess: keep });
  const gone = useMutation({ mutationFn: () => unpublish(tripId), onSuccess: () => keep(null) });
  return (
    <form
      className={styles.stack}
      onSubmit={(event) => {
        event.preventDefault();
        made.mutate();
      }}
    >
      {state === null ? (
        <p>{t("public.lead")}</p>
      ) : (
        <>
          <CopyField label={t("public.address")} text={state.url} />
          <ShareOut url={state.url} title={state.title} />
          <CopyField label={t("public.embed")} text={state.embed} />
        </>
      )}
      <SectionTicks chosen={sections} onChange={setSections} />
      <TextField label={t("public.description")} rows={2} maxLength={300} value={description} onChange={(event) => setDescription(event.target.value)} />
      <Field label={t("public.name")} hint={t("public.nameHint")} maxLength={60} value={name} onChange={(event) => setName(event.target.value)} />
      <Tick label={t("public.listed")} checked={listed} onChange={(event) => setListed(event.target.checked)} />
      {made.error !== null && <ProblemNote error={made.error} />}
      {gone.error !== null && <ProblemNote error={gone.error} />}
      <div className={styles.out}>
        <Button type="submit" look="solid" disabled={made.isPending || sections.length === 0}>
          {state === null ? t("public.publish") : t("public.save")}
        </Button>
        {state !== null && (
          <Button look="quiet" disabled={gone.isPending} onClick={() => gone.mutate()}>
            {t("public.takeDown")}
          </Button>
        )}
      </div>
      <p role="status" className={styles.small}>
        {made.isSuccess ? t("public.saved") : ""}
      </p>
    </form>
  );
}
