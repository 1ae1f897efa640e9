/** What an entry changed, a line a field: “percentage: 5 → 20”. */
export function changeLines(changes: Record<string, unknown>): string[] {
  return Object.entries(changes)
    .filter(([, value]) => !isUnsaid(value))
    .map(([field, value]) => `${field.replaceAll("_", " ")}: ${told(value)}`);
}

/** A thing that was made says of its empty fields nothing that anybody needs. */
function isUnsaid(value: unknown): boolean {
  return Array.isArray(value) && value.length === 2 && value.every((one) => one === null || one === "" || isEmptyList(one));
}

function isEmptyList(value: unknown): boolean {
  return Array.isArray(value) && value.length === 0;
}

function told(value: unknown): string {
  if (Array.isArray(value) && value.length === 2) return `${plain(value[0])} → ${plain(value[1])}`;
  return plain(value);
}

function plain(value: unknown): string {
  if (value === null || value === undefined || value === "") return "—";
  if (Array.isArray(value)) return value.length === 0 ? "—" : value.map(plain).join(", ");
  return typeof value === "string" ? value : JSON.stringify(value);
}
