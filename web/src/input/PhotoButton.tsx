import { ImagePlus } from "lucide-react";
import { useRef } from "react";
import { useTranslation } from "react-i18next";

import { IconButton } from "@/ui/IconButton";

import styles from "./Input.module.css";
import { PHOTO_TYPES, photoIn } from "./photos";

interface Props {
  onPhoto: (photo: File) => void;
  disabled?: boolean;
}

export function PhotoButton({ onPhoto, disabled = false }: Props) {
  const { t } = useTranslation("input");
  const chooser = useRef<HTMLInputElement>(null);
  return (
    <>
      <IconButton label={t("photo.add")} className={styles.tool} disabled={disabled} onClick={() => chooser.current?.click()}>
        <ImagePlus size={18} />
      </IconButton>
      <input ref={chooser} type="file" accept={PHOTO_TYPES.join(",")} className="visually-hidden" tabIndex={-1} aria-label={t("photo.add")}
        onChange={(event) => {
          const photo = photoIn(event.target.files);
          event.target.value = ""; // the same one may be chosen again
          if (photo !== null) onPhoto(photo);
        }} />
    </>
  );
}
