"""The worker of the built plugin, asked inside QGIS, writes a workspace that QGIS opens and edits."""

from qgis.core import QgsVectorLayer


def test_a_workspace_checked_out_by_the_worker_opens_as_layers_with_their_rows(session, workspace, wait_for):
    told = wait_for(session.ask("workspace_info", workspace=workspace))
    assert {"roads", "repairs"} <= {layer["name"] for layer in told["layers"]}
    roads = QgsVectorLayer(f"{workspace}|layername=roads", "roads", "ogr")
    assert roads.isValid()
    assert roads.featureCount() > 10


def test_an_edit_through_the_edit_buffer_is_a_change_and_commits(
    session, seeded_registry, workspace, wait_for
):
    repairs = QgsVectorLayer(f"{workspace}|layername=repairs", "repairs", "ogr")
    feature = next(repairs.getFeatures())
    assert repairs.startEditing()
    assert repairs.changeAttributeValue(feature.id(), repairs.fields().indexOf("note"), "seen on site")
    assert repairs.commitChanges(), repairs.commitErrors()

    changes = wait_for(session.ask("changes", workspace=workspace))
    assert [(one["layer"], one["kind"]) for one in changes["features"]] == [("repairs", "changed")]
    committed = wait_for(session.ask("commit", workspace=workspace, message="A note", author="Test"))
    assert committed["commit"]["author"] == "Test"
    log = wait_for(session.ask("log", registry=seeded_registry))
    assert log["commits"][0]["message"] == "A note"
