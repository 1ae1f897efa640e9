/** Photos among what is dropped, pasted or chosen. */
export const PHOTO_TYPES = ["image/jpeg", "image/png", "image/webp", "image/gif"];
const MOST_BYTES = 8_000_000;

/** The first photo of them; null where there is none. */
export function photoIn(files: Iterable<File> | ArrayLike<File> | null | undefined): File | null {
  return Array.from(files ?? []).find((file) => PHOTO_TYPES.includes(file.type)) ?? null;
}

/** Larger than the server takes. */
export function isTooLarge(photo: File): boolean {
  return photo.size > MOST_BYTES;
}
