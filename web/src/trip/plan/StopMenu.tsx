import { CalendarArrowDown, CalendarClock, CircleHelp, Clock, Ellipsis, Lock, LockOpen, Search, Shuffle, Trash2 } from "lucide-react";
import { DropdownMenu } from "radix-ui";
import { useState } from "react";
import { useTranslation } from "react-i18next";

import type { Day, Stop } from "@/api/types";
import { formatDuration, minutesBetween } from "@/format/dates";
import { IconButton } from "@/ui/IconButton";
import menu from "@/ui/Menu.module.css";

import { useTripContext } from "../context";
import { useEditing } from "../edit/context";
import { OtherPlace } from "../edit/OtherPlace";
import { StopTimes } from "../edit/StopTimes";
import { WhyHere } from "../edit/WhyHere";
import { PlanB } from "./PlanB";
import { Submenu } from "./Submenu";

interface Props {
  stop: Stop;
  day: Day;
  number: number;
  index: number;
  name: string;
}

const STEP_MIN = 15;
const LEAST_MIN = 10;

/** All that can be done with one stop. */
export default function StopMenu({ stop, day, number, index, name }: Props) {
  const { t } = useTranslation(["plan", "edit"]);
  const { locale, mayEdit, editable, edit } = useTripContext();
  const { trip, tools, proposal } = useEditing();
  const [listed, list] = useState(false);
  const [open, setOpen] = useState<"times" | "other" | "why" | null>(null);
  const { place_id, locked } = stop;
  const minutes = minutesBetween(stop.start_local, stop.end_local);
  const others = (trip?.itinerary?.days ?? []).map((_, n) => n + 1).filter((n) => n !== number);
  const close = () => setOpen(null);
  const free = editable && proposal === null;
  return (
    <>
      <DropdownMenu.Root open={listed} onOpenChange={(wanted) => list(wanted && free)}>
        <DropdownMenu.Trigger asChild disabled={!mayEdit}>
          <IconButton label={t("menu.change", { name })} resting={!free}>
            <Ellipsis size={18} />
          </IconButton>
        </DropdownMenu.Trigger>
        <DropdownMenu.Portal>
          <DropdownMenu.Content className={menu.menu} align="end" sideOffset={4} collisionPadding={8}>
            <DropdownMenu.Item className={menu.item} onSelect={() => edit({ kind: "lock", place_id, locked: !locked })}>
              {locked ? <LockOpen size={16} /> : <Lock size={16} />}
              {locked ? t("menu.unlock") : t("menu.lock")}
            </DropdownMenu.Item>
            {!locked && (
              <>
                <Submenu icon={Clock} name={t("edit:menu.times")}>
                  {[minutes + STEP_MIN, minutes - STEP_MIN].filter((long) => long >= LEAST_MIN).map((long) => (
                    <DropdownMenu.Item key={long} className={menu.item} onSelect={() => edit({ kind: "duration", place_id, minutes: long, day: number })}>
                      {t(long > minutes ? "edit:menu.longer" : "edit:menu.shorter", { time: formatDuration(long, locale) })}
                    </DropdownMenu.Item>
                  ))}
                  <DropdownMenu.Item className={menu.item} onSelect={() => setOpen("times")}>
                    <CalendarClock size={16} />
                    {t("edit:menu.exact")}
                  </DropdownMenu.Item>
                </Submenu>
                {others.length > 0 && (
                  <Submenu icon={CalendarArrowDown} name={t("edit:menu.toDay")}>
                    {others.map((to_day) => (
                      <DropdownMenu.Item key={to_day} className={menu.item} onSelect={() => tools.tryOut([{ kind: "move", place_id, to_day }], null)}>
                        {t("day", { number: to_day })}
                      </DropdownMenu.Item>
                    ))}
                  </Submenu>
                )}
                <PlanB stop={stop} number={number} />
                <DropdownMenu.Item className={menu.item} onSelect={() => edit({ kind: "swap", place_id, day: number, wish: "" })}>
                  <Shuffle size={16} />
                  {t("menu.other")}
                </DropdownMenu.Item>
                <DropdownMenu.Item className={menu.item} onSelect={() => setOpen("other")}>
                  <Search size={16} />
                  {t("edit:menu.search")}
                </DropdownMenu.Item>
              </>
            )}
            <DropdownMenu.Item className={menu.item} onSelect={() => setOpen("why")}>
              <CircleHelp size={16} />
              {t("edit:menu.why")}
            </DropdownMenu.Item>
            {!locked && (
              <>
                <DropdownMenu.Separator className={menu.line} />
                <DropdownMenu.Item className={menu.danger} onSelect={() => edit({ kind: "remove", place_id, day: number })}>
                  <Trash2 size={16} />
                  {t("menu.remove")}
                </DropdownMenu.Item>
              </>
            )}
          </DropdownMenu.Content>
        </DropdownMenu.Portal>
      </DropdownMenu.Root>
      {open === "times" && <StopTimes day={day} number={number} index={index} name={name} onClose={close} />}
      {open === "other" && <OtherPlace stop={stop} day={day} number={number} name={name} onClose={close} />}
      {open === "why" && <WhyHere stop={stop} on={day.on} name={name} onClose={close} />}
    </>
  );
}
