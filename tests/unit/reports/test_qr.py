from io import BytesIO

from PIL import Image

from domain.codes import BITS, deep_link
from reports.qr import BORDER, MODULE, qr_code


def test_a_link_is_a_small_sharp_picture_with_a_white_edge() -> None:
    data = qr_code(deep_link("perpusbot", 2**BITS - 1))
    assert len(data) < 3000
    with Image.open(BytesIO(data)) as picture:
        grey = picture.convert("L")
    modules, rest = divmod(grey.width, MODULE)
    assert (grey.height, rest) == (grey.width, 0)
    assert (modules - 2 * BORDER - 17) % 4 == 0  # as the versions of QR codes are
    edge = BORDER * MODULE
    assert grey.crop((0, 0, grey.width, edge)).getextrema() == (255, 255)
    assert grey.getpixel((edge, edge)) == 0
    assert qr_code("https://t.me/perpusbot?start=i-1") != data
