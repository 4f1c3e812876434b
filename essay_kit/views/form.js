// The browser side of form.py: shows the fields of `spec`, sends {do, answer}, follows what Python sets. It decides
// nothing. Answers and content may hold anything, so all text goes in through text nodes.

const LATE = "Not saved yet: Python is busy or not running. Choose Run, then Run All Cells; " +
  "what you entered comes back, and is then to be saved.";

const KINDS = { choice: choiceField, many: choiceField, number: numberField, scale: scaleField, text: textField, draw: drawField, files: fileField };

/** What comes after the answer; see `after` in form.py. An unknown kind is shown as text rather than lost. */
function block(b) {
  if (b.kind === "heading") return h("h4", {}, b.text);
  if (b.kind === "pair") return h("p", {}, h("strong", {}, b.text), h("br"), h("span", { class: "ek-answer" }, b.answer));
  if (b.kind === "file") {  // a link that saves the text as it stands now
    const link = h("a", { download: b.name, href: "#" }, `Save ${b.name}`);
    link.addEventListener("click", () => {  // made when it is wanted: as part of the address a long text would be cut off
      link.href = URL.createObjectURL(new Blob([b.text], { type: `${b.type};charset=utf-8` }));
      setTimeout((url) => { URL.revokeObjectURL(url); link.href = "#"; }, 60_000, link.href);
    });
    return h("p", {}, link);
  }
  if (b.kind === "code") return codeBlock(b);
  if (b.kind === "picture") return h("div", { class: "ek-pictures" }, picture(b.svg), b.text ? h("p", { class: "ek-hint" }, b.text) : "");
  if (b.kind === "list") return h("ul", {}, ...b.items.map((item) => h("li", {}, item)));
  if (b.kind === "reveal") return h("details", {}, h("summary", {}, b.summary), h("p", {}, b.text));
  if (b.kind === "table")
    return h("div", { class: "ek-table", role: "region", tabindex: 0, "aria-label": b.caption }, h("table", {}, h("caption", {}, b.caption),
      h("thead", {}, h("tr", {}, ...b.head.map((cell) => cell ? h("th", { scope: "col" }, cell) : h("td")))),
      h("tbody", {}, ...b.rows.map((row) => h("tr", {}, ...row.map((cell, i) => i ? h("td", {}, cell) : h("th", { scope: "row" }, cell)))))));
  return h("p", {}, b.text);
}

// What was entered and is not known to be saved, by form: after a new kernel the form is made anew and takes it up again.
const unsent = (window.ekUnsent ??= new Map());

