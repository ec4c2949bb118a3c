// Draws the boundary of an area: pointer, keys, buttons and table all change one outline, which fills the field.
import { arrow, fill, followCross, hatching, makeMap, show, teller, toggle } from "./map.js";
import { Outline } from "./outline.js";
import { fromMap, number, place, toMap, typed } from "./rd.js";

const MOST_HANDLES = 300;
const NEAR = 14; // pixels: so close to a line a new point belongs in that line

const section = document.querySelector("[data-draw-boundary]");
const find = (name) => section.querySelector(`[data-${name}]`);
const field = document.getElementById("id_boundary");
const data = JSON.parse(document.getElementById("kaart-gegevens").textContent);

const row = document.getElementById("div_id_boundary");
(row.closest(".question") ?? row).before(section);
section.hidden = false;

const map = makeMap(find("map"), data);
const outline = new Outline();
const tell = teller(find("status"));
const shapes = L.layerGroup().addTo(map);
const handles = L.layerGroup().addTo(map);
let markers = [];

const capital = (text) => text[0].toUpperCase() + text.slice(1);
const count = (points) => (points === 1 ? "1 punt" : `${points} punten`);
const metres = (pixels) => pixels / map.options.crs.scale(map.getZoom());

// --- Show ----------------------------------------------------------------------------------------

function drawShapes() {
  shapes.clearLayers();
  const still = { interactive: false };
  for (const rings of outline.polygons) {
    const whole = rings.filter((ring) => ring.length > 2).map((ring) => ring.map(toMap));
    if (rings[0].length > 2) {
      L.polygon(whole, { ...still, className: "map-outline", weight: 4, fillColor: hatch, fillOpacity: 1 }).addTo(shapes);
    }
  }
  const ring = outline.ring.map(toMap);
  const draw = ring.length > 2 ? L.polygon : L.polyline;
  draw(ring, { ...still, className: "map-chosen", weight: 4, fill: false }).addTo(shapes);
}

function handle(point, index) {
  const name = `Punt ${index + 1} van ${outline.name}`;
  const chosen = index === outline.point;
  const icon = L.divIcon({
    className: `map-point${outline.hole ? " map-point--hole" : ""}${chosen ? " map-point--chosen" : ""}`,
    html: String(index + 1), iconSize: [26, 26],
  });
  const marker = L.marker(toMap(point), { icon, draggable: true, keyboard: true, zIndexOffset: chosen ? 1000 : 0 }).addTo(handles);
  const element = marker.getElement();
  element.setAttribute("aria-label", `${name}, ${place(point)}`);
  element.setAttribute("aria-pressed", String(chosen));
  element.tabIndex = index === (outline.point ?? 0) ? 0 : -1;
  element.addEventListener("keydown", (event) => onKey(event, index));
  marker.on("click", () => choose(index));
  marker.on("dragstart", () => outline.keep());
  marker.on("drag", () => {
    outline.ring[index] = fromMap(marker.getLatLng());
    drawShapes();
  });
  marker.on("dragend", () => {
    outline.point = index;
    update(`${name} staat nu op ${place(outline.ring[index])}.`);
  });
  return marker;
}

function cell(row, content, className = "") {
  const made = document.createElement("td");
  made.className = className;
  made.append(content);
  row.append(made);
}

function coordinate(index, axis) {
  const input = document.createElement("input");
  const name = `${"xy"[axis]} van punt ${index + 1}`;
  Object.assign(input, { type: "text", inputMode: "decimal", autocomplete: "off", value: typed(outline.ring[index][axis]) });
  input.className = "utrecht-textbox utrecht-textbox--html-input map-number";
  input.setAttribute("aria-label", capital(name));
  input.addEventListener("change", (event) => {
    event.stopPropagation();
    const value = number(input.value);
    input.setAttribute("aria-invalid", String(Number.isNaN(value)));
    if (Number.isNaN(value)) {
      tell(`De ${name} is geen getal: ‘${input.value}’. Vul een RD-coördinaat in meters in.`);
      return;
    }
    const point = [...outline.ring[index]];
    point[axis] = value;
    outline.move(index, point);
    update(`Punt ${index + 1} staat nu op ${place(point)}.`, { keepTable: true });
  });
  return input;
}

