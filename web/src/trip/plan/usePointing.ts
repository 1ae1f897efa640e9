import { type RefObject, useEffect, useRef } from "react";

/** Tell when the mouse or the keyboard comes to an element; it stays what it is, nothing to press. */
export function usePointing(element: RefObject<HTMLElement | null>, onPoint: () => void): void {
  const tell = useRef(onPoint);
  useEffect(() => {
    tell.current = onPoint;
  });
  useEffect(() => {
    const { current } = element;
    const heard = () => tell.current();
    current?.addEventListener("mouseenter", heard);
    current?.addEventListener("focusin", heard);
    return () => {
      current?.removeEventListener("mouseenter", heard);
      current?.removeEventListener("focusin", heard);
    };
  }, [element]);
}
