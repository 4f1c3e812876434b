// The browser side of form.py: shows the fields of `spec`, sends {do, answer}, follows what Python sets. It decides
// nothing. All text goes in through text nodes (see `h`), never as HTML: answers and content may hold anything.

const LATE = "Not saved yet: Python is busy or not running. Choose Run, then Run All Cells; " +
  "what you entered stays here until the page is closed.";

/** Make an element ("svg:line" for SVG) with attributes and children; a string child becomes plain text. */
function h(tag, attributes = {}, ...children) {
  const [space, name] = tag.startsWith("svg:") ? ["http://www.w3.org/2000/svg", tag.slice(4)] : [null, tag];
  const node = space ? document.createElementNS(space, name) : document.createElement(name);
  for (const [key, value] of Object.entries(attributes))
    if (value !== false && value != null) node.setAttribute(key, value === true ? "" : value);
  node.append(...children.map((child) => child instanceof Node ? child : String(child ?? "")));
  return node;
}

const same = (a, b) => JSON.stringify(a) === JSON.stringify(b);
const round = (value, step) => Number((Math.round(value / step) * step).toFixed(Math.max(0, -Math.floor(Math.log10(step)))));
const span = (f) => `${f.unit ? `${f.unit}, ` : ""}${f.low} to ${f.high}`;

/** Read a number as people write it ("12,5", "1 200", "−3"): undefined when empty, NaN when it is none. */
function number(text) {
  const plain = text.replace(/\s/g, "").replace("\u2212", "-").replace(",", ".");
  if (!plain) return undefined;
  return /^[+-]?(\d+\.?\d*|\.\d+)$/.test(plain) ? Number(plain) : NaN;
}
const fits = (text, f) => { const n = number(text); return n >= f.low && n <= f.high; };

/** Say in one sentence what is wrong with the text of a number box, or nothing. */
function numberProblem(text, f, name, optional) {
  const n = number(text);
  if (n === undefined) return optional ? null : `“${name}” is still empty: please enter a number from ${f.low} to ${f.high}.`;
  if (Number.isNaN(n)) return `“${name}”: “${text.trim()}” is not a number.`;
  return fits(text, f) ? null : `“${name}” must lie between ${f.low} and ${f.high}.`;
}

/** A text box for a number: type=number would refuse a decimal comma, so the arrow keys are ours. */
function numberBox(f, attributes) {
  const box = h("input", { type: "text", inputmode: "decimal", autocomplete: "off", class: "ek-number", ...attributes });
  box.addEventListener("keydown", (event) => {
    const way = { ArrowUp: 1, ArrowDown: -1 }[event.key];
    if (!way || Number.isNaN(number(box.value))) return;
    event.preventDefault();
    const next = round((number(box.value) ?? f.low) + way * (f.step || 1), f.step || 1);
    box.value = Math.min(f.high, Math.max(f.low, next));
    box.dispatchEvent(new Event("input", { bubbles: true }));
  });
  return box;
}

// Each kind of field is {node, get, set, problem}: `get` is undefined while nothing was given, `problem` is
// [sentence, element to focus] or null. The page holds the state; nothing is kept twice.

function choiceField(f, id) {
  const many = f.type === "many";
  const boxes = f.options.map((o, i) =>
    h("input", { type: many ? "checkbox" : "radio", name: id, id: `${id}-${i}`, value: o.id }));
  const chosen = () => boxes.filter((b) => b.checked).map((b) => b.value);
  return {
    node: h("fieldset", { class: "ek-field" }, h("legend", {}, f.label),
      ...f.options.map((o, i) => h("label", { class: "ek-option", for: boxes[i].id }, boxes[i], h("span", {}, o.text)))),
    get: () => many ? (chosen().length ? chosen() : undefined) : chosen()[0],
    set: (value) => boxes.forEach((b) => { b.checked = many ? (value || []).includes(b.value) : b.value === value; }),
    problem: () => chosen().length || f.optional ? null
      : [`“${f.label}” is still open: please choose ${many ? "at least one" : "one"}.`, boxes[0]],
  };
}

