/** The focus is not lost with what it was on: a dialog that closes, a stop that is taken out, a page that is left. */

interface Step {
  element: HTMLElement;
  /** What it stood in, from the inside. */
  around: readonly HTMLElement[];
}

const DEEP = 40;
/** Whoever gives the focus back by himself does so sooner. */
const PATIENCE_MS = 60;
const NEAR = "article, form, [role=group], [role=dialog], [role=menu]";
const FAR = "section[aria-label], section[aria-labelledby], main";

/** Watches the page until its answer is called: where the focus has gone with its element, it returns to where it was before. */
export function keepFocus(): () => void {
  const steps: Step[] = [];
  const note = (element: unknown) => {
    if (!(element instanceof HTMLElement) || element === document.body) return;
    steps.unshift({ element, around: ancestors(element) });
    steps.length = Math.min(steps.length, DEEP);
  };
  let waiting: ReturnType<typeof setTimeout> | undefined;
  const came = ({ target }: FocusEvent) => note(target);
  const look = () => {
    waiting = undefined;
    if (document.activeElement === document.body && isGone(steps[0])) placeFor(steps)?.focus({ preventScroll: true });
  };
  // Whether it is still shown is asked later: here each change of the page would be laid out for it.
  const changed = () => {
    waiting ??= setTimeout(look, PATIENCE_MS);
  };
  const watching = new MutationObserver(changed);
  watching.observe(document.body, { subtree: true, childList: true, attributeFilter: ["disabled", "data-state", "class"] });
  document.addEventListener("focusin", came);
  note(document.activeElement);
  return () => {
    watching.disconnect();
    document.removeEventListener("focusin", came);
    clearTimeout(waiting);
  };
}

function isGone(step: Step | undefined): boolean {
  return step !== undefined && !isThere(step.element);
}

/** Something on the way back that is still there, if need be what stands around it; the page itself comes last. */
function placeFor(steps: readonly Step[]): HTMLElement | null {
  const there = steps.filter((step) => isThere(step.element)).map((step) => step.element);
  for (const { element, around } of steps) {
    if (isThere(element)) return element;
    const near = around.find((one) => isThere(one) && one.matches(NEAR));
    if (near !== undefined) return there.find((one) => near.contains(one)) ?? touchable(near);
  }
  const far = steps[0]?.around.find((one) => isThere(one) && one.matches(FAR)) ?? document.querySelector<HTMLElement>("main");
  return far === null ? null : touchable(far);
}

function touchable(element: HTMLElement): HTMLElement {
  if (element.tabIndex < 0) element.tabIndex = -1;
  return element;
}

function isThere(element: HTMLElement): boolean {
  return element.isConnected && !element.matches(":disabled") && element.getClientRects().length > 0;
}

function ancestors(element: HTMLElement): HTMLElement[] {
  const { parentElement } = element;
  return parentElement === null || parentElement === document.body ? [] : [parentElement, ...ancestors(parentElement)];
}