function drawTable() {
  const rows = outline.ring.slice(0, MOST_HANDLES).map((_, index) => {
    const made = document.createElement("tr");
    const head = document.createElement("th");
    head.scope = "row";
    head.textContent = String(index + 1);
    made.append(head);
    cell(made, coordinate(index, 0));
    cell(made, coordinate(index, 1));
    const button = document.createElement("button");
    button.type = "button";
    button.className = "utrecht-button utrecht-button--subtle map-remove";
    button.textContent = "Weghalen";
    button.setAttribute("aria-label", `Punt ${index + 1} weghalen`);
    button.addEventListener("click", () => {
      remove(index);
      const next = find("points").querySelectorAll("button")[Math.min(index, outline.ring.length - 1)];
      (next ?? find("at-cross")).focus();
    });
    cell(made, button);
    return made;
  });
  find("points").replaceChildren(...rows);
  find("points").closest("[data-table]").hidden = !rows.length;
  find("caption").textContent = `${capital(outline.name)}: ${count(outline.ring.length)}`;
}

function drawRings() {
  const rings = outline.rings;
  find("rings").hidden = rings.length < 2;
  const options = rings.map(({ part, hole, ring, name }, number) => {
    const label = document.createElement("label");
    const radio = document.createElement("input");
    Object.assign(radio, { type: "radio", checked: part === outline.part && hole === outline.hole, id: `kaart-rand-${number}` });
    radio.setAttribute("name", "kaart-rand");
    radio.className = "utrecht-radio-button utrecht-radio-button--html-input";
    radio.addEventListener("change", (event) => {
      event.stopPropagation();
      outline.choose(part, hole);
      update(`U wijzigt nu: ${name}, ${count(ring.length)}.`);
      document.getElementById(radio.id).focus();
    });
    label.className = "map-ring";
    label.append(radio, `${capital(name)} (${count(ring.length)})`);
    return label;
  });
  find("ring-list").replaceChildren(...options);
}

/** Show everything anew, and fill the field unless it was the field that changed. */
function update(words = "", { focus = false, keepTable = false, fillField = true } = {}) {
  const had = section.contains(document.activeElement) ? document.activeElement : null;
  drawShapes();
  handles.clearLayers();
  markers = outline.ring.length > MOST_HANDLES ? [] : outline.ring.map(handle);
  if (!keepTable) drawTable();
  drawRings();
  if (fillField) fill(field, outline.wkt);
  // What had the focus may be drawn anew: who types must not be sent to the top of the page.
  if (focus || (had && !had.isConnected)) (markers[outline.point]?.getElement() ?? map.getContainer()).focus();
  if (words) tell(words);
}

// --- Do ------------------------------------------------------------------------------------------

function tooMany() {
  if (outline.ring.length <= MOST_HANDLES) return false;
  tell(`Deze rand heeft ${count(outline.ring.length)}: te veel om een voor een te wijzigen. Wijzig de tekst onder de kaart, of haal de rand weg en teken hem opnieuw.`);
  return true;
}

function add(at) {
  if (tooMany()) return;
  outline.add(at, metres(NEAR));
  const left = 3 - outline.ring.length;
  const more = left > 0 ? ` Zet er nog ${left === 1 ? "een" : "twee"}: een rand heeft minstens drie punten.` : "";
  update(`Punt ${outline.point + 1} van ${outline.name} toegevoegd op ${place(at)}.${more}`);
}

function choose(index, focus = true) {
  outline.point = index;
  update(`Punt ${index + 1} van ${outline.name} gekozen.`, { focus, keepTable: true, fillField: false });
}

