import { authorised } from "./authorised";
import { offlineProblem, problemFrom } from "./problem";

/** Fetch a file of the API's, which a plain link could not show who is signed in to, and give it to the browser. */
export async function download(address: string): Promise<void> {
  let answer: Response;
  try {
    answer = await authorised(new Request(address));
  } catch {
    throw offlineProblem();
  }
  if (!answer.ok) throw problemFrom(answer.status, await answer.json().catch(() => null));
  const url = URL.createObjectURL(await answer.blob());
  const link = document.createElement("a");
  link.href = url;
  link.download = nameOf(answer.headers.get("Content-Disposition")) ?? address.split("/").pop() ?? "";
  link.click();
  setTimeout(() => URL.revokeObjectURL(url), 10_000);
}

function nameOf(disposition: string | null): string | null {
  const encoded = /filename\*=UTF-8''([^;]+)/i.exec(disposition ?? "")?.[1];
  if (encoded !== undefined) return decodeURIComponent(encoded);
  return /filename="?([^";]+)"?/i.exec(disposition ?? "")?.[1] ?? null;
}
