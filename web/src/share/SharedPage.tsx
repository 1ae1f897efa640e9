import { useMutation, useQuery } from "@tanstack/react-query";
import { useNavigate, useParams } from "@tanstack/react-router";
import { Copy, PencilLine } from "lucide-react";
import { useDeferredValue } from "react";
import { useTranslation } from "react-i18next";

import { ApiProblem } from "@/api/problem";
import { Button } from "@/ui/Button";
import { Notice } from "@/ui/Notice";
import { ProblemNote } from "@/ui/ProblemNote";

import { copyShared, joinShared, sharedQuery } from "./api";
import { SharedPlan } from "./SharedPlan";
import styles from "./SharedPlan.module.css";

/** What a share link opens: the trip to be read, to be copied and, where the link allows it, to be edited. */
export function SharedPage() {
  const { t } = useTranslation("share");
  const { token } = useParams({ from: "/shared/$token" });
  const navigate = useNavigate();
  const shared = useQuery({ ...sharedQuery(token), retry: false });
  const there = useDeferredValue(shared.data !== undefined, false); // drawn in slices
  const goTo = (tripId: string) => void navigate({ to: "/trips/$tripId", params: { tripId } });
  const copied = useMutation({ mutationFn: () => copyShared(token), onSuccess: (copy) => goTo(copy.trip_id) });
  const joined = useMutation({ mutationFn: () => joinShared(token), onSuccess: goTo });
  if (shared.error instanceof ApiProblem && shared.error.status === 404) return <Notice title={t("shared.gone")}>{t("shared.goneLead")}</Notice>;
  if (shared.isError) return <ProblemNote error={shared.error} />;
  if (!there || shared.data === undefined) return <p className={styles.plan} role="status">{t("shared.loading")}</p>;
  const { trip, images, rights } = shared.data;
  return (
    <SharedPlan trip={trip} images={images}>
      <div className={styles.actions}>
        {rights === "edit" && (
          <Button look="solid" disabled={joined.isPending} onClick={() => joined.mutate()}>
            <PencilLine size={16} />
            {t("shared.edit")}
          </Button>
        )}
        <Button disabled={copied.isPending} onClick={() => copied.mutate()}>
          <Copy size={16} />
          {t("shared.copy")}
        </Button>
      </div>
      {(copied.error ?? joined.error) !== null && <ProblemNote error={copied.error ?? joined.error} />}
    </SharedPlan>
  );
}
