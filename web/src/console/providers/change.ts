/** What a switch or an arrow does to a capability's settings. */
import type { CapabilitySettings, CapabilityState } from "./api";

export function switched({ settings }: CapabilityState, name: string, on: boolean): CapabilitySettings {
  const others = settings.disabled.filter((one) => one !== name);
  return { ...settings, disabled: on ? others : [...others, name] };
}

/** One place earlier; the first stays where it is. */
export function earlier({ settings, providers }: CapabilityState, name: string): CapabilitySettings {
  const order = providers.map((provider) => provider.name);
  const place = order.indexOf(name);
  if (place <= 0) return settings;
  order.splice(place - 1, 2, name, order[place - 1] ?? name);
  return { ...settings, order };
}
