"""The twelve subjects, each a handful of bold shapes in its own frame (x -0.5..0.5, y 0..1 from the foot up)."""

from __future__ import annotations

from paella_core.training.scenes.palette import WOOD, Colour, Palette, shade, tint
from paella_core.training.scenes.pen import Frame

STEEL, GLASS, PALE, ROOF = (90, 95, 110), (180, 215, 235), (245, 240, 228), (110, 62, 48)


def draw_house(f: Frame, c: Colour, p: Palette) -> None:
    f.rectangle(0.2, 0.6, 0.32, 0.95, p.lit(ROOF))
    f.rectangle(-0.42, 0, 0.42, 0.55, c)
    f.polygon([(-0.52, 0.52), (0.52, 0.52), (0.0, 1.0)], p.lit(ROOF))
    f.rectangle(-0.1, 0, 0.1, 0.34, shade(c, 0.6))
    for x in (-0.32, 0.18):
        f.rectangle(x, 0.2, x + 0.14, 0.38, p.lit((255, 235, 150)))


def draw_castle(f: Frame, c: Colour, p: Palette) -> None:
    f.rectangle(-0.36, 0, 0.36, 0.5, c)
    for x in (-0.36, -0.12, 0.12):
        f.rectangle(x, 0.5, x + 0.14, 0.6, c)
    for x in (-0.4, 0.4):
        f.rectangle(x - 0.13, 0, x + 0.13, 0.7, shade(c, 0.18))
        f.polygon([(x - 0.18, 0.7), (x + 0.18, 0.7), (x, 1.0)], shade(c, 0.5))
    f.half_ellipse(0, 0, 0.13, 0.3, p.lit(WOOD))


def draw_windmill(f: Frame, c: Colour, p: Palette) -> None:
    f.polygon([(-0.24, 0), (0.24, 0), (0.14, 0.62), (-0.14, 0.62)], c)
    f.polygon([(-0.18, 0.6), (0.18, 0.6), (0.0, 0.8)], p.lit(ROOF))
    f.rectangle(-0.06, 0, 0.06, 0.2, p.lit(WOOD))
    hub = (0.0, 0.62)
    for dx, dy in ((0.3, 0.3), (-0.3, 0.3), (0.3, -0.3), (-0.3, -0.3)):
        tip, side = (hub[0] + dx, hub[1] + dy), (dx * 0.2 - dy * 0.28, dy * 0.2 + dx * 0.28)
        f.polygon(
            [hub, tip, (tip[0] + side[0] * 0.7, tip[1] + side[1] * 0.7), (side[0], hub[1] + side[1])], p.lit(PALE)
        )
    f.ellipse(*hub, 0.05, 0.05, p.lit(STEEL))


def draw_lighthouse(f: Frame, c: Colour, p: Palette) -> None:
    for k in range(5):
        low, high = 0.15 * k, 0.15 * (k + 1)
        wide, thin = 0.19 - 0.09 * low, 0.19 - 0.09 * high
        f.polygon([(-wide, low), (wide, low), (thin, high), (-thin, high)], c if k % 2 == 0 else tint(c, 0.8))
    f.rectangle(-0.17, 0.75, 0.17, 0.79, p.lit(STEEL))
    f.rectangle(-0.09, 0.79, 0.09, 0.9, (255, 240, 150))
    f.polygon([(-0.13, 0.9), (0.13, 0.9), (0, 1.0)], c)


def draw_boat(f: Frame, c: Colour, p: Palette) -> None:
    f.rectangle(-0.02, 0.2, 0.02, 1.0, p.lit(WOOD))
    f.polygon([(0.04, 0.32), (0.44, 0.32), (0.04, 0.98)], p.lit(PALE))
    f.polygon([(-0.04, 0.32), (-0.34, 0.32), (-0.04, 0.86)], tint(c, 0.35))
    f.polygon([(-0.5, 0.26), (0.5, 0.26), (0.34, 0.0), (-0.34, 0.0)], c)


