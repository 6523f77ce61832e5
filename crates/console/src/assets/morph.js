// Makes one tree equal to another and leaves what is equal alone: focus, selection, scroll positions
// and what a person has opened or typed stay.

const same = (a, b) => a.nodeType === b.nodeType && a.nodeName === b.nodeName && (a.id || "") === (b.id || "");

const attributes = (from, to) => {
  for (const { name } of [...from.attributes]) {
    // Opened by a person, or shown by a script.
    if (name === "open" || (name === "hidden" && from.dataset.copy)) continue;
    if (!to.hasAttribute(name)) from.removeAttribute(name);
  }
  for (const { name, value } of to.attributes) {
    if (name === "open" || (name === "hidden" && from.dataset.copy)) continue;
    if (from.getAttribute(name) !== value) from.setAttribute(name, value);
  }
};

export const morph = (from, to) => {
  attributes(from, to);
  if (from.hasAttribute("data-keep")) return;
  children(from, to);
};

const children = (from, to) => {
  const wanted = [...to.childNodes];
  let at = from.firstChild;
  for (const next of wanted) {
    // The node that is meant may come a little later: what lies between is gone.
    let found = at;
    for (let tries = 0; found && tries < 8 && !same(found, next); tries += 1) found = found.nextSibling;
    if (found && same(found, next)) {
      while (at !== found) {
        const gone = at;
        at = at.nextSibling;
        gone.remove();
      }
      if (found.nodeType === Node.ELEMENT_NODE) morph(found, next);
      else if (found.nodeValue !== next.nodeValue) found.nodeValue = next.nodeValue;
      at = found.nextSibling;
    } else {
      from.insertBefore(document.importNode(next, true), at);
    }
  }
  while (at) {
    const gone = at;
    at = at.nextSibling;
    gone.remove();
  }
};
