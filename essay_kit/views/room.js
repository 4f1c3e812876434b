// What a class hands in and what its instructor takes: a code to copy, files to choose. Joined into one module by form.py.

/** A code in large letters, that can be selected as a whole, with a button that copies it and says so. */
function codeBlock(b) {
  const code = h("output", { class: "ek-code", "aria-label": b.label, tabindex: 0 }, b.text);
  const button = h("button", { type: "button", class: "ek-button ek-quiet" }, "Copy"), done = h("span", { role: "status", class: "ek-hint" });
  const select = () => getSelection().selectAllChildren(code);
  button.addEventListener("click", async () => {
    done.textContent = "";
    try {
      await navigator.clipboard.writeText(b.text);
      done.textContent = "Copied.";
    } catch {  // no permission, or a page that is not called from this computer
      select();
      done.textContent = document.execCommand("copy") ? "Copied." : "It is selected: please copy it with Ctrl and C.";
    }
  });
  return h("div", { class: "ek-line" }, code, button, done);
}

const BATCH = 1_000_000;  // letters in one message: a much larger one would be refused on its way to Python

/** Files to choose, several at once: their text goes to Python in batches, with name and size, and stays nowhere. */
function fileField(f, id) {
  const input = h("input", { type: "file", id, multiple: true, accept: ".json,.html,.txt", "aria-describedby": `${id}-hint` });
  const node = h("div", { class: "ek-field" }, h("label", { for: id }, f.label), input, h("p", { class: "ek-hint", id: `${id}-hint` }, f.hint ?? ""));
  const send = (files) => { if (files.length) node.dispatchEvent(new CustomEvent("ek-files", { bubbles: true, detail: { files } })); };
  input.addEventListener("change", async () => {
    let batch = [], letters = 0;
    for (const file of input.files) {
      const text = file.size > f.most ? "" : await file.text().catch(() => "");  // too large: Python says so by its size
      if (letters + text.length > BATCH) { send(batch); batch = []; letters = 0; }
      batch.push({ name: file.name, size: file.size, text: text.toWellFormed?.() ?? text });
      letters += text.length;
    }
    send(batch);
    input.value = "";  // so that the same file can be chosen again
  });
  return { node, get: () => undefined, set: () => {}, problem: () => null };
}