def draw_balloon(f: Frame, c: Colour, p: Palette) -> None:
    for x in (-0.1, 0.1):
        f.line([(x * 1.6, 0.34), (x, 0.12)], p.lit(WOOD), 0.02)
    f.rectangle(-0.11, 0, 0.11, 0.14, p.lit(WOOD))
    f.polygon([(-0.3, 0.46), (0.3, 0.46), (0.11, 0.26), (-0.11, 0.26)], c)
    f.ellipse(0, 0.65, 0.37, 0.35, c)
    f.ellipse(0, 0.65, 0.14, 0.35, tint(c, 0.6))


def draw_tree(f: Frame, c: Colour, p: Palette) -> None:
    f.polygon([(-0.09, 0), (0.09, 0), (0.05, 0.5), (-0.05, 0.5)], p.lit(WOOD))
    f.ellipse(-0.22, 0.55, 0.22, 0.2, shade(c, 0.15))
    f.ellipse(0.22, 0.55, 0.22, 0.2, shade(c, 0.15))
    f.ellipse(0.0, 0.72, 0.3, 0.28, c)


def draw_tent(f: Frame, c: Colour, p: Palette) -> None:
    f.polygon([(-0.55, 0), (0.55, 0), (0.0, 0.8)], c)
    f.polygon([(0.0, 0.8), (0.55, 0), (0.2, 0)], shade(c, 0.25))
    f.polygon([(-0.14, 0), (0.14, 0), (0.0, 0.5)], shade(c, 0.75))
    f.line([(0, 0.78), (0, 0.98)], p.lit(WOOD), 0.03)
    f.polygon([(0.01, 0.98), (0.18, 0.92), (0.01, 0.85)], tint(c, 0.5))


def draw_mushroom(f: Frame, c: Colour, p: Palette) -> None:
    f.polygon([(-0.15, 0), (0.15, 0), (0.11, 0.5), (-0.11, 0.5)], p.lit(PALE))
    f.half_ellipse(0, 0.42, 0.48, 0.55, c)
    for x, y, r in ((-0.22, 0.6, 0.07), (0.04, 0.78, 0.08), (0.26, 0.57, 0.06)):
        f.ellipse(x, y, r, r, p.lit(PALE) if c[2] < 200 or c[0] < 200 else shade(c, 0.35))


def draw_car(f: Frame, c: Colour, p: Palette) -> None:
    f.polygon([(-0.36, 0.38), (0.36, 0.38), (0.22, 0.7), (-0.22, 0.7)], c)
    f.polygon([(-0.28, 0.4), (-0.02, 0.4), (-0.02, 0.63), (-0.18, 0.63)], p.lit(GLASS))
    f.polygon([(0.28, 0.4), (0.02, 0.4), (0.02, 0.63), (0.18, 0.63)], p.lit(GLASS))
    f.rectangle(-0.58, 0.12, 0.58, 0.42, c)
    for x in (-0.32, 0.32):
        f.ellipse(x, 0.12, 0.14, 0.14, (35, 35, 42))
        f.ellipse(x, 0.12, 0.06, 0.06, p.lit((190, 190, 195)))


def draw_parasol(f: Frame, c: Colour, p: Palette) -> None:
    f.rectangle(-0.025, 0, 0.025, 0.6, p.lit(WOOD))
    f.half_ellipse(0, 0.52, 0.52, 0.46, c)
    f.half_ellipse(0, 0.52, 0.2, 0.46, tint(c, 0.7))


def draw_rocket(f: Frame, c: Colour, p: Palette) -> None:
    f.polygon([(-0.08, 0.12), (0.08, 0.12), (0, -0.06)], (255, 170, 50))
    for side in (-1, 1):
        f.polygon([(0.14 * side, 0.4), (0.34 * side, 0.04), (0.12 * side, 0.14)], p.lit(STEEL))
    f.polygon([(-0.17, 0.12), (0.17, 0.12), (0.2, 0.45), (0.15, 0.72), (-0.15, 0.72), (-0.2, 0.45)], c)
    f.polygon([(-0.15, 0.72), (0.15, 0.72), (0, 1.0)], shade(c, 0.4))
    f.ellipse(0, 0.52, 0.08, 0.08, p.lit(GLASS))


DRAW = {name.removeprefix("draw_"): draw for name, draw in list(globals().items()) if name.startswith("draw_")}
HALF_WIDTH = {"car": 0.6, "tent": 0.56, "castle": 0.58, "house": 0.53, "boat": 0.52, "parasol": 0.53, "mushroom": 0.49}
