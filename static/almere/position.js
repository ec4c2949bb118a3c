// Places a camera on the map: pointer, keys and button fill the same two fields as who types.
import { arrow, fill, followCross, makeMap, show, teller, toggle } from "./map.js";
import { fromMap, number, place, toMap, typed } from "./rd.js";

const VIEW = 40; // metres that the direction of view is drawn: it has no scale
const SPREAD = 28; // degrees to either side, as on the printed map

const section = document.querySelector("[data-place-position]");
const find = (name) => section.querySelector(`[data-${name}]`);
const [x, y, direction] = ["x", "y", "direction"].map((name) => document.getElementById(`id_${name}`));
const data = JSON.parse(document.getElementById("kaart-gegevens").textContent);

document.getElementById("div_id_x").before(section);
section.hidden = false;

const map = makeMap(find("map"), data);
const tell = teller(find("status"));
const drawn = L.layerGroup().addTo(map);
const back = [];

/** The place in the fields, or nothing while they are no place in RD. */
function stands() {
  const at = [number(x.value), number(y.value)];
  return at[0] > 0 && at[0] < 300000 && at[1] > 300000 && at[1] < 630000 ? at : null;
}

function view(at) {
  const degrees = Number(direction.value);
  if (!direction.value.trim() || !(degrees >= 0 && degrees < 360)) return;
  const ends = [];
  for (let turn = degrees - SPREAD; turn <= degrees + SPREAD; turn += SPREAD / 4) {
    ends.push([at[0] + VIEW * Math.sin(turn * Math.PI / 180), at[1] + VIEW * Math.cos(turn * Math.PI / 180)]);
  }
  L.polygon([at, ...ends].map(toMap), { className: "map-view", weight: 2, fillOpacity: 1, interactive: false }).addTo(drawn);
}

function draw(focus = false) {
  drawn.clearLayers();
  const at = stands();
  if (!at) return;
  view(at);
  const kind = document.querySelector("input[name='kind']:checked")?.value ?? "vast";
  const icon = L.divIcon({ className: `map-camera map-camera--${kind}`, iconSize: [28, 28] });
  const marker = L.marker(toMap(at), { icon, draggable: true, keyboard: true }).addTo(drawn);
  const element = marker.getElement();
  element.setAttribute("aria-label", `De camera, ${place(at)}. De pijltjestoetsen verplaatsen hem.`);
  element.addEventListener("keydown", (event) => {
    const step = arrow(event);
    if (!step) return;
    event.preventDefault();
    event.stopPropagation();
    put([at[0] + step[0], at[1] + step[1]], true);
  });
  marker.on("dragend", () => put(fromMap(marker.getLatLng())));
  if (focus) element.focus();
}

function put(at, focus = false) {
  back.push([x.value, y.value]);
  fill(x, typed(at[0]));
  fill(y, typed(at[1]));
  draw(focus);
  tell(`De camera staat op ${place(at)}.`);
}

function undo() {
  const before = back.pop();
  if (!before) {
    tell("Er is niets om ongedaan te maken.");
    return;
  }
  fill(x, before[0]);
  fill(y, before[1]);
  draw();
  tell(stands() ? `Ongedaan gemaakt. De camera staat op ${place(stands())}.` : "Ongedaan gemaakt. De camera staat nog nergens.");
}

const clicking = find("click-mode");
toggle(clicking, (on) => tell(on ? "Klik op de kaart om de camera te plaatsen." : "Klikken op de kaart verplaatst de camera nu niet."));
map.on("click", (event) => {
  if (clicking.getAttribute("aria-pressed") === "true") put(fromMap(event.latlng));
});
find("at-cross").addEventListener("click", () => put(fromMap(map.getCenter())));
find("undo").addEventListener("click", undo);
section.addEventListener("keydown", (event) => {
  if (event.key === "z" && (event.ctrlKey || event.metaKey)) undo();
  else if (event.key === "Enter" && event.target === map.getContainer()) put(fromMap(map.getCenter()));
  else return;
  event.preventDefault();
});
for (const field of [x, y]) {
  field.addEventListener("change", () => {
    draw();
    if (stands()) map.panTo(toMap(stands()), { animate: false });
  });
}
direction.addEventListener("input", () => draw());
for (const radio of document.querySelectorAll("input[name='kind']")) radio.addEventListener("change", () => draw());

show(map, stands() ? [stands()] : [], data);
draw();
followCross(map, find("cross"), tell);
