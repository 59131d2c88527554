"""What do the invented school's pictures show? Drawn scenes without any real person in them."""

from __future__ import annotations

from dataclasses import dataclass

from PIL import Image, ImageDraw, ImageFont

Colour = tuple[int, int, int]
Drawing = Image.Image

# Drawn at twice the size and shrunk: PIL draws hard edges. 1440 x 960 is what a phone's messenger leaves of a photo.
SIZE = (1440, 960)
_TWICE = 2

_SKY: tuple[Colour, Colour] = ((143, 196, 232), (232, 243, 248))
_GRASS: Colour = (111, 160, 84)
_SKINS: tuple[Colour, ...] = ((241, 205, 178), (198, 140, 100), (124, 82, 58), (224, 178, 140), (92, 60, 44))
_HAIRS: tuple[Colour, ...] = ((60, 40, 28), (28, 24, 24), (150, 96, 48), (208, 170, 96), (44, 34, 30))
_JUMPERS: tuple[Colour, ...] = ((28, 74, 110), (140, 40, 56), (36, 96, 72), (28, 74, 110), (222, 160, 52))


@dataclass(frozen=True, slots=True)
class Canvas:
    """A drawing board in final pixels; it keeps the doubled picture underneath."""

    image: Drawing
    pen: ImageDraw.ImageDraw

    @classmethod
    def blank(cls, colour: Colour) -> Canvas:
        """A board of one colour."""
        image = Image.new("RGB", (SIZE[0] * _TWICE, SIZE[1] * _TWICE), colour)
        return cls(image, ImageDraw.Draw(image))

    def box(self, left: float, top: float, right: float, bottom: float, fill: Colour, radius: float = 0) -> None:
        """A rectangle, with round corners if wanted."""
        self.pen.rounded_rectangle(_twice(left, top, right, bottom), radius * _TWICE, fill)

    def oval(self, left: float, top: float, right: float, bottom: float, fill: Colour) -> None:
        """An ellipse in this box."""
        self.pen.ellipse(_twice(left, top, right, bottom), fill)

    def shape(self, *corners: float, fill: Colour) -> None:
        """A polygon through x, y, x, y, ..."""
        self.pen.polygon(_twice(*corners), fill)

    def line(self, *corners: float, fill: Colour, width: float = 4) -> None:
        """A line through x, y, x, y, ..."""
        self.pen.line(_twice(*corners), fill, int(width * _TWICE), joint="curve")

    def words(self, x: float, y: float, text: str, size: int, fill: Colour) -> None:
        """Words with their middle at x, y."""
        font = ImageFont.load_default(size * _TWICE)
        self.pen.text((x * _TWICE, y * _TWICE), text, fill, font, anchor="mm", align="center")

    def finished(self) -> Drawing:
        """The drawing at its final size."""
        return self.image.resize(SIZE, Image.Resampling.LANCZOS)


def _twice(*numbers: float) -> list[float]:
    return [number * _TWICE for number in numbers]


def garden() -> Drawing:
    """The school garden: beds, a pond, nobody there."""
    board = _outdoors(440)
    board.shape(0, 470, 420, 330, 900, 440, 1440, 350, 1440, 560, 0, 560, fill=(129, 172, 108))
    for row in range(3):
        top = 620 + row * 105
        board.box(120 + row * 20, top, 820 + row * 50, top + 64, (104, 72, 48), radius=20)
        for plant in range(9):
            x = 165 + row * 20 + plant * 74
            board.oval(x, top - 18, x + 44, top + 30, (58, 128 + 12 * row, 62))
            board.oval(x + 14, top - 10, x + 28, top + 4, ((214, 70, 58), (238, 190, 66), (150, 96, 176))[row])
    board.oval(960, 640, 1390, 820, (96, 156, 186))
    board.oval(1010, 665, 1250, 730, (140, 190, 212))
    _tree(board, 1180, 250)
    _tree(board, 240, 210)
    return board.finished()


def sports_day() -> Drawing:
    """Lanes on the field, and children running away from the camera."""
    board = _outdoors(360)
    for lane in range(7):
        board.line(720 + (lane - 3) * 60, 372, 720 + (lane - 3) * 330, 960, fill=(240, 244, 236), width=6)
    for flag in range(16):
        x = flag * 96
        board.shape(x, 330, x + 60, 330, x + 30, 380, fill=_JUMPERS[flag % 5])
    for number, x in enumerate((250, 500, 760, 1010, 1230)):
        child_from_behind(board, x, 520 + (number % 2) * 60, 1.15, number)
    return board.finished()


def playground() -> Drawing:
    """A hopscotch and a climbing frame; four children seen from behind."""
    board = _outdoors(380)
    board.box(0, 520, 1440, 960, (150, 152, 156))
    for square in range(6):
        left = 560 + (square % 2) * 120
        board.box(left, 860 - square * 62, left + 110, 916 - square * 62, (236, 224, 150), radius=6)
        board.words(left + 55, 888 - square * 62, str(square + 1), 34, (90, 92, 96))
    for beam in range(5):
        board.line(1010 + beam * 90, 250, 980 + beam * 100, 640, fill=(196, 66, 56), width=12)
    for rung in range(4):
        board.line(1000, 300 + rung * 88, 1380, 300 + rung * 88, fill=(226, 150, 52), width=9)
    for number, x in enumerate((120, 290, 460, 900)):
        child_from_behind(board, x, 560 + (number % 3) * 30, 1.05, (0, 1, 4, 2)[number])
    return board.finished()