function textField(f, id) {
  const area = h("textarea", { id, rows: f.rows || 3, "aria-describedby": f.hint && `${id}-hint` });
  const said = h("p", { class: "ek-said" });  // shown when locked and on paper, where a text area is cut off
  const mirror = () => { said.textContent = area.value; };
  area.addEventListener("input", mirror);
  return {
    node: h("div", { class: "ek-field" }, h("label", { for: id }, f.label),
      f.hint ? h("p", { class: "ek-hint", id: `${id}-hint` }, f.hint) : "", area, said),
    get: () => area.value.trim() ? area.value : undefined,
    set: (value) => { area.value = value ?? ""; mirror(); },
    problem: () => area.value.trim() || f.optional ? null : [`“${f.label}” is still empty.`, area],
  };
}

function numberField(f, id) {
  const box = numberBox(f, { id, "aria-describedby": `${id}-hint` });
  return {
    node: h("div", { class: "ek-field" }, h("label", { for: id }, f.label),
      h("div", { class: "ek-line" }, box, h("span", { class: "ek-hint", id: `${id}-hint` }, span(f)))),
    get: () => fits(box.value, f) ? number(box.value) : undefined,
    set: (value) => { box.value = value ?? ""; },
    problem: () => { const p = numberProblem(box.value, f, f.label, f.optional); return p && [p, box]; },
  };
}

function scaleField(f, id) {
  const box = numberBox(f, { id: `${id}-box`, "aria-labelledby": `${id}-name ${id}-or`, "aria-describedby": `${id}-hint` });
  const slider = h("input", { type: "range", id, min: f.low, max: f.high, step: f.step || 1 });
  const show = (given) => {  // a thumb always stands somewhere: until it is touched it must not count as an answer
    slider.classList.toggle("ek-unset", !given);
    slider.setAttribute("aria-valuetext", given ? slider.value : "not answered yet");
    box.placeholder = given ? "" : "–";
  };
  const touch = () => { box.value = slider.value; show(true); };
  slider.addEventListener("input", touch);
  slider.addEventListener("click", () => {  // a press on the very place where the thumb stands changes no value
    if (box.value === "") { touch(); slider.dispatchEvent(new Event("input", { bubbles: true })); }
  });
  const fromBox = () => {
    const given = fits(box.value, f);
    slider.value = given ? number(box.value) : (f.low + f.high) / 2;
    show(given);
  };
  box.addEventListener("input", fromBox);
  fromBox();
  return {
    node: h("div", { class: "ek-field" }, h("label", { for: id, id: `${id}-name` }, f.label), slider,
      h("div", { class: "ek-ends", "aria-hidden": "true" }, h("span", {}, f.low_text ?? f.low), h("span", {}, f.high_text ?? f.high)),
      h("div", { class: "ek-line" }, h("label", { for: box.id, id: `${id}-or` }, "or as a number"), box, h("span", { class: "ek-hint", id: `${id}-hint` },
        `${f.low}${f.low_text ? ` (${f.low_text})` : ""} to ${f.high}${f.high_text ? ` (${f.high_text})` : ""}`))),
    get: () => fits(box.value, f) ? number(box.value) : undefined,
    set: (value) => { box.value = value ?? ""; fromBox(); },
    problem: () => { const p = numberProblem(box.value, f, f.label, f.optional); return p && [p, box]; },
  };
}

const key = (kind, text) => h("li", {}, h("svg:svg", { width: 36, height: 12, "aria-hidden": "true" },
  h("svg:line", { class: `ek-line-${kind}`, x1: 0, x2: 36, y1: 6, y2: 6 })), text);

