// What a page does beyond plain HTML. No framework, no inline code, no eval. Without this file everything still works.

const find = (selector, root = document) => root.querySelector(selector);
const findAll = (selector, root = document) => [...root.querySelectorAll(selector)];

/** Move focus to the error summary; let its links put focus in the faulty control, with the question in view. */
function errorSummary() {
  const summary = find("[data-error-summary]");
  if (!summary) return;
  if (!document.title.startsWith("Fout: ")) document.title = `Fout: ${document.title}`;
  find("[tabindex='-1']", summary).focus();
  summary.addEventListener("click", (event) => {
    const link = event.target.closest("a[href^='#']");
    const control = link && document.getElementById(link.hash.slice(1));
    if (!control) return;
    event.preventDefault();
    for (let closed = control.closest("details:not([open])"); closed; closed = closed.parentElement.closest("details:not([open])")) {
      closed.open = true;
    }
    (control.closest(".nlds-field") ?? control).scrollIntoView({ block: "start" });
    control.focus({ preventScroll: true });
  });
}

/** Count characters as the server does; announce only near the limit, and only after a pause. */
function characterCounters() {
  for (const box of findAll("[data-count-for]")) {
    const field = document.getElementById(box.dataset.countFor);
    const most = Number(box.dataset.max);
    const spoken = document.createElement("span");
    spoken.className = "visually-hidden";
    spoken.setAttribute("role", "status");
    box.after(spoken);
    let timer;
    const show = () => {
      const left = most - [...field.value.replace(/\r?\n/g, "\r\n")].length;
      const noun = Math.abs(left) === 1 ? "teken" : "tekens";
      const text = left >= 0 ? `Nog ${left} ${noun} over` : `${-left} ${noun} te veel`;
      box.textContent = text;
      box.classList.toggle("nlds-count--over", left < 0);
      clearTimeout(timer);
      timer = setTimeout(() => { spoken.textContent = left < 200 ? text : ""; }, 1200);
    };
    field.addEventListener("input", show);
    if (field.value) show();
  }
}

/** Warn before leaving a form[data-unsaved] with changes that were not sent. */
function unsavedChanges() {
  for (const form of findAll("form[data-unsaved]")) {
    let changed = Boolean(find("[data-error-summary]"));
    form.addEventListener("input", () => { changed = true; });
    form.addEventListener("change", () => { changed = true; });
    form.addEventListener("submit", () => { changed = false; });
    form.addEventListener("app:saved", () => { changed = false; });
    window.addEventListener("beforeunload", (event) => { if (changed) event.preventDefault(); });
  }
}

/** The menu of the user: Escape and a click elsewhere close it. */
function userMenu() {
  const menu = find(".user-menu");
  if (!menu) return;
  document.addEventListener("click", (event) => { if (!menu.contains(event.target)) menu.open = false; });
  menu.addEventListener("focusout", (event) => {
    if (event.relatedTarget && !menu.contains(event.relatedTarget)) menu.open = false;
  });
  menu.addEventListener("keydown", (event) => {
    if (event.key !== "Escape" || !menu.open) return;
    menu.open = false;
    find("summary", menu).focus();
  });
}

/** "/" jumps to the search field, unless one is typing; who switched it off gets no form[data-shortcut] (WCAG 2.1.4). */
function searchShortcut() {
  const field = find("form[data-shortcut] input[type='search']");
  if (!field) return;
  document.addEventListener("keydown", (event) => {
    if (event.key !== "/" || event.ctrlKey || event.metaKey || event.altKey) return;
    if (event.target.closest("input, textarea, select, [contenteditable]")) return;
    event.preventDefault();
    field.focus();
    field.select();
  });
}

/** A button that asks for one more row of a formset: a copy of the empty one, numbered. */
function moreRows() {
  for (const button of findAll("[data-add-row]")) {
    const formset = button.closest("[data-formset]");
    const total = document.getElementById(`id_${formset.dataset.formset}-TOTAL_FORMS`);
    const template = find("template", formset);
    button.hidden = false;
    button.addEventListener("click", () => {
      const number = Number(total.value);
      const holder = document.createElement("template");
      holder.innerHTML = template.innerHTML.replaceAll("__prefix__", number).replaceAll("__number__", number + 1);
      button.before(holder.content);
      total.value = number + 1;
      button.previousElementSibling.querySelector("input:not([type=hidden]), select, textarea")?.focus();
      total.dispatchEvent(new Event("change", { bubbles: true }));
    });
  }
}

/** On a narrow screen a row of a table becomes a block in which each cell says its column; it stays a table for who listens. */
function stackedTables() {
  const roles = { TABLE: "table", THEAD: "rowgroup", TBODY: "rowgroup", TR: "row", TD: "cell" };
  for (const table of findAll(".table-scroll > table:has(> thead)")) {
    const columns = findAll("thead th", table).map((cell) => cell.innerText.trim());
    for (const row of findAll("tbody > tr", table)) {
      if (row.cells.length !== columns.length) continue;
      [...row.cells].forEach((cell, at) => { if (cell.tagName === "TD" && cell.innerText.trim()) cell.dataset.column = columns[at]; });
    }
    for (const part of [table, ...findAll("thead, tbody, tr, td", table)]) part.setAttribute("role", roles[part.tagName]);
    for (const cell of findAll("th", table)) cell.setAttribute("role", cell.scope === "row" ? "rowheader" : "columnheader");
    table.parentElement.classList.add("table-stack");
  }
}

stackedTables();
errorSummary();
characterCounters();
unsavedChanges();
userMenu();
searchShortcut();
moreRows();
