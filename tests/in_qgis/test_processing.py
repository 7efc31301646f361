"""Every operation as a Processing algorithm, run as the toolbox, a model and ``qgis_process`` run it."""

import importlib
import os

import pytest
from qgis.core import (
    QgsApplication,
    QgsFeature,
    QgsGeometry,
    QgsPointXY,
    QgsProcessingAlgRunnerTask,
    QgsProcessingContext,
    QgsProcessingException,
    QgsProcessingFeedback,
    QgsProcessingModelAlgorithm,
    QgsProcessingModelChildAlgorithm,
    QgsProcessingModelChildParameterSource,
    QgsProcessingModelParameter,
    QgsProcessingParameterFile,
    QgsProject,
    QgsVectorLayer,
    edit,
)

#: The core needs nothing installed; these need the full environment.
FULL = {
    "import", "check", "refresh_drawings", "calibrate", "repaired_km", "condition", "coverage", "reclamation",
    "accessibility", "indicator", "indicators", "claims", "verify_receipt",
}  # fmt: skip
CORE = {
    "create_registry", "layers", "verify", "checkout", "status", "commit", "update", "discard", "resolve",
    "history", "feature_history", "difference", "load_version", "restore", "revert", "tag", "tags", "export",
    "locate_points", "events_along_roads", "point_at_measure", "routes",
}  # fmt: skip


@pytest.fixture
def provider(plugin_package, qgis_app):
    made = importlib.import_module("infra_registry.processing").Provider()
    QgsApplication.processingRegistry().addProvider(made)
    yield made
    QgsApplication.processingRegistry().removeProvider(made)


class Feedback(QgsProcessingFeedback):
    def __init__(self):
        super().__init__(False)
        self.errors, self.told = [], []

    def reportError(self, error, fatalError=False):
        self.errors.append(error)

    def pushInfo(self, info):
        self.told.append(info)


@pytest.fixture
def run(provider):
    """`run(key, **parameters)` gives the results; a layer for each "memory:" output."""

    def go(key, feedback=None, **parameters):
        context = QgsProcessingContext()
        context.setProject(QgsProject.instance())
        algorithm = provider.algorithm(key).create()
        ok, why = algorithm.checkParameterValues(parameters, context)
        assert ok, why
        results, done = algorithm.run(parameters, context, feedback or Feedback(), catchExceptions=False)
        assert done
        for name, value in results.items():
            if parameters.get(name) == "memory:":
                results[name] = context.takeResultLayer(value)
        return results

    return go


@pytest.fixture
def full(full_python):
    """The plugin's environment set to one that has everything."""
    from qgis.core import QgsSettings

    QgsSettings().setValue("infra_registry/environment", str(full_python.parent.parent))


def rows(layer):
    names = [field.name() for field in layer.fields()]
    return [dict(zip(names, one.attributes(), strict=False)) for one in layer.getFeatures()]


# --- what is there ---------------------------------------------------------------------------------------


def test_every_operation_is_an_algorithm(provider):
    assert {one.name() for one in provider.algorithms()} == FULL | CORE


@pytest.mark.parametrize("key", sorted(FULL | CORE))
def test_an_algorithm_explains_itself(provider, key):
    algorithm = provider.algorithm(key)
    text = algorithm.shortHelpString()
    assert algorithm.displayName()
    assert algorithm.group()
    assert f"infra_registry:{key}" in text
    for one in algorithm.parameterDefinitions():
        assert one.help(), one.name()
        assert one.help().replace("'", "&#x27;").replace(">", "&gt;") in text, one.name()


@pytest.mark.parametrize("key", sorted(FULL))
def test_without_the_full_environment_it_says_how_to_set_it_up(provider, key):
    can, why = provider.algorithm(key).canExecute()
    assert not can
    assert "full environment" in why
    assert "Settings" in why


# --- editing ---------------------------------------------------------------------------------------------