function drawField(f, id) {
  const step = f.step || 10 ** Math.floor(Math.log10((f.high - f.low) / 50));
  const boxes = f.anchors.map((year, i) => numberBox({ ...f, step }, { id: `${id}-${i}`, "aria-describedby": `${id}-hint` }));
  const svg = h("svg:svg", { class: "ek-canvas", role: "img" });
  const known = f.given || [], truth = f.truth || [], height = 300, left = 58, right = 24, top = 24, bottom = 34;
  const mine = () => f.anchors.map((year, i) => [year, boxes[i]]).filter(([, b]) => fits(b.value, f)).map(([year, b]) => [year, number(b.value)]);
  const years = [...known.map((p) => p[0]), ...truth.map((p) => p[0]), ...f.anchors];
  const first = Math.min(...years), last = Math.max(...years);
  let width = 600;
  const x = (year) => left + (width - left - right) * (last > first ? (year - first) / (last - first) : 0.5);
  const y = (value) => height - bottom - (height - top - bottom) * (value - f.low) / (f.high - f.low);
  const tell = (points) => points.map(([year, value]) => `${year}: ${value}`).join("; ");
  const truthText = f.truth_text || "What the data say";
  const line = (kind, points) => h("svg:polyline", { class: `ek-line-${kind}`, points: points.map(([a, b]) => `${x(a)},${y(b)}`).join(" ") });
  const label = (text, place) => h("svg:text", place, text);

  function paint() {
    svg.setAttribute("viewBox", `0 0 ${width} ${height}`);
    const points = mine(), parts = [];
    const tick = 10 ** Math.floor(Math.log10(f.high - f.low)), grid = [1, 2, 5, 10].map((n) => tick * n / 10).find((n) => (f.high - f.low) / n <= 5);
    for (let value = Math.ceil(f.low / grid) * grid; value <= f.high + grid / 1e6; value += grid)
      parts.push(h("svg:line", { class: "ek-grid", x1: left, x2: width - right, y1: y(value), y2: y(value) }),
        label(round(value, grid), { x: left - 8, y: y(value) + 5, "text-anchor": "end" }));
    let free = -Infinity;  // year labels that would overlap are left out; the boxes below name every anchor
    for (const year of [...new Set([first, ...f.anchors, last])].sort((a, b) => a - b))
      if (x(year) - free > 46) {
        parts.push(label(year, { x: x(year), y: height - 10, "text-anchor": "middle" }));
        free = x(year);
      }
    for (const year of f.anchors) {
      parts.push(h("svg:line", { class: "ek-column", x1: x(year), x2: x(year), y1: top, y2: height - bottom }));
      if (!points.some((p) => p[0] === year)) parts.push(label("?", { x: x(year), y: top - 6, "text-anchor": "middle" }));
    }
    parts.push(line("given", known), line("truth", truth), line("mine", points));
    for (const [a, b] of truth) parts.push(h("svg:rect", { class: "ek-dot-truth", x: x(a) - 3, y: y(b) - 3, width: 6, height: 6 }));
    for (const [a, b] of points)
      parts.push(h("svg:circle", { class: "ek-handle", cx: x(a), cy: y(b), r: 9 }),
        label(b, { class: "ek-value", x: x(a), y: y(b) - 14 < top ? y(b) + 26 : y(b) - 14, "text-anchor": "middle" }));
    svg.replaceChildren(...parts);
    const open = f.anchors.filter((year) => !points.some((p) => p[0] === year));
    svg.setAttribute("aria-label", [`Chart: ${f.label} (${span(f)}).`, known.length && `Known: ${tell(known)}.`,
      points.length && `Your line: ${tell(points)}.`, open.length && `No value yet for ${open.join(", ")}.`,
      truth.length && `${truthText}: ${tell(truth)}.`].filter(Boolean).join(" "));
  }

  let held = null;  // the anchor whose handle was taken; null while a stroke sets whatever column it crosses
  const move = (event) => {
    const place = svg.getBoundingClientRect(), px = (event.clientX - place.left) * width / place.width;
    const py = (event.clientY - place.top) * height / place.height;
    const nearest = f.anchors.reduce((best, year, i) => Math.abs(x(year) - px) < Math.abs(x(f.anchors[best]) - px) ? i : best, 0);
    if (event.type === "pointerdown")
      held = fits(boxes[nearest].value, f) && Math.abs(y(number(boxes[nearest].value)) - py) < 24 ? nearest : null;
    const value = f.low + (height - bottom - py) / (height - top - bottom) * (f.high - f.low);
    const box = boxes[held ?? nearest];
    box.value = Math.min(f.high, Math.max(f.low, round(value, step)));
    box.dispatchEvent(new Event("input", { bubbles: true }));
  };
  svg.addEventListener("pointerdown", (event) => {
    if (event.button || svg.closest("fieldset:disabled")) return;
    event.preventDefault();
    svg.setPointerCapture(event.pointerId);
    move(event);
  });
  svg.addEventListener("pointermove", (event) => { if (svg.hasPointerCapture(event.pointerId)) move(event); });
  boxes.forEach((box) => box.addEventListener("input", paint));
  // One unit of the drawing is one pixel of the page, so that its text keeps its size on a narrow screen.
  const watch = new ResizeObserver(() => { if (svg.clientWidth && svg.clientWidth !== width) { width = svg.clientWidth; paint(); } });
  watch.observe(svg);
  paint();
  return {
    node: h("fieldset", { class: "ek-field" }, h("legend", {}, f.label), h("p", { class: "ek-hint", id: `${id}-hint` },
      `Draw in the chart, or fill in the boxes: ${span(f)}.`), svg,
      h("ul", { class: "ek-key" }, known.length ? key("given", "Known") : "", key("mine", "Your line"), truth.length ? key("truth", truthText) : ""),
      h("div", { class: "ek-boxes" }, ...f.anchors.map((year, i) => h("div", {}, h("label", { for: boxes[i].id }, year), boxes[i])))),
    get: () => mine().length ? Object.fromEntries(mine()) : undefined,
    set: (value) => { boxes.forEach((b, i) => { b.value = value?.[f.anchors[i]] ?? ""; }); paint(); },
    problem: () => boxes.map((b, i) => [numberProblem(b.value, f, `${f.label}, ${f.anchors[i]}`, f.optional), b]).find(([p]) => p) || null,
    done: () => watch.disconnect(),
  };
}

