"""What the browser tests look at a page with: colours against their ground, words that are cut off, and how to open all of a page."""

from __future__ import annotations

# Shared by the two looks at colours below: what colour a thing has once everything behind it shines through.
COLOURS = r"""
  const rgba = (text) => {  // "" where it is no plain colour, such as a pattern
    const found = /^rgba?\(([^)]+)\)$/.exec(text);
    if (!found) return null;
    const [r, g, b, a = 1] = found[1].match(/[\d.]+/g).map(Number);
    return [r, g, b, a];
  };
  const over = (top, below) => [0, 1, 2].map((i) => top[i] * top[3] + below[i] * (1 - top[3])).concat(1);
  const light = (c) => {
    const [r, g, b] = c.slice(0, 3).map((v) => (v /= 255) <= 0.03928 ? v / 12.92 : ((v + 0.055) / 1.055) ** 2.4);
    return 0.2126 * r + 0.7152 * g + 0.0722 * b;
  };
  const ratio = (a, b) => (Math.max(light(a), light(b)) + 0.05) / (Math.min(light(a), light(b)) + 0.05);
  const hex = (c) => "#" + c.slice(0, 3).map((v) => Math.round(v).toString(16).padStart(2, "0")).join("");
  const ground = (node) => {
    const layers = [];
    for (let at = node; at; at = at.parentElement) {
      const colour = rgba(getComputedStyle(at).backgroundColor);
      if (colour?.[3]) layers.push(colour);
      if (colour?.[3] === 1) break;
    }
    return layers.reverse().reduce((below, top) => over(top, below), [255, 255, 255, 1]);
  };
  const seen = (node) => node.checkVisibility({ visibilityProperty: true, opacityProperty: true }) && node.getClientRects().length;
"""

# Words and controls of HTML inside `roots`: [ratio, needed, ink, ground, words] for each pair of colours, worst first.
PAIRS = (
    "(roots) => {"
    + COLOURS
    + r"""
  const found = new Map();
  const note = (ink, below, needed, words) => {
    const key = `${hex(ink)} on ${hex(below)} ${needed}`;
    if (!found.has(key)) found.set(key, [Number(ratio(ink, below).toFixed(2)), needed, hex(ink), hex(below), words.trim().slice(0, 60)]);
  };
  for (const root of document.querySelectorAll(roots)) {
    if (root.parentElement.closest(roots)) continue;
    const walk = document.createTreeWalker(root, NodeFilter.SHOW_TEXT);
    while (walk.nextNode()) {
      const node = walk.currentNode.parentElement;
      if (!walk.currentNode.textContent.trim() || node.closest("svg, script, style") || !seen(node)) continue;
      const style = getComputedStyle(node), below = ground(node), size = parseFloat(style.fontSize);
      const large = size >= 24 || size >= 18.66 && Number(style.fontWeight) >= 700;
      note(over(rgba(style.color), below), below, large ? 3 : 4.5, walk.currentNode.textContent);
    }
    for (const node of root.querySelectorAll("input:not([type=range], [type=file]), textarea, select, button, .ek-locked")) {
      if (!seen(node)) continue;
      const style = getComputedStyle(node), below = ground(node.parentElement), inner = ground(node);
      const name = `the edge of ${node.tagName.toLowerCase()}.${node.className}`;
      if (node.matches("[type=text], textarea") && node.value) note(over(rgba(style.color), inner), inner, 4.5, node.value);
      const own = style.appearance === "auto" && node.matches("[type=checkbox], [type=radio]");  // drawn by the browser
      if (!own && parseFloat(style.borderTopWidth)) note(over(rgba(style.borderTopColor), below), below, 3, name);
      node.focus();
      const ring = getComputedStyle(node);
      if (document.activeElement === node && ring.outlineStyle !== "none" && rgba(ring.outlineColor))
        note(over(rgba(ring.outlineColor), below), below, 3, `the focus ring of ${name}`);
    }
  }
  return [...found.values()].sort((a, b) => a[0] - b[0]);
}"""
)

