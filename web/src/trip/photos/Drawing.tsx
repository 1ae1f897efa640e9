import type { PlaceImage } from "@/api/types";

/** What stands where a photo did not come; nobody is credited for it, and it shows nothing to describe. */
export function Drawing({ image }: { image: PlaceImage }) {
  return <img src={image.drawing} alt="" width={320} height={180} />;
}
