// What is drawn: polygons, each an outer ring and its holes, with one ring and one point chosen, and a way back.
import { fromText, toWkt } from "./rd.js";

const MOST_BACK = 200;
const length = (a, b) => Math.hypot(a[0] - b[0], a[1] - b[1]);

/** How far a place lies from the line between two others. */
function aside(p, a, b) {
  const long = length(a, b) ** 2;
  const along = long ? Math.max(0, Math.min(1, ((p[0] - a[0]) * (b[0] - a[0]) + (p[1] - a[1]) * (b[1] - a[1])) / long)) : 0;
  return length(p, [a[0] + along * (b[0] - a[0]), a[1] + along * (b[1] - a[1])]);
}

export class Outline {
  polygons = [[[]]];
  part = 0;
  hole = 0; // 0 is the outer ring
  point = null;
  #back = [];

  /** Whether the text could be read; then it is what is drawn. */
  read(text) {
    const found = fromText(text);
    if (found === null) return false;
    this.polygons = found.length ? found : [[[]]];
    [this.part, this.hole, this.point] = [0, 0, null];
    return true;
  }

  get wkt() { return toWkt(this.polygons); }

  get ring() { return this.polygons[this.part][this.hole]; }

  get points() { return this.polygons.flat(2); }

  /** Every ring with its name, as the server names it too. */
  get rings() {
    const several = this.polygons.length > 1;
    return this.polygons.flatMap((rings, part) => rings.map((ring, hole) => ({
      part, hole, ring,
      name: (hole ? `gat ${hole}` : "buitenrand") + (several ? ` van vlak ${part + 1}` : ""),
    })));
  }

  get name() { return this.rings.find((one) => one.part === this.part && one.hole === this.hole).name; }

  keep() {
    this.#back.push(JSON.stringify([this.polygons, this.part, this.hole, this.point]));
    if (this.#back.length > MOST_BACK) this.#back.shift();
  }

  /** Back to before the last change; false when there is none. */
  undo() {
    if (!this.#back.length) return false;
    [this.polygons, this.part, this.hole, this.point] = JSON.parse(this.#back.pop());
    return true;
  }

  choose(part, hole) { [this.part, this.hole, this.point] = [part, hole, null]; }

  /** A point after the chosen one; in the line that lies within `near` metres, or else in the nearest one. */
  add(at, near) {
    this.keep();
    const ring = this.ring;
    const far = ring.map((point, index) => aside(at, point, ring[(index + 1) % ring.length]));
    const nearest = far.indexOf(Math.min(...far));
    const drawing = this.point !== null && !(ring.length > 2 && far[nearest] < near);
    const index = ring.length < 3 && this.point === null ? ring.length : (drawing ? this.point : nearest) + 1;
    ring.splice(index, 0, at);
    this.point = index;
  }

  move(index, to) {
    this.keep();
    this.ring[index] = to;
    this.point = index;
  }

  remove(index) {
    this.keep();
    this.ring.splice(index, 1);
    this.point = this.ring.length ? Math.max(0, index - 1) : null;
  }

  /** An empty hole in the chosen polygon, chosen itself. */
  addHole() {
    this.keep();
    this.polygons[this.part].push([]);
    this.choose(this.part, this.polygons[this.part].length - 1);
  }

  /** An empty polygon apart from the others, chosen itself. */
  addPart() {
    this.keep();
    this.polygons.push([[]]);
    this.choose(this.polygons.length - 1, 0);
  }

  /** Without the chosen ring; an outer ring takes its holes with it. */
  removeRing() {
    this.keep();
    if (this.hole) {
      this.polygons[this.part].splice(this.hole, 1);
      this.choose(this.part, 0);
      return;
    }
    this.polygons.splice(this.part, 1);
    if (!this.polygons.length) this.polygons.push([[]]);
    this.choose(0, 0);
  }
}