# Pictures inside `roots`, live ones and images alike: words, and each drawn shape by the stronger of its fill and its edge.
# A shape in one of the colours of `quiet` (grid lines) carries no meaning of its own.
DRAWN = (
    "([roots, quiet]) => {"
    + COLOURS
    + r"""
  const found = new Map(), charts = [];
  const note = (ink, below, needed, words) => {
    const key = `${hex(ink)} on ${hex(below)} ${needed}`;
    if (!found.has(key)) found.set(key, [Number(ratio(ink, below).toFixed(2)), needed, hex(ink), hex(below), words.trim().slice(0, 60)]);
  };
  const sheets = [];
  for (const image of document.querySelectorAll(`:is(${roots}) img[src^="data:image/svg"]`)) {
    const [head, text] = image.src.split(/,(.*)/s), bytes = () => Uint8Array.from(atob(text), (c) => c.charCodeAt(0));
    const raw = head.endsWith("base64") ? new TextDecoder().decode(bytes()) : decodeURIComponent(text);
    const sheet = document.createElement("div");
    sheet.style.cssText = "position:absolute;left:0;top:0;width:900px;background:#fff";
    sheet.append(document.importNode(new DOMParser().parseFromString(raw, "image/svg+xml").documentElement, true));
    document.body.append(sheet);
    sheets.push(sheet);
    charts.push(sheet.firstChild);
  }
  charts.push(...[...document.querySelectorAll(`:is(${roots}) svg`)].filter((svg) => !svg.parentElement.closest("svg") && seen(svg)));
  for (const svg of charts) {
    const first = svg.closest(".js-plotly-plot")?.querySelector(".main-svg");  // the others lie on it and are clear
    let paper = ground(first ?? svg);
    const shapes = [];
    const inside = (node, x, y) => {
      try { return node.isPointInFill(new DOMPoint(x, y).matrixTransform(node.getScreenCTM().inverse())); } catch { return false; }
    };
    for (const node of svg.querySelectorAll("path, line, polyline, polygon, circle, ellipse, rect, text")) {
      if (node.closest("defs, clipPath, .draglayer, .nsewdrag, .modebar, .hoverlayer, .js-reference-point") || !seen(node)) continue;
      const style = getComputedStyle(node), clear = Number(style.opacity), box = node.getBoundingClientRect();
      const colour = (kind) => {
        const c = rgba(style[kind]);
        return c && [...c.slice(0, 3), c[3] * clear * Number(style[`${kind}Opacity`])];
      };
      const fill = colour("fill"), edge = parseFloat(style.strokeWidth) ? colour("stroke") : null;
      if (node.tagName === "text") {
        if (!node.textContent.trim() || !box.width) continue;
        const x = box.left + box.width / 2, y = box.top + box.height / 2;
        let below = paper;
        for (const shape of shapes) if (inside(shape.node, x, y)) below = over(shape.fill, below);
        if (edge?.[3] && style.paintOrder.startsWith("stroke")) below = over(edge, below);
        note(over(fill, below), below, parseFloat(style.fontSize) >= 24 ? 3 : 4.5, node.textContent);
        continue;
      }
      if (fill?.[3] && node.isPointInFill) shapes.push({ node, fill });
      const whole = svg.getBoundingClientRect();
      if (box.width >= whole.width - 2 && box.height >= whole.height - 2) {  // the paper itself
        if (fill?.[3]) paper = over(fill, paper);
        continue;
      }
      if (node.matches(".ek-grid, .js-fill, .bg, .slider-rail-touch-rect, .updatemenu-item-rect")) continue;
      const inks = [fill, edge].filter((c) => c?.[3]).map((c) => over(c, paper));
      if (!inks.length || inks.some((c) => quiet.includes(hex(c)))) continue;
      const best = inks.reduce((a, b) => ratio(a, paper) >= ratio(b, paper) ? a : b);
      const name = node.getAttribute("class") ?? node.getAttribute("d")?.slice(0, 30) ?? "";
      if (hex(best) !== hex(paper)) note(best, paper, 3, `${node.tagName} ${name}`);
    }
  }
  sheets.forEach((sheet) => sheet.remove());
  return [...found.values()].sort((a, b) => a[0] - b[0]);
}"""
)

