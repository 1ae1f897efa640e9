import { useMutation } from "@tanstack/react-query";
import { type ReactNode, useEffect, useState } from "react";
import { useTranslation } from "react-i18next";

import { Waiting } from "@/console/ui/Asked";

import { resume } from "../api";
import { Card } from "../Card";
import { useEntrance } from "../entrance";
import { LoginPage } from "../LoginPage";
import { forgetArrival, readArrival } from "./arrival";

/** Where a browser comes back to from a provider: signed in, or with what is still missing. */
export function Arrived({ otherwise }: { otherwise: ReactNode }) {
  const [arrival] = useState(() => readArrival(location.hash));
  useEffect(forgetArrival, []);
  switch (arrival?.kind) {
    case "failed":
      return <LoginPage trouble={arrival.message} />;
    case "half":
      return <LoginPage begun={arrival.half} />;
    case "link":
      return <LoginPage ticket={arrival.ticket} />;
    default:
      return otherwise;
  }
}

/** The provider's return has set the cookie; with it comes the session. */
export function Resume() {
  const { t } = useTranslation("account");
  const enter = useEntrance();
  const { mutate, isError } = useMutation({ mutationFn: resume, onSuccess: enter });
  useEffect(() => mutate(), [mutate]);
  if (isError) return <LoginPage trouble={t("outside.failed")} />;
  return (
    <Card title={t("outside.entering")}>
      <Waiting lines={2} />
    </Card>
  );
}
