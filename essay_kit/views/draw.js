// A line that is drawn by anchor years: by mouse or finger in the chart, or in number boxes; both are one answer.

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
