// Tells a learning platform by SCORM 1.2 that a lesson's page was begun, where its reader is, and that it was completed.
// Where no platform holds the page nothing here does anything; where one fails, the page goes on. What leaves the page: the
// status, the heading last passed, and which predictions are locked, after a random number that keeps apart the answers of
// those who share a browser. No answer and no name does.

const LONGEST = { "core.lesson_location": 255, suspend_data: 4096 };

/** The platform's run-time object, in a window around this one or around the one that opened it. */
function runTime() {
  for (const first of [window, window.opener])
    for (let at = first, up = 0; at && up < 10; at = at.parent, up++) {
      try { if (typeof at.API?.LMSInitialize === "function") return at.API; } catch { /* a window of another site */ }
      if (at === at.parent) break;
    }
  return null;
}

function join(api) {
  const call = (name, ...words) => { try { return String(api[name](...words)); } catch { return "false"; } };
  const get = (name) => call("LMSGetValue", `cmi.${name}`);
  const set = (name, value) => value.length <= (LONGEST[name] ?? 255) && call("LMSSetValue", `cmi.${name}`, value) === "true";
  let open = call("LMSInitialize", "") === "true";
  if (!open) return null;

  const data = get("suspend_data"), kept = data.match(/^([0-9a-f]{16})((?: \S+)*)$/), before = get("core.lesson_location");
  const mark = kept?.[1] ?? Array.from(crypto.getRandomValues(new Uint8Array(8)), (byte) => byte.toString(16).padStart(2, "0")).join("");
  const locked = new Set(kept?.[2].split(" ").filter(Boolean));
  // a page that was completed once, or that the platform has taken for passed, stays so
  let settled = ["completed", "passed"].includes(get("core.lesson_status")), following = false, atEnd = false, place = before;
  const keepMarks = () => set("suspend_data", [mark, ...locked].join(" "));
  set("core.exit", "suspend");
  // where the platform loses the mark, another visit could not find the answers again
  const mine = data !== "false" && keepMarks() && call("LMSCommit", "") === "true";

  const predictions = () => all(".rd-spec").map((spec) => JSON.parse(spec.textContent).key).filter((key) => key.startsWith("predict/"));
  const complete = () => { const keys = predictions(); return keys.length ? keys.every((key) => locked.has(key)) : atEnd; };
  const passed = () => all("main :is(h1, h2, h3)[id]").filter((head) => head.offsetParent && head.getBoundingClientRect().top < innerHeight / 2).pop()?.id;

  function report() {
    if (!open) return;
    place = passed() ?? place;
    set("core.lesson_location", place);
    keepMarks();
    const status = complete() ? "completed" : "incomplete";
    if (!settled) settled = set("core.lesson_status", status) && status === "completed";
    call("LMSCommit", "");
  }

  /** The platform's own list leads to the other pages: whoever left this one by a link would answer there for this one. */
  function stay() {
    document.body.classList.add("rd-platform");
    for (const link of all("main a[href], footer a[href]")) {
      const way = link.getAttribute("href");
      if (/^[^:/]+\.html/.test(way) && link.closest("main")) link.replaceWith(...link.childNodes);
      else if (!way.startsWith("#")) { link.target = "_blank"; link.rel = "noopener"; }
    }
  }

  return {
    place: mine ? `/${mark}` : "",
    told: () => "The learning platform is told that you were here, how far you read and what you locked, never what you answered. " +
      (predictions().length ? "For it the page is completed when every prediction on it is locked." : "For it the page is completed when you reach its end."),
    locked(key) {
      locked.add(key);
      if (following) report();
    },
    /** From here on, once the page is as its reader left it. */
    follow() {
      following = true;
      stay();
      if (!location.hash && document.getElementById(before)) location.replace(`#${before}`);
      new IntersectionObserver(([foot]) => { if (foot.isIntersecting && !atEnd) { atEnd = true; report(); } }).observe(document.querySelector("footer"));
      let rest;
      addEventListener("scroll", () => { clearTimeout(rest); rest = setTimeout(() => { if (passed() !== place) report(); }, 1000); });
      document.addEventListener("visibilitychange", () => { if (document.hidden) report(); });
      addEventListener("pagehide", () => { report(); if (open) call("LMSFinish", ""); open = false; });
      addEventListener("pageshow", (event) => { if (event.persisted) open = call("LMSInitialize", "") === "true"; });
      report();
    },
  };
}

const platform = (() => {
  const api = "lesson" in document.body.dataset && runTime();
  return api ? join(api) : null;
})();
