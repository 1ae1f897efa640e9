import { useQuery } from "@tanstack/react-query";
import { useParams } from "@tanstack/react-router";
import { useDeferredValue } from "react";
import { useTranslation } from "react-i18next";

import { ApiProblem } from "@/api/problem";
import { tripQuery } from "@/api/queries";
import { NotFound } from "@/ui/NotFound";
import { ProblemNote } from "@/ui/ProblemNote";
import { Button } from "@/ui/Button";
import notice from "@/ui/Notice.module.css";

import { Trip } from "./Trip";
import { TripSkeleton } from "./TripSkeleton";

export function TripPage() {
  const { t } = useTranslation();
  const { tripId } = useParams({ from: "/trips/$tripId" });
  const trip = useQuery(tripQuery(tripId));
  const there = useDeferredValue(trip.data !== undefined, false); // drawn in slices, so that the page answers to a finger meanwhile
  if (there && trip.data !== undefined) return <Trip key={tripId} trip={trip.data} />;
  if (!trip.isError) return <TripSkeleton />;
  if (trip.error instanceof ApiProblem && [404, 422].includes(trip.error.status)) return <NotFound />;
  return (
    <div className={notice.page}>
      <ProblemNote error={trip.error} />
      <Button look="solid" onClick={() => void trip.refetch()}>
        {t("tryAgain")}
      </Button>
    </div>
  );
}