def test_a_registry_is_made_and_its_layers_are_listed(run, tmp_path):
    path = str(tmp_path / "new.gpkg")
    made = run("create_registry", REGISTRY=path, LAYERS=0, AUTHOR="Test")
    assert made["LAYER_COUNT"] > 10
    listed = run("layers", REGISTRY=path, OUTPUT="memory:")
    assert listed["REVISION"] == 1
    assert "roads" in [row["name"] for row in rows(listed["OUTPUT"])]


def test_a_workspace_goes_the_whole_way(run, seeded_registry, tmp_path):
    work = str(tmp_path / "work.gpkg")
    out = run("checkout", REGISTRY=seeded_registry, LAYERS="roads, landfills", WORKSPACE=work)
    assert out["FEATURES"] > 5
    layer = QgsVectorLayer(f"{work}|layername=landfills", "landfills", "ogr")
    with edit(layer):
        one = next(layer.getFeatures())
        layer.changeAttributeValue(one.id(), layer.fields().indexFromName("name_en"), "Renamed")
    status = run("status", WORKSPACE=work, CHANGES="memory:")
    assert (status["ADDED"], status["CHANGED"], status["DELETED"]) == (0, 1, 0)
    assert [(row["field"], row["new"]) for row in rows(status["CHANGES"])] == [("name_en", "Renamed")]
    assert run("discard", WORKSPACE=work)["DISCARDED"] == 1
    assert run("status", WORKSPACE=work)["CHANGED"] == 0
    with edit(layer):
        layer.changeAttributeValue(one.id(), layer.fields().indexFromName("name_en"), "Again")
    done = run("commit", WORKSPACE=work, MESSAGE="Rename", AUTHOR="Test")
    assert done["REVISION"] == out["REVISION"] + 1
    assert run("commit", WORKSPACE=work, MESSAGE="Nothing", AUTHOR="Test")["REVISION"] == 0
    difference = run(
        "difference", REGISTRY=seeded_registry, LAYER="landfills", OLDER=str(out["REVISION"]),
        NEWER="head", OUTPUT="memory:", BEFORE="memory:",
    )  # fmt: skip
    changed = rows(difference["OUTPUT"])
    assert difference["CHANGED"] == 1
    assert "Again" in changed[0]["changes"]
    assert not next(difference["BEFORE"].getFeatures()).geometry().isNull()
    life = run(
        "feature_history",
        REGISTRY=seeded_registry,
        LAYER="landfills",
        UID=changed[0]["uid"],
        CHANGES="memory:",
    )
    assert life["VERSIONS"] == 2
    back = run(
        "restore", REGISTRY=seeded_registry, LAYER="landfills", UID=changed[0]["uid"],
        VERSION=str(out["REVISION"]), AUTHOR="Test",
    )  # fmt: skip
    assert back["REVISION"] == done["REVISION"] + 1
    undone = run("revert", REGISTRY=seeded_registry, REVISION=back["REVISION"], AUTHOR="Test")
    assert undone["COMMITTED"] == back["REVISION"] + 1
    assert run("update", WORKSPACE=work)["REVISION"] == undone["COMMITTED"]


def test_checkout_of_an_extent_in_another_system_takes_what_is_there(run, seeded_registry, tmp_path):
    whole = run("checkout", REGISTRY=seeded_registry, LAYERS="roads", WORKSPACE=str(tmp_path / "all.gpkg"))
    part = run(
        "checkout", REGISTRY=seeded_registry, LAYERS="roads", WORKSPACE=str(tmp_path / "part.gpkg"),
        AREA="5700000,5900000,5900000,6100000 [EPSG:3857]",
    )  # fmt: skip
    assert 0 < part["FEATURES"] < whole["FEATURES"]


def test_layers_of_a_checkout_are_marked_when_they_are_loaded(provider, seeded_registry, tmp_path):
    context = QgsProcessingContext()
    context.setProject(QgsProject.instance())
    work = str(tmp_path / "work.gpkg")
    given = {"REGISTRY": seeded_registry, "LAYERS": "roads", "WORKSPACE": work, "LOAD": True}
    provider.algorithm("checkout").create().run(given, context, Feedback())
    ((source, details),) = context.layersToLoadOnCompletion().items()
    layer = QgsVectorLayer(source, details.name, "ogr")
    details.postProcessor().postProcessLayer(layer, context, Feedback())
    assert layer.customProperty("infra_registry/workspace") == work


