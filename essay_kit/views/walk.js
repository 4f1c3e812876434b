// The browser side of Walk in form.py: one thing at a time, large, for a projector. Python makes the slides; this file
// turns the pages. Keys: arrows, Page Up and Page Down (which is what a presenter's clicker sends), Home and End.

const NEXT = ["ArrowRight", "ArrowDown", "PageDown"], BACK = ["ArrowLeft", "ArrowUp", "PageUp"];

function render({ model, el }) {
  hear(model);
  const uid = `ek-${Math.random().toString(36).slice(2)}`, spec = model.get("spec");
  let at = 0, opening = false, frame = 0, showTwins = () => {};
  const select = h("select", { id: `${uid}-lesson` }, ...spec.lessons.map((l) => h("option", { value: l.id }, l.title)));
  const button = (text, action, more = {}) => {
    const made = h("button", { type: "button", class: "ek-button ek-quiet", ...more }, text);
    made.addEventListener("click", action);
    return made;
  };
  const back = button("Back", () => go(at - 1)), next = button("Next", () => go(at + 1));
  const light = h("input", { type: "checkbox", id: `${uid}-light` });
  const count = h("span", { class: "ek-hint" });
  const screen = h("section", { class: "ek-screen", tabindex: 0, "aria-label": "The screen; arrow keys turn the pages", "aria-live": "polite" });
  const stage = h("div", { class: "ek-stage" }, h("div", { class: "ek-line" }, back, next, count), screen);
  const full = button("Full screen", () => document.fullscreenElement ? document.exitFullscreen() : stage.requestFullscreen?.());
  el.classList.add("ek-form", "ek-walk");
  el.append(h("div", { class: "ek-line" }, h("label", { for: select.id }, "Notebook"), select, full,
    h("label", { class: "ek-option", for: light.id }, light, "Always on white")), stage,
    h("p", { class: "ek-hint" }, "Arrow keys or a clicker turn the pages. No answers are shown here before the chart is."));

  function go(to) {
    const slides = model.get("slides");
    at = Math.max(0, Math.min(to, slides.length - 1));
    const slide = slides[at];
    if (!slide) return;
    const body = slide.blocks.map((b) =>
      b.kind === "list" ? h("ul", {}, ...b.items.map((item) => h("li", {}, item)))
        : b.kind === "picture" ? h("div", { class: "ek-pictures" }, picture(b.svg), h("p", { class: "ek-only-read" }, b.text))
          : h("p", { class: b.kind === "small" ? "ek-small" : "" }, b.text));
    screen.replaceChildren(h("p", { class: "ek-small" }, slide.over), h("h4", {}, slide.title), ...body);
    count.textContent = `${at + 1} of ${slides.length}`;
    back.disabled = at === 0;
    next.disabled = at === slides.length - 1;
    screen.scrollTop = 0;
  }
  stage.addEventListener("keydown", (event) => {
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    const way = NEXT.includes(event.key) ? 1 : BACK.includes(event.key) ? -1 : 0;
    const to = way ? at + way : { Home: 0, End: Infinity }[event.key];
    if (to === undefined) return;
    event.preventDefault();
    go(to);
  });
  select.addEventListener("change", () => { opening = true; try { model.send({ do: "open", lesson: select.value }); } catch { /* no kernel: the old slides stay */ } });
  light.addEventListener("change", () => el.classList.toggle("ek-light", light.checked));
  const follow = () => { go(opening ? 0 : at); opening = false; };
  model.on("change:slides", follow);
  keepKeys(el);
  go(0);
  (function findTwin() {
    if (!el.isConnected) { frame = requestAnimationFrame(findTwin); return; }
    showTwins = hideTwins(el, spec.key);
  })();
  return () => { model.off("change:slides", follow); cancelAnimationFrame(frame); showTwins(); };
}

export default { render };
