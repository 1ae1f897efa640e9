/** Empties what the service worker has kept of a person. */
export async function forgetPrivate(): Promise<void> {
  if (!("caches" in globalThis)) return;
  const names = await caches.keys();
  await Promise.all(names.filter((name) => name.startsWith("private")).map((name) => caches.delete(name)));
}
