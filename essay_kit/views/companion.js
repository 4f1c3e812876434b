// One for each notebook, invisible. It names charts for screen readers, keeps JupyterLab's keys out of our static
// boxes, and opens gates that appear after the form that opens them. Without it the page loses only that.

/** The words that belong to a chart: in a later output of the same cell before the next chart, else in an earlier one. */
function wordsFor(chart) {
  const own = chart.closest(".jp-OutputArea-child");
  for (const step of ["nextElementSibling", "previousElementSibling"])
    for (let at = own?.[step]; at && !at.querySelector(".js-plotly-plot"); at = at[step]) {
      const words = at.querySelector(".ek-chart-words")?.textContent.replace(/\s+/g, " ").trim();
      if (words) return words.slice(0, 400);
    }
  return null;
}

function nameCharts() {
  for (const chart of document.querySelectorAll(".js-plotly-plot")) {
    const words = wordsFor(chart);
    if (!words) continue;
    if (chart.getAttribute("aria-label") !== words) chart.setAttribute("aria-label", words);
    chart.setAttribute("role", "img");
    // plotly makes its svg anew when it redraws; loose tick labels would be read out one by one
    for (const svg of chart.querySelectorAll("svg:not([aria-hidden])")) svg.setAttribute("aria-hidden", "true");
  }
}

/** Plotly's own slider takes no keys. A native one under it does; it presses the other at the same place. */
function addSliders() {
  for (const box of document.querySelectorAll(".ek-frames"))
    if (!box.previousElementSibling?.querySelector(".js-plotly-plot")) box.remove();  // its chart is gone
  for (const chart of document.querySelectorAll(".js-plotly-plot")) {
    const plan = chart.layout?.sliders?.[0], last = plan?.steps.length - 1;
    const own = chart.closest(".jp-OutputArea-child");
    if (!plan || !own || own.nextElementSibling?.matches(".ek-frames") || !chart.querySelector(".slider-rail-touch-rect")) continue;
    const box = document.createElement("label"), input = document.createElement("input");
    const show = (at) => { input.value = at; input.setAttribute("aria-valuetext", plan.steps[at].label); };
    box.className = "jp-OutputArea-child ek-frames";  // so that a closed gate hides it with its chart
    Object.assign(input, { type: "range", min: 0, max: last, step: 1 });
    show(plan.active ?? 0);
    input.addEventListener("input", () => {
      const rail = chart.querySelector(".slider-rail-touch-rect").getBoundingClientRect();
      const place = { clientX: rail.left + rail.width * input.value / last, clientY: rail.top + rail.height / 2 };
      chart.querySelector(".slider-rail-touch-rect").dispatchEvent(new MouseEvent("mousedown", { ...place, bubbles: true, cancelable: true }));
      chart.dispatchEvent(new MouseEvent("mouseup", place));
      show(input.value);
    });
    chart.on("plotly_sliderchange", (event) => show(event.slider.active));
    box.append(`${(plan.currentvalue?.prefix || "Shown: ").replace(/: $/, "")}, with the arrow keys`, input);
    own.after(box);
  }
}

/** Open each gate once: a gate the reader closes again stays closed. */
function openGates() {
  for (const form of document.querySelectorAll("[data-ek-opens]"))
    for (const id of form.dataset.ekOpens.split(" ").filter(Boolean))
      for (const gate of document.querySelectorAll(`input[type=checkbox][data-ek-gate="${CSS.escape(id)}"]`)) {
        if (gate.dataset.ekOpened) continue;
        gate.dataset.ekOpened = "true";
        gate.checked = true;
        gate.dispatchEvent(new Event("change", { bubbles: true }));
      }
}

/** Does JupyterLab's notebook take this key as a command, while the focus is in one of our static boxes? */
function isOurs(event) {
  if (event.ctrlKey || event.metaKey || event.altKey || !(event.target instanceof Element)) return false;
  if (!event.target.closest(".ek-box, .ek-frames")) return false;
  return event.key.length === 1 || /^(Enter|Arrow.*|Home|End|PageUp|PageDown|Delete|Backspace)$/.test(event.key);
}

/** "Run All" leaves the reader at the last cell. For 20 seconds after this first cell ran, come back to it, unless the
    reader moves on by himself. */
function backToTop(el) {
  const scroller = el.closest(".jp-WindowedPanel-outer, .jp-NotebookPanel-notebook"), cell = el.closest(".jp-Cell");
  if (!scroller || !cell) return;
  const moves = ["wheel", "touchstart", "pointerdown", "keydown"];
  const watch = setInterval(() => {
    if (cell.getBoundingClientRect().bottom < scroller.getBoundingClientRect().top) scroller.scrollTo(0, 0);
  }, 250);
  const stop = () => { clearInterval(watch); for (const type of moves) window.removeEventListener(type, stop, true); };
  setTimeout(stop, 20000);
  for (const type of moves) window.addEventListener(type, stop, true);
}

function render({ el }) {
  el.hidden = true;
  requestAnimationFrame(() => backToTop(el));
  // JupyterLab listens on `document` in the bubbling phase. Caught at `window` on the way down the key reaches no
  // script at all, and the browser still does what it always does: Space ticks, Enter opens, arrows scroll.
  const stop = (event) => { if (isOurs(event)) event.stopPropagation(); };
  const types = ["keydown", "keyup", "keypress"];
  types.forEach((type) => window.addEventListener(type, stop, true));

  let timer = 0;
  const sweep = () => { timer = 0; addSliders(); nameCharts(); openGates(); };
  const watch = new MutationObserver(() => { timer ||= setTimeout(sweep, 300); });
  watch.observe(document.body, { childList: true, subtree: true });
  sweep();

  return () => {
    watch.disconnect();
    clearTimeout(timer);
    types.forEach((type) => window.removeEventListener(type, stop, true));
  };
}

export default { render };
