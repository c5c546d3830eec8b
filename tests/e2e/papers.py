"""Files for the tests, made on the spot: a PDF of coloured pages and a film."""

import io
import zlib
from collections.abc import Sequence
from fractions import Fraction

import av


def pdf(colours: Sequence[tuple[float, float, float]], width: int = 400, height: int = 300) -> bytes:
    """Return a PDF with one page for each colour (red, green, blue from 0 to 1), its size in points."""
    drawings = [f"{red} {green} {blue} rg 0 0 {width} {height} re f".encode() for red, green, blue in colours]
    return _document(drawings, f"[0 0 {width} {height}]", "")


def bomb() -> bytes:
    """Return a small PDF whose one page takes very long to draw: twelve million strokes."""
    return _document(
        [zlib.compress(b"0 0 m 9 9 l S\n" * 12_000_000)], "[0 0 400 300]", "/Filter /FlateDecode"
    )


def _document(drawings: Sequence[bytes], box: str, how: str) -> bytes:
    """Return a PDF with one page for each drawing, encoded as ``how`` says."""
    count = len(drawings)
    kids = " ".join(f"{3 + 2 * number} 0 R" for number in range(count))
    pages = f"<< /Type /Pages /Kids [{kids}] /Count {count} >>"
    objects = [b"<< /Type /Catalog /Pages 2 0 R >>", pages.encode()]
    for number, drawing in enumerate(drawings):
        page = f"<< /Type /Page /Parent 2 0 R /MediaBox {box} /Contents {4 + 2 * number} 0 R >>"
        head = f"<< /Length {len(drawing)} {how} >>\nstream\n"
        objects += [page.encode(), head.encode() + drawing + b"\nendstream"]
    out = bytearray(b"%PDF-1.4\n")
    places = []
    for number, body in enumerate(objects, start=1):
        places.append(len(out))
        out += f"{number} 0 obj\n".encode() + body + b"\nendobj\n"
    table = "".join(f"{place:010} 00000 n \n" for place in places)
    cross = f"xref\n0 {len(objects) + 1}\n0000000000 65535 f \n{table}"
    tail = f"trailer\n<< /Size {len(objects) + 1} /Root 1 0 R >>\nstartxref\n{len(out)}\n%%EOF\n"
    return bytes(out) + cross.encode() + tail.encode()


def film(seconds: int) -> bytes:
    """Return a silent WebM that gets lighter from second to second."""
    rate = 10
    out = io.BytesIO()
    with av.open(out, "w", format="webm") as container:
        stream = container.add_stream("libvpx", rate=rate)
        stream.width, stream.height, stream.pix_fmt = 160, 120, "yuv420p"
        stream.codec_context.gop_size = rate
        stream.codec_context.time_base = Fraction(1, rate)
        for number in range(seconds * rate):
            for packet in stream.encode(_picture(20 + 200 * number // (seconds * rate))):
                container.mux(packet)
        for packet in stream.encode():
            container.mux(packet)
    return out.getvalue()


def _picture(light: int) -> av.VideoFrame:
    """Return one grey picture of the film."""
    picture = av.VideoFrame(160, 120, "yuv420p")
    for plane, value in zip(picture.planes, (light, 128, 128), strict=True):
        plane.update(bytes([value]) * plane.buffer_size)
    return picture
