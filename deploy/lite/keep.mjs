// Pyodide, with one folder that the browser keeps: the one a kernel works in where the site's own drive cannot be reached
// (no service worker, as in some private windows). Every notebook has a kernel of its own with a copy of that folder, so
// each change is told to the others, which read it again.
import { loadPyodide as load } from "./pyodide.mjs";

const PLACE = "/home/pyodide", DRIVE = "/drive", NOTEBOOKS = `${DRIVE}/notebooks`;

export async function loadPyodide(options) {
  const pyodide = await load(options);
  const { FS } = pyodide;
  const store = FS.filesystems.IDBFS, sync = store.syncfs.bind(store), mount = FS.mount.bind(FS);
  const others = new BroadcastChannel("essay-kit-answers");
  store.syncfs = (where, fresh, done) =>
    sync(where, fresh, (wrong) => {
      if (!fresh && !wrong) others.postMessage("changed");
      done(wrong);
    });
  others.onmessage = () => FS.syncfs(true, () => {});
  try {
    mount(store, { autoPersist: true }, PLACE);
    await new Promise((go, fail) => FS.syncfs(true, (wrong) => (wrong ? fail(wrong) : go())));
  } catch {
    FS.unmount(PLACE);  // a browser that keeps nothing: answers then last as long as the page
  }
  // A drive that was promised and does not answer would stop the kernel: the folder above takes its place.
  FS.mount = (type, settings, point) => {
    const root = mount(type, settings, point);
    if (point === DRIVE) {
      try {
        FS.readdir(NOTEBOOKS);
      } catch {
        FS.unmount(DRIVE);
        FS.symlink(PLACE, NOTEBOOKS);
      }
    }
    return root;
  };
  return pyodide;
}