# What is lost where there is little room, inside `roots`: things beyond the edge that nothing scrolls to, words that are
# cut off, and controls that lie on each other.
LOST = r"""(roots) => {
  const found = [], said = (node) => (node.textContent || node.value || "").trim().slice(0, 50);
  const say = (what, node) => found.push(`${what}: ${node.tagName.toLowerCase()}.${node.getAttribute("class") ?? ""} ${said(node)}`);
  const seen = (node) => node.checkVisibility({ visibilityProperty: true }) && node.getClientRects().length;
  const scrolls = (node) => /auto|scroll/.test(getComputedStyle(node).overflowX);
  // JupyterLab lets every output scroll; for words that is no excuse
  const mine = (node) => !/\bjp-/.test(node.className) || node.matches('.jp-OutputArea-output:has(.js-plotly-plot)');
  const hidden = (node) => getComputedStyle(node).clipPath !== "none";  // for screen readers only
  const room = document.querySelector(".jp-WindowedPanel-outer") ?? document.documentElement;
  if (room.scrollWidth > room.clientWidth + 1) say(`the page scrolls sideways, ${room.scrollWidth} in ${room.clientWidth}`, room);
  const right = room === document.documentElement ? innerWidth : room.getBoundingClientRect().left + room.clientWidth;
  for (const root of document.querySelectorAll(roots)) {
    if (root.parentElement.closest(roots) || !seen(root)) continue;
    const controls = [];
    for (const node of [root, ...root.querySelectorAll("*")]) {
      if (node.closest("svg") && node.tagName !== "svg" || !seen(node) || hidden(node)) continue;
      let box = node.getBoundingClientRect(), own = null;
      for (let at = node.parentElement; at && at !== room; at = at.parentElement) if (scrolls(at) && mine(at)) { own = at; break; }
      const beyond = box.right > right + 1 || box.left < -1 && box.right > 0;  // far out to the left is hidden on purpose
      if (!own && box.width && beyond) say(`beyond the edge by ${Math.round(box.right - right)}`, node);
      const style = getComputedStyle(node), cut = (way) => /hidden|clip/.test(style[`overflow${way}`]);
      if (node.tagName !== "svg" && node.textContent.trim() && !node.matches("select, option") &&
        (cut("X") && node.scrollWidth > node.clientWidth + 1 || cut("Y") && node.scrollHeight > node.clientHeight + 1))
        say("cut off", node);
      if (node.matches("button, input, select, textarea, summary, a[href]")) controls.push([node, box]);
    }
    controls.forEach(([a, p], i) => controls.slice(i + 1).forEach(([b, q]) => {
      const wide = Math.min(p.right, q.right) - Math.max(p.left, q.left), high = Math.min(p.bottom, q.bottom) - Math.max(p.top, q.top);
      if (wide > 1 && high > 1 && !a.contains(b) && !b.contains(a)) say("lies on another control", b);
    }));
  }
  return found;
}"""

OPEN_DETAILS = "document.querySelectorAll('details').forEach(part => { part.open = true; })"
OPEN_GATES = "document.querySelectorAll('input[data-ek-gate]:not(:checked)').forEach(gate => gate.click())"


def too_weak(pairs: list[list]) -> list[list]:
    """The pairs of colours that are nearer to each other than they may be."""
    return [pair for pair in pairs if pair[0] < pair[1]]


def open_all(page) -> None:
    """Scroll once through a notebook, so that all of it is made, and open whatever is closed."""
    scroller, at = page.locator(".jp-WindowedPanel-outer").first, 0
    while at < scroller.evaluate("e => e.scrollHeight"):
        scroller.evaluate("(e, y) => e.scrollTo(0, y)", at)
        page.wait_for_timeout(100)
        page.evaluate(OPEN_GATES)
        at += page.viewport_size["height"] - 200
    page.evaluate(OPEN_DETAILS)
