// The reader's forms and answers. The build joins this file with the kit's fields.js and draw.js, with charts.js and with
// scorm.js into one plain script. Answers stay in this browser; whatever is typed goes in and out as text, never as HTML.

const KINDS = { choice: choiceField, many: choiceField, number: numberField, scale: scaleField, text: textField, draw: drawField };
const KEPT = "What you enter here is kept in this browser, on this computer.";
const NOT_KEPT = "This browser keeps nothing for this page: before you close it, save your answers with the box at its end.";
const PLACE = `essay-reader/${document.body.dataset.store}${platform?.place ?? ""}`;
function all(css, from = document) { return [...from.querySelectorAll(css)]; }
const data = (css, from) => { const found = from?.querySelector(css); return found ? JSON.parse(found.textContent) : null; };
const form = (value, f) => value.toLocaleString("en-GB", { minimumFractionDigits: f.digits, maximumFractionDigits: f.digits }).replace("-", "−");

// ---- answers: {form key: {given: {field key: value}, done: what was answered, or null}}

const store = (() => {
  try {
    const found = window.localStorage;
    found.setItem(`${PLACE}/try`, "1");
    found.removeItem(`${PLACE}/try`);
    return found;
  } catch { return null; }
})();
const answers = (() => {
  try {
    const found = JSON.parse(store?.getItem(PLACE) ?? "{}");
    return found && typeof found === "object" && !Array.isArray(found) ? found : {};
  } catch { return {}; }
})();
const tellKept = (kept) => all(".rd-keeps").forEach((line) => { line.textContent = `${kept ? KEPT : NOT_KEPT} ${platform?.told() ?? "Nothing is sent."}`; });

function keep(key, given, done) {
  answers[key] = { given, done };
  try { store?.setItem(PLACE, JSON.stringify(answers)); } catch { tellKept(false); }
}

// ---- one form

/** A value as people read it. */
function said(f, value) {
  if (value === undefined) return "–";
  if (f.type === "choice") return f.options.find((o) => o.id === value)?.text ?? "–";
  if (f.type === "draw") return f.anchors.filter((year) => year in value).map((year) => `${year}: ${value[year]}`).join("; ");
  return `${value}${f.type === "scale" ? " %" : f.unit ? ` ${f.unit}` : ""}`;
}

/** A prediction in numbers beside the table. */
function beside(spec, done, facts) {
  if (facts.true !== undefined) {
    const off = Math.abs(facts.true - done.value), inside = done.from <= facts.true && facts.true <= done.to;
    return `You said ${done.value}, and thought ${done.from} to ${done.to} likely: ${form(off, facts)} ${facts.unit} from the table, which is ${inside ? "inside" : "outside"} your range.`;
  }
  if (!facts.field) return "";
  const table = Object.fromEntries(facts.field.truth), pairs = facts.field.anchors.map((year) => [year, done.line[year], table[year]]);
  const apart = pairs.map(([, mine, real]) => Math.abs(mine - real)), most = apart.indexOf(Math.max(...apart));
  const mean = apart.reduce((sum, one) => sum + one, 0) / apart.length;
  return `On average your line is ${form(mean, facts)} from the data; within ${facts.close} counts as close. You were furthest off in ${pairs[most][0]}: ` +
    `you drew ${pairs[most][1]}, the table has ${form(pairs[most][2], facts)}.`;
}

/** What is wrong with a weighing: a direction without a strength, or nothing at all. */
function weighing(spec, given) {
  if (!Object.keys(given).length) return "Please weigh at least one exhibit: say which way it speaks, and how strongly.";
  const open = spec.fields.find((f) => f.key.endsWith("/direction") && given[f.key] && given[f.key] !== "none" && !given[f.key.replace(/direction$/, "strength")]);
  return open ? `“${open.label}” Please say how strongly, too.` : null;
}

