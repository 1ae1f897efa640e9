import { useMutation } from "@tanstack/react-query";
import { useNavigate, useSearch } from "@tanstack/react-router";
import { useTranslation } from "react-i18next";

import { useSignedIn } from "@/api/session";
import { Button } from "@/ui/Button";
import { ProblemNote } from "@/ui/ProblemNote";
import notice from "@/ui/Notice.module.css";

import { acceptInvitation } from "./api";
import { SignInFirst } from "./SignInFirst";

/** Where an invitation's mail leads; a click accepts it, which programs that open links do not make. */
export function InvitationPage() {
  const { t } = useTranslation("share");
  const { token = "" } = useSearch({ strict: false });
  const navigate = useNavigate();
  const signedIn = useSignedIn();
  const accepted = useMutation({
    mutationFn: () => acceptInvitation(token),
    onSuccess: (tripId) => void navigate({ to: "/trips/$tripId", params: { tripId } }),
  });
  return (
    <div className={notice.page}>
      <h1>{t("invitation.title")}</h1>
      {signedIn ? (
        <>
          <p>{t("invitation.lead")}</p>
          <Button look="solid" disabled={accepted.isPending} onClick={() => accepted.mutate()}>
            {t("invitation.accept")}
          </Button>
          {accepted.error !== null && <ProblemNote error={accepted.error} />}
        </>
      ) : (
        <SignInFirst why={t("invitation.guest")} />
      )}
    </div>
  );
}
