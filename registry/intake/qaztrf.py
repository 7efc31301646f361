"""QazTRF-23, Kazakhstan's national frame since 2025, for PROJ databases that do not have it yet.

EPSG:10941 is latitude and longitude, EPSG:10942 to 10949 are its 6-degree Gauss-Kruger zones 8 to 15: central
meridian ``6 zone - 3``, false easting ``zone * 1,000,000 + 500,000`` m, scale 1. EPSG:10965 equates it with
WGS 84 to about 1 m; every definition here carries that operation, so that going to and from WGS 84 is no
ballpark. The official way from Pulkovo 1942 (EPSG:10964, 0.1 m) needs the grid ``qazgrid_kz.gsb``, which PROJ
does not ship.

Source: EPSG Geodetic Parameter Dataset, codes 10941-10949 and 10965, revision of 2025-07-10.
"""

from __future__ import annotations

GEOGRAPHIC = 10941
ZONES = {10934 + zone: zone for zone in range(8, 16)}

_DEGREE = 'ANGLEUNIT["degree",0.0174532925199433]'
_METRE = 'LENGTHUNIT["metre",1]'
_AREA = 'AREA["Kazakhstan - onshore and offshore, including Caspian Sea."],BBOX[40.59,46.49,55.45,87.35]'
_DATUM = (
    'DATUM["Kazakhstan Terrestrial Reference Frame 2023",'
    f'ELLIPSOID["GRS 1980",6378137,298.257222101,{_METRE}]],'
    f'PRIMEM["Greenwich",0,{_DEGREE}]'
)
_WGS84 = (
    'GEOGCRS["WGS 84",DATUM["World Geodetic System 1984",'
    f'ELLIPSOID["WGS 84",6378137,298.257223563,{_METRE}]],'
    f'PRIMEM["Greenwich",0,{_DEGREE}],CS[ellipsoidal,2],AXIS["latitude",north,ORDER[1],{_DEGREE}],'
    f'AXIS["longitude",east,ORDER[2],{_DEGREE}],ID["EPSG",4326]]'
)
_TO_WGS84 = (
    'ABRIDGEDTRANSFORMATION["QazTRF-23 to WGS 84 (1)",METHOD["Geocentric translations (geog2D domain)",'
    'ID["EPSG",9603]],PARAMETER["X-axis translation",0,ID["EPSG",8605]],PARAMETER["Y-axis translation",0,'
    'ID["EPSG",8606]],PARAMETER["Z-axis translation",0,ID["EPSG",8607]],ID["EPSG",10965]]'
)


def wkt(code: int) -> str | None:
    """WKT2 of an EPSG code of QazTRF-23, None of any other.

    >>> "Gauss-Kruger zone 14" in wkt(10948), wkt(4326)
    (True, None)
    """
    if code == GEOGRAPHIC:
        return (
            f'GEOGCRS["QazTRF-23",{_DATUM},CS[ellipsoidal,2],'
            f'AXIS["geodetic latitude (Lat)",north,ORDER[1],{_DEGREE}],'
            f'AXIS["geodetic longitude (Lon)",east,ORDER[2],{_DEGREE}],'
            f'USAGE[SCOPE["Horizontal component of 3D system."],{_AREA}],ID["EPSG",{code}]]'
        )
    zone = ZONES.get(code)
    if zone is None:
        return None
    return (
        f'PROJCRS["QazTRF-23 / Gauss-Kruger zone {zone}",'
        f'BASEGEOGCRS["QazTRF-23",{_DATUM},ID["EPSG",{GEOGRAPHIC}]],'
        f'CONVERSION["6-degree Gauss-Kruger zone {zone}",METHOD["Transverse Mercator",ID["EPSG",9807]],'
        f'PARAMETER["Latitude of natural origin",0,{_DEGREE},ID["EPSG",8801]],'
        f'PARAMETER["Longitude of natural origin",{6 * zone - 3},{_DEGREE},ID["EPSG",8802]],'
        f'PARAMETER["Scale factor at natural origin",1,SCALEUNIT["unity",1],ID["EPSG",8805]],'
        f'PARAMETER["False easting",{zone * 1_000_000 + 500_000},{_METRE},ID["EPSG",8806]],'
        f'PARAMETER["False northing",0,{_METRE},ID["EPSG",8807]]],'
        f'CS[Cartesian,2],AXIS["(E)",east,ORDER[1],{_METRE}],AXIS["(N)",north,ORDER[2],{_METRE}],'
        f'USAGE[SCOPE["Cadastre, engineering survey, topographic mapping."],{_AREA}],ID["EPSG",{code}]]'
    )


def bound_wkt(code: int) -> str | None:
    """WKT2 of the system together with its operation to WGS 84 (EPSG:10965, about 1 m)."""
    source = wkt(code)
    return None if source is None else f"BOUNDCRS[SOURCECRS[{source}],TARGETCRS[{_WGS84}],{_TO_WGS84}]"