def display_board() -> Drawing:
    """A classroom display with paintings and a class certificate."""
    board = Canvas.blank((226, 216, 196))
    board.box(110, 90, 1330, 760, (52, 92, 120), radius=14)
    board.box(136, 116, 1304, 734, (240, 226, 190))
    board.words(720, 168, "Hazel class: our rivers project", 56, (44, 66, 84))
    for number in range(6):
        left, top = 180 + (number % 3) * 210, 230 + (number // 3) * 240
        board.box(left, top, left + 180, top + 200, (250, 250, 246))
        board.line(left + 20, top + 40, left + 90, top + 110, left + 60, top + 180, fill=(80, 150, 200), width=16)
        board.oval(left + 110, top + 30, left + 160, top + 80, _JUMPERS[number % 5])
    board.box(850, 230, 1260, 690, (252, 250, 240))
    board.box(866, 246, 1244, 674, (228, 196, 110))
    board.box(876, 256, 1234, 664, (253, 251, 243))
    board.words(1055, 320, "Certificate", 52, (120, 70, 30))
    board.words(1055, 430, "Awarded to\nHazel class", 40, (60, 60, 60))
    board.words(1055, 570, "for a beautiful model\nof the river", 30, (60, 60, 60))
    board.box(0, 830, 1440, 960, (156, 112, 74))
    return board.finished()


def bake_sale() -> Drawing:
    """A table of cakes for the summer fair."""
    board = Canvas.blank((236, 228, 214))
    board.box(0, 560, 1440, 960, (196, 72, 76))
    for stripe in range(0, 1440, 120):
        board.box(stripe, 560, stripe + 60, 960, (240, 234, 226))
    board.words(720, 120, "Bake sale", 96, (120, 44, 60))
    board.words(720, 220, "in aid of new library books", 40, (92, 84, 80))
    for cake in range(7):
        x, icing = 90 + cake * 186, ((236, 160, 180), (250, 236, 200), (120, 76, 52), (176, 214, 170))[cake % 4]
        board.oval(x - 30, 560, x + 170, 620, (250, 250, 250))
        board.shape(x + 12, 500, x + 128, 500, x + 112, 590, x + 28, 590, fill=(206, 150, 92))
        board.oval(x, 430, x + 140, 530, icing)
        board.oval(x + 58, 412, x + 84, 438, (200, 40, 50))
    return board.finished()


def book_poster() -> Drawing:
    """A poster for the book fair."""
    board = Canvas.blank((38, 62, 92))
    board.box(70, 60, 1370, 900, (248, 240, 220), radius=24)
    board.words(720, 190, "Book fair", 120, (38, 62, 92))
    board.words(720, 310, "School hall, Monday to Thursday, 3.15 pm", 46, (70, 74, 80))
    for book in range(14):
        left, height = 160 + book * 80, 210 + (book * 53) % 120
        board.box(left, 820 - height, left + 68, 820, _JUMPERS[book % 5], radius=6)
        board.box(left + 10, 850 - height, left + 58, 866 - height, (248, 240, 220))
    board.box(140, 820, 1300, 846, (120, 84, 56))
    return board.finished()


def space_day() -> Canvas:
    """A wall of stars and planets for space day, with room in the middle."""
    board = Canvas.blank((24, 30, 58))
    for star in range(140):
        x, y = (star * 397) % 1440, (star * 251) % 960
        board.oval(x, y, x + 3 + star % 4, y + 3 + star % 4, (244, 240, 214))
    board.oval(60, 80, 300, 320, (206, 130, 84))
    board.line(20, 240, 340, 160, fill=(232, 200, 150), width=14)
    board.oval(1160, 560, 1400, 800, (108, 168, 196))
    board.oval(1200, 610, 1300, 690, (120, 170, 110))
    board.words(720, 70, "Space day", 84, (244, 226, 160))
    return board


def child_from_behind(board: Canvas, x: float, y: float, scale: float, kind: int) -> None:
    """A child seen from behind, head top at x, y: hair, jumper, legs, and no face."""

    def box(left: float, top: float, right: float, bottom: float, fill: Colour, radius: float = 0) -> None:
        board.box(x + left * scale, y + top * scale, x + right * scale, y + bottom * scale, fill, radius * scale)

    skin, hair, jumper = (colours[kind % 5] for colours in (_SKINS, _HAIRS, _JUMPERS))
    box(-34, 210, -6, 330, (70, 74, 84), 8)
    box(6, 210, 34, 330, (70, 74, 84), 8)
    box(-38, 318, -4, 338, (30, 30, 34), 8)
    box(4, 318, 38, 338, (30, 30, 34), 8)
    box(-74, 98, -46, 200, jumper, 14)
    box(46, 98, 74, 200, jumper, 14)
    box(-52, 90, 52, 224, jumper, 22)
    box(-16, 70, 16, 100, skin, 6)
    board.oval(x - 46 * scale, y - 8 * scale, x + 46 * scale, y + 88 * scale, hair)
    if kind % 2:
        board.oval(x - 16 * scale, y + 40 * scale, x + 16 * scale, y + 136 * scale, hair)


def _outdoors(horizon: int) -> Canvas:
    board = Canvas.blank(_GRASS)
    for line in range(horizon):
        part = line / horizon
        red, green, blue = (round(a + (b - a) * part) for a, b in zip(*_SKY, strict=True))
        board.box(0, line, SIZE[0], line + 1, (red, green, blue))
    board.oval(1190, 60, 1290, 160, (250, 226, 130))
    for cloud in (180, 640, 980):
        for puff in range(4):
            board.oval(cloud + puff * 52, 96 + (puff % 2) * 22, cloud + 110 + puff * 52, 176, (250, 252, 253))
    return board


def _tree(board: Canvas, x: float, y: float) -> None:
    board.box(x - 20, y + 170, x + 20, y + 340, (104, 74, 50), radius=8)
    for left, top in ((-110, 40), (-40, -30), (20, 40)):
        board.oval(x + left, y + top, x + left + 150, y + top + 160, (70, 128, 74))
