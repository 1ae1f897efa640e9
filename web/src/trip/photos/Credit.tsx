import type { PlaceImage } from "@/api/types";

/** Who made a picture and under which licence, with the links that the licence asks for. */
export function Credit({ image }: { image: PlaceImage }) {
  const { credit, credit_url: page, licence, licence_url: terms } = image;
  return (
    <>
      {page === "" ? credit : <a href={page} target="_blank" rel="noopener">{credit}</a>}
      {licence !== "" && (
        <>
          {" · "}
          {terms === "" ? licence : <a href={terms} target="_blank" rel="license noopener">{licence}</a>}
        </>
      )}
    </>
  );
}
