// What can be asked: a choice, a number, a scale, a text; and what forms and models share. form.py joins this file with
// draw.js and form.js, or with explore.js, into one module, since an anywidget cannot import its neighbours. All text goes in through text nodes (see `h`), never as HTML.

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

/** Our own SVG text as an element; it is parsed as a picture, so nothing in it can run. */
function picture(svg) {
  const root = document.importNode(new DOMParser().parseFromString(svg, "image/svg+xml").documentElement, true);
  for (const node of [root, ...root.querySelectorAll("*")])
    for (const { name } of [...node.attributes]) if (/^on/i.test(name)) node.removeAttribute(name);
  root.querySelectorAll("script, foreignObject").forEach((node) => node.remove());
  root.setAttribute("aria-hidden", "true");
  return root;
}

/**
 * Let a model hear Python. anywidget (seen in 0.9.18 to 0.11) gives a module two seconds from its model's birth; where loading takes
 * longer, as with many forms on a slow machine, it draws the view all the same but drops every message from Python for
 * good. Such a model is given back to the handler of ipywidgets, and asks for the state it may have missed.
 */
function hear(model) {
  model.on("change:ekHears", (real) => {  // an event brings the model itself, which anywidget does not hand out
    if (typeof real?._handle_comm_msg !== "function") return;  // a host of another kind
    real._handle_comm_msg({ content: { data: { method: "none" } } }).catch(() => {
      const plain = Object.getPrototypeOf(Object.getPrototypeOf(real))._handle_comm_msg;
      real.comm?.on_msg(plain.bind(real));
      real.comm?.send({ method: "request_state" });
    }).catch(() => {});  // the kernel's line is closed: what is sent next says so
  });
  model.set("ekHears", (model.get("ekHears") ?? 0) + 1);  // another value each time, so that each view looks
}

/** Hide the still twins of a live view, which stand in earlier outputs of the same cell; give back what shows them again. */
function hideTwins(el, key) {
  const found = [];
  for (let at = el.closest(".jp-OutputArea-child")?.previousElementSibling; at; at = at.previousElementSibling)
    found.push(...[...at.querySelectorAll(".ek-twin[data-ek-form]")].filter((twin) => twin.dataset.ekForm === key));
  for (const twin of found) twin.hidden = true;
  return () => { for (const twin of found) twin.hidden = false; };
}

/** Keep keys from JupyterLab, which takes arrows, Enter and letters as commands; Ctrl+S still saves the notebook. */
function keepKeys(el) {
  for (const type of ["keydown", "keyup", "keypress"])
    el.addEventListener(type, (event) => {
      const save = (event.ctrlKey || event.metaKey) && event.key.toLowerCase() === "s";
      if (!save && event.key !== "Escape" && event.key !== "Tab") event.stopPropagation();
    });
}

// Each kind of field is {node, get, set, problem}: `get` is undefined while nothing was given, `problem` is
// [sentence, element to focus] or null. The page holds the state; nothing is kept twice.

function choiceField(f, id) {
  const many = f.type === "many";
  const boxes = f.options.map((o, i) =>
    h("input", { type: many ? "checkbox" : "radio", name: id, id: `${id}-${i}`, value: o.id }));
  const chosen = () => boxes.filter((b) => b.checked).map((b) => b.value);
  return {
    node: h("fieldset", { class: f.inline ? "ek-field ek-inline" : "ek-field" }, h("legend", {}, f.label),
      ...f.options.map((o, i) => h("label", { class: "ek-option", for: boxes[i].id }, boxes[i], h("span", {}, o.text)))),
    get: () => many ? (chosen().length ? chosen() : undefined) : chosen()[0],
    set: (value) => boxes.forEach((b) => { b.checked = many ? (value || []).includes(b.value) : b.value === value; }),
    problem: () => chosen().length || f.optional ? null
      : [`“${f.label}” is still open: please choose ${many ? "at least one" : "one"}.`, boxes[0]],
  };
}

function textField(f, id) {
  const area = h("textarea", { id, rows: f.rows || 3, maxlength: f.most, "aria-describedby": f.hint && `${id}-hint` });
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
    problem: () => { const p = numberProblem(box.value, f, f.name ?? f.label, f.optional); return p && [p, box]; },
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
    problem: () => { const p = numberProblem(box.value, f, f.name ?? f.label, f.optional); return p && [p, box]; },
  };
}