def test_the_worker_s_sentence_is_the_error(run, tmp_path):
    with pytest.raises(QgsProcessingException, match="nowhere"):
        run("layers", REGISTRY=str(tmp_path / "nowhere.gpkg"), OUTPUT="memory:")


def test_a_cancelled_run_leaves_no_workspace(provider, seeded_registry, tmp_path):
    feedback = Feedback()
    feedback.cancel()
    given = {"REGISTRY": seeded_registry, "WORKSPACE": str(tmp_path / "work.gpkg")}
    _results, done = provider.algorithm("checkout").create().run(given, QgsProcessingContext(), feedback)
    assert not done
    assert not os.path.exists(given["WORKSPACE"])


# --- versions --------------------------------------------------------------------------------------------


def test_an_old_version_is_loaded_with_the_features_it_had(run, demo_registry):
    head = run("load_version", REGISTRY=demo_registry, LAYER="repairs", OUTPUT="memory:")
    old = run("load_version", REGISTRY=demo_registry, LAYER="repairs", VERSION="2023-12-31", OUTPUT="memory:")
    assert 0 < old["COUNT"] < head["COUNT"]
    assert old["REVISION"] < head["REVISION"]
    assert "uid" in old["OUTPUT"].fields().names()
    assert "from_rev" not in old["OUTPUT"].fields().names()


def test_history_is_listed_and_filtered(run, demo_registry):
    everything = run("history", REGISTRY=demo_registry, COMMITS="memory:")
    repairs = run("history", REGISTRY=demo_registry, LAYER="repairs", SINCE="2024-01-01", COMMITS="memory:")
    assert 0 < repairs["COUNT"] < everything["COUNT"]
    assert all(row["time"] >= "2024" for row in rows(repairs["COMMITS"]))


def test_tags_name_versions(run, demo_registry):
    before = run("tags", REGISTRY=demo_registry, OUTPUT="memory:")["COUNT"]
    run("tag", REGISTRY=demo_registry, NAME="for-a-test", VERSION="2024-12-31", AUTHOR="Test")
    after = run("tags", REGISTRY=demo_registry, OUTPUT="memory:")
    assert after["COUNT"] == before + 1
    assert "for-a-test" in [row["name"] for row in rows(after["OUTPUT"])]


def test_a_sound_registry_verifies(run, demo_registry):
    digest = run("layers", REGISTRY=demo_registry, OUTPUT="memory:")["DIGEST"]
    assert run("verify", REGISTRY=demo_registry, HEAD=digest)["SOUND"] is True


def test_geojson_is_exported_by_the_core(run, demo_registry, tmp_path):
    path = str(tmp_path / "roads.geojson")
    done = run("export", REGISTRY=demo_registry, LAYER="roads", OUTPUT=path)
    assert done["ROWS"] == QgsVectorLayer(path, "roads", "ogr").featureCount() > 5


# --- roads -----------------------------------------------------------------------------------------------


@pytest.fixture
def route(run, seeded_registry):
    listed = run("routes", REGISTRY=seeded_registry, OUTPUT="memory:")
    return next(row for row in rows(listed["OUTPUT"]) if row["route_id"] == "makat-dossor")


def test_a_measure_is_found_and_read_back(run, seeded_registry, route):
    km = route["km_from"] + 5.25
    found = run("point_at_measure", REGISTRY=seeded_registry, ROUTE="makat-dossor", MEASURE=f"{km:.3f}",
                OUTPUT="memory:")  # fmt: skip
    points = QgsVectorLayer("Point?crs=EPSG:3857&field=name:string", "points", "memory")
    from qgis.core import QgsCoordinateReferenceSystem, QgsCoordinateTransform

    there = QgsCoordinateTransform(
        QgsCoordinateReferenceSystem("EPSG:4326"),
        QgsCoordinateReferenceSystem("EPSG:3857"),
        QgsProject.instance(),
    )
    with edit(points):
        for name, x, y in (("on it", found["X"], found["Y"]), ("far", 10.0, 50.0)):
            one = QgsFeature(points.fields())
            one["name"] = name
            one.setGeometry(QgsGeometry.fromPointXY(there.transform(QgsPointXY(x, y))))
            points.addFeature(one)
    located = run("locate_points", REGISTRY=seeded_registry, INPUT=points, WITHIN=50.0, OUTPUT="memory:")
    assert (located["LOCATED"], located["NOT_LOCATED"]) == (1, 1)
    on, far = rows(located["OUTPUT"])
    assert on["route_id"] == "makat-dossor"
    assert abs(on["measure_m"] - 1000 * km) < 1
    assert on["distance_m"] < 1
    assert far["route_id"] is None or not far["route_id"]


