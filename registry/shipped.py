"""Files that are shipped with the package: layer definitions, styles and seed data.

An installed wheel carries them inside the package, as ``registry/_layers``. A clone of the repository, also
when installed with ``pip install -e``, has them beside the package, as ``layers``.
"""

from pathlib import Path

__all__ = ["layers_folder"]

_PACKAGE = Path(__file__).resolve().parent


def layers_folder() -> Path:
    """The folder of the layer definitions that come with this copy of the package.

    Raises
    ------
    FileNotFoundError
        If neither place exists: the package was copied without its data.
    """
    places = (_PACKAGE / "_layers", _PACKAGE.parent / "layers")
    for place in places:
        if place.is_dir():
            return place
    raise FileNotFoundError(
        f"no layer definitions in {places[0]} or {places[1]}; "
        "install the package again, or copy layers/ along with registry/"
    )
