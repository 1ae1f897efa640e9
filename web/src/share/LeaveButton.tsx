import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { useNavigate } from "@tanstack/react-router";
import { LogOut } from "lucide-react";
import { useTranslation } from "react-i18next";

import { ProblemNote } from "@/ui/ProblemNote";

import { membersQuery, removeMember } from "./api";
import { Confirm } from "./Confirm";

/** The way out of a trip that somebody else shares. */
export default function LeaveButton({ tripId }: { tripId: string }) {
  const { t } = useTranslation("share");
  const queries = useQueryClient();
  const navigate = useNavigate();
  const { data } = useQuery(membersQuery(tripId));
  const me = data?.items.find((member) => member.person.you)?.person.id;
  const left = useMutation({
    mutationFn: (id: string) => removeMember(tripId, id),
    onSuccess: async () => {
      await navigate({ to: "/" });
      queries.removeQueries({ queryKey: ["trip", tripId] });
      await queries.invalidateQueries({ queryKey: ["trips"] });
    },
  });
  if (me === undefined) return null;
  return (
    <>
      <Confirm question={t("leave.sure")} label={t("leave.yes")} busy={left.isPending} onSure={() => left.mutate(me)}>
        <LogOut size={16} className="flip" />
        {t("leave.leave")}
      </Confirm>
      {left.error !== null && <ProblemNote error={left.error} />}
    </>
  );
}
