import { useQuery } from "@tanstack/react-query";
import { ListOrdered } from "lucide-react";
import { DropdownMenu } from "radix-ui";
import { useTranslation } from "react-i18next";

import { formatDuration } from "@/format/dates";
import menu from "@/ui/Menu.module.css";

import { useTripContext } from "../context";
import { preview } from "../edit/api";
import { useEditing } from "../edit/context";

/** The day's stops in the order with the least time on the way; what that saves is known before it is asked for. */
export function BestOrder({ number }: { number: number }) {
  const { t } = useTranslation("edit");
  const { tripId, locale, edit } = useTripContext();
  const { trip } = useEditing();
  const { data, isPending } = useQuery({
    queryKey: ["reorder", tripId, trip?.version, number],
    queryFn: ({ signal }) => preview(tripId, [{ kind: "reorder", day: number }], false, signal),
    staleTime: Infinity,
    retry: false,
  });
  const saved = data === undefined ? 0 : -data.diff.travel_min;
  const note = isPending ? t("add.looking") : saved > 0 ? t("day.saves", { time: formatDuration(saved, locale) }) : t("day.best");
  return (
    <DropdownMenu.Item className={menu.item} disabled={saved <= 0} onSelect={() => edit({ kind: "reorder", day: number })}>
      <ListOrdered size={16} />
      <span className={menu.two}>
        {t("day.order")}
        <span className={menu.small}>{note}</span>
      </span>
    </DropdownMenu.Item>
  );
}
