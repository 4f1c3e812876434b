// Pyodide, with one folder that the browser keeps: the one a kernel works in where the page's own drive cannot be reached
// (no service worker, as in private windows). Every notebook has a kernel of its own with a copy of that folder, so each
// change is told to the others, which read it again.
import { loadPyodide as load } from "./pyodide.mjs";

const PLACE = "/home/pyodide";

export async function loadPyodide(options) {
  const pyodide = await load(options);
  const { FS } = pyodide;
  const store = FS.filesystems.IDBFS;
  const others = new BroadcastChannel("essay-kit-answers");
  const sync = store.syncfs.bind(store);
  store.syncfs = (mount, fresh, done) =>
    sync(mount, fresh, (wrong) => {
      if (!fresh && !wrong) others.postMessage("changed");
      done(wrong);
    });
  others.onmessage = () => FS.syncfs(true, () => {});
  try {
    FS.mount(store, { autoPersist: true }, PLACE);
    await new Promise((go, fail) => FS.syncfs(true, (wrong) => (wrong ? fail(wrong) : go())));
  } catch {
    FS.unmount(PLACE); // no storage at all: the kit says so
  }
  return pyodide;
}
