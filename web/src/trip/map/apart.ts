/** Pins that do not lie upon one another: who is too near to another gives way, both by as much. Pure. */
export interface Disc {
  x: number;
  y: number;
  /** Half of the room it needs, in pixels. */
  radius: number;
  /** It marks something that cannot be touched, and stays where it is. */
  fixed?: boolean;
}

export interface Shift {
  x: number;
  y: number;
}

const ROUNDS = 60;
/** Less than this cannot be seen. */
const SLACK = 0.25;

/** How far each of them goes, so that no two are nearer than the sum of their radii; those with room stay. */
export function apart(discs: readonly Disc[]): Shift[] {
  const at = discs.map(({ x, y }) => ({ x, y }));
  for (let round = 0; round < ROUNDS; round += 1) {
    if (!relax(discs, at)) break;
  }
  return at.map(({ x, y }, n) => ({ x: x - (discs[n]?.x ?? x), y: y - (discs[n]?.y ?? y) }));
}

/** One round over all pairs; whether any was too near. */
function relax(discs: readonly Disc[], at: Shift[]): boolean {
  let moved = false;
  discs.forEach((one, i) => {
    for (let j = i + 1; j < discs.length; j += 1) {
      const [other, a, b] = [discs[j], at[i], at[j]];
      if (other === undefined || a === undefined || b === undefined || (one.fixed && other.fixed)) continue;
      const wanted = one.radius + other.radius;
      const [dx, dy] = [b.x - a.x, b.y - a.y];
      const distance = Math.hypot(dx, dy);
      if (distance >= wanted - SLACK) continue;
      moved = true;
      // Two at one point part in a direction of their own, the same each time.
      const angle = distance > 0 ? Math.atan2(dy, dx) : i + j;
      const push = wanted - distance;
      const share = one.fixed ? 0 : other.fixed ? 1 : 0.5;
      a.x -= Math.cos(angle) * push * share;
      a.y -= Math.sin(angle) * push * share;
      b.x += Math.cos(angle) * push * (1 - share);
      b.y += Math.sin(angle) * push * (1 - share);
    }
  });
  return moved;
}
