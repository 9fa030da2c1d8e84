"""Brings the outlines of the provinces into zones/outlines.json.

    npm pack @svg-maps/south-korea@2.0.0
    python script/vendor_map.py svg-maps-south-korea-2.0.0.tgz zones/outlines.json

Borders are simplified as arcs that neighbours share, so that no gap opens between them (Douglas and Peucker), and
rounded to whole units. Islands too small to be seen are left out. Ulleungdo is moved into a box nearer the coast, as
maps of Korea do; Dokdo, which the package lacks, is drawn beside it by the page (templates/includes/zone_map.html).
"""

import json
import math
import re
import sys
import tarfile
from pathlib import Path

TOLERANCE, SMALLEST = 0.9, 18  # units, square units
CODES = {
    "north-chungcheong": "chungbuk", "south-chungcheong": "chungnam", "north-jeolla": "jeonbuk",
    "south-jeolla": "jeonnam", "north-gyeongsang": "gyeongbuk", "south-gyeongsang": "gyeongnam",
}  # fmt: skip
FAR_EAST, TO_BOX = (
    450,
    -150,
)  # only Ulleungdo lies beyond; how far its box stands west of where it is
# West, east, south, north of provinces in degrees: what the drawing is fitted to, as a Mercator projection
EXTENTS = {
    "seoul": (126.764, 127.184, 37.428, 37.701), "daejeon": (127.246, 127.559, 36.183, 36.500),
    "gwangju": (126.645, 127.022, 35.051, 35.259), "daegu": (128.350, 128.763, 35.606, 36.016),
    "ulsan": (128.970, 129.465, 35.320, 35.730), "jeju": (126.145, 126.940, 33.190, 33.570),
}  # fmt: skip


def rings_of(path):
    """The polygons of a path of relative moves, as lists of points without doubles."""
    rings, x, y = [], 0.0, 0.0
    for part in re.findall(r"m([^m]*)", path):
        numbers = [float(number) for number in re.findall(r"-?\d*\.?\d+", part)]
        ring = []
        for dx, dy in zip(numbers[::2], numbers[1::2], strict=True):
            x, y = x + dx, y + dy
            point = (round(x, 2), round(y, 2))
            if not ring or ring[-1] != point:
                ring.append(point)
        x, y = ring[0]
        if ring[0] == ring[-1]:
            ring.pop()
        rings.append(ring)
    return rings


def area_of(ring):
    return (
        abs(sum(a[0] * b[1] - b[0] * a[1] for a, b in zip(ring, ring[1:] + ring[:1], strict=True)))
        / 2
    )


def simplified(line):
    """Of an open line, its ends and what lies further than the tolerance from the line between them."""
    if len(line) < 3:
        return line
    (ax, ay), (bx, by) = line[0], line[-1]
    length = ((bx - ax) ** 2 + (by - ay) ** 2) ** 0.5

    def off(point):
        if not length:
            return ((point[0] - ax) ** 2 + (point[1] - ay) ** 2) ** 0.5
        return abs((bx - ax) * (ay - point[1]) - (ax - point[0]) * (by - ay)) / length

    most = max(range(1, len(line) - 1), key=lambda at: off(line[at]))
    if off(line[most]) <= TOLERANCE:
        return [line[0], line[-1]]
    return simplified(line[: most + 1])[:-1] + simplified(line[most:])


def arcs_of(ring, junctions):
    """A ring as lines from junction to junction; one without any from its first point round."""
    starts = [at for at, point in enumerate(ring) if point in junctions] or [0]
    if len(starts) == 1:
        starts.append((starts[0] + len(ring) // 2) % len(ring))
        starts.sort()
    for start, end in zip(starts, starts[1:] + [starts[0] + len(ring)], strict=True):
        yield [ring[at % len(ring)] for at in range(start, end + 1)]


def path_of(ring):
    """Whole units, as relative lines."""
    points = [(round(x), round(y)) for x, y in ring]
    points = [point for at, point in enumerate(points) if point != points[at - 1]]
    (x, y), text = points[0], f"M{points[0][0]} {points[0][1]}l"
    for next_x, next_y in points[1:]:
        text += f"{next_x - x} {next_y - y} "
        x, y = next_x, next_y
    return text.rstrip().replace(" -", "-") + "z"


def mercator(latitude):
    return math.degrees(math.log(math.tan(math.pi / 4 + math.radians(latitude) / 2)))


def projection_of(shapes):
    """The one scale and the two shifts with the least squares of what is left at the EXTENTS."""
    found = []  # (degrees, units) in x, then in y
    for axis in (0, 1):
        pairs = []
        for code, (west, east, south, north) in EXTENTS.items():
            along = [point[axis] for point in max(shapes[code], key=area_of)]
            degrees = (west, east) if axis == 0 else (-mercator(north), -mercator(south))
            pairs += zip(degrees, (min(along), max(along)), strict=True)
        found.append(pairs)
    means = [[sum(column) / len(pairs) for column in zip(*pairs, strict=True)] for pairs in found]
    both = [
        (degrees - mean[0], units - mean[1])
        for pairs, mean in zip(found, means, strict=True)
        for degrees, units in pairs
    ]
    scale = sum(a * b for a, b in both) / sum(a * a for a, _b in both)
    x, y = (mean[1] - scale * mean[0] for mean in means)
    left = max(abs(units - scale * degrees) for degrees, units in both)
    print(f"projection: at most {left:.1f} units off at the edges of provinces")
    return {"scale": round(scale, 3), "x": round(x, 2), "y": round(y, 2)}


def main(package, target):
    with tarfile.open(package) as archive:
        source = archive.extractfile("package/index.js").read().decode()
    places = json.loads(source.removeprefix("export default ").rstrip().rstrip(";"))["locations"]
    shapes = {
        CODES.get(place["id"], place["id"]): [
            ring
            for ring in rings_of(place["path"])
            if area_of(ring) >= SMALLEST and ring[0][0] < FAR_EAST
        ]
        for place in places
    }
    neighbours = {}
    for rings in shapes.values():
        for ring in rings:
            for at, point in enumerate(ring):
                around = neighbours.setdefault(point, set())
                around.update({ring[at - 1], ring[(at + 1) % len(ring)]})
    junctions = {point for point, around in neighbours.items() if len(around) > 2}
    paths = {}
    for code, rings in sorted(shapes.items()):
        drawn = []
        for ring in rings:
            line = []
            for arc in arcs_of(ring, junctions):
                turned = arc[0] > arc[-1]  # the same way round for both neighbours
                arc = arc[::-1] if turned else arc
                arc = simplified(arc)
                line += (arc[::-1] if turned else arc)[:-1]
            drawn.append(path_of(line))
        paths[code] = "".join(drawn)
    ulleungdo = [
        [(x + TO_BOX, y) for x, y in ring]
        for place in places
        for ring in rings_of(place["path"])
        if ring[0][0] >= FAR_EAST
    ]
    outlines = {
        "source": "@svg-maps/south-korea 2.0.0, CC BY 4.0",
        "projection": projection_of(shapes),
        "paths": paths,
        "ulleungdo": "".join(map(path_of, ulleungdo)),
    }
    text = json.dumps(outlines, indent=0)
    Path(target).write_text(text + "\n", encoding="utf-8")
    print(f"{len(text)} bytes")


if __name__ == "__main__":
    main(*sys.argv[1:])