function render({ model, el }) {
  hear(model);
  const uid = `ek-${Math.random().toString(36).slice(2)}`;  // two views of one model must not share radio groups
  const legend = h("legend", { class: "ek-q" }), note = h("p", { class: "ek-hint" }), place = h("div");
  const drawn = h("div", { class: "ek-pictures" });
  const set = h("fieldset", { class: "ek-set" }, legend, note, drawn, place);
  const lock = h("p", { class: "ek-locked", tabindex: -1, hidden: true }, h("svg:svg", { viewBox: "0 0 16 16", width: 16, height: 16, "aria-hidden": "true" },
    h("svg:path", { d: "M4 7V5a4 4 0 0 1 8 0v2h1v8H3V7zm2 0h4V5a2 2 0 0 0-4 0z", fill: "currentColor", "fill-rule": "evenodd" })), " Locked");
  const act = h("button", { type: "button", class: "ek-button" }), wipe = h("button", { type: "button", class: "ek-button ek-quiet", hidden: true });
  const yes = h("button", { type: "button", class: "ek-button" }, "Yes"), keep = h("button", { type: "button", class: "ek-button" }, "Keep");
  const sure = h("div", { class: "ek-sure", role: "group", "aria-label": "Sure?", hidden: true }, h("span", {}, "Sure?"), yes, keep);
  const status = h("p", { class: "ek-status", role: "status", "aria-live": "polite" }), after = h("div", { class: "ek-after", tabindex: -1 });
  el.classList.add("ek-form");
  el.append(set, lock, h("div", { class: "ek-actions" }, act, wipe, sure), status, after);

  const fields = new Map();     // key -> {spec, ...field}
  const edited = new Set();     // keys changed here and not known to be saved: what Python sends does not overwrite them
  const place_ = `${location.pathname} `;
  const waiting = [];           // messages without a receipt, oldest first
  let late = null, own = null, drafting = 0, showTwins = () => {}, frame = 0, shown = null, seen = model.get("receipt");

  const answer = () => Object.fromEntries([...fields].map(([k, f]) => [k, f.get()]).filter(([, value]) => value !== undefined));
  const say = (text) => { own = text; const now = own ?? model.get("status"); if (status.textContent !== now) status.textContent = now; };

  function send(what, given = answer()) {
    clearTimeout(drafting);
    drafting = 0;
    const letter = { do: what, answer: given };
    if (what === "draft")  // a text that was emptied must be told from one that was not shown
      for (const [k, f] of fields) if (f.spec.type === "text") letter.answer[k] ??= "";
    const entry = { ...letter, timers: [setTimeout(() => { waiting.splice(waiting.indexOf(entry), 1); late = entry; say(LATE); }, 6000)] };
    if (what !== "draft") entry.timers.push(setTimeout(() => say(what === "files" ? "Reading…" : model.get("spec").busy ?? "Saving…"), 300));
    waiting.push(entry);
    try { model.send(letter); } catch { /* the kernel's line is closed: the timer says so */ }
  }

  /** A message was dealt with: what it carried is saved, and if unchanged since then Python's word counts again. */
  function settle(entry) {
    entry.timers.forEach(clearTimeout);
    unsent.delete(`${place_}${model.get("spec").key}`);
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
    wipe.hidden = open || !model.get("spec").erase;
    if (open) keep.focus(); else if (here) wipe.focus();
  }

  function build(spec) {
    legend.textContent = spec.legend ?? "";
    note.textContent = spec.note ?? "";
    note.hidden = !spec.note;
    drawn.replaceChildren(...(spec.pictures ?? []).map(picture), ...(spec.words ? [h("details", {}, h("summary", {}, "The pictures in words"), h("p", {}, spec.words))] : []));
    act.textContent = spec.action ?? "";
    act.hidden = !spec.action || model.get("locked");
    wipe.textContent = spec.erase ?? "";
    wipe.hidden = !spec.erase || !sure.hidden;
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
    act.hidden = locked || !model.get("spec").action;
    if (act.hidden && here) (locked ? lock : after).focus();  // what had the focus can hold it no longer
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

  act.addEventListener("click", commit);
  wipe.addEventListener("click", () => ask(true));
  yes.addEventListener("click", () => { if (!waiting.some((entry) => entry.do !== "draft")) send("erase"); });
  keep.addEventListener("click", () => ask(false));
  sure.addEventListener("keydown", (event) => { if (event.key === "Escape") { event.stopPropagation(); ask(false); } });
  set.addEventListener("input", (event) => {
    for (const [k, f] of fields) {
      if (!f.node.contains(event.target)) continue;
      edited.add(k);
      unsent.set(`${place_}${model.get("spec").key}`, answer());
      const wrong = f.node.querySelectorAll("[aria-invalid]");
      wrong.forEach((node) => node.removeAttribute("aria-invalid"));
      if (wrong.length) say(null);  // the sentence about it is no longer true
    }
    if (!model.get("spec").autosave || !event.target.matches("textarea")) return;
    clearTimeout(drafting);
    drafting = setTimeout(send, 800, "draft");
  });
  set.addEventListener("ek-files", (event) => send("files", event.detail));
  set.addEventListener("focusout", () => { if (drafting && !set.disabled) send("draft"); });
  keepKeys(el);

  const before = unsent.get(`${place_}${model.get("spec").key}`);
  if (before && !model.get("locked"))
    queueMicrotask(() => {
      for (const [k, f] of fields) if (k in before && !same(f.get(), before[k])) { f.set(before[k]); edited.add(k); }
      if (edited.size) say("This is what you had entered; it is not saved yet.");
    });
  follow();
  (function findTwin() {  // the view is made before it stands in the page
    if (!el.isConnected) { frame = requestAnimationFrame(findTwin); return; }
    showTwins = hideTwins(el, model.get("spec").key);
  })();

  return () => {
    names.forEach((name) => model.off(name, soon));
    [...waiting.flatMap((entry) => entry.timers), drafting].forEach(clearTimeout);
    cancelAnimationFrame(frame);
    fields.forEach((f) => f.done?.());
    showTwins();
  };
}

export default { render };
