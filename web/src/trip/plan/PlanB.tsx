import { Clock, DoorClosed, type LucideIcon, Sparkle, Umbrella } from "lucide-react";
import { DropdownMenu } from "radix-ui";
import { useTranslation } from "react-i18next";

import type { Alternate, Stop } from "@/api/types";
import menu from "@/ui/Menu.module.css";

import { useTripContext } from "../context";
import { useEditing } from "../edit/context";

const ICONS: Readonly<Record<NonNullable<Alternate["code"]>, LucideIcon>> = { rain: Umbrella, closed: DoorClosed, late: Clock, like: Sparkle };

/** Places that were verified for this stop's time; one of them takes its place at once. */
export function PlanB({ stop, number }: { stop: Stop; number: number }) {
  const { t } = useTranslation(["plan", "edit"]);
  const { language, book } = useTripContext();
  const { send } = useEditing();
  if (stop.alternates.length === 0) return null;
  return (
    <>
      <DropdownMenu.Label className={menu.label}>{t("edit:menu.planB")}</DropdownMenu.Label>
      {stop.alternates.map(({ place_id, reason, code }) => {
        const Icon = ICONS[code ?? "like"];
        return (
          <DropdownMenu.Item key={place_id} className={menu.item}
            onSelect={() => send({ kind: "planB", day: number, place_id: stop.place_id, to_place_id: place_id })}>
            <Icon size={16} />
            <span className={menu.two}>
              {book.place(place_id)?.name ?? place_id}
              <span className={menu.small} lang={language} dir="auto">{reason}</span>
            </span>
          </DropdownMenu.Item>
        );
      })}
      <DropdownMenu.Separator className={menu.line} />
    </>
  );
}
