import { imageAddress } from "@/api/client";
import type { PlaceImage } from "@/api/types";

import { useTripContext } from "../context";
import { Credit } from "./Credit";
import styles from "./Photos.module.css";
import { useBroken } from "./useBroken";

/** The photo that stands for the trip: its best-known sight. */
export function HeroPhoto({ image }: { image: PlaceImage }) {
  const { book } = useTripContext();
  const { address } = image;
  const [broken, onError] = useBroken(address);
  if (broken) return null;
  return (
    <figure className={styles.hero}>
      <img src={imageAddress(address, 640)} srcSet={`${imageAddress(address, 640)} 640w, ${imageAddress(address, 1280)} 1280w`}
        sizes="(max-width: 767px) 100vw, 812px" alt={image.alt} width={1280} height={548} fetchPriority="high" decoding="async"
        onError={onError} />
      <figcaption>
        <strong>{book.place(image.place_id)?.name}</strong>
        <span>
          <Credit image={image} />
        </span>
      </figcaption>
    </figure>
  );
}
