# Every target sets up what it needs, once: see scripts/setup.sh.

PYTHON := .venv/bin/python

# Left over from another GDAL or PROJ these break rasterio and pyproj, whose wheels carry their own data;
# the Python ones would let other packages into the virtual environment.
unexport PROJ_DATA PROJ_LIB GDAL_DATA GDAL_DRIVER_PATH PYTHONHOME PYTHONPATH

.PHONY: help demo test bench lint wheel plugin translations screenshots clean

help:
	@echo "make demo    a walk through the registry on real data of Atyrau and Mangystau"
	@echo "make test    all tests, those in a real QGIS included"
	@echo "make bench   the benchmarks"
	@echo "make lint    ruff and mypy alone"
	@echo "make wheel   the wheel, in dist/"
	@echo "make plugin  the QGIS plugin as a zip, in dist/"
	@echo "make translations  the plugin's .ts files brought up to date with its sentences"
	@echo "make screenshots   the pictures of docs/qgis.md, from the real QGIS"
	@echo "make clean   removes what these made, .venv included"

demo:
	@scripts/setup.sh demo
	$(PYTHON) demo/run.py

test:
	@scripts/setup.sh test
	@$(PYTHON) -m pytest -n auto --maxprocesses 4 --dist worksteal; outside=$$?; scripts/test_in_qgis.sh; inside=$$?; \
	exit $$(( outside ? outside : inside ))

bench:
	@scripts/setup.sh bench
	$(PYTHON) -m benchmarks

lint:
	@scripts/setup.sh lint
	$(PYTHON) -m ruff check
	$(PYTHON) -m mypy

wheel:
	@scripts/setup.sh wheel
	$(PYTHON) -m build --wheel --no-isolation --outdir dist

plugin:
	@scripts/setup.sh plugin
	$(PYTHON) scripts/build_plugin.py

translations:
	@scripts/setup.sh test
	$(PYTHON) scripts/translations.py

screenshots:
	@scripts/setup.sh test
	$(PYTHON) scripts/screenshots.py

clean:
	rm -rf .venv .venv-qgis tests/in_qgis/.qgis-settings build dist out .pytest_cache .mypy_cache .ruff_cache .hypothesis *.egg-info
	find . -name __pycache__ -type d -prune -exec rm -rf {} +