function remove(index, focus = false) {
  outline.remove(index);
  update(`Punt ${index + 1} van ${outline.name} weggehaald. Nog ${count(outline.ring.length)}.`, { focus });
}

function undo() {
  if (!outline.undo()) {
    tell("Er is niets om ongedaan te maken.");
    return;
  }
  update(`Ongedaan gemaakt. U wijzigt: ${outline.name}, ${count(outline.ring.length)}.`);
}

function onKey(event, index) {
  const step = arrow(event);
  if (step) {
    const [x, y] = outline.ring[index];
    outline.move(index, [x + step[0], y + step[1]]);
    update(`Punt ${index + 1}: ${place(outline.ring[index])}.`, { focus: true });
  } else if (event.key === "Delete") {
    remove(index, true);
  } else if (event.key === "PageDown" || event.key === "PageUp") {
    const many = outline.ring.length;
    choose((index + (event.key === "PageDown" ? 1 : many - 1)) % many);
  } else if (event.key === "Enter" || event.key === " ") {
    choose(index);
  } else {
    return;
  }
  event.preventDefault();
  event.stopPropagation();
}

function withChosen(act) {
  if (outline.point === null) tell("Kies eerst een punt: klik erop, of ga er met Tab naartoe en druk op Enter.");
  else act(outline.point);
}

const cross = () => fromMap(map.getCenter());
const buttons = {
  "at-cross": () => add(cross()),
  "to-cross": () => withChosen((index) => {
    outline.move(index, cross());
    update(`Punt ${index + 1} staat nu op het kruis, ${place(cross())}.`);
  }),
  remove: () => withChosen((index) => remove(index)),
  undo,
  hole: () => {
    if (outline.polygons[outline.part][0].length < 3) {
      tell("Teken eerst de buitenrand: minstens drie punten. Daarna kunt u er een gat in tekenen.");
      return;
    }
    outline.addHole();
    update(`U tekent nu ${outline.name}: een deel dat niet bij het gebied hoort.`);
  },
  part: () => {
    outline.addPart();
    update(`U tekent nu de ${outline.name}: een los deel van het gebied.`);
  },
  clear: () => {
    const name = outline.name;
    outline.removeRing();
    update(`${capital(name)} is weggehaald.`);
  },
};

// --- Start ---------------------------------------------------------------------------------------

for (const [name, act] of Object.entries(buttons)) find(name).addEventListener("click", act);
const clicking = find("click-mode");
toggle(clicking, (on) => tell(on ? "Klik op de kaart om punten te zetten." : "Klikken op de kaart zet nu geen punten."));
map.on("click", (event) => {
  if (clicking.getAttribute("aria-pressed") === "true") add(fromMap(event.latlng));
});
section.addEventListener("keydown", (event) => {
  const inField = event.target.closest("input");
  if (event.key === "z" && (event.ctrlKey || event.metaKey) && !inField) {
    event.preventDefault();
    undo();
  } else if (event.key === "Enter" && inField) {
    event.preventDefault(); // would send the whole form
    inField.dispatchEvent(new Event("change", { bubbles: true }));
  } else if (event.key === "Enter" && event.target === map.getContainer()) {
    event.preventDefault();
    add(cross());
  }
});
field.addEventListener("change", () => {
  outline.keep();
  if (!outline.read(field.value)) {
    tell("Deze tekst kan de kaart niet tonen. Bij het opslaan wordt zij nagekeken. Tekent u nu op de kaart, dan vervangt dat de tekst.");
    return;
  }
  update(`De kaart toont de tekst: ${count(outline.points.length)}.`, { fillField: false });
  show(map, outline.points, data);
});

const readable = outline.read(field.value);
show(map, outline.points, data);
const hatch = hatching(map);
if (readable && !outline.points.length) clicking.setAttribute("aria-pressed", "true");
update("", { fillField: false });
followCross(map, find("cross"), tell);
if (!readable) tell("De tekst in het veld ‘Grens als tekst’ kan de kaart niet tonen. Tekent u op de kaart, dan vervangt dat de tekst.");
