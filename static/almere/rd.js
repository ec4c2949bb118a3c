// RD New (EPSG:28992) for Leaflet without a projection library: the "latlng" of every layer is (y, x) in metres.
// Tiles by the Dutch tiling scheme: origin -285401.92 / 903401.92, level 0 is 3440.64 m per pixel.
const LEVEL_0 = 3440.64;

export const RD = L.extend({}, L.CRS, {
  code: "EPSG:28992",
  infinite: true,
  projection: L.Projection.LonLat,
  transformation: new L.Transformation(1, 285401.92, -1, 903401.92),
  scale: (zoom) => 2 ** zoom / LEVEL_0,
  zoom: (scale) => Math.log2(scale * LEVEL_0),
  distance: (a, b) => Math.hypot(b.lng - a.lng, b.lat - a.lat),
});

export const toMap = ([x, y]) => L.latLng(y, x);

/** A place on the map in decimetres: finer than a pointer can point. */
export const fromMap = (place) => [place.lng, place.lat].map((value) => Math.round(value * 10) / 10);

/** A typed number as the server reads it: "143210,5", "143210.5" or "143.210"; NaN for anything else. */
export function number(text) {
  const bare = text.trim();
  if (/^\d{3}[. \u00a0\u202f]\d{3}(,\d+)?$/.test(bare)) return Number(bare.replace(/[^\d,]/g, "").replace(",", "."));
  return /^[+-]?\d+([.,]\d+)?$/.test(bare) ? Number(bare.replace(",", ".")) : NaN;
}

const centimetres = (value) => String(Math.round(value * 100) / 100);

/** A coordinate for who reads and types: with a comma. */
export const typed = (value) => centimetres(value).replace(".", ",");

/** "x 143210,5, y 487000". */
export const place = ([x, y]) => `x ${typed(x)}, y ${typed(y)}`;

/** WKT of polygons, each a list of rings without the closing point. Rings without points are left out. */
export function toWkt(polygons) {
  const rings = (polygon) => polygon.filter((ring) => ring.length)
    .map((ring) => `(${[...ring, ring[0]].map((point) => point.map(centimetres).join(" ")).join(", ")})`);
  const written = polygons.map(rings).filter((found) => found.length).map((found) => `(${found.join(", ")})`);
  if (!written.length) return "";
  return written.length > 1 ? `MULTIPOLYGON (${written.join(", ")})` : `POLYGON ${written[0]}`;
}

/** The polygons in WKT or GeoJSON in RD, closing points left out; null for what cannot be drawn here. */
export function fromText(text) {
  const bare = text.trim();
  if (!bare) return [];
  let polygons;
  try {
    polygons = bare.startsWith("{") ? fromGeoJson(JSON.parse(bare)) : fromWkt(bare);
  } catch {
    return null;
  }
  const sound = ([x, y]) => x > 0 && x < 300000 && y > 300000 && y < 630000;
  return polygons && polygons.length && polygons.flat(2).every(sound) ? polygons.map((rings) => rings.map(opened)) : null;
}

function fromWkt(text) {
  const found = /^(?:SRID\s*=\s*28992\s*;\s*)?(MULTI)?POLYGON\s*(\(.*\))$/is.exec(text);
  if (!found) return null;
  // The brackets of WKT are those of JSON; a point is two numbers and a space.
  const lists = found[2].replace(/[^\s(),]+(?:[ \t\r\n]+[^\s(),]+)+/g, (point) => `(${point.split(/\s+/).join(",")})`);
  const read = JSON.parse(lists.replaceAll("(", "[").replaceAll(")", "]"));
  return found[1] ? read : [read];
}

function fromGeoJson(data) {
  if (data.type === "FeatureCollection" && data.features.length === 1) return fromGeoJson(data.features[0]);
  if (data.type === "Feature") return fromGeoJson(data.geometry);
  if (data.type === "Polygon") return [data.coordinates];
  return data.type === "MultiPolygon" ? data.coordinates : null;
}

function opened(ring) {
  const points = ring.map(([x, y]) => [x, y]);
  const [first, last] = [points[0], points.at(-1)];
  if (points.length > 1 && first[0] === last[0] && first[1] === last[1]) points.pop();
  return points;
}
