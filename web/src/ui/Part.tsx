import { CatchBoundary } from "@tanstack/react-router";
import { type ReactNode, Suspense } from "react";
import { useTranslation } from "react-i18next";

import { Button } from "./Button";
import styles from "./Notice.module.css";

interface Props {
  waiting?: ReactNode;
  /** Shown where its code cannot be had or fails; a note with a way to load the page anew, where nothing is said. */
  lost?: ReactNode;
  children: ReactNode;
}

/** A part of the page whose code is fetched by itself: while it comes, and where it does not, the rest of the page stays. */
export function Part({ waiting = null, lost = <PartLost />, children }: Props) {
  return (
    <CatchBoundary getResetKey={() => "part"} errorComponent={() => lost}>
      <Suspense fallback={waiting}>{children}</Suspense>
    </CatchBoundary>
  );
}

function PartLost() {
  const { t } = useTranslation(["errors", "common"]);
  return (
    <div className={styles.part} role="alert">
      <p>{t("page.part")} {t("page.safe")}</p>
      <Button onClick={() => location.reload()}>{t("common:update.reload")}</Button>
    </div>
  );
}
