// The browser side of Explorer in form.py: sliders, presets and tasks of a concept model, and the pictures that follow
// them. Python computes and draws; this file only asks for the newest state and puts pictures and words in place.

const BUSY = "Python is busy or not running, so the picture is not up to date. Choose Run, then Run All Cells.";

/** One slider with its number box; `moved` is called with the new value. */
function knob(k, id, moved) {
  const text = (value) => String(round(value, k.step));
  const slider = h("input", { type: "range", id, min: k.low, max: k.high, step: k.step, "aria-describedby": `${id}-means` });
  const box = numberBox(k, { id: `${id}-box`, "aria-labelledby": `${id}-name` });
  const said = h("p", { class: "ek-hint", id: `${id}-means` }, `${k.low} to ${k.high}; ${k.means}`);
  const set = (value) => { slider.value = value; slider.setAttribute("aria-valuetext", `${text(value)} ${k.unit}`); box.value = text(value); };
  slider.addEventListener("input", () => { set(Number(slider.value)); moved(Number(slider.value)); });
  box.addEventListener("input", () => {
    const fine = fits(box.value, k);
    box.toggleAttribute("aria-invalid", !fine);
    if (fine) { slider.value = number(box.value); slider.setAttribute("aria-valuetext", `${slider.value} ${k.unit}`); moved(number(box.value)); }
  });
  box.addEventListener("change", () => { if (!fits(box.value, k)) { set(Number(slider.value)); box.removeAttribute("aria-invalid"); } });
  return {
    set,
    node: h("div", { class: "ek-field" }, h("label", { for: id, id: `${id}-name` }, k.label),
      h("div", { class: "ek-line" }, slider, box, h("span", {}, k.unit)), said),
  };
}

function render({ model, el }) {
  hear(model);
  const uid = `ek-${Math.random().toString(36).slice(2)}`, spec = model.get("spec");
  const now = { ...model.get("settings") }, knobs = new Map();
  let flying = 0, wanted = false, quiet = 0, frame = 0, showTwins = () => {};

  function ask() {  // one question at a time: whatever moves meanwhile is asked once, when the answer is in
    if (flying) { wanted = true; return; }
    flying = setTimeout(() => { flying = 0; trouble(true); }, 6000);
    wanted = false;
    try { model.send({ do: "set", settings: now }); } catch { /* the kernel's line is closed: the timer says so */ }
  }
  const all = (settings) => { Object.assign(now, settings); for (const [name, k] of knobs) k.set(now[name]); ask(); };

  for (const k of spec.knobs) knobs.set(k.name, knob(k, `${uid}-${k.name}`, (value) => { now[k.name] = value; ask(); }));
  const start = { ...spec.start };
  const presets = h("div", { class: "ek-presets", role: "group", "aria-label": "Set the sliders" },
    ...Object.entries(spec.presets).map(([name, settings]) => {
      const button = h("button", { type: "button", class: "ek-button ek-quiet" }, name);
      button.addEventListener("click", () => all(settings));
      return button;
    }));
  const back = h("button", { type: "button", class: "ek-button ek-quiet" }, "Back to the start");
  back.addEventListener("click", () => all(start));
  presets.append(back);
  const pictures = h("div", { class: "ek-pictures" });
  const words = h("p", { class: "ek-model-words" }), status = h("p", { class: "ek-status", role: "status", "aria-live": "polite" });
  const trouble = (on) => { status.classList.toggle("ek-trouble", on); if (on) status.textContent = BUSY; };
  const tasks = h("ul", { class: "ek-tasks" });
  el.classList.add("ek-form", "ek-explore");
  el.append(h("fieldset", { class: "ek-set" }, h("legend", { class: "ek-q" }, spec.legend), presets,
    ...[...knobs.values()].map((k) => k.node), tasks), h("div", {}, words, pictures), status);

  function follow() {
    pictures.replaceChildren(...model.get("pictures").map(picture));
    const said = model.get("said");
    if (words.textContent !== said) {
      words.textContent = said;
      clearTimeout(quiet);  // read out once the sliders rest, not at every step
      quiet = setTimeout(() => { status.textContent = said === status.textContent ? `${said} ` : said; }, 700);
    }
    const met = model.get("met");
    tasks.replaceChildren(...spec.tasks.map((task) => h("li", {}, h("strong", {}, met.includes(task.id) ? "Done: " : "Task: "), task.task,
      h("details", {}, h("summary", {}, "A hint"), h("p", {}, task.hint)))));
  }
  const answered = () => { clearTimeout(flying); flying = 0; trouble(false); if (wanted) ask(); };
  let due = false;
  const soon = () => { if (!due) { due = true; queueMicrotask(() => { due = false; follow(); }); } };
  const changes = ["pictures", "said", "met"].map((name) => `change:${name}`);
  changes.forEach((name) => model.on(name, soon));
  model.on("change:receipt", answered);
  keepKeys(el);

  for (const [name, k] of knobs) k.set(now[name]);
  follow();
  (function findTwin() {  // the view is made before it stands in the page
    if (!el.isConnected) { frame = requestAnimationFrame(findTwin); return; }
    showTwins = hideTwins(el, spec.key);
  })();

  return () => {
    changes.forEach((name) => model.off(name, soon));
    model.off("change:receipt", answered);
    [flying, quiet].forEach(clearTimeout);
    cancelAnimationFrame(frame);
    showTwins();
  };
}

export default { render };
