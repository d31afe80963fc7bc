"""A link as a picture that a phone's camera reads."""

from io import BytesIO

MODULE, BORDER = 10, 4
"""Points a module, and the modules of the white edge that readers need."""


def qr_code(text: str) -> bytes:
    """A PNG, under 3 kB for a link."""
    import segno  # seldom needed

    picture = BytesIO()
    segno.make_qr(text, error="m").save(picture, kind="png", scale=MODULE, border=BORDER)
    return picture.getvalue()