def test_events_of_a_table_are_drawn_along_their_road(run, seeded_registry, route):
    table = QgsVectorLayer("None?field=road:string&field=a:string&field=b:double", "works", "memory")
    start = route["km_from"]
    with edit(table):
        for road, a, b in (("makat-dossor", f"{start + 1}", start + 3), ("no-such-road", "1", 2.0)):
            one = QgsFeature(table.fields())
            one.setAttributes([road, a, b])
            table.addFeature(one)
    drawn = run(
        "events_along_roads", REGISTRY=seeded_registry, INPUT=table, ROUTE="road", START="a", END="b",
        OUTPUT="memory:",
    )  # fmt: skip
    assert (drawn["DRAWN"], drawn["NOT_DRAWN"]) == (1, 1)
    good, bad = rows(drawn["OUTPUT"])
    assert abs(good["length_km"] - 2.0) < 1e-6
    assert "no-such-road" in bad["problem"]


# --- figures ---------------------------------------------------------------------------------------------


def test_repaired_kilometres_come_with_their_evidence_and_a_receipt_that_holds(
    run, full, demo_registry, tmp_path
):
    receipt, book = str(tmp_path / "receipt.json"), str(tmp_path / "repaired.xlsx")
    done = run(
        "repaired_km", REGISTRY=demo_registry, BY=[0, 2], OUTPUT="memory:", LINES="memory:",
        RECEIPT_FILE=receipt, FILE=book,
    )  # fmt: skip
    table = rows(done["OUTPUT"])
    assert {"year", "work_type", "union_km"} <= set(table[0])
    assert 0 < done["UNION_KM"] <= done["SUM_KM"]
    lines = rows(done["LINES"])
    assert len(lines) == done["WORKS"]
    assert all(not one.geometry().isNull() for one in done["LINES"].getFeatures())
    assert os.path.getsize(book) > 1000
    assert run("verify_receipt", REGISTRY=demo_registry, RECEIPT=receipt)["HOLDS"] is True


def test_figures_of_an_old_version_are_those_of_then(run, full, demo_registry):
    then = run("repaired_km", REGISTRY=demo_registry, VERSION="2023-12-31", OUTPUT="memory:")
    now = run("repaired_km", REGISTRY=demo_registry, OUTPUT="memory:")
    assert then["UNION_KM"] < now["UNION_KM"]


def test_an_area_limits_what_is_counted(run, full, demo_registry):
    area = QgsVectorLayer("Polygon?crs=EPSG:3857", "area", "memory")
    with edit(area):
        one = QgsFeature(area.fields())
        one.setGeometry(QgsGeometry.fromWkt("POLYGON((5700000 5900000, 5850000 5900000, 5850000 6050000, "
                                            "5700000 6050000, 5700000 5900000))"))  # fmt: skip
        area.addFeature(one)
    part = run("repaired_km", REGISTRY=demo_registry, AREA=area, OUTPUT="memory:")
    whole = run("repaired_km", REGISTRY=demo_registry, OUTPUT="memory:")
    assert 0 < part["UNION_KM"] < whole["UNION_KM"]


