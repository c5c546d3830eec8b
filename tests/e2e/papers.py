"""Files for the tests, made on the spot: a PDF of coloured pages and a film."""

import io
from collections.abc import Sequence
from fractions import Fraction

import av


def pdf(colours: Sequence[tuple[float, float, float]]) -> bytes:
    """Return a PDF with one page for each colour (red, green, blue from 0 to 1)."""
    count = len(colours)
    kids = " ".join(f"{3 + 2 * number} 0 R" for number in range(count))
    objects = ["<< /Type /Catalog /Pages 2 0 R >>", f"<< /Type /Pages /Kids [{kids}] /Count {count} >>"]
    for number, (red, green, blue) in enumerate(colours):
        drawing = f"{red} {green} {blue} rg 0 0 400 300 re f"
        box = "/Parent 2 0 R /MediaBox [0 0 400 300]"
        objects.append(f"<< /Type /Page {box} /Contents {4 + 2 * number} 0 R >>")
        objects.append(f"<< /Length {len(drawing)} >>\nstream\n{drawing}\nendstream")
    out = bytearray(b"%PDF-1.4\n")
    places = []
    for number, text in enumerate(objects, start=1):
        places.append(len(out))
        out += f"{number} 0 obj\n{text}\nendobj\n".encode()
    table = "".join(f"{place:010} 00000 n \n" for place in places)
    head = f"xref\n0 {len(objects) + 1}\n0000000000 65535 f \n{table}"
    tail = f"trailer\n<< /Size {len(objects) + 1} /Root 1 0 R >>\nstartxref\n{len(out)}\n%%EOF\n"
    return bytes(out) + head.encode() + tail.encode()


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
