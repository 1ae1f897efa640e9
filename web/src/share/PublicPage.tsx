import { useMutation, useQuery } from "@tanstack/react-query";
import { Link, useNavigate, useParams } from "@tanstack/react-router";
import { Copy } from "lucide-react";
import { useEffect } from "react";
import { useTranslation } from "react-i18next";

import { ApiProblem } from "@/api/problem";
import { Button } from "@/ui/Button";
import { Notice } from "@/ui/Notice";
import { ProblemNote } from "@/ui/ProblemNote";

import { copyPublic, publicTripQuery } from "./api";
import { SharedPlan } from "./SharedPlan";
import styles from "./SharedPlan.module.css";
import { ShareOut } from "./ShareOut";

/** A trip that its owner shows to everybody. */
export function PublicPage() {
  const { t } = useTranslation("share");
  const { slug } = useParams({ from: "/p/$slug" });
  const navigate = useNavigate();
  const found = useQuery({ ...publicTripQuery(slug), retry: false });
  const copied = useMutation({
    mutationFn: () => copyPublic(slug),
    onSuccess: ({ trip_id }) => void navigate({ to: "/trips/$tripId", params: { tripId: trip_id } }),
  });
  const title = found.data?.brief.title;
  useEffect(() => {
    if (title !== undefined) document.title = `${title} · Tripwright`;
  }, [title]);
  if (found.error instanceof ApiProblem && [404, 422].includes(found.error.status)) return <Notice title={t("shared.gone")}>{t("public.goneLead")}</Notice>;
  if (found.isError) return <ProblemNote error={found.error} />;
  if (found.data === undefined) return <p className={styles.plan} role="status">{t("shared.loading")}</p>;
  const { brief, trip, images } = found.data;
  return (
    <SharedPlan trip={trip} images={images}>
      {brief.description !== "" && <p className={styles.summary} dir="auto">{brief.description}</p>}
      <div className={styles.actions}>
        {brief.by !== null && (
          <Link to="/gallery" search={{ traveller: brief.by.id }} className={styles.by}>
            {t("public.by", { name: brief.by.name })}
          </Link>
        )}
        <Button look="solid" disabled={copied.isPending} onClick={() => copied.mutate()}>
          <Copy size={16} />
          {t("public.plan")}
        </Button>
      </div>
      <ShareOut url={location.href} title={brief.title} />
      {copied.error !== null && <ProblemNote error={copied.error} />}
    </SharedPlan>
  );
}