@pytest.mark.parametrize(
    ("key", "given", "total"),
    [
        ("condition", {"BY": [4]}, "SHARE"),
        ("coverage", {"BY": [0]}, "COVERED_KM2"),
        ("reclamation", {"BY": [1]}, "UNION_HA"),
        ("accessibility", {"BY": [0]}, "PEOPLE_NEAR"),
    ],
)
def test_a_family_of_figures_has_an_algorithm_of_its_own(run, full, demo_registry, key, given, total):
    done = run(key, REGISTRY=demo_registry, OUTPUT="memory:", **given)
    assert done["OUTPUT"].featureCount() > 0
    assert done[total] > 0
    assert len(done["RECEIPT"]) == 64


def test_any_indicator_is_computed_by_name(run, full, demo_registry):
    names = [row["name"] for row in rows(run("indicators", OUTPUT="memory:")["OUTPUT"])]
    assert {"layer-count", "layer-sum", "road-length"} <= set(names)
    done = run(
        "indicator", REGISTRY=demo_registry, INDICATOR="layer-count", BY="region_code",
        PARAMETERS="layer=roads", OUTPUT="memory:", LINES="memory:",
    )  # fmt: skip
    assert sum(row["features"] for row in rows(done["OUTPUT"])) == done["LINES"].featureCount()


def test_a_wrong_name_of_an_indicator_is_told_with_the_right_one(run, full, demo_registry):
    with pytest.raises(QgsProcessingException, match="repaired-km"):
        run("indicator", REGISTRY=demo_registry, INDICATOR="repaired-kms", OUTPUT="memory:")


def test_claims_get_their_verdicts(run, full, demo_registry):
    done = run("claims", REGISTRY=demo_registry, OUTPUT="memory:")
    counted = done["AGREE"] + done["DIFFER"] + done["TARGETS"] + done["UNCHECKED"]
    assert counted == done["OUTPUT"].featureCount() > 10


# --- files -----------------------------------------------------------------------------------------------


def test_a_table_is_imported_and_exported_again(run, full, seeded_registry, tmp_path):
    source = tmp_path / "places.csv"
    source.write_text(
        "settlement_id,name_en,kind,source,quality,longitude,latitude\n"
        "test-place,Test place,village,a test,schematic,52.0,47.0\n",
        "utf-8",
    )
    before = run("layers", REGISTRY=seeded_registry, OUTPUT="memory:")["REVISION"]
    done = run(
        "import", REGISTRY=seeded_registry, SOURCE=str(source), LAYER="settlements", MESSAGE="A place",
        AUTHOR="Test",
    )  # fmt: skip
    assert (done["ADDED"], done["REJECTED"]) == (1, 0)
    assert done["REVISION"] == before + 1
    path = str(tmp_path / "out.fgb")
    out = run("export", REGISTRY=seeded_registry, LAYER="settlements", OUTPUT=path)
    assert out["ROWS"] == QgsVectorLayer(path, "out", "ogr").featureCount()


def test_faults_are_points_with_a_sentence(run, full, demo_registry):
    done = run("check", REGISTRY=demo_registry, LAYERS="roads,repairs", OUTPUT="memory:")
    found = rows(done["OUTPUT"])
    assert done["ERRORS"] + done["WARNINGS"] <= len(found)
    assert all(row["text"] and row["layer"] in ("roads", "repairs") for row in found)


def test_drawings_that_do_not_follow_their_measures_are_refreshed(run, full, seeded_registry):
    assert run("refresh_drawings", REGISTRY=seeded_registry, AUTHOR="Test")["DRAWN"] >= 0
    assert run("refresh_drawings", REGISTRY=seeded_registry, AUTHOR="Test")["DRAWN"] == 0


def test_km_posts_are_tried_on_a_road(run, full, seeded_registry, route):
    posts = QgsVectorLayer("Point?crs=EPSG:4326&field=km:double", "posts", "memory")
    with edit(posts):
        for km in (route["km_from"] + 2, route["km_from"] + 10, route["km_from"] + 20):
            found = run(
                "point_at_measure", REGISTRY=seeded_registry, ROUTE="makat-dossor", MEASURE=f"{km:.3f}",
                OUTPUT="memory:",
            )  # fmt: skip
            one = QgsFeature(posts.fields())
            one["km"] = km
            one.setGeometry(QgsGeometry.fromPointXY(QgsPointXY(found["X"], found["Y"])))
            posts.addFeature(one)
    done = run(
        "calibrate", REGISTRY=seeded_registry, ROUTE="makat-dossor", INPUT=posts, KM="km", OUTPUT="memory:"
    )
    assert done["USED"] == 3
    assert done["LARGEST"] < 60


