import { type ClipboardEvent, type DragEvent, useState } from "react";

import { photoIn } from "./photos";

interface Dropping {
  /** Whether something is held over the box. */
  over: boolean;
  handlers: {
    onDragOver: (event: DragEvent) => void;
    onDragLeave: () => void;
    onDrop: (event: DragEvent) => void;
    onPaste: (event: ClipboardEvent) => void;
  };
}

/** Photos that are dropped on a box or pasted into it; whatever else is, goes its usual way. */
export function useDroppedPhoto(onPhoto: (photo: File) => void): Dropping {
  const [over, setOver] = useState(false);
  const take = (files: FileList | undefined, event: { preventDefault: () => void }) => {
    const photo = photoIn(files);
    if (photo === null) return;
    event.preventDefault();
    onPhoto(photo);
  };
  return {
    over,
    handlers: {
      onDragOver: (event) => {
        if (!event.dataTransfer.types.includes("Files")) return;
        event.preventDefault();
        setOver(true);
      },
      onDragLeave: () => setOver(false),
      onDrop: (event) => {
        setOver(false);
        if (event.dataTransfer.types.includes("Files")) event.preventDefault(); // or the browser would leave the page
        take(event.dataTransfer.files, event);
      },
      onPaste: (event) => take(event.clipboardData.files, event),
    },
  };
}
