/** An agency's colours made readable on light and on dark, and where its logo is had. */

export const LIGHT = "#ffffff";
export const DARK = "#12161c";
const READABLE = 4.5; // WCAG 2.2, 1.4.3
const UPLOADED = /^\/t\/[a-z0-9-]+\/v1\/tenant\/logo$/;

/** A logo that was uploaded is had from this host, by whatever name it is reached. */
export function logoAddress(logo: string | null | undefined): string | null {
  if (!logo) return null;
  const { pathname, search } = new URL(logo);
  return UPLOADED.test(pathname) ? pathname + search : logo;
}

/** The colour, moved towards black or white as far as it takes to be read on the paper. */
export function readableOn(colour: string, paper: string): string {
  const end = luminance(paper) > 0.5 ? 0 : 255;
  for (let share = 0; share <= 1; share += 0.05) {
    const mixed = hex(channels(colour).map((channel) => channel + (end - channel) * share));
    if (contrast(mixed, paper) >= READABLE) return mixed;
  }
  return hex([end, end, end]);
}

/** What is written on a colour: black or white, whichever is read better. */
export function inkOn(colour: string): string {
  return contrast(colour, LIGHT) >= contrast(colour, DARK) ? LIGHT : DARK;
}

/** Between 1 and 21 (WCAG 2.2). */
export function contrast(one: string, other: string): number {
  const [darker = 0, lighter = 0] = [luminance(one), luminance(other)].sort((a, b) => a - b);
  return (lighter + 0.05) / (darker + 0.05);
}

function luminance(colour: string): number {
  const [red = 0, green = 0, blue = 0] = channels(colour).map((channel) => {
    const value = channel / 255;
    return value <= 0.04045 ? value / 12.92 : ((value + 0.055) / 1.055) ** 2.4;
  });
  return 0.2126 * red + 0.7152 * green + 0.0722 * blue;
}

function channels(colour: string): number[] {
  return [1, 3, 5].map((at) => Number.parseInt(colour.slice(at, at + 2), 16));
}

function hex(values: number[]): string {
  return `#${values.map((value) => Math.round(value).toString(16).padStart(2, "0")).join("")}`;
}
