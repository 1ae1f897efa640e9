import { ArrowLeftRight, Ellipsis, Gauge, RefreshCw, Sunrise, Umbrella } from "lucide-react";
import { DropdownMenu } from "radix-ui";
import { useState } from "react";
import { useTranslation } from "react-i18next";

import type { Day } from "@/api/types";
import { formatMinutes, minutesBetween } from "@/format/dates";
import { IconButton } from "@/ui/IconButton";
import menu from "@/ui/Menu.module.css";

import { useTripContext } from "../context";
import { useEditing } from "../edit/context";
import { BestOrder } from "./BestOrder";
import { Submenu } from "./Submenu";

interface Props {
  day: Day;
  number: number;
}

const LATER_MIN = [30, 60, 120];
const PACES = ["relaxed", "moderate", "fast"] as const;

/** All that can be done with one day as a whole. */
export default function DayMenu({ day, number }: Props) {
  const { t } = useTranslation(["edit", "plan"]);
  const { locale, mayEdit, editable, edit } = useTripContext();
  const { trip, proposal } = useEditing();
  const [open, setOpen] = useState(false);
  const first = day.stops[0];
  const begins = first === undefined ? 9 * 60 : minutesBetween(day.on, first.start_local);
  const others = (trip?.itinerary?.days ?? []).flatMap((other, n) => (n + 1 !== number && other.city_id === day.city_id ? [n + 1] : []));
  if (!mayEdit || proposal !== null) return null;
  return (
    <DropdownMenu.Root open={open} onOpenChange={(wanted) => setOpen(wanted && editable)}>
      <DropdownMenu.Trigger asChild>
        <IconButton label={t("day.menu", { number })} resting={!editable}>
          <Ellipsis size={19} />
        </IconButton>
      </DropdownMenu.Trigger>
      <DropdownMenu.Portal>
        <DropdownMenu.Content className={menu.menu} align="end" sideOffset={4} collisionPadding={8}>
          <BestOrder number={number} />
          <Submenu icon={Sunrise} name={t("day.later")}>
            {LATER_MIN.map((more) => (
              <DropdownMenu.Item key={more} className={menu.item} onSelect={() => edit({ kind: "hours", start_min: begins + more, day: number })}>
                {t("day.from", { time: formatMinutes(begins + more, locale) })}
              </DropdownMenu.Item>
            ))}
          </Submenu>
          <Submenu icon={Gauge} name={t("day.pace")}>
            {PACES.map((pace) => (
              <DropdownMenu.Item key={pace} className={menu.item} onSelect={() => edit({ kind: "pace", pace, day: number })}>
                {t(`pace.${pace}`)}
              </DropdownMenu.Item>
            ))}
          </Submenu>
          <DropdownMenu.Item className={menu.item} onSelect={() => edit({ kind: "rain", on: day.on })}>
            <Umbrella size={16} />
            {t("plan:rain", { number })}
          </DropdownMenu.Item>
          {others.length > 0 && (
            <Submenu icon={ArrowLeftRight} name={t("day.swap")}>
              {others.map((with_day) => (
                <DropdownMenu.Item key={with_day} className={menu.item} onSelect={() => edit({ kind: "swap_days", day: number, with_day })}>
                  {t("plan:day", { number: with_day })}
                </DropdownMenu.Item>
              ))}
            </Submenu>
          )}
          <DropdownMenu.Separator className={menu.line} />
          <DropdownMenu.Item className={menu.item} onSelect={() => edit({ kind: "regenerate", day: number })}>
            <RefreshCw size={16} />
            {t("plan:anew", { number })}
          </DropdownMenu.Item>
        </DropdownMenu.Content>
      </DropdownMenu.Portal>
    </DropdownMenu.Root>
  );
}
