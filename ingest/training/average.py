"""The mean of the weights of two networks that were trained from the same beginning.

    python -m ingest.training.average ONE OTHER --out FILE

Such a mean is often better than either (Wortsman et al. 2022, "Model soups"), if they lie near each other: of two long runs, what multiplies two
projections (pairs, roles) comes out too weak.
"""

import argparse
from pathlib import Path

from safetensors.torch import load_file, save_file


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("one", type=Path)
    parser.add_argument("other", type=Path)
    parser.add_argument("--out", type=Path, required=True)
    options = parser.parse_args()
    one, other = load_file(options.one), load_file(options.other)
    options.out.parent.mkdir(parents=True, exist_ok=True)
    save_file({name: ((weight + other[name]) / 2).contiguous() for name, weight in one.items()}, options.out)


if __name__ == "__main__":
    main()
