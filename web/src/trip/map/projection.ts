import type { Point } from "@/api/types";

interface Size {
  width: number;
  height: number;
}

const MARGIN = 56;

/** Fit points into a picture, north up and to scale (equirectangular at their mean latitude). */
export function project(points: readonly Point[], { width, height }: Size): (point: Point) => { x: number; y: number } {
  const middle = mean(points.map(({ lat }) => lat));
  const squeeze = Math.cos((middle * Math.PI) / 180);
  const xs = points.map(({ lon }) => lon * squeeze);
  const ys = points.map(({ lat }) => -lat);
  const [left, top] = [Math.min(...xs), Math.min(...ys)];
  const [wide, high] = [Math.max(...xs) - left, Math.max(...ys) - top];
  const scale = Math.min((width - 2 * MARGIN) / (wide || 1e-9), (height - 2 * MARGIN) / (high || 1e-9), 1e6);
  const [padX, padY] = [(width - wide * scale) / 2, (height - high * scale) / 2];
  return ({ lat, lon }) => ({ x: padX + (lon * squeeze - left) * scale, y: padY + (-lat - top) * scale });
}

function mean(values: readonly number[]): number {
  return values.reduce((sum, value) => sum + value, 0) / (values.length || 1);
}
