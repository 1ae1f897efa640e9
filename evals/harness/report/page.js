"use strict";
const read = (id) => JSON.parse(document.getElementById(id).textContent);
const columns = read("columns"), rows = read("rows"), packed = read("packed");
const table = document.getElementById("samples"), words = document.getElementById("words"), state = document.getElementById("state");
const said = (name) => name.replaceAll("_", " ");
const fields = [
  { title: "sample", value: (row) => row.id },
  ...columns.map((column, at) => ({ title: said(column.name) + (column.unit ? ` (${column.unit})` : ""), column, value: (row) => row.scores[at] })),
  { title: "seconds", value: (row) => row.seconds },
];
let sorted = { at: -1, up: true };

function node(name, properties = {}, ...children) {
  const made = Object.assign(document.createElement(name), properties);
  made.append(...children);
  return made;
}

function number(value) {
  if (value === null || value === undefined) return "–";
  return Math.abs(value) >= 1000 ? Math.round(value).toLocaleString("en") : String(Number(value.toPrecision(4)));
}

function head() {
  const cells = fields.map((field, at) => {
    const button = node("button", { type: "button", textContent: field.title });
    button.addEventListener("click", () => {
      sorted = { at, up: sorted.at === at ? !sorted.up : true };
      draw();
    });
    const cell = node("th", { scope: "col", className: at ? "number" : "" }, button);
    if (sorted.at === at) cell.setAttribute("aria-sort", sorted.up ? "ascending" : "descending");
    return cell;
  });
  const focused = [...table.tHead.rows[0].cells].findIndex((cell) => cell.contains(document.activeElement));
  table.tHead.rows[0].replaceChildren(...cells);
  if (focused >= 0) cells[focused].firstChild.focus();
}

function chosen() {
  const wanted = words.value.toLowerCase().split(/\s+/).filter(Boolean);
  const found = rows.map((row, at) => ({ row, at }))
    .filter(({ row }) => (!state.value || row.state === state.value) && wanted.every((word) => row.words.includes(word)));
  if (sorted.at < 0) return found;
  const { value } = fields[sorted.at], way = sorted.up ? 1 : -1;
  return found.sort((one, other) => {
    const a = value(one.row), b = value(other.row);
    if (a === b) return one.at - other.at;
    if (a === null) return 1;
    if (b === null) return -1;
    return (typeof a === "string" ? a.localeCompare(b, "en", { numeric: true }) : a - b) * way;
  });
}

function line({ row, at }) {
  const name = row.repeat ? `${row.id} · repeat ${row.repeat + 1}` : row.id;
  const button = node("button", { type: "button", textContent: name, title: name });
  const dot = node("span", { className: `state ${row.state}`, title: row.state });
  const cells = fields.slice(1).map((field) => {
    const value = field.value(row), low = field.column && !field.column.unit && value !== null && value < 1;
    return node("td", { className: low ? "number low" : "number", textContent: number(value) });
  });
  const made = node("tr", {}, node("th", { scope: "row" }, dot, button), ...cells);
  made.addEventListener("click", () => open(at));
  return made;
}

function draw() {
  head();
  const found = chosen();
  table.tBodies[0].replaceChildren(...found.map(line));
  document.getElementById("shown").textContent = `${found.length} of ${rows.length}`;
}

async function unpacked(at) {
  const bytes = Uint8Array.from(atob(packed[at]), (letter) => letter.charCodeAt(0));
  const stream = new Blob([bytes]).stream().pipeThrough(new DecompressionStream("gzip"));
  return new Response(stream).json();
}

function block(title, value, className = "") {
  if (value === null || value === undefined || value === "" || (typeof value === "object" && !Object.keys(value).length)) return [];
  const text = typeof value === "string" ? value : JSON.stringify(value, null, 2);
  return [node("section", { className }, node("h3", { textContent: title }), node("pre", { textContent: text, tabIndex: 0 }))];
}

function scores(record) {
  const lines = record.scores.map((score) => node("li", {},
    node("span", { textContent: said(score.name) }),
    node("b", { className: !score.unit && score.value < 1 ? "low" : "", textContent: `${number(score.value)} ${score.unit}` }),
    node("span", { textContent: score.explanation })));
  return [node("h3", { textContent: "Scores" }), node("ul", { className: "scores" }, ...lines)];
}

function facts(record) {
  const cost = record.cost_minor === null ? "unknown" : `${(record.cost_minor / 100).toFixed(2)} ${record.currency}`;
  const prompts = Object.entries(record.prompts).map(([name, version]) => `${name} ${version}`).join(", ");
  const told = { seconds: number(record.seconds), "CPU seconds": number(record.cpu_seconds), cost, "served by": record.served_by.join(", "),
    prompts, seed: record.seed, repeat: record.repeat + 1, cached: record.cached ? "yes" : "no", key: record.key.slice(0, 12) };
  const parts = Object.entries(told).filter(([, value]) => value !== "")
    .map(([name, value]) => node("div", {}, node("dt", { textContent: name }), node("dd", { textContent: value })));
  return node("dl", {}, ...parts);
}

async function open(at) {
  const record = await unpacked(at), dialog = document.getElementById("trace");
  document.getElementById("trace-title").textContent = record.id;
  document.getElementById("trace-body").replaceChildren(facts(record), ...block("Error", record.error, "error"), ...scores(record),
    ...block("Input", record.input), ...block("Output", record.output), ...block("Target", record.target),
    ...block("Trace", record.trace.join("\n")), ...block("Metadata", record.metadata));
  dialog.showModal();
  dialog.scrollTop = 0;
}

document.getElementById("trace").addEventListener("click", (event) => {
  if (event.target === event.currentTarget) event.currentTarget.close();
});
words.addEventListener("input", draw);
state.addEventListener("change", draw);
draw();