function ask(section, number) {
  const spec = data(".rd-spec", section), live = section.querySelector(".rd-live"), replies = section.querySelector(".rd-replies");
  const make = (f, i) => ({ spec: f, ...(KINDS[f.type] ?? textField)(f, `rd-${number}-${i}`) });
  let fields = spec.fields.map(make);
  const set = h("fieldset", { class: "ek-set", "aria-label": spec.legend }, spec.note ? h("p", {}, spec.note) : "", ...fields.map((f) => f.node));
  const button = h("button", { type: "button", class: "ek-button" }, spec.action), status = h("p", { class: "ek-status", role: "status" });
  const lock = h("p", { class: "ek-locked", tabindex: -1, hidden: true }, "Locked");
  const given = () => Object.fromEntries(fields.map((f) => [f.spec.key, f.get()]).filter(([, value]) => value !== undefined));
  let done = null;

  function show() {
    section.classList.add("rd-answered");
    if (spec.key.startsWith("predict/")) platform?.locked(spec.key);
    const facts = data(".rd-facts", replies), parts = all(".rd-reply", section), line = facts && beside(spec, done, facts);
    const mine = [...parts.filter((part) => part.dataset.option === done.option && done.option), ...parts.filter((part) => !part.dataset.option)];
    for (const part of parts) part.open = mine.includes(part);
    replies?.prepend(...mine);
    if (line && !replies.querySelector(".rd-mine")) replies.querySelector("summary").after(h("p", { class: "rd-mine" }, line));
    if (!spec.locks) return;
    if (facts?.field) {  // the same drawing, now with the line of the table
      const drawn = make(facts.field, 0);
      fields[0].done?.();
      fields[0].node.replaceWith(drawn.node);
      fields = [drawn, ...fields.slice(1)];
      drawn.set(done.line);
    }
    set.disabled = true;
    lock.hidden = false;
    button.hidden = true;
    live.classList.add("ek-is-locked");
    for (const id of spec.opens ?? [])
      all(`details[data-exhibit="${CSS.escape(id)}"]`).forEach((part) => { part.open = true; });
  }

  button.addEventListener("click", () => {
    const wrong = fields.map((f) => f.problem()).find(Boolean);
    if (wrong) {
      wrong[1].setAttribute("aria-invalid", "true");
      wrong[1].focus();
      status.textContent = wrong[0];
      return;
    }
    const now = given(), trouble = checked(spec, now);
    if (trouble) { status.textContent = trouble; return; }
    done = now;
    keep(spec.key, done, done);
    show();
    status.textContent = spec.opens ? "Locked. The evidence is open below." : spec.locks ? "Locked." : "You may change your answer.";
    if (spec.locks) lock.focus();
  });
  set.addEventListener("input", (event) => {
    all("[aria-invalid]", set).forEach((node) => node.removeAttribute("aria-invalid"));
    keep(spec.key, given(), done);
  });

  const before = answers[spec.key];
  if (before?.given) fields.forEach((f) => f.set(before.given[f.spec.key]));
  live.append(set, lock, h("div", { class: "ek-actions" }, spec.autosave && !replies ? "" : button), status);
  live.hidden = false;
  section.classList.add("rd-on");
  // an answer to a question that this edition asks in another way is not taken for one
  if (before?.done && (!spec.locks || same(given(), before.done))) { done = before.done; show(); }
  return () => [spec.legend, ...(spec.note ? [spec.note] : []), ...fields.flatMap((f) => [`- ${f.spec.label}`, `    ${said(f.spec, f.get())}`]),
    ...all(".rd-mine", section).map((line) => line.textContent)].join("\n");
}

function checked(spec, now) {
  if (spec.key.startsWith("weigh/")) return weighing(spec, now);
  if ("value" in now && !(now.from <= now.value && now.value <= now.to))
    return "Your estimate must lie between “Likely not below”, the smallest value, and “Likely not above”, the largest.";
  return null;
}

// ---- all answers of the page

function startAnswers(told) {
  const part = document.getElementById("my-answers");
  if (!part) return;
  const at = (name) => part.querySelector(`[data-do="${name}"]`), text = part.querySelector("textarea");
  const say = (line) => { part.querySelector(".rd-done").textContent = line; };
  const sure = part.querySelector(".rd-sure"), box = part.querySelector(".rd-text");
  const name = `${document.body.dataset.store.split("/").pop()}_answers.txt`;
  part.hidden = false;
  at("show").addEventListener("click", () => {
    text.value = [document.title, ...told.map((tell) => tell())].join("\n\n") + "\n";
    box.hidden = false;
    text.focus();
    say("Here they are, as they stand now.");
  });
  at("copy").addEventListener("click", async () => {
    text.focus();  // some browsers select without it, and the keys would copy nothing
    text.select();
    try { await navigator.clipboard.writeText(text.value); say("Copied."); }
    catch { say(document.execCommand("copy") ? "Copied." : "This browser does not let a page copy. The text is selected: press Ctrl and C, or Cmd and C."); }
  });
  at("save").addEventListener("click", () => {
    const url = URL.createObjectURL(new Blob([text.value], { type: "text/plain" }));
    h("a", { href: url, download: name }).click();
    setTimeout(() => URL.revokeObjectURL(url), 60_000);
    say(`Saved as ${name}, where your browser keeps what it downloads. If it is not there, copy the text.`);
  });
  const ask = (open) => { sure.hidden = !open; at("erase").hidden = open; at(open ? "no" : "erase").focus(); };
  at("erase").addEventListener("click", () => ask(true));
  at("no").addEventListener("click", () => ask(false));
  at("yes").addEventListener("click", () => {
    try { store?.removeItem(PLACE); } catch { /* nothing was kept, then */ }
    location.reload();
  });
}

/** Where the style sheet cannot open closed parts for paper, open them while printing, and close them again. */
function startPaper() {
  if (CSS.supports("selector(::details-content)")) return;
  let closed = [];
  addEventListener("beforeprint", () => { closed = all("details:not([open])"); closed.forEach((part) => { part.open = true; }); });
  addEventListener("afterprint", () => { closed.forEach((part) => { part.open = false; }); });
}

tellKept(store);
startAnswers(all(".rd-ask").map(ask));
startCharts();
startPaper();
platform?.follow();
