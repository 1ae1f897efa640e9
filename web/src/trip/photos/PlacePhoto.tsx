import clsx from "clsx";

import { imageAddress } from "@/api/client";
import type { PlaceImage } from "@/api/types";

import { Credit } from "./Credit";
import { Drawing } from "./Drawing";
import styles from "./Photos.module.css";
import { useBroken } from "./useBroken";

interface Props {
  image: PlaceImage;
  className?: string | undefined;
}

/** A place's photo, small, with its credit beneath. */
export function PlacePhoto({ image, className }: Props) {
  const { address } = image;
  const [broken, onError] = useBroken(address);
  return (
    <figure className={clsx(styles.place, className)}>
      {broken ? (
        <Drawing image={image} />
      ) : (
        <img src={imageAddress(address, 320)} srcSet={`${imageAddress(address, 320)} 320w, ${imageAddress(address, 640)} 640w`}
          sizes="(max-width: 767px) calc(100vw - 110px), 168px" alt={image.alt} width={320} height={213} loading="lazy" decoding="async"
          onError={onError} />
      )}
      {!broken && (
        <figcaption>
          <Credit image={image} />
        </figcaption>
      )}
    </figure>
  );
}
