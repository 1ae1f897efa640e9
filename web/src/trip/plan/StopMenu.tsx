import { Ellipsis, Lock, LockOpen, Shuffle, Trash2 } from "lucide-react";
import { DropdownMenu } from "radix-ui";

import type { Stop } from "@/api/types";
import { IconButton } from "@/ui/IconButton";
import menu from "@/ui/Menu.module.css";

import { useTripContext } from "../context";

interface Props {
  stop: Stop;
  number: number;
  name: string;
}

export default function StopMenu({ stop, number, name }: Props) {
  const { book, editable, edit } = useTripContext();
  const { place_id, locked } = stop;
  const swap = (to: string | null) => edit({ kind: "swap", place_id, day: number, wish: "", to_place_id: to });
  return (
    <DropdownMenu.Root>
      <DropdownMenu.Trigger asChild disabled={!editable}>
        <IconButton label={`Change ${name}`}>
          <Ellipsis size={18} />
        </IconButton>
      </DropdownMenu.Trigger>
      <DropdownMenu.Portal>
        <DropdownMenu.Content className={menu.menu} align="end" sideOffset={4}>
          <DropdownMenu.Item className={menu.item} onSelect={() => edit({ kind: "lock", place_id, locked: !locked })}>
            {locked ? <LockOpen size={16} /> : <Lock size={16} />}
            {locked ? "Unlock" : "Lock in place"}
          </DropdownMenu.Item>
          <DropdownMenu.Item className={menu.item} onSelect={() => swap(null)}>
            <Shuffle size={16} />
            Something else
          </DropdownMenu.Item>
          {stop.alternates.length > 0 && <DropdownMenu.Label className={menu.label}>Fits the same slot</DropdownMenu.Label>}
          {stop.alternates.map((alternate) => (
            <DropdownMenu.Item key={alternate.place_id} className={menu.item} onSelect={() => swap(alternate.place_id)}>
              <span className={menu.two}>
                {book.place(alternate.place_id)?.name ?? alternate.place_id}
                <span className={menu.small}>{alternate.reason}</span>
              </span>
            </DropdownMenu.Item>
          ))}
          <DropdownMenu.Separator className={menu.line} />
          <DropdownMenu.Item className={menu.danger} onSelect={() => edit({ kind: "remove", place_id, day: number })}>
            <Trash2 size={16} />
            Remove
          </DropdownMenu.Item>
        </DropdownMenu.Content>
      </DropdownMenu.Portal>
    </DropdownMenu.Root>
  );
}
