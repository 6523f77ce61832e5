// The palette: everything there is to go to, and what this page can do, behind one field. The list is a
// listbox of which the field says what is active, so that focus stays where somebody types.

const MOST = 40;

const dialog = () => document.getElementById("palette");
const field = () => document.getElementById("palette-text");
const told = () => document.getElementById("palette-told");
const box = () => document.getElementById("palette-list");

let entries = [];
let shown = [];
let active = 0;

const words = (element) => (element.getAttribute("aria-label") || element.textContent).trim().replace(/\s+/g, " ");

// A confirmation is opened, an answer is stepped up to; everything else is pressed.
const act = (element) => {
  if (element.matches("summary")) {
    element.parentElement.open = true;
    element.parentElement.querySelector(".ask button")?.focus();
  } else if (element.closest(".answer")) {
    element.scrollIntoView({ block: "center" });
    element.focus();
  } else {
    element.click();
  }
};

// The forms of the page, as a person finds them there.
const actions = () => {
  const found = document.querySelectorAll(
    "main details.confirm > summary, main form[action^='/console/act/']:not(.ask form) button, main a.button, main a[data-log]",
  );
  return [...found].map((element) => ({ kind: "on this page", name: words(element), more: "", go: () => act(element) }));
};

const load = async () => {
  const answer = await fetch("/console/palette", { cache: "no-store" }).catch(() => null);
  if (answer?.redirected) { location.reload(); return; }
  if (!answer?.ok) {
    told().textContent = "The server did not answer: there is only what this page can do.";
    return;
  }
  const there = (await answer.json()).map(([kind, name, place, more]) => ({ kind, name, more, go: () => location.assign(place) }));
  entries = [...actions(), ...there];
  filter();
};

const rank = (entry, typed) => {
  const name = entry.name.toLowerCase();
  if (name.startsWith(typed)) return 0;
  return name.includes(typed) ? 1 : 2;
};

const filter = () => {
  const typed = field().value.trim().toLowerCase();
  const parts = typed.split(/\s+/);
  const matches = entries.filter((entry) => {
    const text = `${entry.kind} ${entry.name} ${entry.more}`.toLowerCase();
    return parts.every((part) => text.includes(part));
  });
  matches.sort((a, b) => rank(a, typed) - rank(b, typed));
  shown = matches.slice(0, MOST);
  active = 0;
  draw(matches.length);
};

const draw = (count) => {
  const options = shown.map((entry, at) => {
    const option = document.createElement("li");
    option.id = `palette-${at}`;
    option.role = "option";
    const kind = document.createElement("span");
    kind.className = "kind";
    kind.textContent = entry.kind;
    option.append(entry.name, " ", kind);
    option.addEventListener("click", () => choose(at));
    return option;
  });
  box().replaceChildren(...options);
  box().hidden = !options.length;
  field().setAttribute("aria-expanded", options.length > 0);
  const found = count > shown.length ? `${shown.length} of ${count}` : `${count}`;
  told().textContent = count ? `${found} found` : "Nothing is called so.";
  mark();
};

const mark = () => {
  [...box().children].forEach((option, at) => option.setAttribute("aria-selected", at === active));
  if (!shown.length) {
    field().removeAttribute("aria-activedescendant");
    return;
  }
  field().setAttribute("aria-activedescendant", `palette-${active}`);
  box().children[active].scrollIntoView({ block: "nearest" });
};

const choose = (at) => {
  const entry = shown[at];
  if (!entry) return;
  dialog().close();
  entry.go();
};

const moves = {
  ArrowDown: () => (active + 1) % shown.length,
  ArrowUp: () => (active + shown.length - 1) % shown.length,
  PageDown: () => Math.min(active + 8, shown.length - 1),
  PageUp: () => Math.max(active - 8, 0),
};

export const open = () => {
  if (!dialog() || dialog().open) return;
  entries = actions();
  field().value = "";
  dialog().showModal();
  field().focus();
  filter();
  load();
};

export const begin = () => {
  if (!dialog()) return;
  field().addEventListener("input", filter);
  field().addEventListener("keydown", (event) => {
    if (event.key === "Enter") {
      event.preventDefault();
      choose(active);
    } else if (moves[event.key] && shown.length) {
      event.preventDefault();
      active = moves[event.key]();
      mark();
    }
  });
  dialog().addEventListener("click", (event) => { if (event.target === dialog()) dialog().close(); });
};
