/** Names on the map that do not lie upon one another: who comes first keeps its place. Pure. */
export interface Box {
  left: number;
  right: number;
  top: number;
  bottom: number;
}

export interface Labelled {
  pin: Box;
  name: Box;
}

/** For each of them whether its name can be read: it covers no other's pin, and no name that is shown before it. */
export function readable(labelled: readonly Labelled[]): boolean[] {
  const shown: Box[] = [];
  return labelled.map(({ name }, at) => {
    const free = !shown.some((other) => overlap(name, other)) && !labelled.some(({ pin }, other) => other !== at && overlap(name, pin));
    if (free) shown.push(name);
    return free;
  });
}

function overlap(one: Box, other: Box): boolean {
  return one.left < other.right && other.left < one.right && one.top < other.bottom && other.top < one.bottom;
}
