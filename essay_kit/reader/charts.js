// Charts of the reader. Each is a still picture until it comes near the screen; then plotly.js, loaded once, draws it live
// beside the picture, which stays for paper and for whoever has no script.

let plotly = null;
const loaded = () => plotly ??= new Promise((ready, failed) => {
  const script = h("script", { src: "plotly.min.js" });
  script.addEventListener("load", () => ready(window.Plotly));
  script.addEventListener("error", failed);
  document.head.append(script);
});

/** Plotly's own slider takes no keys. A native one under it does. */
function frameSlider(Plotly, plot, frames) {
  const plan = plot.layout.sliders[0], input = h("input", { type: "range", min: 0, max: frames.length - 1, step: 1 });
  const show = (at) => { input.value = at; input.setAttribute("aria-valuetext", plan.steps[at].label); };
  show(plan.active ?? frames.length - 1);
  input.addEventListener("input", () => {
    Plotly.animate(plot, [frames[input.value].name], { mode: "immediate", frame: { duration: 0, redraw: true }, transition: { duration: 0 } });
    show(input.value);
  });
  plot.on("plotly_sliderchange", (event) => show(event.slider.active));
  return h("label", { class: "ek-frames" }, `${(plan.currentvalue?.prefix || "Shown: ").replace(/: $/, "")}, with the arrow keys`, input);
}

async function enliven(chart) {
  const { data, layout, config, frames } = JSON.parse(chart.querySelector(".rd-bundle").textContent);
  const plot = h("div", { class: "rd-plot", role: "img", "aria-label": chart.querySelector("img").alt.slice(0, 400) });
  const room = h("div", { class: "rd-room" }, plot);
  try {
    const Plotly = await loaded();
    if (!chart.offsetParent) return near.observe(chart);  // closed again meanwhile: a chart without room has no width
    chart.classList.add("rd-drawn");
    chart.append(room);
    await Plotly.newPlot(plot, data, layout, config);
    if (frames) {
      await Plotly.addFrames(plot, frames);
      chart.append(frameSlider(Plotly, plot, frames));
    }
  } catch {  // the picture says the same
    room.remove();
    chart.classList.remove("rd-drawn");
  }
}

const near = new IntersectionObserver((seen) => {
  for (const { isIntersecting, target } of seen)
    if (isIntersecting) { near.unobserve(target); enliven(target); }
}, { rootMargin: "400px" });

function startCharts() {
  document.querySelectorAll(".rd-chart").forEach((chart) => near.observe(chart));
  // a chart that was drawn before its part was closed may have missed a change of the window's width
  document.querySelectorAll(".rd-evidence").forEach((part) => part.addEventListener("toggle", () => {
    if (part.open && window.Plotly) part.querySelectorAll(".rd-plot.js-plotly-plot").forEach((plot) => window.Plotly.Plots.resize(plot));
  }));
}
