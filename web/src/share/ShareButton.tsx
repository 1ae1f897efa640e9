import { Share2 } from "lucide-react";
import { lazy, useState } from "react";
import { useTranslation } from "react-i18next";

import { Button } from "@/ui/Button";
import { Part } from "@/ui/Part";

const ShareDialog = lazy(() => import("./ShareDialog"));

/** The dialog is loaded when somebody wants to share. */
export function ShareButton({ tripId }: { tripId: string }) {
  const { t } = useTranslation("share");
  const [open, setOpen] = useState(false);
  const [wanted, setWanted] = useState(false);
  return (
    <>
      <Button
        aria-haspopup="dialog"
        onClick={() => {
          setWanted(true);
          setOpen(true);
        }}
      >
        <Share2 size={16} />
        {t("share")}
      </Button>
      {wanted && (
        <Part>
          <ShareDialog tripId={tripId} open={open} onOpenChange={setOpen} />
        </Part>
      )}
    </>
  );
}