const KINDS = { choice: choiceField, many: choiceField, number: numberField, scale: scaleField, text: textField, draw: drawField };

/** What comes after the answer; see `after` in form.py. An unknown kind is shown as text rather than lost. */
function block(b) {
  if (b.kind === "heading") return h("h4", {}, b.text);
  if (b.kind === "list") return h("ul", {}, ...b.items.map((item) => h("li", {}, item)));
  if (b.kind === "reveal") return h("details", {}, h("summary", {}, b.summary), h("p", {}, b.text));
  if (b.kind === "table")
    return h("div", { class: "ek-table", role: "region", tabindex: 0, "aria-label": b.caption }, h("table", {}, h("caption", {}, b.caption),
      h("thead", {}, h("tr", {}, ...b.head.map((cell) => h("th", { scope: "col" }, cell)))),
      h("tbody", {}, ...b.rows.map((row) => h("tr", {}, ...row.map((cell, i) => i ? h("td", {}, cell) : h("th", { scope: "row" }, cell)))))));
  return h("p", {}, b.text);
}

function render({ model, el }) {
  const uid = `ek-${Math.random().toString(36).slice(2)}`;  // two views of one model must not share radio groups
  const legend = h("legend", { class: "ek-q" }), note = h("p", { class: "ek-hint" }), place = h("div");
  const set = h("fieldset", { class: "ek-set" }, legend, note, place);
  const lock = h("p", { class: "ek-locked", tabindex: -1, hidden: true }, h("svg:svg", { viewBox: "0 0 16 16", width: 16, height: 16, "aria-hidden": "true" },
    h("svg:path", { d: "M4 7V5a4 4 0 0 1 8 0v2h1v8H3V7zm2 0h4V5a2 2 0 0 0-4 0z", fill: "currentColor", "fill-rule": "evenodd" })), " Locked");
  const act = h("button", { type: "button", class: "ek-button" });
  const yes = h("button", { type: "button", class: "ek-button" }, "Yes"), keep = h("button", { type: "button", class: "ek-button" }, "Keep");
  const sure = h("div", { class: "ek-sure", role: "group", "aria-label": "Sure?", hidden: true }, h("span", {}, "Sure?"), yes, keep);
  const status = h("p", { class: "ek-status", role: "status", "aria-live": "polite" }), after = h("div", { class: "ek-after" });
  el.classList.add("ek-form");
  el.append(set, lock, h("div", { class: "ek-actions" }, act, sure), status, after);

  const fields = new Map();     // key -> {spec, ...field}
  const edited = new Set();     // keys changed here and not known to be saved: what Python sends does not overwrite them
  const waiting = [];           // messages without a receipt, oldest first
  let late = null, own = null, drafting = 0, twin = null, frame = 0, shown = null, seen = model.get("receipt");

  const answer = () => Object.fromEntries([...fields].map(([k, f]) => [k, f.get()]).filter(([, value]) => value !== undefined));
  const say = (text) => { own = text; const now = own ?? model.get("status"); if (status.textContent !== now) status.textContent = now; };

  function send(what) {
    clearTimeout(drafting);
    drafting = 0;
    const letter = { do: what, answer: answer() };
    if (what === "draft")  // a text that was emptied must be told from one that was not shown
      for (const [k, f] of fields) if (f.spec.type === "text") letter.answer[k] ??= "";
    const entry = { ...letter, timers: [setTimeout(() => { waiting.splice(waiting.indexOf(entry), 1); late = entry; say(LATE); }, 6000)] };
    if (what !== "draft") entry.timers.push(setTimeout(() => say("Saving…"), 300));
    waiting.push(entry);
    try { model.send(letter); } catch { /* the kernel's line is closed: the timer says so */ }
  }

  /** A message was dealt with: what it carried is saved, and if unchanged since then Python's word counts again. */
  function settle(entry) {
    entry.timers.forEach(clearTimeout);
    for (const [k, f] of fields)
      if (entry.do === "erase" || same(f.get() ?? "", entry.answer[k] ?? "") && (entry.do === "commit" || f.spec.type === "text")) edited.delete(k);
    if (entry.do === "erase") for (const [k, f] of fields) f.set(model.get("answer")[k]);
    if (entry.do !== "draft") { ask(false); status.textContent = ""; }  // the same words again are then read out again
  }

  function commit() {
    if (waiting.some((entry) => entry.do !== "draft")) return;
    for (const [, f] of fields) {
      const problem = f.problem();
      if (!problem) continue;
      problem[1].setAttribute("aria-invalid", "true");
      problem[1].focus();
      return say(problem[0]);
    }
    say(null);
    send("commit");
  }

  function ask(open) {
    const here = sure.contains(document.activeElement);
    sure.hidden = !open;
    act.hidden = open || model.get("locked");
    if (open) keep.focus(); else if (here) act.focus();
  }

  function build(spec) {
    legend.textContent = spec.legend ?? "";
    note.textContent = spec.note ?? "";
    note.hidden = !spec.note;
    act.textContent = spec.action ?? "";
    const nodes = (spec.fields || []).map((f, i) => {
      const old = fields.get(f.key);
      if (old && same(old.spec, f)) return old.node;  // untouched, so that nobody loses the focus
      const field = { spec: f, ...(KINDS[f.type] || textField)(f, `${uid}-${i}-${f.key.replace(/\W/g, "-")}`) };
      field.set(old ? old.get() : model.get("answer")[f.key]);
      old?.done?.();
      fields.set(f.key, field);
      return field.node;
    });
    const keys = new Set((spec.fields || []).map((f) => f.key));
    for (const [k, f] of fields) if (!keys.has(k)) { f.done?.(); fields.delete(k); edited.delete(k); }
    if (nodes.length !== place.children.length || nodes.some((node, i) => node !== place.children[i])) place.replaceChildren(...nodes);
  }

  function openGates(ids) {
    el.dataset.ekOpens = ids.join(" ");  // companion.js opens those that come later
    for (const id of ids)
      for (const gate of document.querySelectorAll(`input[type=checkbox][data-ek-gate="${CSS.escape(id)}"]`))
        if (!gate.dataset.ekOpened) {  // once: a gate the reader closes again stays closed
          gate.dataset.ekOpened = "true";
          gate.checked = true;
          gate.dispatchEvent(new Event("change", { bubbles: true }));
        }
  }

  /** Bring the page in line with the model; safe to call at any time. */
  function follow() {
    const here = act === document.activeElement || set.contains(document.activeElement);
    const receipt = model.get("receipt"), locked = model.get("locked"), answers = model.get("answer") || {};
    if (receipt !== seen) {
      const count = Math.max(1, receipt - seen);
      seen = receipt;
      const dealt = waiting.splice(0, count);
      (dealt.length ? dealt : [late].filter(Boolean)).forEach(settle);
      if (!waiting.length) { late = null; own = null; }
    }
    if (shown?.spec !== model.get("spec")) build(model.get("spec"));
    for (const [k, f] of fields) {
      const typing = f.node.contains(document.activeElement) && document.activeElement.matches("textarea, input[type=text]");
      if ((locked || !typing && !edited.has(k)) && !same(f.get(), answers[k])) f.set(answers[k]);
    }
    if (locked) edited.clear();
    set.disabled = locked;
    lock.hidden = !locked;
    act.hidden = locked || !sure.hidden;
    if (locked && here) lock.focus();  // what had the focus can hold it no longer
    el.classList.toggle("ek-is-locked", locked);
    if (shown?.after !== model.get("after")) after.replaceChildren(...(model.get("after") || []).map(block));
    shown = { spec: model.get("spec"), after: model.get("after") };
    if (locked) openGates(model.get("opens") || []); else delete el.dataset.ekOpens;
    say(own);
  }

  let due = false;  // Python sets several traits at once: look once, when all are in
  const soon = () => { if (!due) { due = true; queueMicrotask(() => { due = false; follow(); }); } };
  const names = ["spec", "answer", "locked", "status", "after", "opens", "receipt"].map((name) => `change:${name}`);
  names.forEach((name) => model.on(name, soon));

  act.addEventListener("click", () => model.get("spec").danger ? ask(true) : commit());
  yes.addEventListener("click", () => { if (!waiting.some((entry) => entry.do !== "draft")) send("erase"); });
  keep.addEventListener("click", () => ask(false));
  set.addEventListener("input", (event) => {
    for (const [k, f] of fields) {
      if (!f.node.contains(event.target)) continue;
      edited.add(k);
      f.node.querySelectorAll("[aria-invalid]").forEach((node) => node.removeAttribute("aria-invalid"));
    }
    if (!model.get("spec").autosave || !event.target.matches("textarea")) return;
    clearTimeout(drafting);
    drafting = setTimeout(send, 800, "draft");
  });
  set.addEventListener("focusout", () => { if (drafting && !set.disabled) send("draft"); });
  for (const type of ["keydown", "keyup", "keypress"])
    el.addEventListener(type, (event) => {  // else JupyterLab takes arrows, Enter and letters; Ctrl+S still saves the notebook
      const save = (event.ctrlKey || event.metaKey) && event.key.toLowerCase() === "s";
      if (!save && event.key !== "Escape" && event.key !== "Tab") event.stopPropagation();
    });

  follow();
  (function findTwin() {  // the view is made before it stands in the page
    if (!el.isConnected) { frame = requestAnimationFrame(findTwin); return; }
    for (let at = el.closest(".jp-OutputArea-child")?.previousElementSibling; at && !twin; at = at.previousElementSibling)
      twin = [...at.querySelectorAll(".ek-twin[data-ek-form]")].find((node) => node.dataset.ekForm === model.get("spec").key);
    if (twin) twin.hidden = true;
  })();

  return () => {
    names.forEach((name) => model.off(name, soon));
    [...waiting.flatMap((entry) => entry.timers), drafting].forEach(clearTimeout);
    cancelAnimationFrame(frame);
    fields.forEach((f) => f.done?.());
    if (twin) twin.hidden = false;
  };
}

export default { render };