# --- models ----------------------------------------------------------------------------------------------


def test_algorithms_follow_each_other_in_a_model(provider, seeded_registry, tmp_path):
    """The workspace that one writes is what the next one reads."""
    source = QgsProcessingModelChildParameterSource
    out = QgsProcessingModelChildAlgorithm("infra_registry:checkout")
    out.setChildId("out")
    out.addParameterSources("REGISTRY", [source.fromModelParameter("registry")])
    out.addParameterSources("LAYERS", [source.fromStaticValue("landfills")])
    out.addParameterSources("WORKSPACE", [source.fromStaticValue(str(tmp_path / "work.gpkg"))])
    out.addParameterSources("LOAD", [source.fromStaticValue(False)])
    status = QgsProcessingModelChildAlgorithm("infra_registry:status")
    status.setChildId("status")
    status.addParameterSources("WORKSPACE", [source.fromChildOutput("out", "WORKSPACE")])
    model = QgsProcessingModelAlgorithm("two steps", "test")
    model.addModelParameter(
        QgsProcessingParameterFile("registry", "registry"), QgsProcessingModelParameter("registry")
    )
    for child in (out, status):
        model.addChildAlgorithm(child)
    valid, problems = model.validate()
    assert valid, problems
    context = QgsProcessingContext()
    results, done = model.run({"registry": seeded_registry}, context, Feedback())
    assert done
    assert results["CHILD_RESULTS"]["status"]["CHANGED"] == 0
    assert results["CHILD_RESULTS"]["status"]["WORKSPACE"] == str(tmp_path / "work.gpkg")


def test_an_algorithm_runs_in_a_thread_beside_others(provider, seeded_registry, wait_for):
    """Each has a worker of its own, so two at once do not wait for each other or mix up their answers."""
    tasks, answers = [], []
    for key in ("layers", "routes"):
        context, feedback = QgsProcessingContext(), Feedback()
        algorithm = provider.algorithm(key)
        given = {"REGISTRY": seeded_registry, "OUTPUT": "memory:"}
        task = QgsProcessingAlgRunnerTask(algorithm, given, context, feedback)
        task.executed.connect(lambda ok, results, key=key: answers.append((key, ok, results)))
        tasks.append((task, context, feedback))  # QGIS keeps no reference of its own
        QgsApplication.taskManager().addTask(task)
    wait_for(lambda: len(answers) == 2)
    assert all(ok for _, ok, _ in answers)
    found = {key: results for key, _, results in answers}
    assert "REVISION" in found["layers"]
    assert found["routes"]["COUNT"] > 0


def test_two_versions_are_compared_and_a_report_is_written(run, full, demo_registry, tmp_path):
    path = tmp_path / "report.html"
    done = run(
        "repaired_km", REGISTRY=demo_registry, BY=[0], SINCE="2023-12-31", OUTPUT="memory:", FILE=str(path)
    )  # fmt: skip
    names = done["OUTPUT"].fields().names()
    assert [name for name in names if name.startswith("union_km")] != ["union_km"]
    assert "Repaired kilometres" in path.read_text(encoding="utf-8")


def test_a_dialog_begins_with_the_last_registry_and_a_script_with_none(provider, monkeypatch):
    import qgis.utils

    module = importlib.import_module("infra_registry.settings")
    module.remember_registry("/data/atyrau.gpkg")
    monkeypatch.setattr(qgis.utils, "iface", None)
    plain = provider.algorithm("layers").create()
    assert plain.parameterDefinition("REGISTRY").defaultValue() is None
    monkeypatch.setattr(qgis.utils, "iface", object())
    shown = provider.algorithm("layers").create()
    assert shown.parameterDefinition("REGISTRY").defaultValue() == "/data/atyrau.gpkg"
