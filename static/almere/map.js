// The map on which people draw: our own areas and positions on grey, tiles only when the server names them.
import { RD, place, fromMap, toMap } from "./rd.js";

const NAMES_FROM = 9; // zoom level from which positions have room for their names
const MOST_NAMES = 60;

/** A map in `element` with what stands around; `data` is what areas/surroundings.py gives. */
export function makeMap(element, data) {
  const map = L.map(element, {
    crs: RD, minZoom: 3, maxZoom: 16, zoomControl: false, keyboardPanDelta: 40, zoomAnimation: false, fadeAnimation: false,
    markerZoomAnimation: false, inertia: false,
  });
  // Arrow keys pressed during a movement would be lost.
  map.panBy = (offset, options) => L.Map.prototype.panBy.call(map, offset, { ...options, animate: false });
  map.attributionControl.setPrefix(false);
  L.control.zoom({ zoomInTitle: "Inzoomen", zoomOutTitle: "Uitzoomen" }).addTo(map);
  L.control.scale({ imperial: false }).addTo(map);
  if (data.tiles) {
    const source = document.createElement("span");
    source.textContent = data.source;
    L.tileLayer(data.tiles, { minZoom: 0, maxNativeZoom: 14, maxZoom: 16, attribution: source.innerHTML }).addTo(map);
  } else {
    grid(map);
  }
  for (const name of ["around", "names"]) map.createPane(name).setAttribute("aria-hidden", "true");
  around(map, data);
  north(map);
  element.classList.add("map--ready");
  return map;
}

/** Lines at round coordinates, so that on an empty map one sees that it moves. */
function grid(map) {
  const lines = L.layerGroup().addTo(map);
  map.on("moveend zoomend", () => {
    lines.clearLayers();
    const view = map.getBounds().pad(0.1);
    let step = 10;
    while (step * map.options.crs.scale(map.getZoom()) < 70) step *= step.toString().startsWith("2") ? 2.5 : 2;
    const draw = (...points) => L.polyline(points.map(toMap), { className: "map-grid", interactive: false, weight: 1 }).addTo(lines);
    for (let x = Math.ceil(view.getWest() / step) * step; x < view.getEast(); x += step) draw([x, view.getSouth()], [x, view.getNorth()]);
    for (let y = Math.ceil(view.getSouth() / step) * step; y < view.getNorth(); y += step) draw([view.getWest(), y], [view.getEast(), y]);
  });
}

/** The other areas and positions: to see, not to touch; the lists of the application name them too. */
function around(map, data) {
  const still = { pane: "around", interactive: false };
  for (const area of data.areas) {
    L.polygon(polygonsOf(area).map((rings) => rings.map((ring) => ring.map(toMap))), { ...still, className: "map-area", weight: 2, fill: false })
      .addTo(map)
      .bindTooltip(words(area.name), { permanent: true, direction: "center", className: "map-name", pane: "names" });
  }
  for (const position of data.positions) {
    L.marker(toMap([position.x, position.y]), { ...still, keyboard: false, icon: L.divIcon({ className: `map-spot map-spot--${position.kind}`, iconSize: [12, 12] }) }).addTo(map);
  }
  const names = L.layerGroup().addTo(map);
  map.on("moveend zoomend", () => {
    names.clearLayers();
    const view = map.getBounds();
    const seen = data.positions.filter((position) => view.contains(toMap([position.x, position.y])));
    const legible = map.getZoom() >= NAMES_FROM && seen.length <= MOST_NAMES;
    for (const position of legible ? seen : []) {
      L.tooltip({ permanent: true, direction: "right", offset: [6, 0], className: "map-name map-name--small", pane: "names" })
        .setLatLng(toMap([position.x, position.y])).setContent(words(position.code)).addTo(names);
    }
    withoutOverlap(map);
  });
}

const polygonsOf = ({ geometry }) => (geometry.type === "Polygon" ? [geometry.coordinates] : geometry.coordinates);

/** Names that would stand on another one are not shown: the first come first. */
function withoutOverlap(map) {
  const taken = [];
  for (const name of map.getPane("names").querySelectorAll(".map-name")) {
    const box = name.getBoundingClientRect();
    const free = taken.every((other) => box.right < other.left || box.left > other.right || box.bottom < other.top || box.top > other.bottom);
    name.classList.toggle("map-name--hidden", !free);
    if (free) taken.push(box);
  }
}

function north(map) {
  const control = L.control({ position: "topright" });
  control.onAdd = () => {
    const arrow = words("↑ N");
    arrow.className = "map-north";
    arrow.setAttribute("aria-hidden", "true");
    return arrow;
  };
  control.addTo(map);
}

/** Text as an element: Leaflet would read a string as HTML. */
export function words(text) {
  const element = document.createElement("span");
  element.textContent = text;
  return element;
}

/** Slanted lines for the inside of an area, in the drawing of this map; give back the fill. */
export function hatching(map) {
  const renderer = map.getRenderer(L.polygon([]));
  renderer.addTo(map);
  const make = (name, attributes) => {
    const element = document.createElementNS("http://www.w3.org/2000/svg", name);
    for (const [key, value] of Object.entries(attributes)) element.setAttribute(key, value);
    return element;
  };
  const pattern = make("pattern", { id: "kaart-arcering", width: 10, height: 10, patternUnits: "userSpaceOnUse", patternTransform: "rotate(45)" });
  pattern.append(make("line", { x1: 0, y1: 0, x2: 0, y2: 10, class: "map-hatch" }));
  const definitions = make("defs", {});
  definitions.append(pattern);
  renderer._container.prepend(definitions);
  return "url(#kaart-arcering)";
}

/** Show these points with room around them; without any what stands around, or else the municipality. */
export function show(map, points, data) {
  const [west, south, east, north] = data.bbox;
  const known = [...data.areas.flatMap((area) => polygonsOf(area).flat(2)), ...data.positions.map(({ x, y }) => [x, y])];
  const wanted = [points, known, [[west, south], [east, north]]].find((found) => found.length);
  map.fitBounds(L.latLngBounds(wanted.map(toMap)).pad(0.15), { animate: false, maxZoom: 13 });
}

/** A line of text that screen readers read out; the same words twice are read twice. */
export function teller(element) {
  return (text) => {
    element.textContent = "";
    requestAnimationFrame(() => { element.textContent = text; });
  };
}

/** Where the cross is: always to be read, and told after a pause to who moves the map with the keys. */
export function followCross(map, element, tell) {
  let timer;
  const update = () => {
    const at = place(fromMap(map.getCenter()));
    element.textContent = `Kruis: ${at}`;
    clearTimeout(timer);
    if (document.activeElement === map.getContainer()) timer = setTimeout(() => tell(`Het kruis staat op ${at}.`), 700);
  };
  map.on("moveend", update);
  update();
}

/** The step in metres that an arrow key asks, or nothing. */
export function arrow(event) {
  const step = event.shiftKey ? 10 : 1;
  return { ArrowUp: [0, step], ArrowDown: [0, -step], ArrowLeft: [-step, 0], ArrowRight: [step, 0] }[event.key];
}

/** A button that is on or off. */
export function toggle(button, changed) {
  button.addEventListener("click", () => {
    const on = button.getAttribute("aria-pressed") !== "true";
    button.setAttribute("aria-pressed", String(on));
    changed(on);
  });
}

/** Put a value in a field of the form as if it was typed there. */
export function fill(field, value) {
  if (field.value === value) return;
  field.value = value;
  field.dispatchEvent(new Event("input", { bubbles: true }));
}
