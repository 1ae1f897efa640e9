import { Braces, CalendarPlus, Download, FileSpreadsheet, FileText } from "lucide-react";
import { DropdownMenu } from "radix-ui";

import { documentAddress } from "@/api/client";
import { Button } from "@/ui/Button";
import menu from "@/ui/Menu.module.css";

const FORMATS = [
  { format: "ics", icon: CalendarPlus, name: "Calendar", note: "ICS for Google, Apple, Outlook" },
  { format: "xlsx", icon: FileSpreadsheet, name: "Workbook", note: "XLSX with days and costs" },
  { format: "md", icon: FileText, name: "Text", note: "Markdown" },
  { format: "json", icon: Braces, name: "Data", note: "JSON, with the certificate" },
] as const;

export function Downloads({ tripId }: { tripId: string }) {
  return (
    <DropdownMenu.Root>
      <DropdownMenu.Trigger asChild>
        <Button>
          <Download size={16} />
          Take it along
        </Button>
      </DropdownMenu.Trigger>
      <DropdownMenu.Portal>
        <DropdownMenu.Content className={menu.menu} align="start" sideOffset={6}>
          {FORMATS.map(({ format, icon: Icon, name, note }) => (
            <DropdownMenu.Item key={format} asChild>
              <a className={menu.item} href={documentAddress(tripId, format)} download>
                <Icon size={17} />
                <span className={menu.two}>
                  {name}
                  <span className={menu.small}>{note}</span>
                </span>
              </a>
            </DropdownMenu.Item>
          ))}
        </DropdownMenu.Content>
      </DropdownMenu.Portal>
    </DropdownMenu.Root>
  );
}
